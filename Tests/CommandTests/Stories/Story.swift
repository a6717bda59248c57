import Foundation
import Testing

/// What the stories have in common: nights of one May, and exact rows.
extension ScratchProject {
    /// Noon of a day in May 2026.
    static func noon(_ day: Int) -> String { "2026-05-\(day)T12:00:00Z" }

    /// Runs at noon of a day in May; the exit code is the story's business.
    @discardableResult
    func run(on day: Int, _ options: String...) throws -> Program.Result {
        try Program.run(["run", "--project", root] + options, environment: ["TRANSECT_NOW": Self.noon(day)])
    }

    /// Gives any command in the morning of a day in May.
    @discardableResult
    func say(on day: Int, _ arguments: String...) throws -> Program.Result {
        try Program.run(
            arguments + ["--project", root], environment: ["TRANSECT_NOW": "2026-05-\(day)T09:00:00Z"])
    }

    /// The rows of a table of the newest version, without the header.
    func rows(_ table: String) throws -> [String] { Array(try published(table).dropFirst()) }

    /// Proves every version from the archive, and expects that nothing is left to say.
    func expectProof(of versions: Int) throws {
        let proof = try transect("rebuild")
        #expect(proof.code == 0, "\(proof)")
        #expect(proof.rows.last == "\(versions) of \(versions) versions proved.", "\(proof)")
        #expect(proof.rows.dropLast().allSatisfy { $0.contains(": proved, ") }, "\(proof)")
        #expect(try transect("verify").code == 0)
    }
}
