import Observations

/// What became of one submission: the facts that its receipt tells, in no language yet.
///
/// A receipt is a function of the ledger and the archive. It is written once; what a later judging changes is told by
/// dated addenda.
package struct Receipt: Sendable, Equatable {
    /// The dataset's title, for people.
    package var project = ""
    /// The submission's number.
    package var sequence: UInt32 = 0
    /// Its path below the drop folder, as the volunteer wrote it. It comes from strangers: only ever data.
    package var path = ""
    /// Who delivered it; empty where nobody is named.
    package var submitter = ""
    /// When it arrived.
    package var arrival = Instant(seconds: 0)
    /// Its size in bytes.
    package var bytes: Int64 = 0
    /// The digest of its bytes (SHA-256, hexadecimal).
    package var digest = ""
    /// What became of the file as a whole.
    package var outcome = FileOutcome.taken
    /// What became of its records; of a held file, what would become of them.
    package var counts = OutcomeCounts()
    /// Records of earlier sends of this file that this one no longer has, and that therefore left the dataset.
    package var dropped = 0
    /// How it was read: what was decided, and why.
    package var reading: [Reading] = []
    /// Columns of the file that the project does not use.
    package var unusedColumns: [String] = []
    /// Columns that the project expects and the file does not have.
    package var missingColumns: [String] = []
    /// For an archive, its members in the order in which they were read; empty for any other file.
    package var parts: [Part] = []
    /// What is wrong or worth knowing, in the order of the file; at most `problemLimit` of them.
    package var problems: [Problem] = []
    /// How many problems there are in all.
    package var problemCount = 0
    /// How values were interpreted, told once per column.
    package var notes: [Interpretation] = []
    /// Records that had been sent before, by the earlier submission that brought them.
    package var earlier: [Earlier] = []
    /// The file with just the quarantined rows, to be mended and dropped again; `nil` where there is none.
    package var mend: Mend?
    /// What has changed since this receipt was written, oldest first.
    package var addenda: [Addendum] = []
    /// The way from this receipt to the page of all submissions of its sender, such as `../index.html`; `nil` where
    /// there is none.
    package var index: String?

    /// So many problems are told row by row; the rest is counted.
    package static let problemLimit = 1_000

    /// A receipt without facts yet.
    package init() {}
}

extension Receipt {
    /// What became of a file as a whole.
    package enum FileOutcome: Sendable, Equatable {
        /// Its records were judged one by one.
        case taken
        /// It was read up to a place where it is broken; the records before that were judged.
        case readInPart(problem: Wording, remedy: Wording)
        /// It is an archive of which not every member was taken, or read to its end: `parts` say what became of each.
        case takenInPart
        /// It could not be read.
        case refused(problem: Wording, remedy: Wording)
        /// It waits for somebody of the project, because it would take out or quarantine too much.
        case held(reason: Wording)
        /// The same bytes came before: nothing changes.
        case repeats(submission: UInt32, path: String)
        /// It waited, and somebody of the project has decided not to take it. The reason was written for the project.
        case rejected
        /// It had been taken, and somebody of the project has taken it out again, or personal data had to go: nothing of
        /// it is in the dataset.
        case revoked

        /// Whether its records were taken, but for those that are to be mended.
        var isTaken: Bool {
            switch self {
            case .taken, .readInPart, .takenInPart: true
            case .refused, .held, .repeats, .rejected, .revoked: false
            }
        }
    }

    /// One decision about how a file is read, such as `delimiter`, `;`, `declared`.
    package struct Reading: Sendable, Equatable {
        /// What was decided (`format`, `encoding`, `delimiter`, `header` …).
        package var name: String
        /// The decision. Names and characters from the file are verbatim in it.
        package var value: Wording
        /// Why.
        package var reason: Wording

        /// A decision of those parts.
        package init(name: String, value: Wording, reason: Wording) {
            self.name = name
            self.value = value
            self.reason = reason
        }
    }

    /// A member of an archive.
    package struct Part: Sendable, Equatable {
        /// Its path inside the archive.
        package var path: String
        /// How many records it has; 0 where it is out of the dataset.
        package var records: Int
        /// What became of it as a whole; `nil` where no source of the project takes such files.
        package var outcome: FileOutcome?

        /// A member of those parts.
        package init(path: String, records: Int, outcome: FileOutcome?) {
            self.path = path
            self.records = records
            self.outcome = outcome
        }
    }

    /// Something about one record.
    package struct Problem: Sendable, Equatable {
        /// The member of the archive; `nil` where the file is none.
        package var part: String?
        /// The row as a spreadsheet numbers it, or the record's number where `isRow` is false.
        package var row: UInt32
        /// Whether `row` counts rows of a sheet; otherwise records from 1.
        package var isRow: Bool
        /// The column as the file calls it; `nil` where it is about the whole record.
        package var column: String?
        /// The value as it was written; `nil` where there is none.
        package var value: String?
        /// How much it weighs: an error quarantines the record, a warning flags it.
        package var severity: Severity
        /// What is wrong, what is expected, and what to do.
        package var message: Message
        /// Whether the record was not taken: for this problem, or for another that it has besides.
        package var isRefused: Bool

        /// A problem of those parts.
        ///
        /// - Parameter isRefused: whether the record has an error besides; an error itself always refuses it.
        package init(
            part: String? = nil, row: UInt32, isRow: Bool, column: String?, value: String?, severity: Severity,
            message: Message, isRefused: Bool = false
        ) {
            self.part = part
            self.row = row
            self.isRow = isRow
            self.column = column
            self.value = value
            self.severity = severity
            self.message = message
            self.isRefused = isRefused || severity == .error
        }
    }

    /// The sentence of a rule: its code, its English wording as in `Rule.wording`, and the facts.
    package struct Message: Sendable, Equatable {
        /// The rule's code.
        package var code: String
        /// The rule's English wording with its placeholders, as `Rule.wording` defines them.
        package var wording: String
        /// What stands for `{field}`.
        package var field: String?
        /// What stands for `{value}`.
        package var value: String?
        /// What stands for `{0}`, `{1}` …
        package var arguments: [String]

        /// A sentence of those parts.
        package init(code: String, wording: String, field: String?, value: String?, arguments: [String]) {
            self.code = code
            self.wording = wording
            self.field = field
            self.value = value
            self.arguments = arguments
        }
    }

    /// One kind of interpretation in one column.
    package struct Interpretation: Sendable, Equatable {
        /// How many values.
        package var count: Int
        /// The sentence about the first of them.
        package var message: Message

        /// An interpretation of those parts.
        package init(count: Int, message: Message) {
            self.count = count
            self.message = message
        }
    }

    /// An earlier submission whose records this one has again.
    package struct Earlier: Sendable, Equatable {
        /// Its number.
        package var submission: UInt32
        /// Its path below the drop folder.
        package var path: String
        /// How many of its records this file has with other values: they were corrected.
        package var corrected: Int
        /// How many of its records this file has unchanged.
        package var unchanged: Int
        /// How many of its records this file takes back.
        package var withdrawn: Int

        /// An earlier submission and what became of its records.
        package init(submission: UInt32, path: String, corrected: Int, unchanged: Int, withdrawn: Int) {
            self.submission = submission
            self.path = path
            self.corrected = corrected
            self.unchanged = unchanged
            self.withdrawn = withdrawn
        }
    }

    /// The file for mending what was quarantined.
    package struct Mend: Sendable, Equatable {
        /// Its name; it lies beside the receipt.
        package var fileName: String
        /// How many rows it has.
        package var rows: Int

        /// A file of that name and size.
        package init(fileName: String, rows: Int) {
            self.fileName = fileName
            self.rows = rows
        }
    }

    /// What a later judging changed.
    package struct Addendum: Sendable, Equatable {
        /// The member of the archive that it is about; `nil` where the file is none.
        package var part: String?
        /// When.
        package var at: Instant
        /// Why everything was judged again.
        package var cause: Wording
        /// What had become of its records before.
        package var before: OutcomeCounts
        /// What has become of them since.
        package var after: OutcomeCounts

        /// A change of those parts.
        package init(
            part: String? = nil, at: Instant, cause: Wording, before: OutcomeCounts, after: OutcomeCounts
        ) {
            self.part = part
            self.at = at
            self.cause = cause
            self.before = before
            self.after = after
        }
    }
}
