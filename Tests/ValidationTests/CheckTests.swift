import Foundation
import Observations
import Testing
import Validation

@Suite struct CheckTests {
    @Test("Every check's worked example finds what it says", arguments: CheckCatalogue.all.map(\.rule.code))
    func example(_ code: String) throws {
        let check = try #require(CheckCatalogue.named(code))
        let example = check.example
        let verdicts = try check.verdicts(
            parameters: example.parameters, terms: example.terms, rows: example.rows, context: today)
        #expect(verdicts == example.verdicts)
        #expect(example.verdicts.contains(.notCompliant) && example.verdicts.contains(.compliant))
    }

    @Test(
        "Every check's worked example gives exactly those findings in an interpreter",
        arguments: CheckCatalogue.all.map(\.rule.code))
    func exampleInInterpreter(_ code: String) throws {
        let check = try #require(CheckCatalogue.named(code))
        let example = check.example
        let interpreter = try Interpreter(
            schema: Schema(example.terms), fields: [], mapping: SourceMapping(),
            checks: [ConfiguredCheck(code, parameters: example.parameters, severity: .error)])
        let batch = interpreter.interpret(records(example.terms.map(\.name), example.rows), context: today)
        let found = Set(batch.findings.map(\.row))
        #expect(batch.findings.allSatisfy { $0.code == code && $0.severity == .error })
        #expect(found == Set(example.verdicts.indices.filter { example.verdicts[$0] == .notCompliant }))
        for finding in batch.findings {
            let message = check.rule.message(for: finding)
            #expect(!message.contains("{"), "\(message)")
            #expect(!batch.selection[finding.row])
        }
    }

    @Test("Codes are kebab-case, differ from one another, and stand in order; parameters have words")
    func catalogue() {
        let codes = CheckCatalogue.all.map(\.rule.code)
        #expect(codes == codes.sorted())
        let all = validationRules.map(\.code)
        #expect(Set(all).count == all.count)
        for rule in validationRules {
            #expect(rule.code.allSatisfy { $0.isLowercase || $0 == "-" } && !rule.documentation.isEmpty)
            #expect(rule.wording.hasSuffix(".") || rule.wording.hasSuffix("?"), "\(rule.code)")
        }
        for check in CheckCatalogue.all { #expect(check.parameters.allSatisfy { !$0.documentation.isEmpty }) }
    }

    @Test("A check that the catalogue or the dataset does not know is refused with what to do")
    func refused() {
        func problem(_ check: ConfiguredCheck, _ terms: [Term]) -> PlanProblem? {
            do throws(PlanProblem) {
                _ = try Interpreter(schema: Schema(terms), fields: [], mapping: SourceMapping(), checks: [check])
                return nil
            } catch { return error }
        }
        #expect(
            problem(ConfiguredCheck("coordinates-not-zeros"), ["x"])?.remedy == "Did you mean `coordinates-not-zero`?")
        #expect(
            problem(ConfiguredCheck("coordinates-not-zero"), ["x"])?.problem
                == "the dataset has no term decimalLatitude")
        let dates = ConfiguredCheck("event-date-plausible", parameters: ["earliest": .text("1700")])
        #expect(problem(dates, ["eventDate"])?.path == ["checks", "event-date-plausible", "earliest"])
        let unknown = ConfiguredCheck("event-date-plausible", parameters: ["latest": .text("1700-01-01")])
        #expect(problem(unknown, ["eventDate"])?.remedy == "It takes `earliest`, `term`.")
        #expect(problem(ConfiguredCheck("term-not-empty"), ["x"])?.problem == "`terms` is missing")
    }

    @Test("A check of a date with reduced precision is wrong only where no day that it can mean is right")
    func plausibleDates() throws {
        let check = try #require(CheckCatalogue.named("event-date-plausible"))
        let rows: [[String?]] = [
            ["2026"], ["2026-11"], ["2026-11-21"], ["2026-11-22"], ["2026-12"], ["2026/2027"], ["1600"], ["1599"],
        ]
        let verdicts = try check.verdicts(terms: ["eventDate"], rows: rows, context: today)
        #expect(
            verdicts == [
                .compliant, .compliant, .compliant, .notCompliant, .notCompliant, .notCompliant, .compliant,
                .notCompliant,
            ])
    }
}
