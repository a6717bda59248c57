import Observations

/// Refuses files that can be recognised and are not read, and says what to do instead.
///
/// - Parameter sample: The first bytes of the file.
func refuseForeignFormats(_ sample: ArraySlice<UInt8>) throws(ReadError) {
    if let refusal = oldOfficeDocument(sample) ?? tarArchive(sample) ?? mediaContainer(sample) ?? foreignText(sample) {
        throw refusal
    }
    for signature in ForeignFormats.signatures where sample.starts(with: signature.bytes) {
        throw ReadError(.unsupported, "the file is \(signature.name)", offset: 0, remedy: signature.remedy)
    }
}

/// Files of Microsoft Office before 2007, and those of today that have a password: both are OLE containers.
private func oldOfficeDocument(_ sample: ArraySlice<UInt8>) -> ReadError? {
    guard sample.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) else { return nil }
    if holds("EncryptedPackage", sample) {
        return ReadError(
            .unsupported, "the file is an Excel or Word document with a password", offset: 0,
            remedy: "Save it without a password as .xlsx, or save the sheet as CSV (UTF-8).")
    }
    if holds("WordDocument", sample) {
        return ReadError(
            .unsupported, "the file is an old Word document (.doc), not a table", offset: 0,
            remedy: "Copy its table into a spreadsheet, and save that as .xlsx or as CSV (UTF-8).")
    }
    return ReadError(
        .unsupported, "the file is an old Excel workbook (.xls)", offset: 0,
        remedy: "Open it and save it as .xlsx or as CSV (UTF-8), then send that.")
}

/// Whether the names of an OLE container's streams, in UTF-16, are likely to include `name`.
private func holds(_ name: String, _ sample: ArraySlice<UInt8>) -> Bool {
    var wanted: [UInt8] = []
    for unit in name.utf8 { wanted += [unit, 0] }
    let bytes = Array(sample)
    guard let last = bytes.indices.dropLast(wanted.count - 1).last else { return false }
    return (0...last).contains { start in
        bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
    }
}

private func tarArchive(_ sample: ArraySlice<UInt8>) -> ReadError? {
    guard TarArchive.isTar(sample) else { return nil }
    return ReadError(
        .unsupported, "the file is a tar archive", offset: 0, remedy: "Unpack it and send its files one by one.")
}

/// Photos of telephones, and videos: ISO base media files, told by the brand behind `ftyp`.
private func mediaContainer(_ sample: ArraySlice<UInt8>) -> ReadError? {
    let bytes = Array(sample.prefix(12))
    guard bytes.count == 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return nil }
    let brand = String(decoding: bytes[8...], as: UTF8.self)
    let isPhoto = ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif"].contains(brand)
    return ReadError(
        .unsupported, isPhoto ? "the file is a photo (HEIC or AVIF), not a table" : "the file is a video, not a table",
        offset: 0, remedy: ForeignFormats.mediaRemedy)
}

/// Files that are told by their first bytes alone.
private enum ForeignFormats {
    static let mediaRemedy: Wording =
        "Send the records as a table (.xlsx or CSV), and pictures the way your project asks for them."
    private static let archiveRemedy: Wording = "Unpack it, and send its files one by one or in a ZIP archive."
    private static let programRemedy: Wording =
        "Send the records as a table (.xlsx or CSV), and scan your computer if it was meant to be one."
    private static let compressionRemedy: Wording = "Send it uncompressed or with gzip."

    static let signatures: [ForeignFormat] = [
        ForeignFormat("PAR1", "a Parquet file", "Export it as CSV."),
        ForeignFormat("SQLite format 3", "an SQLite database, such as a GeoPackage", "Export the table as CSV."),
        ForeignFormat("%PDF", "a PDF document", "Send the data as .xlsx or CSV."),
        ForeignFormat("{\\rtf", "a text document (RTF)", "Send the data as .xlsx or CSV."),
        ForeignFormat([0xFF, 0xD8, 0xFF], "a photo (JPEG), not a table", mediaRemedy),
        ForeignFormat([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a picture (PNG), not a table", mediaRemedy),
        ForeignFormat("GIF87a", "a picture (GIF), not a table", mediaRemedy),
        ForeignFormat("GIF89a", "a picture (GIF), not a table", mediaRemedy),
        ForeignFormat([0x49, 0x49, 0x2A, 0], "a picture (TIFF or raw), not a table", mediaRemedy),
        ForeignFormat([0x4D, 0x4D, 0, 0x2A], "a picture (TIFF or raw), not a table", mediaRemedy),
        ForeignFormat("RIFF", "a picture, sound or video, not a table", mediaRemedy),
        ForeignFormat([0x49, 0x44, 0x33, 3, 0], "a sound (MP3), not a table", mediaRemedy),
        ForeignFormat([0x49, 0x44, 0x33, 4, 0], "a sound (MP3), not a table", mediaRemedy),
        ForeignFormat("OggS\u{0}", "a sound (Ogg), not a table", mediaRemedy),
        ForeignFormat("fLaC\u{0}", "a sound (FLAC), not a table", mediaRemedy),
        ForeignFormat("Rar!\u{1A}", "a RAR archive", archiveRemedy),
        ForeignFormat([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive", archiveRemedy),
        ForeignFormat([0x1F, 0x8B], "compressed with gzip twice", "Compress it once."),
        ForeignFormat([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd", compressionRemedy),
        ForeignFormat([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed with xz", compressionRemedy),
        ForeignFormat("BZh9", "compressed with bzip2", compressionRemedy),
        ForeignFormat([0, 0, 0x27, 0x0A], "a part of a shapefile", "Export it as GeoJSON or CSV."),
        ForeignFormat("\u{0}\u{1}\u{0}\u{0}Standard ", "an Access database", "Export the table as CSV."),
        ForeignFormat([0x4D, 0x5A, 0x90, 0], "a program, not a table", programRemedy),
        ForeignFormat([0x7F, 0x45, 0x4C, 0x46], "a program, not a table", programRemedy),
    ]
}

/// A kind of file that is not read: its first bytes, what it is, and what to do instead.
private struct ForeignFormat {
    let bytes: [UInt8]
    let name: Wording
    let remedy: Wording

    init(_ bytes: [UInt8], _ name: Wording, _ remedy: Wording) {
        self.bytes = bytes
        self.name = name
        self.remedy = remedy
    }

    init(_ text: String, _ name: Wording, _ remedy: Wording) { self.init(Array(text.utf8), name, remedy) }
}
