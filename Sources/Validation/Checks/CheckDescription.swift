import Observations

/// A check as the catalogue lists it: its rule, what it reads and takes, and a worked example that the tests carry out.
package struct CheckDescription: Sendable {
    /// The code, the wording, the weight and the documentation.
    package let rule: Rule
    /// The TDWG BDQ tests (Core, by label) that the check corresponds to; empty where there is none.
    package let tdwgTests: [String]
    /// The terms that the check reads, unless parameters name others.
    package let terms: [Term]
    /// What can be declared.
    package let parameters: [CheckParameter]
    /// A worked example.
    package let example: CheckExample
    /// Makes the check ready to run.
    let make: @Sendable (CheckArguments) throws(PlanProblem) -> any Check
}

/// Some records and what a check finds in them. Executed by the tests, printed in the documentation.
package struct CheckExample: Sendable {
    /// The parameters that the example declares.
    package let parameters: [String: CheckParameterValue]
    /// The columns.
    package let terms: [Term]
    /// The records, canonical text; `nil` is a missing cell.
    package let rows: [[String?]]
    /// What is expected for each record.
    package let verdicts: [Verdict]

    init(
        parameters: [String: CheckParameterValue] = [:], terms: [Term], _ cases: [(row: [String?], verdict: Verdict)]
    ) {
        self.parameters = parameters
        self.terms = terms
        rows = cases.map(\.row)
        verdicts = cases.map(\.verdict)
    }
}

/// The three values of a check, as in TDWG BDQ.
package enum Verdict: String, Sendable {
    /// The record is as it should be.
    case compliant
    /// The record is wrong: a finding.
    case notCompliant
    /// A value that the check needs is blank or cannot be interpreted, so that nothing can be said.
    case prerequisitesNotMet
}
