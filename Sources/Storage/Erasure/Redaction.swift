import Observations

/// What an erasure does to one submission.
package struct Redaction: Sendable, Equatable {
    /// What becomes of the archived file.
    package enum Content: Sendable, Equatable {
        /// It holds nothing that has to go.
        case unchanged
        /// Nothing of it is left.
        case removed
        /// A copy takes its place, which is durable in `archive/incoming` under this digest.
        case replaced(by: Digest)
    }

    /// The submission's number.
    package var submission: UInt32
    /// Its path from now on. The ending is the same, since the archive names files by it.
    package var path: String
    /// Who delivered it, from now on.
    package var submitter: String
    /// What becomes of the file.
    package var content: Content

    /// A redaction of those parts.
    package init(submission: UInt32, path: String, submitter: String, content: Content) {
        self.submission = submission
        self.path = path
        self.submitter = submitter
        self.content = content
    }
}

/// An edition some of whose files took another content, because they named somebody.
package struct RedactedEdition: Sendable, Equatable {
    /// The edition's number.
    package var number: Int
    /// The digest of all of it, from now on.
    package var digest: Digest
    /// Its files, from now on.
    package var files: [EditionFile]

    /// An edition of those parts.
    package init(number: Int, digest: Digest, files: [EditionFile]) {
        self.number = number
        self.digest = digest
        self.files = files
    }
}

/// All that an erasure changes in the ledger. It becomes true in one transaction.
package struct Erasure: Sendable {
    /// The decision, whose event is the proof; `nil` where an earlier one reaches what came later.
    package var decision: Decision?
    /// Names that must not come back.
    package var names: [SuppressedName] = []
    /// What becomes of submissions.
    package var redactions: [Redaction] = []
    /// What becomes of editions.
    package var editions: [RedactedEdition] = []
    /// What decisions of the past say from now on, by their events.
    package var decisions: [(event: Int64, decision: Decision)] = []
    /// What the present judgements were made under, where a redacted edition changes its name.
    package var judgedUnder: String?
    /// Up to where files were looked through.
    package var lookedThrough: String?

    /// An erasure that changes nothing yet.
    package init(decision: Decision? = nil) { self.decision = decision }

    /// Whether it changes anything but marks.
    package var isEmpty: Bool {
        decision == nil && names.isEmpty && redactions.isEmpty && editions.isEmpty && decisions.isEmpty
    }
}
