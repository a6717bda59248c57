import Observations

/// Who decides, and why. Both stay in the ledger for ever, and neither is published.
package struct Author: Sendable, Equatable {
    /// The person's name.
    package let by: String
    /// The reason, in a sentence or a few words.
    package let why: String

    /// An author with a reason; spaces around both do not count.
    ///
    /// - Throws: `UsageError` where one of them is blank: a decision that nobody can answer for later is none.
    package init(by: String, why: String) throws {
        self.by = by.trimmed
        self.why = why.trimmed
        for (text, what, option) in [(self.by, "who decides", "--by"), (self.why, "why", "--why")] where text.isEmpty {
            throw UsageError(
                "The decision does not say \(what). Say so with \(option); it stays in the ledger for ever.")
        }
    }

    /// For decisions that may do without: what is not given is empty.
    package init(optionalBy by: String?, why: String?) {
        self.by = by?.trimmed ?? ""
        self.why = why?.trimmed ?? ""
    }
}
