import Observations

/// The path of a member of an archive, `maria/may.zip/counts/may.csv`, taken apart.
struct ArchivePath {
    /// The archive's own path: `maria/may.zip`.
    let archive: String
    /// Where the member would lie if the archive were unpacked in its place: `maria/counts/may.csv`.
    let unpacked: String

    /// Takes a path apart at the first folder that is called like an archive; `nil` where there is none.
    init?(_ path: String) {
        let parts = path.pathPieces
        guard let place = parts.dropLast().firstIndex(where: { ArchivePath.isArchive($0) }) else { return nil }
        archive = parts[...place].joined(separator: "/")
        unpacked = (parts[..<place] + parts[(place + 1)...]).joined(separator: "/")
    }

    /// Whether a file is called like an archive of several files.
    static func isArchive(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return [".zip", ".tar", ".tar.gz", ".tgz"].contains { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
    }
}
