import Files
import Snapshots
import Transect

extension ProjectOptions {
    /// The folder of the published versions.
    func snapshotFolder() throws -> SnapshotFolder {
        let disk = Disk()
        let definition = try Plan(project: location, disk: disk).definition
        return SnapshotFolder(location.path(definition.publish.folder), disk: disk)
    }

    /// The folder that a name stands for; `nil` where it stands for one of the project's versions. What looks like a
    /// number, or is `latest`, is one of these, unless a folder of that name holds a version.
    func versionFolder(_ name: String) throws -> VersionFolder? {
        let folder = VersionFolder(name, disk: Disk())
        return try !isVersionName(name) || folder.isThere ? folder : nil
    }
}

/// What the newest version is called, as the link in the folder of versions is.
private let newest = "latest"

/// A version that there is, named by its number or as the newest.
func publishedVersion(_ text: String, in folder: SnapshotFolder, among versions: [Int]) throws -> Int {
    let number = try versionNumber(text, in: folder)
    guard versions.contains(number) else {
        let all =
            versions.isEmpty
            ? "Nothing has been published yet." : "There are: \(versions.map { "v\($0)" }.joined(separator: ", "))."
        throw UsageError("There is no version v\(number). \(all)")
    }
    return number
}

/// The number of `v12`, of `12`, or of `latest` in the folder of versions, which is only looked for where it is needed.
func versionNumber(_ text: String, in folder: @autoclosure () throws -> SnapshotFolder) throws -> Int {
    if text == newest {
        guard let number = try folder().latest() else {
            throw UsageError("Nothing has been published yet, so that there is no latest version.")
        }
        return number
    }
    guard let number = writtenNumber(text) else {
        throw UsageError("`\(text)` is no version; write it as v1, or latest.")
    }
    return number
}

private func isVersionName(_ text: String) -> Bool { text == newest || writtenNumber(text) != nil }

/// The number in `v12` or `12`; `nil` where there is none.
private func writtenNumber(_ text: String) -> Int? {
    guard let number = Int(text.hasPrefix("v") ? text.dropFirst() : text[...]), number > 0 else { return nil }
    return number
}
