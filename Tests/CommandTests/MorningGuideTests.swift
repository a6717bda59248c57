import Foundation
import Testing

/// docs/morning.md is executed: its commands, and what they print.
@Suite struct MorningGuideTests {
    private func blocks(_ language: String) throws -> [[String]] {
        let guide = try String(contentsOfFile: Program.package + "/docs/morning.md", encoding: .utf8)
        let parts = guide.components(separatedBy: "```")
        // Every second part stands between two fences, and begins with its language.
        return stride(from: 1, to: parts.count, by: 2).map { parts[$0].components(separatedBy: "\n") }
            .filter { $0.first == language }.map { $0.dropFirst().filter { !$0.isEmpty } }
    }

    @Test("Every command of docs/morning.md can be given, and they print what the page shows")
    func guide() throws {
        let project = try Garden.projectWithHold()
        var printed: [String] = []
        let commands = try blocks("sh").joined()
        #expect(commands.count >= 10)
        for command in commands {
            var words = command.split(separator: " ").map(String.init)
            #expect(words.removeFirst() == "transect")
            words = words.map { $0 == "my-project" ? project.root : $0 }
            let result = try Program.run(words, environment: ["TRANSECT_NOW": Garden.thirdEvening])
            #expect(result.code == 0, "\(command): \(result)")
            printed += result.rows
        }
        let shown = try blocks("").joined().filter { !$0.contains("sendmail") }
        #expect(shown.count >= 10)
        for line in shown { #expect(printed.contains(line), "\(line)") }
    }
}
