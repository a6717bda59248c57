import Files
import Glibc
import Observations

/// The version before the one that is drafted: files that did not change are shared with it by hard links.
struct PreviousVersion: Sendable {
    /// What it holds.
    let package: PublishedPackage
    private let disk: Disk

    init(package: PublishedPackage, disk: Disk) {
        self.package = package
        self.disk = disk
    }

    /// Replaces a new file in a draft's folder by a link to this version's file of the same path, if that has the same
    /// bytes and the file system can link.
    func share(_ file: WrittenFile, in folder: String) throws(DiskError) {
        guard let old = package.resource(at: file.path), old.digest == file.digest else { return }
        let target = folder + "/" + file.path
        // Linked first and renamed over the new file then, so that there is no moment without the file.
        guard try link(package.folder + "/" + old.path, as: target + ".link") else { return }
        try disk.rename(target + ".link", to: target)
    }

    /// Gives a file of this version a name in a draft's folder: by a link, or where that cannot be, by a copy whose
    /// digest is checked.
    func take(_ old: PublishedResource, as name: String, in folder: String) throws -> WrittenFile {
        let source = package.folder + "/" + old.path
        let target = folder + "/" + name
        guard let status = try disk.status(source), status.kind == .regular, status.size == Int64(old.size) else {
            throw Self.damaged(source)
        }
        if try !link(source, as: target), try copy(source, to: target) != old.digest { throw Self.damaged(source) }
        return WrittenFile(path: name, digest: old.digest, size: old.size)
    }

    /// Gives a file a second name; `false` where the file system cannot do that here.
    private func link(_ source: String, as target: String) throws(DiskError) -> Bool {
        do throws(DiskError) {
            try disk.link(source, as: target)
            return true
        } catch {
            let meansNoLinks = [EXDEV, EMLINK, EPERM, EACCES, ENOSYS, EOPNOTSUPP].contains(error.errno)
            guard meansNoLinks else { throw error }
            return false
        }
    }

    /// Copies a file, brings the copy to safety, and gives the digest of what was copied.
    private func copy(_ source: String, to target: String) throws(DiskError) -> Digest {
        var reader = try disk.open(source)
        var writer = try disk.create(target, hashing: true)
        try writer.copyRest(of: &reader)
        return try writer.finish()
    }

    private static func damaged(_ path: String) -> SnapshotError {
        SnapshotError(
            .damaged, "\(path) is not the file that was published",
            remedy: "Run transect verify and restore the version from a copy before you publish the next one.")
    }
}
