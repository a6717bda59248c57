import Observations
import Testing
import Validation

@Suite struct SuggestionTests {
    /// A checklist of made-up two-part names.
    private static func checklist(_ count: Int) -> [String] {
        let parts = ["ba", "de", "fi", "go", "ku", "la", "me", "no", "pi", "ru", "sa", "te", "vo", "zi"]
        return (0..<count).map { number in
            var rest = number
            var name = ""
            for _ in 0..<5 {
                name += parts[rest % parts.count]
                rest /= parts.count
            }
            return name + " " + name.reversed()
        }
    }

    private func findings(_ values: [String?], against words: [String]) throws -> [Finding] {
        let rule = FieldRule(
            term: "scientificName", constraints: FieldConstraints(enumeration: Vocabulary(words, name: "list.csv")))
        let interpreter = try Interpreter(
            schema: Schema(["scientificName"]), fields: [rule], mapping: SourceMapping(), checks: [])
        var origins = Origins(submission: 1)
        for row in values.indices { origins.append(record: UInt32(row + 1), row: UInt32(row + 2), position: 0) }
        let batch = RecordBatch(fields: ["scientificName"], columns: [TextColumn(values)], origins: origins)
        return interpreter.interpret(batch, context: InterpretContext(latestDay: 20_000)).findings
    }

    @Test("In small and in large vocabularies the nearest entry is suggested", arguments: [10, 20_000])
    func nearest(count: Int) throws {
        let words = Self.checklist(count)
        let meant = words[7]
        let mistyped = String(meant.dropLast()) + "x"
        let found = try findings([mistyped, "Quercus robur"], against: words)
        #expect(found.map { $0.arguments.last } == [meant, ""])
    }

    @Test(
        "Ten thousand unknown names against ten thousand known ones are told in seconds, not hours",
        .timeLimit(.minutes(1)))
    func manyUnknown() throws {
        let words = Self.checklist(10_000)
        let unknown = words.map { $0 + "qq" + $0 }
        #expect(try findings(unknown, against: words).count == 10_000)
    }
}
