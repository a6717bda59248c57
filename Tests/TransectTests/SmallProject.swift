import Files
import Foundation
import Observations
import Transect

/// A project in a folder of its own, gone with the value.
final class SmallProject {
    let path: String
    private var night: Int64 = 0

    /// - Parameter pipeline: all that follows the title page.
    init(_ pipeline: String, files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("small-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path + "/drop", withIntermediateDirectories: true)
        try write(pipeline: pipeline)
        for (name, text) in files { try put(text, at: "drop/" + name) }
    }

    deinit { try? Disk().removeTree(path) }

    func write(pipeline: String) throws {
        let title = """
            name: trees
            title: Trees
            creators: [{name: River Club}]
            licence: CC0-1.0

            """
        try put(title + pipeline, at: "pipeline.yaml")
    }

    func put(_ text: String, at name: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// What the definition is told; empty where it is sound.
    var problems: String {
        do {
            _ = try Plan(project: Project(root: path), disk: Disk())
            return ""
        } catch { return "\(error)" }
    }

    @discardableResult
    func run(publishes: Bool = true) async throws -> RunReport {
        night += 86_400
        let options = RunOptions(threads: 2, publishes: publishes, now: Instant(seconds: 1_777_600_000 + night))
        return try await Run(project: Project(root: path), disk: Disk(), options: options).execute()
    }

    /// A file of the newest version; `nil` where it has none of that name.
    func published(_ name: String) -> String? {
        try? String(contentsOfFile: path + "/snapshots/latest/" + name, encoding: .utf8)
    }
}
