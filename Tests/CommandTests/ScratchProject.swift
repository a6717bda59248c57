import Foundation
import Testing

/// Where tests put their folders.
enum Scratch {
    /// Memory where there is some: these tests run the program thousands of times, and every run syncs. What is left
    /// after `kill -9` is the same as on a disk, since the kernel outlives the process.
    static let base: String = {
        access("/dev/shm", R_OK | W_OK | X_OK) == 0 ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    }()
}

/// A project in a folder of its own, which goes when the test is over.
final class ScratchProject: Sendable {
    let root: String

    /// An empty project with this pipeline.
    init(pipeline: String? = nil) throws {
        root = "\(Scratch.base)/transect-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root + "/drop", withIntermediateDirectories: true)
        if let pipeline { try write(pipeline, to: "pipeline.yaml") }
    }

    /// A copy of another project. The files in the drop folder are the very same (hard links), so that the copied ledger
    /// knows them again.
    init(copyOf other: ScratchProject) throws {
        root = "\(Scratch.base)/transect-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try Self.copy("\(other.root)/drop", to: root + "/drop", linking: true)
        for name in ["pipeline.yaml", "store", "snapshots", "receipts"] where other.exists(name) {
            try Self.copy("\(other.root)/\(name)", to: "\(root)/\(name)", linking: false)
        }
    }

    /// Copies a file or all that is in a folder; links are copied as links.
    private static func copy(_ source: String, to target: String, linking: Bool) throws {
        var status = stat()
        lstat(source, &status)
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            for name in try FileManager.default.contentsOfDirectory(atPath: source) {
                try copy("\(source)/\(name)", to: "\(target)/\(name)", linking: linking)
            }
            chmod(target, status.st_mode & 0o7777)
        case S_IFLNK:
            try FileManager.default.createSymbolicLink(
                atPath: target, withDestinationPath: FileManager.default.destinationOfSymbolicLink(atPath: source))
        default:
            if linking {
                try FileManager.default.linkItem(atPath: source, toPath: target)
            } else {
                try Data(contentsOf: URL(fileURLWithPath: source)).write(to: URL(fileURLWithPath: target))
                chmod(target, status.st_mode & 0o7777)
            }
        }
    }

    deinit {
        if (try? FileManager.default.removeItem(atPath: root)) != nil { return }
        // Snapshots are read-only: give the rights back before removing.
        _ = try? Program.run(tool: "/bin/sh", ["-c", "chmod -R u+w \"$0\" && rm -rf \"$0\"", root])
    }

    func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    func write(_ data: Data, to path: String) throws {
        let url = URL(fileURLWithPath: "\(root)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    /// Writes a text packed by gzip, without name and time.
    func writeGzip(_ text: String, to path: String) throws {
        try write(text, to: path + ".plain")
        _ = try Program.run(
            tool: "/bin/sh", ["-c", "gzip -nc \"$0.plain\" > \"$0\" && rm \"$0.plain\"", "\(root)/\(path)"])
    }

    func read(_ path: String) throws -> String { try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8) }

    /// The lines of a file of the newest version.
    func published(_ file: String) throws -> [String] {
        try read("snapshots/latest/\(file)").split(separator: "\n").map(String.init)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    @discardableResult
    func transect(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(arguments + ["--project", root], environment: environment)
    }

    /// Runs, expects that it succeeds, and gives what it said.
    @discardableResult
    func night(at now: String = Program.evening, _ options: String...) throws -> Program.Result {
        let result = try Program.run(
            ["run", "--project", root] + options, environment: ["TRANSECT_NOW": now])
        #expect(result.code == 0, "\(result.talk)")
        return result
    }

    /// Gives this project the secret that all tests share, so that pseudonyms can be compared between projects.
    func useCommonKey() throws {
        try write(Data((0..<32).map { UInt8($0 * 7) }), to: "store/key")
        chmod("\(root)/store/key", 0o600)
    }
}
