import Formats
import Observations

/// What happened to a record, a subject or a column between two versions.
package enum ChangeKind: String, Sendable, CaseIterable {
    /// It is new.
    case added
    /// A value of it is another one.
    case changed
    /// It is no longer there.
    case withdrawn
    /// The table has a new column. Its values are not listed one by one.
    case columnAdded = "column-added"
    /// The table has lost a column.
    case columnRemoved = "column-removed"
    /// A column has another name; its values are compared under the new one.
    case columnRenamed = "column-renamed"
}

/// What changed.
package enum ChangedThing: Sendable, Equatable {
    /// A record.
    case record(RecordID)
    /// A subject of the consensus: the values of its terms, in order.
    case subject([String])
    /// A whole table, for changes of columns.
    case table(String)

    /// A subject as `changes.csv` names it: one value as it is; several as one row of CSV, from which they can be read
    /// again.
    package static func text(ofSubject values: [String]) -> String {
        guard values.count > 1 else { return values.first ?? "" }
        var row: [UInt8] = []
        for (index, value) in values.enumerated() {
            if index > 0 { row.append(UInt8(ascii: ",")) }
            CSVOutput.appendUnguarded(value.utf8, delimiter: UInt8(ascii: ","), to: &row)
        }
        return String(decoding: row, as: UTF8.self)
    }
}

/// One line of `changes.csv` but for its cause.
package struct Change: Sendable, Equatable {
    /// What changed.
    package let thing: ChangedThing
    /// How.
    package let kind: ChangeKind
    /// The term whose value changed, or the column.
    package let term: String?
    /// The value before; for a renamed column its old name.
    package let old: String?
    /// The value now.
    package let new: String?

    /// A change of those parts.
    package init(_ thing: ChangedThing, _ kind: ChangeKind, term: String? = nil, old: String? = nil, new: String? = nil)
    {
        self.thing = thing
        self.kind = kind
        self.term = term
        self.old = old
        self.new = new
    }
}

/// Why something changed, as `changes.csv` says it.
package struct ChangeCause: Sendable, Equatable {
    /// A few words: `submission 12`, `edition`, `decision 3`, `consensus`, `withdrawal 14`, `erasure`.
    package let text: String
    /// Whether the values are left out, since publishing what was taken back would defeat the purpose.
    package let hidesValues: Bool

    /// A cause in words of one's own.
    package init(_ text: String, hidesValues: Bool = false) {
        self.text = text
        self.hidesValues = hidesValues
    }

    /// A submission that brought a record or corrected it.
    package static func submission(_ sequence: UInt32) -> ChangeCause { ChangeCause("submission \(sequence)") }
    /// A submission that took records back, or no longer has them.
    package static func withdrawal(_ sequence: UInt32) -> ChangeCause { ChangeCause("withdrawal \(sequence)") }
    /// Another definition.
    package static func edition(_ number: Int) -> ChangeCause { ChangeCause("edition \(number)") }
    /// A decision of the project: the number of its event in the ledger.
    package static func decision(_ event: Int) -> ChangeCause { ChangeCause("decision \(event)") }
    /// Votes that came or went, or contributors who were learnt to be better or worse.
    package static let consensus = ChangeCause("consensus")
    /// An erasure. What was there before is not told, since that would undo it.
    package static let erasure = ChangeCause("erasure", hidesValues: true)
}

/// How many of which changes there are between two versions.
package struct ChangeCounts: Sendable, Equatable {
    /// Records that are new.
    package var added = 0
    /// Records with at least one other value.
    package var changed = 0
    /// Records that are no longer there.
    package var withdrawn = 0
    /// Subjects whose consensus is new, other, or gone.
    package var subjects = 0
    /// Columns that were added, removed or renamed.
    package var columns = 0
    private var last: ChangedThing?

    /// No changes yet.
    package init() {}

    /// Counts one more change. Changes of one record or subject follow one another.
    package mutating func count(_ change: Change) {
        defer { last = change.thing }
        switch (change.thing, change.kind) {
        case (.table, _): columns += 1
        case (.record, .added): added += 1
        case (.record, .withdrawn): withdrawn += 1
        case (.record, _): changed += last == change.thing ? 0 : 1
        case (.subject, _): subjects += last == change.thing ? 0 : 1
        }
    }
}
