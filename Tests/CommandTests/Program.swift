import Foundation
import Testing

/// The real binary, run as a user would.
struct Program {
    /// What it did.
    struct Result {
        var code: Int32
        var output: String
        var talk: String
    }

    /// The binary that lies beside the tests: one build makes both.
    static let path: String = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<6 {
            let candidate = folder.appendingPathComponent("transect").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return "transect"
    }()

    /// Runs it with nothing but the given environment and a fixed instant.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var complete = ["TRANSECT_NOW": "2026-05-20T12:00:00Z", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
        complete.merge(environment) { _, new in new }
        process.environment = complete
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        // Files, not pipes: a full pipe would stop the program.
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let (output, talk) = (scratch.path + ".out", scratch.path + ".err")
        defer { for path in [output, talk] { try? FileManager.default.removeItem(atPath: path) } }
        for path in [output, talk] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: talk))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let code = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return Result(
            code: code, output: try String(contentsOfFile: output, encoding: .utf8),
            talk: try String(contentsOfFile: talk, encoding: .utf8))
    }
}

/// A project in a folder of its own, which goes when the test is over.
final class ScratchProject {
    let root: String

    init(pipeline: String? = nil) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("transect-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root + "/drop", withIntermediateDirectories: true)
        if let pipeline { try write(pipeline, to: "pipeline.yaml") }
    }

    deinit {
        // Snapshots are read-only; give the rights back before removing.
        _ = try? Program.shell("chmod -R u+w '\(root)' && rm -rf '\(root)'")
    }

    func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    func write(_ data: Data, to path: String) throws {
        let url = URL(fileURLWithPath: "\(root)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    func read(_ path: String) throws -> String { try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8) }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    @discardableResult
    func transect(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(arguments + ["--project", root], environment: environment)
    }

    /// Every file below a folder with its bytes, for comparing whole trees.
    func tree(_ folder: String) throws -> [String: Data] {
        let base = "\(root)/\(folder)"
        var files: [String: Data] = [:]
        for path in FileManager.default.enumerator(atPath: base)?.compactMap({ $0 as? String }) ?? [] {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(base)/\(path)", isDirectory: &isFolder) else { continue }
            if !isFolder.boolValue { files[path] = try Data(contentsOf: URL(fileURLWithPath: "\(base)/\(path)")) }
        }
        return files
    }
}

extension Program {
    /// A shell command; its standard output.
    @discardableResult
    static func shell(_ command: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// Real public data for tests, or `nil` where the folder is absent.
    static let shared: String? = {
        if let path = ProcessInfo.processInfo.environment["TRANSECT_SHARED"] { return path }
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("shared/data").path
            if FileManager.default.fileExists(atPath: candidate) { return folder.appendingPathComponent("shared").path }
            folder.deleteLastPathComponent()
        }
        return nil
    }()
}
