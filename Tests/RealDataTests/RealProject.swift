import Foundation
import Testing

/// A project with real files in its drop folder, run by the real binary. Its folder goes when the test is over.
final class RealProject {
    let root: String

    /// Creates the project.
    ///
    /// - Parameters:
    ///   - sources: the part of the pipeline file that differs: `sources`, `record`, `fields`, `checks`, `consensus`.
    ///   - files: real files, by the path that they get in the drop folder.
    init(_ sources: String, files: [String: Data]) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("real-\(UUID().uuidString)").path
        let head = """
            name: real-data
            title: Real data
            creators: [{name: River Club}]
            licence: CC-BY-4.0
            contributors: {submitter: none}

            """
        try write(Data((head + sources).utf8), to: "pipeline.yaml")
        for (path, bytes) in files { try write(bytes, to: "drop/\(path)") }
    }

    /// Creates the project with files as they lie in the shared folder, under their own names.
    convenience init(_ sources: String, _ paths: String...) throws {
        var files: [String: Data] = [:]
        for path in paths { files[URL(fileURLWithPath: path).lastPathComponent] = try RealData.bytes(path) }
        try self.init(sources, files: files)
    }

    deinit {
        // Versions are read-only: give the rights back before removing.
        for path in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? [] {
            try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(root)/\(path)")
        }
        try? FileManager.default.removeItem(atPath: root)
    }

    private func write(_ bytes: Data, to path: String) throws {
        let url = URL(fileURLWithPath: "\(root)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: url)
    }

    /// One run, on a fixed day. It must succeed.
    @discardableResult
    func run() throws -> RunSummary {
        let result = try Transect.run(["run", "--json", "--project", root])
        try #require(result.code == 0, "\(result.talk)")
        return try JSONDecoder().decode(RunSummary.self, from: Data(result.output.utf8))
    }

    /// A table of the newest version.
    func published(_ name: String = "observations.csv") throws -> Sheet {
        Sheet(try Data(contentsOf: URL(fileURLWithPath: "\(root)/snapshots/latest/\(name)")))
    }
}

/// What `transect run --json` says.
struct RunSummary: Decodable {
    struct Counts: Decodable, Equatable {
        var records = 0
        var accepted = 0
        var corrections = 0
        var quarantined = 0
        var duplicates = 0
        var withdrawals = 0
        var flagged = 0
    }

    struct Submission: Decodable {
        var path: String
        var counts: Counts
        var problem: String?
    }

    struct Found: Decodable {
        var code: String
        var count: Int
        var example: String
    }

    var counts: Counts
    var submissions: [Submission]
    var findings: [Found]
    var unmatched: [String]
    var datasetRecords: Int

    /// How often a rule spoke.
    func count(_ code: String) -> Int { findings.first { $0.code == code }?.count ?? 0 }
}

/// The real binary, which the same build puts beside the tests.
enum Transect {
    static let path: String = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0])
        repeat {
            folder.deleteLastPathComponent()
            let candidate = folder.appendingPathComponent("transect").path
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
                return candidate
            }
        } while folder.path != "/"
        return "transect"
    }()

    /// Runs it on a fixed day, in a plain environment.
    static func run(_ arguments: [String]) throws -> (code: Int32, output: String, talk: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["TRANSECT_NOW": "2026-07-01T12:00:00Z", "PATH": "/usr/bin:/bin", "CI": "1"]
        process.standardInput = FileHandle.nullDevice
        // Into files, since a full pipe would stop the program.
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("real-\(UUID().uuidString)")
        let streams = ["out", "err"].map { scratch.appendingPathExtension($0) }
        defer { for stream in streams { try? FileManager.default.removeItem(at: stream) } }
        for stream in streams { try Data().write(to: stream) }
        process.standardOutput = try FileHandle(forWritingTo: streams[0])
        process.standardError = try FileHandle(forWritingTo: streams[1])
        try process.run()
        process.waitUntilExit()
        let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
        return (
            process.terminationStatus + signal, try String(contentsOf: streams[0], encoding: .utf8),
            try String(contentsOf: streams[1], encoding: .utf8)
        )
    }
}
