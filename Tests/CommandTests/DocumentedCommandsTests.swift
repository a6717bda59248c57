import Foundation
import Testing

/// Nothing ships undocumented.
@Suite struct DocumentedCommandsTests {
    static let commands = [
        "init", "check", "run", "watch", "schedule", "import", "status", "submissions", "findings", "preview",
        "template",
        "presets", "checks", "held", "accept", "reject", "revoke", "withdraw",
        "restore", "decide", "log", "snapshots", "diff", "verify", "recompute", "rebuild", "release", "explain",
        "score",
        "skills", "report", "label", "methods", "backup", "erase",
    ]

    @Test("--help lists exactly these commands, and ends with 0")
    func list() throws {
        let result = try Program.run(["--help"])
        #expect(result.code == 0)
        #expect(result.talk.isEmpty)
        let part = try #require(result.output.components(separatedBy: "SUBCOMMANDS:").last)
        let listed = part.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("See '")
        }
        .map { String($0.split(separator: " ")[0]) }
        #expect(listed == Self.commands)
    }

    @Test("Every command has help and is documented in the README or the guide", arguments: commands)
    func documented(command: String) throws {
        for arguments in [[command, "--help"], ["help", command]] {
            let result = try Program.run(arguments)
            #expect(result.code == 0)
            #expect(result.output.contains("USAGE: transect \(command)"))
            #expect(result.output.contains("OVERVIEW: "))
        }
        var guide = try String(contentsOfFile: Program.package + "/README.md", encoding: .utf8)
        for name in try FileManager.default.contentsOfDirectory(atPath: Program.package + "/docs")
        where name.hasSuffix(".md") {
            guide += try String(contentsOfFile: Program.package + "/docs/" + name, encoding: .utf8)
        }
        #expect(guide.contains("transect \(command)"), "neither README.md nor docs/*.md says `transect \(command)`")
    }

    @Test("--version prints one line")
    func version() throws {
        let result = try Program.run(["--version"])
        #expect(result.code == 0 && result.rows.count == 1)
    }
}
