import Observations

/// Opens the right reader for a file: looks for gzip, the format and the encoding in the first 64 KiB and in the name.
///
/// - Parameter source: The bytes of the file as they were delivered.
/// - Parameter name: The file's name, whose ending tells the format unless it is declared (`may.csv.gz`).
/// - Parameter submission: The submission's number, for the origins.
/// - Throws: `ReadError`: what the reader throws at the beginning of the file, or `.unsupported` for a kind of file
/// that
///   is known and not read (an Excel workbook, say).
package func openRecords(
    _ source: any ByteSource, name: String, options: FormatOptions, submission: UInt32
) throws(ReadError) -> any RecordReader {
    var details: [FormatDescription.Detail] = []
    var bytes = try PrefixedSource(lookingAt: TextSource.sampleSize, of: source)
    if GzipSource.isGzip(bytes.ahead) {
        bytes = try PrefixedSource(
            lookingAt: TextSource.sampleSize, of: GzipSource(bytes, limits: options.limits))
        details.append(.init("compression", "gzip", because: "the first bytes say so"))
    }
    try refuseForeignFormats(bytes.ahead)
    var options = options
    if let format = options.format {
        details.append(.init("format", format.rawValue, because: "declared"))
    } else {
        let (format, reason) = sniffFormat(bytes.ahead, name: name)
        options.format = format
        details.append(.init("format", format.rawValue, because: reason))
    }
    switch options.format {
    case .xml:
        return OpenedReader(try XMLReader(bytes, options: options, submission: submission), details)
    case .json, .ndjson, .geojson:
        let text = try TextSource(bytes, declared: options.encoding, locale: options.localeEncoding)
        details.append(.init("encoding", text.choice.encoding.name, because: text.choice.reason))
        return OpenedReader(try JSONReader(text, options: options, submission: submission), details)
    case .zooniverse:
        return OpenedReader(try ZooniverseReader(bytes, options: options, submission: submission), details)
    case .csv, nil:
        return OpenedReader(try CSVReader(bytes, options: options, submission: submission), details)
    }
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
