import Formats
import Observations

/// What came of one submission.
package struct Judgement: Sendable, Equatable {
    /// Its number.
    package var submission: UInt32
    /// How it was read; `nil` where that was not found out.
    package var format: FormatDescription?
    /// Why it could not be read to its end; `nil` where it could.
    package var problem: String?
    /// The same in words that can be translated.
    package var diagnosis: Diagnosis?
    /// What became of its records.
    package var counts: OutcomeCounts
    /// Interpretations told once per column.
    package var notes: [Note]
    /// What it is a state of, together with its submitter: a path, or the source where all its files are one series.
    package var series: String
    /// The place of its first new record; `nil` where it brought none.
    package var firstOrdinal: UInt32?
    /// How many records of its series it took out of the dataset, because it no longer has them.
    package var dropped: Int
    /// Why it is held; `nil` where it is not. The counts of a held one say what would have become of its records.
    package var hold: HoldReason?
    /// Whether it is a newer state of its series, so that nobody waits for what earlier ones had quarantined.
    package var isNewState = false
    /// What its receipt tells beyond that.
    package var receipt = ReceiptRecord()

    /// A judgement of those parts.
    package init(
        submission: UInt32, format: FormatDescription?, problem: String? = nil, diagnosis: Diagnosis? = nil,
        counts: OutcomeCounts = OutcomeCounts(), notes: [Note] = [], series: String = "", firstOrdinal: UInt32? = nil,
        dropped: Int = 0, hold: HoldReason? = nil
    ) {
        self.submission = submission
        self.format = format
        self.problem = problem
        self.diagnosis = diagnosis
        self.counts = counts
        self.notes = notes
        self.series = series
        self.firstOrdinal = firstOrdinal
        self.dropped = dropped
        self.hold = hold
    }

    /// The state that it gives its submission.
    var state: SubmissionState {
        if hold != nil { return .held }
        return problem == nil || counts.records > 0 ? .judged : .refused
    }
}

/// What a segment holds.
package enum SegmentKind: String, Sendable {
    /// New records, with consecutive ordinals.
    case additions
    /// Newer states of records that older segments hold.
    case corrections
}

/// A segment as the ledger names it.
package struct SegmentFile: Sendable, Equatable {
    /// Its number, from 1. A later segment's correction replaces an earlier one's.
    package var number: Int
    /// What it holds.
    package var kind: SegmentKind
    /// How many rows.
    package var rows: Int
    /// The smallest place in the dataset that it speaks of.
    package var firstOrdinal: UInt32
    /// The largest.
    package var lastOrdinal: UInt32
    /// Its size.
    package var bytes: Int64

    /// A segment of those parts.
    package init(
        number: Int, kind: SegmentKind, rows: Int, firstOrdinal: UInt32, lastOrdinal: UInt32, bytes: Int64
    ) {
        self.number = number
        self.kind = kind
        self.rows = rows
        self.firstOrdinal = firstOrdinal
        self.lastOrdinal = lastOrdinal
        self.bytes = bytes
    }
}

/// A findings file as the ledger names it.
package struct FindingsFile: Sendable, Equatable {
    /// Its number, from 1.
    package var number: Int
    /// How many findings it holds.
    package var rows: Int

    /// A file of those parts.
    package init(number: Int, rows: Int) {
        self.number = number
        self.rows = rows
    }
}

/// A key run as the ledger names it.
package struct KeyRunFile: Sendable, Equatable {
    /// Its number, from 1. A later run's entry for a key replaces an earlier one's.
    package var number: Int
    /// How many keys it holds.
    package var entries: Int
    /// Its size.
    package var bytes: Int64

    /// A run of those parts.
    package init(number: Int, entries: Int, bytes: Int64) {
        self.number = number
        self.entries = entries
        self.bytes = bytes
    }
}

/// All that one night adds. It becomes true in one transaction or not at all.
package struct NightResult: Sendable, Equatable {
    /// What came of every submission that waited.
    package var judgements: [Judgement] = []
    /// New segments, whose files are durable.
    package var segments: [SegmentFile] = []
    /// New findings files, which are durable.
    package var findings: [FindingsFile] = []
    /// New key runs, which are durable.
    package var keyRunsAdded: [KeyRunFile] = []
    /// Key runs that new ones replace. Their files are removed afterwards.
    package var keyRunsRemoved: [Int] = []
    /// What is to be said about records that several series of one submitter have had.
    package var possessions: [Possession] = []
    /// What rows of files for mending bring once more, in the order in which they were judged.
    package var mendings: [Mending] = []

    /// Whether everything that was judged before is judged anew by this night: its segments, findings and keys replace
    /// all that the ledger names.
    package var replacesAll = false
    /// What the judgements depend on besides the submissions: the definition's digest and the program's semantics.
    package var judgedUnder: String?
    /// Why everything is judged anew, for the addenda to receipts, as the end of “Judged again because …”.
    package var cause: String?
    /// The last event whose withdrawals and restorations are applied; `nil` leaves what was recorded.
    package var appliedThrough: Int64?

    /// A night that adds nothing yet.
    package init() {}
}
