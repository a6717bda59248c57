import Observations

/// Archives inside archives are never opened: each level multiplies what a small file can expand to.
enum NestedArchives {
    /// So many first bytes tell.
    static let sampleSize = 1024

    /// Refuses a member that is an archive or compressed by itself. Office documents are ZIP archives too; they pass,
    /// and the reader of their format judges them.
    static func refuse(_ first: ArraySlice<UInt8>, name: String) throws(ReadError) {
        guard let kind = kind(first) else { return }
        throw ReadError(
            .archive, "the member “\(ArchiveName.shown(name))” is \(kind) inside the archive",
            remedy: "Unpack it, and send its files in one archive or one by one.")
    }

    private static func kind(_ first: ArraySlice<UInt8>) -> Wording? {
        let signatures: [(bytes: [UInt8], name: Wording)] = [
            ([0x50, 0x4B, 5, 6], "a ZIP archive"), ([0x1F, 0x8B], "a file compressed with gzip"),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"), (Array("Rar!".utf8), "a RAR archive"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "a file compressed with xz"),
            ([0x28, 0xB5, 0x2F, 0xFD], "a file compressed with zstd"),
            (Array("BZh".utf8), "a file compressed with bzip2"),
            (Array("MSCF".utf8), "a CAB archive"),
        ]
        if ZipArchive.isZip(first) { return isOfficeDocument(first) ? nil : "a ZIP archive" }
        if TarArchive.isTar(first) { return "a tar archive" }
        return signatures.first { first.starts(with: $0.bytes) }?.name
    }

    /// Whether a ZIP archive begins with a member that office documents begin with.
    private static func isOfficeDocument(_ first: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(first)
        guard bytes.count > 30 else { return false }
        let name = String(decoding: bytes[30...].prefix(bytes.little16(at: 26)), as: UTF8.self)
        return ["[Content_Types].xml", "mimetype"].contains(name)
            || ["_rels/", "docProps/", "xl/", "word/", "ppt/"].contains { name.hasPrefix($0) }
    }
}
