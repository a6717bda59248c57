import Foundation
import Testing

/// A program of this package, built beside the tests.
struct Tool {
    let path: String

    init(_ name: String) throws {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        var found: String?
        for _ in 0..<6 where found == nil {
            let candidate = folder.appendingPathComponent(name).path
            if FileManager.default.isExecutableFile(atPath: candidate) { found = candidate }
            folder.deleteLastPathComponent()
        }
        path = try #require(found, "\(name) is not built")
    }

    /// Runs it and gives its exit code. What it prints is not looked at.
    func run(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

/// A folder that goes when the test is over.
final class ScratchFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("samples-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The files below a folder, by their paths relative to it, with their bytes.
func files(below folder: String) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for path in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
        if exists, !isFolder.boolValue {
            result[path] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)"))
        }
    }
    return result
}

/// The root of the repository.
let repository: String = {
    var folder = URL(fileURLWithPath: #filePath)
    repeat {
        folder.deleteLastPathComponent()
    } while folder.path != "/"
        && !FileManager.default.fileExists(atPath: folder.appendingPathComponent("SampleData").path)
    return folder.path
}()
