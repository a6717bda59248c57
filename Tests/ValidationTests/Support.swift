import Foundation
import Observations
import Validation

/// A small seeded generator, so that property tests fail the same way every time.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// The folder of shared test data, or `nil` where there is none beside the project.
let sharedData: URL? = {
    if let named = ProcessInfo.processInfo.environment["TRANSECT_SHARED"] {
        return URL(fileURLWithPath: named).appendingPathComponent("data")
    }
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
        let data = folder.appendingPathComponent("shared/data")
        if FileManager.default.fileExists(atPath: data.path) { return data }
        folder.deleteLastPathComponent()
    }
    return nil
}()

/// The day 2026-11-21, on which the files of these tests arrive.
let today = InterpretContext(latestDay: 20_778)

/// Records of some fields, numbered from 1, the first in line 2.
func records(
    _ fields: [String], _ rows: [[String?]], from first: Int = 1, findings: [Finding] = [],
    madeUpNames: [String] = []
) -> RecordBatch {
    var origins = Origins(submission: 7)
    for index in rows.indices {
        let number = UInt32(first + index)
        origins.append(record: number, row: number + 1, position: UInt64(number + 1))
    }
    let columns = fields.indices.map { column in TextColumn(rows.map { $0[column] }) }
    return RecordBatch(fields: fields, columns: columns, origins: origins, findings: findings, madeUpNames: madeUpNames)
}

/// All cells of a batch.
func cells(_ batch: ObservationBatch) -> [[String?]] {
    (0..<batch.count).map { row in batch.columns.map { $0[row] } }
}

/// One column of one field through an interpreter: what becomes of each value, and the codes found.
func read(
    _ values: [String?], as rule: FieldRule, locale: String? = nil
) throws -> [(value: String?, codes: [String])] {
    let interpreter = try Interpreter(
        schema: Schema([rule.term]), fields: [rule],
        mapping: SourceMapping(locale: locale.flatMap { LocaleConventions.named($0) }), checks: [])
    let batch = interpreter.interpret(records([rule.term.name], values.map { [$0] }), context: today)
    return values.indices.map { row in
        (batch.columns[0][row], batch.findings.filter { $0.row == row }.map(\.code))
    }
}

/// One value of one type: its canonical text, or the code of its finding in brackets.
func canonical(_ value: String, _ type: FieldType, locale: String? = nil, formats: [String] = []) throws -> String {
    let result = try read([value], as: FieldRule(term: "x", type: type, formats: formats), locale: locale)[0]
    return result.codes.isEmpty ? result.value ?? "<missing>" : "[\(result.codes.joined(separator: " "))]"
}
