import Formats
import Observations
import Transect
import Validation

extension FuzzTarget {
    /// Pipeline files. They come from the project itself, and yet none may stop or mislead the program.
    static let pipeline = FuzzTarget(name: "pipeline") { input in
        let files: [String: [UInt8]] = [
            "pipeline.yaml": input.rest,
            "species.csv": Array("scientificName,vernacular\nPica pica,sroka\n".utf8),
            "people.csv": Array("alias,person\nA,Ana\n".utf8), "gold.csv": Array("id,truth\n1,Pica pica\n".utf8),
        ]
        let first = outcome(files)
        demand(outcome(files) == first, "the same file is understood in the same way again")
        demand(!first.isEmpty, "a refusal says something")
    }

    /// What becomes of a definition: its problems in words, or what it makes of a table.
    private static func outcome(_ files: [String: [UInt8]]) -> String {
        do {
            let plan = try Plan(project: Project(root: "/project"), files: files)
            var text = "\(plan.schema.terms)"
            for source in plan.sources { text += read(source) }
            return text
        } catch {
            return "\(error)"
        }
    }

    private static func read(_ source: SourcePlan) -> String {
        let table = Array("eventDate;scientificName;n\n2026-05-01;Pica pica;1\n1.5.2026;Parus major;1,5\n".utf8)
        var text = ""
        let file = ReadFile(
            { () throws(ReadError) in
                try openRecords(ArraySource(table), name: "a", options: source.options, submission: 1)
            },
            each: { batch in
                let observations = source.interpreter.interpret(batch, context: InterpretContext(latestDay: 20_000))
                let refused = Set(observations.findings.filter { $0.severity == .error }.map(\.row))
                demand(observations.selection.setCount + refused.count == observations.count, "every outcome is told")
                text += "\(observations.findings.count) \(refused.sorted())"
            })
        return text + file.facts
    }
}
