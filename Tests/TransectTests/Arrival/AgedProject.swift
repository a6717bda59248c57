import Files
import Foundation
import Glibc
import Observations
import Transect

/// A small project in whose drop folder files have been as they are for so many seconds when a run looks.
struct AgedProject {
    let small: SmallProject
    /// The instant of the next run.
    var now: Int64 = 1_777_660_000

    /// - Parameter pipeline: what follows the sources and fields.
    init(_ pipeline: String = "") throws {
        small = try SmallProject("sources: [{files: ['**/*.csv', '**/*.json']}]\nfields: {a: {}}\n" + pipeline)
    }

    func put(_ text: String, at name: String, age: Int64) throws {
        try small.put(text, at: "drop/" + name)
        let time = timespec(tv_sec: Int(now - age), tv_nsec: 0)
        let times = [time, time]
        guard utimensat(AT_FDCWD, "\(small.path)/drop/\(name)", times, 0) == 0 else { throw Errno() }
    }

    struct Errno: Error { let code = errno }

    func run(disk: Disk = Disk(faults: FaultPlan()), after seconds: Int64 = 0, publishes: Bool = true) async throws
        -> RunReport
    {
        let options = RunOptions(threads: 2, publishes: publishes, now: Instant(seconds: now + seconds))
        return try await Run(project: Project(root: small.path), disk: disk, options: options).execute()
    }

    /// What is in a folder of the project, in order.
    func files(in folder: String) -> [String] {
        let walk = FileManager.default.enumerator(atPath: "\(small.path)/\(folder)")
        let paths = walk?.compactMap { $0 as? String } ?? []
        return paths.filter { path in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: "\(small.path)/\(folder)/\(path)", isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }.sorted()
    }
}

extension RunReport {
    /// The kinds of reasons by path, such as `ending a.json`.
    var waits: [String] { waitingFiles.map { "\($0.reason.kind.rawValue) \($0.path)" } }
    /// The paths that this run has taken.
    var taken: [String] { submissions.map(\.path) }
}
