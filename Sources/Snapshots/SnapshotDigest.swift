import Files
import Observations

/// The digest by which the ledger knows a version: SHA-256 over the list of its files.
///
/// The list has one line per file in the byte order of their paths, as `sha256sum` writes it: 64 hexadecimal digits,
/// two spaces, the path. All files count, `datapackage.json` too. For a folder without sub-folders it can be recomputed
/// with `(export LC_ALL=C; sha256sum * | sha256sum)`.
enum SnapshotDigest {
    static func digest(of files: [(path: String, digest: Digest)]) -> Digest {
        var list = ""
        for file in files.sorted(by: { SnapshotPath.precedes($0.path, $1.path) }) {
            list += "\(file.digest)  \(file.path)\n"
        }
        return .sha256(Array(list.utf8))
    }
}
