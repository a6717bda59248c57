import Observations
import Storage

/// Which findings are asked for; without any condition all.
package struct FindingSelection: Sendable, Equatable {
    /// Only those of this rule.
    package var check: String?
    /// Only those of this weight.
    package var severity: Severity?
    /// Only those about this submission.
    package var submission: UInt32?
    /// Only those about what this submitter has sent; empty for files that nobody is named for.
    package var submitter: String?
    /// Only those about this term or, before mapping, this column.
    package var term: String?

    /// A selection without conditions.
    package init() {}

    /// The selection with the submitter as the ledger writes him.
    ///
    /// - Throws: `UsageError` where it asks for what cannot be: a rule that does not exist, a submission or a submitter
    ///   that never came.
    func checked(_ ledger: Ledger) throws -> FindingSelection {
        var checked = self
        if let check, RuleCatalogue.rule(check) == nil {
            let near = nearestName(to: check, among: RuleCatalogue.all.map(\.code)).map { " Did you mean `\($0)`?" }
            throw UsageError(
                "There is no check `\(check)`.\(near ?? "") `transect findings --count` lists those that spoke.")
        }
        if let submission, try ledger.submission(submission) == nil {
            throw UsageError("There is no submission \(submission); `transect submissions` lists them.")
        }
        checked.submitter = try submitter.map { try ledger.submitter(called: $0) }
        return checked
    }

    /// Whether a finding about a submission is asked for.
    func takes(_ finding: StoredFinding, from submitter: String) -> Bool {
        if let check, check != finding.code { return false }
        if let severity, severity != finding.severity { return false }
        if let wanted = self.submitter, !wanted.utf8.elementsEqual(submitter.utf8) { return false }
        if let term, term != finding.field { return false }
        return true
    }
}
