import Observations

/// Opens the right reader for a file: looks for gzip, the format and the encoding in the first 64 KiB and in the name.
///
/// - Parameter source: The bytes of the file as they were delivered. A workbook's are read from any place: where the
///   source is no `RandomAccessSource`, or is compressed, they are first read into memory, up to
///   `ReadLimits.bufferedBytes`.
/// - Parameter name: The file's name, whose ending tells the format unless it is declared (`may.csv.gz`).
/// - Parameter submission: The submission's number, for the origins.
/// - Throws: `ReadError`: what the reader throws at the beginning of the file, or `.unsupported` for a kind of file
///   that is known and not read: a photo, an old Excel file, an archive of several files (`openArchive` is for these),
///   or JSON where a table is expected.
package func openRecords(
    _ source: any ByteSource, name: String, options: FormatOptions, submission: UInt32
) throws(ReadError) -> any RecordReader {
    var details: [FormatDescription.Detail] = []
    var bytes = try PrefixedSource(lookingAt: TextSource.sampleSize, of: source)
    if GzipSource.isGzip(bytes.ahead) {
        bytes = try PrefixedSource(
            lookingAt: TextSource.sampleSize, of: GzipSource(bytes, limits: options.limits))
        details.append(.init("compression", verbatim: "gzip", because: "the first bytes say so"))
    }
    if ZipArchive.isZip(bytes.ahead) {
        let isCompressed = !details.isEmpty
        let whole = try randomAccess(
            to: isCompressed ? bytes : source, from: bytes, upTo: options.limits.bufferedBytes)
        return try openWorkbook(whole, options: options, submission: submission, details)
    }
    try refuseForeignFormats(bytes.ahead)
    var options = options
    let isDeclared = options.format != nil
    if let format = options.format {
        details.append(.init("format", verbatim: format.rawValue, because: "declared"))
    } else {
        let (format, reason) = sniffFormat(bytes.ahead, name: name)
        options.format = format
        details.append(.init("format", verbatim: format.rawValue, because: reason))
    }
    switch options.format {
    case .xml:
        return OpenedReader(try XMLReader(bytes, options: options, submission: submission), details)
    case .json, .ndjson, .geojson:
        let text = try TextSource(bytes, declared: options.encoding, locale: options.localeEncoding)
        details.append(.init("encoding", verbatim: text.choice.encoding.name, because: text.choice.reason))
        return OpenedReader(try JSONReader(text, options: options, submission: submission), details)
    case .zooniverse:
        try refuseJSON(bytes.ahead, isDeclared: isDeclared)
        return OpenedReader(try ZooniverseReader(bytes, options: options, submission: submission), details)
    case .xlsx:
        throw ReadError(
            .unsupported, "the file is no Excel workbook, though the source declares that", offset: 0,
            remedy: "Save the sheet as .xlsx, or declare the format that the files have.")
    case .csv, nil:
        try refuseJSON(bytes.ahead, isDeclared: isDeclared)
        return OpenedReader(try CSVReader(bytes, options: options, submission: submission), details)
    }
}

/// Opens what is a ZIP archive by its first bytes: a workbook is read, anything else refused by its name.
private func openWorkbook(
    _ source: any RandomAccessSource, options: FormatOptions, submission: UInt32,
    _ details: [FormatDescription.Detail]
) throws(ReadError) -> any RecordReader {
    if let declared = options.format, declared != .xlsx {
        throw ReadError(
            .unsupported,
            "the file is an Excel workbook or a ZIP archive, and the source declares \(declared.rawValue)",
            offset: 0, remedy: "Save the sheet as CSV (UTF-8), or send the files of the archive one by one.")
    }
    var details = details
    let isDeclared = options.format == .xlsx
    details.append(
        .init(
            "format", verbatim: FileFormat.xlsx.rawValue,
            because: isDeclared ? "declared" : "the file holds a workbook"))
    return OpenedReader(try XLSXReader(source, options: options, submission: submission), details)
}

/// A reader with the decisions that were made before it was opened.
private struct OpenedReader: RecordReader {
    private var reader: any RecordReader
    private let details: [FormatDescription.Detail]

    init(_ reader: any RecordReader, _ details: [FormatDescription.Detail]) {
        self.reader = reader
        self.details = details
    }

    mutating func next() throws(ReadError) -> RecordBatch? { try reader.next() }

    var description: FormatDescription {
        var description = reader.description
        // A reader may have said the same; what was decided first stands.
        let names = details.map(\.name)
        description.details = details + description.details.filter { !names.contains($0.name) }
        return description
    }
}
