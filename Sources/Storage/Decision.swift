/// Something that somebody has decided about the dataset: an event with who and why.
package struct Decision: Sendable, Equatable, Codable {
    /// What kind of decision; one for which `EventKind.isDecision` is true.
    package var kind: EventKind
    /// The submission that it is about (`accept`, `reject`, `revoke`, sometimes `erase`).
    package var submission: UInt32?
    /// The names of the records that it is about (`withdraw`, `restore`).
    package var records: [String]?
    /// What those records are known by besides their names, by name (`withdraw`, `restore`). Decisions of older programs
    /// have none.
    package var keys: [String: RecordedKey]?
    /// The values that name a subject, in the order of the definition (`decide`).
    package var subject: [String]?
    /// The question that is answered (`decide`).
    package var question: String?
    /// The answer (`decide`); without it, the answer that was given before is taken back.
    package var label: String?
    /// The number of the version that it is about (`release`, `prune`, `tombstone`).
    package var version: Int?
    /// The name of a release; for `erase` a keyed code of whose data went, never a name.
    package var name: String?
    /// A release's DOI.
    package var doi: String?
    /// Who decided.
    package var by: String
    /// Why.
    package var why: String

    /// A decision of those parts.
    package init(
        kind: EventKind, submission: UInt32? = nil, records: [String]? = nil, keys: [String: RecordedKey]? = nil,
        subject: [String]? = nil, question: String? = nil, label: String? = nil, version: Int? = nil,
        name: String? = nil, doi: String? = nil,
        by: String, why: String
    ) {
        self.kind = kind
        self.submission = submission
        self.records = records
        self.keys = keys
        self.subject = subject
        self.question = question
        self.label = label
        self.version = version
        self.name = name
        self.doi = doi
        self.by = by
        self.why = why
    }
}

/// A decision with its place in the history.
package struct RecordedDecision: Sendable, Equatable {
    /// Its event's place in the order of all events.
    package var event: Int64
    /// When it was taken, in seconds since 1970 (UTC).
    package var at: Int64
    /// What was decided.
    package var decision: Decision

    /// A recorded decision of those parts.
    package init(event: Int64, at: Int64, decision: Decision) {
        self.event = event
        self.at = at
        self.decision = decision
    }
}
