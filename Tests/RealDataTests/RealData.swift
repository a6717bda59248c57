import Foundation
import Testing

/// Public data that real projects, instruments and volunteers made. It lies beside the package, not in it: where it is
/// absent, these tests are passed over and say so.
enum RealData {
    /// The folder, or `nil` where it is absent: `TRANSECT_SHARED`, else `shared` beside a folder above this file.
    static let folder: String? = {
        if let named = ProcessInfo.processInfo.environment["TRANSECT_SHARED"] { return existing("\(named)/data") }
        var above = URL(fileURLWithPath: #filePath)
        repeat {
            above.deleteLastPathComponent()
            if let found = existing(above.appendingPathComponent("shared/data").path) { return found }
        } while above.path != "/"
        return nil
    }()

    /// What is said where the folder is absent.
    static let absence: Comment = "the folder shared/data is absent; TRANSECT_SHARED names the one that holds it"

    /// The bytes of a file, named relative to the folder.
    static func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(try #require(folder))/\(path)"))
    }

    private static func existing(_ path: String) -> String? {
        FileManager.default.fileExists(atPath: path) ? path : nil
    }
}

extension Trait where Self == ConditionTrait {
    /// Passed over, with a message, where the real data is absent.
    static var needsRealData: Self { .enabled(if: RealData.folder != nil, RealData.absence) }
}
