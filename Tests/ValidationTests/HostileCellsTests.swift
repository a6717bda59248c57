import Observations
import Testing
import Validation

@Suite struct HostileCellsTests {
    /// Pieces of numbers, dates and words, and bytes that are none of them.
    private static let pieces: [String] = [
        "1", "12", "2026", "05", "-", "/", ".", ",", " ", "T", ":", "30", "Z", "+02:00", "e", "maja", "de", "W",
        "\u{A0}",
        "ł", "é", "\u{2212}", "\u{202F}", "º", "am", "tak", "🐦", "UTC", "\u{0}", "999999999999999999999", "\u{FEFF}",
        "'",
    ]

    @Test("No cell stops interpretation, whatever its characters, type and locale; every row keeps its place")
    func anything() throws {
        var random = SplitMix64(99)
        let rows: [[String?]] = (0..<3000).map { _ in
            [
                (0..<Int.random(in: 0...7, using: &random)).map { _ in Self.pieces.randomElement(using: &random)! }
                    .joined()
            ]
        }
        let batch = records(["x"], rows)
        for tag in [nil] + LocaleConventions.supported.map(Optional.some) {
            for type in FieldType.allCases {
                let hasPattern = type == .date && tag != nil
                let rule = FieldRule(
                    term: "x", type: type, formats: hasPattern ? ["d MMMM yyyy"] : [],
                    constraints: FieldConstraints(required: true, maxLength: 5, pattern: "\\d+.*"))
                let interpreter = try Interpreter(
                    schema: Schema(["x"]), fields: [rule],
                    mapping: SourceMapping(locale: tag.flatMap { LocaleConventions.named($0) }), checks: [])
                let result = interpreter.interpret(batch, context: today)
                #expect(result.count == rows.count && result.columns[0].count == rows.count)
                // What was accepted is canonical: read again without a locale, it stays as it is.
                let again = try Interpreter(
                    schema: Schema(["x"]), fields: [FieldRule(term: "x", type: type)], mapping: SourceMapping(),
                    checks: [])
                let accepted = result.selection.setRows.map { [result.columns[0][$0]] }
                let second = again.interpret(records(["x"], accepted), context: today)
                #expect(second.findings.isEmpty && second.notes.isEmpty, "\(tag ?? "none") \(type)")
                #expect(cells(second) == accepted)
            }
        }
    }

    @Test("Bytes that are no UTF-8 are read as something or as nothing, without harm")
    func invalidBytes() throws {
        var random = SplitMix64(5)
        var column = TextColumn()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                [UInt8(0xC2), 0xA0, 0xE2, 0x80, 0x88, 0x92, 0xF0, 0x31, 0x2E, 0x2D, 0xFF].randomElement(using: &random)!
            }
            column.append(bytes)
        }
        var origins = Origins()
        for row in 0..<2000 { origins.append(record: UInt32(row + 1), row: UInt32(row + 2), position: 0) }
        let batch = RecordBatch(fields: ["x"], columns: [column], origins: origins)
        for type in FieldType.allCases {
            let rule = FieldRule(term: "x", type: type, constraints: FieldConstraints(minLength: 2, pattern: ".*"))
            let interpreter = try Interpreter(
                schema: Schema(["x"]), fields: [rule], mapping: SourceMapping(locale: .named("fr")), checks: [])
            #expect(interpreter.interpret(batch, context: today).count == 2000)
        }
    }
}
