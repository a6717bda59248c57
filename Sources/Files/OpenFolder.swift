import Glibc
import Observations

/// A folder held open below a root, in which files are put without ever following a link.
///
/// For places that strangers can write to as well: nobody who swaps a folder for a link can lead a write out of the root.
package struct OpenFolder: ~Copyable {
    /// Its path, for messages.
    package let path: String
    private let disk: Disk
    private let descriptor: Int32

    /// The name under which a file is written before it gets its own. There is one, so that what a crash leaves is replaced
    /// by the next writing.
    private static let temporary = Disk.temporaryPrefix + "writing"

    /// Opens a folder below `root`, and makes it and those on the way where they are not there.
    ///
    /// - Parameters:
    ///   - relative: Its path below `root`; empty for `root` itself.
    ///   - root: Where the way begins. It may itself be a link.
    /// - Throws: `DiskError`, also where something on the way is a link or no folder.
    package init(_ relative: String, beneath root: String, disk: Disk) throws(DiskError) {
        try disk.makeDirectory(root)
        var path = root
        var descriptor = root.withPath { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.open, root, errno: errno) }
        for name in relative.pathPieces {
            path += "/" + name
            let below = OpenFolder.open(name, in: descriptor, path, disk)
            _ = Glibc.close(descriptor)
            descriptor = try below.get()
        }
        self.path = path
        self.disk = disk
        self.descriptor = descriptor
    }

    deinit { _ = Glibc.close(descriptor) }

    private static func open(
        _ name: String, in parent: Int32, _ path: String, _ disk: Disk
    ) -> Result<Int32, DiskError> {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
        let found = name.withPath { openat(parent, $0, flags) }
        if found >= 0 { return .success(found) }
        guard errno == ENOENT, name != "..", name != "." else { return .failure(DiskError(.open, path, errno: errno)) }
        do throws(DiskError) { try disk.pass(.makeDirectory, path) } catch { return .failure(error) }
        guard name.withPath({ mkdirat(parent, $0, 0o755) }) == 0 || errno == EEXIST else {
            return .failure(DiskError(.makeDirectory, path, errno: errno))
        }
        let made = name.withPath { openat(parent, $0, flags) }
        return made >= 0 ? .success(made) : .failure(DiskError(.open, path, errno: errno))
    }

    /// Puts a file into the folder, whole or not at all, in the place of one of that name. Not durable before a sync.
    package func put(_ bytes: [UInt8], as name: String) throws(DiskError) {
        let place = path + "/" + name
        try disk.pass(.create, place)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        var file = openat(descriptor, OpenFolder.temporary, flags, 0o644)
        if file < 0, errno == EEXIST, unlinkat(descriptor, OpenFolder.temporary, 0) == 0 {
            file = openat(descriptor, OpenFolder.temporary, flags, 0o644)
        }
        guard file >= 0 else { throw DiskError(.create, place, errno: errno) }
        var writer = FileWriter(disk: disk, path: place, descriptor: file, hashing: false)
        try writer.write(bytes)
        try writer.close()
        try disk.pass(.rename, place)
        let result = name.withPath { renameat(descriptor, OpenFolder.temporary, descriptor, $0) }
        guard result == 0 else { throw DiskError(.rename, place, errno: errno) }
    }

    /// Removes a file, if it is there.
    package func remove(_ name: String) throws(DiskError) {
        let place = path + "/" + name
        try disk.pass(.remove, place)
        guard name.withPath({ unlinkat(descriptor, $0, 0) }) == 0 || errno == ENOENT else {
            throw DiskError(.remove, place, errno: errno)
        }
    }

    /// Brings the names in the folder to the disk.
    package func sync() throws(DiskError) {
        try disk.pass(.sync, path)
        guard fsync(descriptor) == 0 else { throw DiskError(.sync, path, errno: errno) }
    }
}
