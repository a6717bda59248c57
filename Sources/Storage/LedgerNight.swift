import GRDB
import Observations

extension Ledger {
    /// Makes a night true, in one transaction.
    ///
    /// - Throws: `StoreError` where a submission does not wait to be judged; then nothing has changed.
    package func commitNight(_ night: NightResult) throws {
        try write { database in
            let before = night.replacesAll ? try Ledger.standings(database) : [:]
            if night.replacesAll {
                // Also those of whom nothing counts as mended any more.
                try Ledger.owePagesOfMenders(database)
                try Ledger.forgetJudgements(database)
            }
            if let judgedUnder = night.judgedUnder { try Ledger.set(.judgedUnder, to: judgedUnder, database) }
            for judgement in night.judgements { try self.record(judgement, database) }
            if night.replacesAll { try Ledger.addAddenda(since: before, cause: night.cause ?? "", database) }
            if let applied = night.appliedThrough { try Ledger.set(.appliedThrough, to: String(applied), database) }
            try Ledger.add(night.possessions, database)
            try Ledger.add(night.mendings, database)
            try Ledger.owePages(for: night, database)
            for file in night.segments {
                try database.execute(
                    sql: """
                        INSERT INTO segment (number, kind, rows, first_ordinal, last_ordinal, bytes)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        file.number, file.kind.rawValue, file.rows, file.firstOrdinal, file.lastOrdinal, file.bytes,
                    ])
            }
            for file in night.findings {
                try database.execute(
                    sql: "INSERT INTO findings_file (number, rows) VALUES (?, ?)", arguments: [file.number, file.rows])
            }
            for file in night.keyRunsAdded {
                try database.execute(
                    sql: "INSERT INTO key_run (number, entries, bytes) VALUES (?, ?, ?)",
                    arguments: [file.number, file.entries, file.bytes])
            }
            for number in night.keyRunsRemoved {
                try database.execute(sql: "DELETE FROM key_run WHERE number = ?", arguments: [number])
            }
        }
    }

    /// Takes back all that was ever judged. What somebody has ruled stands, and of what is out nothing is left.
    private static func forgetJudgements(_ database: Database) throws {
        try set(.lastReplacedSegment, to: String(lastSegmentNumber(database)), database)
        try set(.lastReplacedFindings, to: String(lastFindingsNumber(database)), database)
        for table in ["segment", "findings_file", "key_run", "note", "possession", "mended"] {
            try database.execute(sql: "DELETE FROM \(table)")
        }
        try database.execute(
            sql: "UPDATE submission SET state = 'claimed' WHERE state IN ('judged', 'refused', 'held')")
        try database.execute(
            sql: """
                UPDATE submission SET first_ordinal = NULL, dropped = 0, hold = NULL, is_new_state = 0, accepted = 0,
                    corrections = 0, quarantined = 0, duplicates = 0, withdrawals = 0, flagged = 0
                WHERE state <> 'duplicate'
                """)
    }

    private func record(_ judgement: Judgement, _ database: Database) throws {
        let counts = judgement.counts
        try database.cachedStatement(
            sql: """
                UPDATE submission SET state = ?, format = ?, problem = ?, diagnosis = ?, accepted = ?,
                    corrections = ?, quarantined = ?, duplicates = ?, withdrawals = ?, flagged = ?, series = ?, first_ordinal = ?,
                    dropped = ?, hold = ?, is_new_state = ?
                WHERE sequence = ? AND state = 'claimed'
                """
        ).execute(
            arguments: [
                judgement.state.rawValue, try judgement.format.map { try json(StoredFormat($0)) }, judgement.problem,
                try judgement.diagnosis.map { try json($0) },
                counts.accepted, counts.corrections, counts.quarantined, counts.duplicates, counts.withdrawals,
                counts.flagged, judgement.series, judgement.firstOrdinal, judgement.dropped,
                try judgement.hold.map { try json($0) }, judgement.isNewState, judgement.submission,
            ])
        guard database.changesCount == 1 else {
            throw StoreError.contradiction("Submission \(judgement.submission) does not wait to be judged")
        }
        let isDelivered = try Bool.fetchOne(
            database.cachedStatement(
                sql: "SELECT part_of IS NULL AND NOT is_import FROM submission WHERE sequence = ?"),
            arguments: [judgement.submission])
        try Ledger.keepReceipt(
            judgement.receipt, of: judgement.submission, isDue: isDelivered ?? false, database)
        guard !judgement.notes.isEmpty else { return }
        try database.cachedStatement(sql: "INSERT INTO note (submission, notes) VALUES (?, ?)")
            .execute(arguments: [judgement.submission, try json(judgement.notes.map(StoredNote.init))])
    }

    /// The place that the next new record gets: as many as were ever accepted as new.
    package func nextOrdinal() throws -> UInt32 {
        try read { database in
            let last = try UInt32.fetchOne(
                database, sql: "SELECT max(last_ordinal) FROM segment WHERE kind = 'additions'")
            return last.map { $0 + 1 } ?? 0
        }
    }

    /// The number that the next segment gets. No number is ever used twice, also where all segments were replaced: a
    /// version is known to have seen a segment by its number.
    package func nextSegmentNumber() throws -> Int { try read { try Ledger.lastSegmentNumber($0) } + 1 }

    /// The number that the next findings file gets. No number is ever used twice.
    package func nextFindingsNumber() throws -> Int { try read { try Ledger.lastFindingsNumber($0) } + 1 }

    private static func lastSegmentNumber(_ database: Database) throws -> Int {
        let replaced = try value(of: .lastReplacedSegment, database).flatMap { Int($0) } ?? 0
        return max(replaced, try Int.fetchOne(database, sql: "SELECT max(number) FROM segment") ?? 0)
    }

    private static func lastFindingsNumber(_ database: Database) throws -> Int {
        let replaced = try value(of: .lastReplacedFindings, database).flatMap { Int($0) } ?? 0
        return max(replaced, try Int.fetchOne(database, sql: "SELECT max(number) FROM findings_file") ?? 0)
    }

    /// All segments, oldest first.
    package func segments() throws -> [SegmentFile] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT number, kind, rows, first_ordinal, last_ordinal, bytes FROM segment ORDER BY number"
            ).map { row in
                SegmentFile(
                    number: row[0], kind: row[1] == "additions" ? .additions : .corrections, rows: row[2],
                    firstOrdinal: row[3], lastOrdinal: row[4], bytes: row[5])
            }
        }
    }

    /// All findings files, oldest first.
    package func findingsFiles() throws -> [FindingsFile] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT number, rows FROM findings_file ORDER BY number")
                .map { FindingsFile(number: $0[0], rows: $0[1]) }
        }
    }

    /// All key runs, oldest first.
    package func keyRuns() throws -> [KeyRunFile] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT number, entries, bytes FROM key_run ORDER BY number")
                .map { KeyRunFile(number: $0[0], entries: $0[1], bytes: $0[2]) }
        }
    }
}
