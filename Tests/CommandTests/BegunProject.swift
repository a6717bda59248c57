import Foundation
import Testing

/// A project begun from a file, with the file in its drop folder.
struct BegunProject {
    /// What a run says of a file with one record that is taken.
    static let accepted = "1 submission, 1 record: 1 accepted, 0 quarantined, 0 duplicates."

    /// Goes with its files when the last user of this value does.
    let scratch: ScratchProject
    let sketch: String
    let project: String

    init(_ data: Data, as file: String = "may.csv") throws {
        scratch = try ScratchProject()
        try scratch.write(data, to: file)
        project = scratch.root + "/p"
        let begun = try Program.run(["init", "--from", "\(scratch.root)/\(file)", project])
        #expect(begun.code == 0, "\(begun.talk)")
        sketch = try scratch.read("p/pipeline.yaml")
        let check = try Program.run(["check", "--project", project])
        #expect(check.code == 0, "\(check.talk)\n\(sketch)")
        try scratch.write(data, to: "p/drop/maria/\(file)")
    }

    init(_ text: String, as file: String = "may.csv") throws { try self.init(Data(text.utf8), as: file) }

    /// The first line of a run, and what it publishes.
    func night() throws -> (summary: String?, rows: [String]) {
        let run = try Program.run(["run", "--project", project])
        let text = try String(contentsOfFile: project + "/snapshots/latest/observations.csv", encoding: .utf8)
        return (run.rows.first, text.split(whereSeparator: \.isNewline).map(String.init))
    }
}
