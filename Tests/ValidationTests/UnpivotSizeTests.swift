import Observations
import Testing
import Validation

/// Records that become very many must not become very much.
@Suite struct UnpivotSizeTests {
    private func interpreter() throws -> Interpreter {
        try Interpreter(
            schema: Schema([Term("place"), Term("species"), Term("count")]), fields: [],
            mapping: SourceMapping(
                steps: [
                    .unpivot(
                        columns: .except(["place"]), nameTo: "species", valueTo: "count", skipBlank: true)
                ]), checks: [])
    }

    private func wide(_ place: String, columns: Int, findings: [Finding] = []) -> RecordBatch {
        let names = (0..<columns).map { "s\($0)" }
        return records(["place"] + names, [[place] + names.map { _ in "1" }], findings: findings)
    }

    @Test("A record whose shared cells would be repeated beyond measure stays one record, and is quarantined")
    func oversized() throws {
        let interpreter = try interpreter()
        let batch = interpreter.interpret(wide(String(repeating: "x", count: 1 << 20), columns: 64), context: today)
        #expect(batch.count == 1 && batch.findings.map(\.code) == ["unpivot-too-large"])
        #expect(!batch.selection.isAnySet)
        let sound = interpreter.interpret(wide(String(repeating: "x", count: 1 << 10), columns: 64), context: today)
        #expect(sound.count == 64 && sound.findings.isEmpty)
    }

    @Test("What was found about a record is told once of each observation that it becomes")
    func findings() throws {
        let twice = (0..<100).map { _ in Finding(code: "csv-stray-quote", severity: .warning, row: 0) }
        let batch = try interpreter().interpret(wide("x", columns: 50, findings: twice), context: today)
        #expect(batch.count == 50 && batch.findings.count == 100 + 49)
    }

    @Test("So many records are interpreted at once that they come to no more than some")
    func cuts() throws {
        let interpreter = try interpreter()
        let long = String(repeating: "x", count: 100_000)
        let rows = (0..<20).map { _ in [long] + (0..<100).map { _ in "1" as String? } }
        let batch = records(["place"] + (0..<100).map { "s\($0)" }, rows)
        var first = 0
        var taken: [Int] = []
        while first < batch.count {
            let count = interpreter.recordsAtOnce(batch, from: first)
            taken.append(count)
            let part = batch.records(first..<first + count)
            #expect(part.origins.records == Array(batch.origins.records[first..<first + count]))
            #expect(interpreter.interpret(part, context: today).count == count * 100)
            first += count
        }
        #expect(taken.reduce(0, +) == 20 && taken.count > 2, "\(taken)")
    }
}
