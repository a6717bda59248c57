import Files
import Formats
import GRDB
import Observations

extension Ledger {
    /// The submissions in some state, or all, in order of their sequence numbers.
    package func submissions(in state: SubmissionState? = nil) throws -> [Submission] {
        let condition = state == nil ? "" : "WHERE state = ?"
        return try fetch(condition, state.map { [$0.rawValue] } ?? [])
    }

    /// The submissions that are judged again when the history reads differently: all but repeated ones and those that
    /// were rejected, revoked or erased. Held ones are among them.
    package func rejudgeable() throws -> [Submission] {
        let states = SubmissionState.allCases.filter(\.stands).map { "'\($0.rawValue)'" }
        return try fetch("WHERE state IN (\(states.joined(separator: ", ")))", [])
    }

    /// The judged submissions of a series, oldest first.
    package func seriesSubmissions(_ series: String, submitter: String) throws -> [Submission] {
        try fetch("WHERE series = ? AND name = ? AND state = 'judged'", [series, submitter])
    }

    /// One submission, `nil` where there is none of that number.
    package func submission(_ sequence: UInt32) throws -> Submission? {
        try fetch("WHERE sequence = ?", [sequence]).first
    }

    /// The submissions that were claimed under a path, oldest first.
    package func submissions(path: String) throws -> [Submission] {
        try fetch("WHERE path = ?", [path])
    }

    /// The members of an archive, in its order.
    package func submissions(partOf archive: UInt32) throws -> [Submission] {
        try fetch("WHERE part_of = ?", [archive])
    }

    /// What a submitter has delivered, oldest first; members of archives are left out.
    package func submissions(by submitter: String) throws -> [Submission] {
        try fetch("WHERE name = ? AND part_of IS NULL", [submitter])
    }

    /// The submitters' names by submission, for those who only need to know who owns a record.
    package func submitters() throws -> [UInt32: String] {
        try read { database in
            var names: [UInt32: String] = [:]
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT sequence, name FROM submission JOIN submitter ON submitter.id = submission.submitter")
            while let row = try rows.next() { names[row[0]] = row[1] }
            return names
        }
    }

    /// Where in the dataset the new records of each submission begin, in the order of the dataset.
    package func firstPlaces() throws -> [(ordinal: UInt32, submission: UInt32)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT first_ordinal, sequence FROM submission WHERE first_ordinal IS NOT NULL
                    ORDER BY first_ordinal
                    """
            ).map { ($0[0], $0[1]) }
        }
    }

    /// The submissions that were bulk loads of old data.
    package func imports() throws -> Set<UInt32> {
        try read { try UInt32.fetchSet($0, sql: "SELECT sequence FROM submission WHERE is_import") }
    }

    func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [Submission] {
        try read { database in
            var formats = StoredFormats()
            return try fetch(condition, arguments, &formats, database)
        }
    }

    /// Fetches submissions within a transaction.
    func fetch(
        _ condition: String, _ arguments: StatementArguments, _ formats: inout StoredFormats, _ database: Database
    ) throws -> [Submission] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT sequence, event, path, name, digest, bytes, arrival, modified_ns, inode, device, state,
                    duplicate_of, format, problem, accepted, corrections, quarantined, duplicates, withdrawals,
                    flagged, is_import, ruling, redacted, series, first_ordinal, dropped, hold, diagnosis, part_of
                FROM submission JOIN submitter ON submitter.id = submission.submitter \(condition) ORDER BY sequence
                """)
        return try Row.fetchAll(statement, arguments: arguments).map { try submission($0, &formats) }
    }

    private func submission(_ row: Row, _ formats: inout StoredFormats) throws -> Submission {
        guard let digest = Digest(hex: row[4] as String), let state = SubmissionState(rawValue: row[10]) else {
            throw StoreError.damaged(path, "submission \(row[0] as Int64) cannot be read")
        }
        var counts = OutcomeCounts()
        counts.accepted = row[14]
        counts.corrections = row[15]
        counts.quarantined = row[16]
        counts.duplicates = row[17]
        counts.withdrawals = row[18]
        counts.flagged = row[19]
        let identity = FileIdentity(
            size: row[5], modifiedNanoseconds: row[7], inode: UInt64(bitPattern: row[8]),
            device: UInt64(bitPattern: row[9]))
        return Submission(
            sequence: row[0], event: row[1], path: row[2], submitter: row[3], digest: digest, arrival: row[6],
            identity: identity, state: state, duplicateOf: row[11], partOf: row[28], isImport: row[20],
            ruling: (row[21] as String?).flatMap(Ruling.init), isRedacted: row[22], series: row[23],
            firstOrdinal: row[24], dropped: row[25],
            hold: try (row[26] as String?).map { try fromJSON(HoldReason.self, $0) },
            format: try (row[12] as String?).map { try formats.description($0) },
            problem: row[13], diagnosis: try (row[27] as String?).map { try fromJSON(Diagnosis.self, $0) },
            counts: counts)
    }
}

/// `Note` as JSON.
struct StoredNote: Codable {
    var code: String
    var field: String?
    /// Notes of older programs have none.
    var column: String?
    var count: Int
    var example: String
    var became: String

    init(_ note: Note) {
        code = note.code
        field = note.field
        column = note.column
        count = note.count
        example = note.example
        became = note.became
    }

    var note: Note {
        Note(code: code, field: field, column: column, count: count, example: example, became: became)
    }
}

/// Formats as they are read from the ledger: most files of a project are alike, and a text is taken apart once.
struct StoredFormats {
    private var known: [String: FormatDescription] = [:]

    /// So many are remembered, the first ones.
    private static let limit = 256

    /// What a stored text says.
    mutating func description(_ text: String) throws -> FormatDescription {
        if let description = known[text] { return description }
        let description = try fromJSON(StoredFormat.self, text).description()
        if known.count < StoredFormats.limit { known[text] = description }
        return description
    }
}

/// `FormatDescription` as JSON. Older rows have English text alone, newer ones the words that can be translated.
struct StoredFormat: Codable {
    var format: String
    /// For each decision its name, the decision and the reason.
    var details: [[Wording.Fact]]
    var fields: [String]
    /// `nil` where every name stands in the header, and in older rows.
    var madeUpNames: [String]?

    init(_ description: FormatDescription) {
        format = description.format.rawValue
        details = description.details.map { detail in
            let decision = detail.decision
            return [
                .text(detail.name), decision.isVerbatim ? .text(detail.value) : .wording(decision),
                .wording(detail.reason),
            ]
        }
        fields = description.fields
        madeUpNames = description.madeUpNames.isEmpty ? nil : description.madeUpNames
    }

    func description() throws -> FormatDescription {
        guard let format = FileFormat(rawValue: format), details.allSatisfy({ $0.count == 3 }) else {
            throw StoreError.damaged("the ledger", "a file format cannot be read")
        }
        var description = FormatDescription(
            format: format,
            details: details.map { stored in
                let decision =
                    switch stored[1] {
                    case .text(let value): Wording(verbatim: value)
                    case .wording(let decision): decision
                    }
                return .init(Wording(stored: stored[0]).description, decision, because: Wording(stored: stored[2]))
            }, fields: fields)
        description.madeUpNames = madeUpNames ?? []
        return description
    }
}
