import Foundation
import Observations
import Validation

/// Brings values that a person has written for a command into the form that the dataset has them in, by the rules of
/// their field: a number that is none, or a species that is not in the list, is told before anything is recorded.
struct CanonicalValues {
    private let plan: Plan
    private let context: InterpretContext

    /// - Parameter now: what `today` means in the definition.
    init(_ plan: Plan, now: Instant) {
        self.plan = plan
        context = InterpretContext(latestDay: now.latestDay)
    }

    /// One answer per value: its canonical form, or what is wrong with it.
    func values(_ texts: [String], of column: Int) throws -> [Result<String, ValueProblem>] {
        let term = plan.schema.terms[column]
        var rule = plan.fields[column]
        // Whether it is there is asked elsewhere, and twice the same value is no contradiction here.
        rule.constraints.required = false
        rule.constraints.unique = false
        let interpreter = try Interpreter(
            schema: Schema([term]), fields: [rule], mapping: SourceMapping(), checks: [])
        var origins = Origins()
        for row in texts.indices { origins.append(record: UInt32(row + 1), row: UInt32(row + 1), position: 0) }
        let batch = interpreter.interpret(
            RecordBatch(fields: [term.name], columns: [TextColumn(texts)], origins: origins), context: context)
        var problems: [Int: String] = [:]
        for finding in batch.findings where finding.severity == .error && problems[finding.row] == nil {
            problems[finding.row] = RuleCatalogue.message(for: finding)
        }
        return texts.indices.map { row in
            if let problem = problems[row] { return .failure(ValueProblem(text: problem)) }
            guard let value = batch.columns[0][row] else {
                return .failure(
                    ValueProblem(text: "“\(texts[row].onOneLine)” stands for a missing value of \(term)."))
            }
            return .success(value.precomposedStringWithCanonicalMapping)
        }
    }
}

/// Why a value cannot be one of its field, in a sentence.
struct ValueProblem: Error, Equatable {
    let text: String
}
