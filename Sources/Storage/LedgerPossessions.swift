import GRDB
import Observations

/// That the series of a submission has some records from here on, or no longer has them: said of records that several
/// series of one submitter have had.
package struct Possession: Sendable, Equatable {
    /// The submission.
    package var submission: UInt32
    /// The places of the records.
    package var places: PlaceSet
    /// Whether it has them.
    package var holds: Bool

    /// A statement of those parts.
    package init(submission: UInt32, places: PlaceSet, holds: Bool) {
        self.submission = submission
        self.places = places
        self.holds = holds
    }
}

extension LedgerSchema {
    /// Which series have a record that several of one submitter have had. What is said later replaces what was said
    /// before.
    static let holders = """
        CREATE TABLE possession (
            id INTEGER PRIMARY KEY,
            submission INTEGER NOT NULL REFERENCES submission (sequence),
            first INTEGER NOT NULL,                 -- places of the dataset
            last INTEGER NOT NULL,
            holds INTEGER NOT NULL                  -- 1: its series has these records from here on; 0: no longer
        ) STRICT;
        CREATE INDEX possession_by_submission ON possession (submission);
        """
}

extension Ledger {
    /// What was said about the records that several series of a submitter have had, in the order in which it was said.
    package func possessions(of submitter: String) throws -> [Possession] {
        try read { database in
            var possessions: [Possession] = []
            var ranges: [Range<UInt32>] = []
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT possession.submission, first, last, holds FROM possession
                    JOIN submission ON submission.sequence = possession.submission
                    JOIN submitter ON submitter.id = submission.submitter
                    WHERE name = ? ORDER BY possession.id
                    """, arguments: [submitter])
            while let row = try rows.next() {
                let (submission, first, last, holds) = (
                    row[0] as UInt32, row[1] as UInt32, row[2] as UInt32, row[3] as Bool
                )
                if possessions.last?.submission != submission || possessions.last?.holds != holds {
                    if !possessions.isEmpty { possessions[possessions.count - 1].places = PlaceSet(ranges: ranges) }
                    possessions.append(Possession(submission: submission, places: PlaceSet(), holds: holds))
                    ranges = []
                }
                guard first <= last, last < .max else {
                    throw StoreError.damaged(path, "what it says about shared records of submission \(submission)")
                }
                ranges.append(first..<last + 1)
            }
            if !possessions.isEmpty { possessions[possessions.count - 1].places = PlaceSet(ranges: ranges) }
            return possessions
        }
    }

    static func add(_ possessions: [Possession], _ database: Database) throws {
        for possession in possessions {
            for range in possession.places.ranges {
                try database.cachedStatement(
                    sql: "INSERT INTO possession (submission, first, last, holds) VALUES (?, ?, ?, ?)"
                ).execute(arguments: [possession.submission, range.lowerBound, range.upperBound - 1, possession.holds])
            }
        }
    }

    /// The series of all submissions, as they were judged: who sends them, and what they are called.
    package func seriesNames() throws -> [(submission: UInt32, submitter: String, name: String)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT sequence, name, coalesce(series, path) FROM submission
                    JOIN submitter ON submitter.id = submission.submitter
                    """
            ).map { ($0[0], $0[1], $0[2]) }
        }
    }
}
