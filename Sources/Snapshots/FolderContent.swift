import Files
import Observations

/// All files below a folder with their digests, and whatever else lies there.
struct FolderContent {
    /// Regular files that could be read, in the byte order of their paths.
    private(set) var files: [WrittenFile] = []
    /// Links, pipes and other things that have no place in a snapshot.
    private(set) var strangers: [(path: String, kind: FileStatus.Kind)] = []
    /// Files that could not be read, and why.
    private(set) var unreadable: [(path: String, error: DiskError)] = []

    /// Reads everything below a folder. No link is followed.
    init(of folder: String, disk: Disk) throws(DiskError) {
        try read(folder, below: "", disk: disk)
        files.sort { SnapshotPath.precedes($0.path, $1.path) }
    }

    /// The digest of the whole, as the ledger records it.
    var digest: Digest { SnapshotDigest.digest(of: files.map { ($0.path, $0.digest) }) }

    private mutating func read(_ folder: String, below prefix: String, disk: Disk) throws(DiskError) {
        for name in try disk.list(folder) {
            let path = folder + "/" + name
            guard let status = try disk.status(path) else { continue }
            switch status.kind {
            case .directory:
                if try disk.list(path).isEmpty { strangers.append((prefix + name, .directory)) }
                try read(path, below: prefix + name + "/", disk: disk)
            case .regular:
                do throws(DiskError) {
                    let (digest, size) = try Self.digest(of: path, disk: disk)
                    files.append(WrittenFile(path: prefix + name, digest: digest, size: size))
                } catch {
                    // One file that the disk cannot give is a finding about the version, not the end of the check.
                    unreadable.append((prefix + name, error))
                }
            case .symlink, .other: strangers.append((prefix + name, status.kind))
            }
        }
    }

    /// The digest and the length of a file.
    static func digest(of path: String, disk: Disk) throws(DiskError) -> (Digest, Int) {
        var file = try disk.open(path)
        var hasher = SHA256Hasher()
        var size = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 19, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            let count = try file.read(into: buffer)
            if count == 0 { return (hasher.finish(), size) }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += count
        }
    }
}
