import Files
import Observations

/// What a backup holds: `backup.json`, written last. What it does not name is no part of the backup.
struct BackupManifest: Codable {
    /// One file. Its content lies under its digest, so that equal files take up the space of one.
    struct File: Codable {
        /// Whether it lies beside the manifest under its own name instead: the key. `true` or not there at all.
        var apart: Bool?
        var bytes: Int64
        /// Permission bits, octal.
        var mode: String
        /// When the original's content last changed, in nanoseconds since 1970 (UTC): while size and time are the same,
        /// it is not read again.
        var modified: Int64
        var path: String
        var sha256: String
    }

    struct Folder: Codable {
        var mode: String
        var path: String
    }

    struct Link: Codable {
        var path: String
        var to: String
    }

    /// Sorted by their paths, as all three lists are.
    var files: [File] = []
    var folders: [Folder] = []
    var format = BackupManifest.currentFormat
    var links: [Link] = []

    static let currentFormat = 1
    static let name = "backup.json"
    static let objects = "objects"

    /// The manifest of a backup; `nil` where there is none.
    init?(in folder: String, disk: Disk) throws {
        let path = folder + "/" + BackupManifest.name
        guard try disk.status(path) != nil else { return nil }
        do {
            self = try fromJSON(BackupManifest.self, String(decoding: try disk.read(path), as: UTF8.self))
        } catch let error as DiskError {
            throw error
        } catch {
            throw StoreError(
                .backup, "The list of the backup \(path) cannot be read", remedy: "Use another backup or folder.")
        }
        guard format == BackupManifest.currentFormat else {
            throw StoreError(
                .backup, "The backup \(folder) was made by a newer version of Transect",
                remedy: "Use that version or a later one.")
        }
        let paths = files.map(\.path) + folders.map(\.path) + links.map(\.path)
        guard paths.allSatisfy(\.staysBelowItsFolder), files.allSatisfy({ Digest(hex: $0.sha256) != nil }) else {
            throw StoreError(
                .backup, "The list of the backup \(path) names files outside of it", remedy: "Use another backup.")
        }
    }

    init() {}

    mutating func sort() {
        files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        folders.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        links.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

extension BackupManifest.File {
    /// Where it lies in the backup's folder.
    var place: String {
        apart == true ? Disk.name(of: path) : "\(BackupManifest.objects)/\(sha256.prefix(2))/\(sha256)"
    }

    var permissions: UInt32 { UInt32(mode, radix: 8) ?? 0o600 }
}

extension BackupManifest.Folder {
    var permissions: UInt32 { UInt32(mode, radix: 8) ?? 0o700 }
}
