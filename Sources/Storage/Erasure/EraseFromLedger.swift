import GRDB
import Observations

extension Ledger {
    /// Makes an erasure true, in one transaction: the event, the list of names, and what the ledger says about
    /// submissions, editions and earlier decisions, their events too.
    ///
    /// Old files go, copies get their places and `claims.log` is written anew with the next `Store.recover`, also after
    /// a crash. Repeated submissions of the same bytes must be named as well.
    ///
    /// - Returns: the event; `nil` where there was no decision.
    @discardableResult
    package func erase(_ erasure: Erasure, at: Int64) throws -> LedgerEvent? {
        try write { database in
            let event = try erasure.decision.map { try record($0, at: at, database) }
            let newest = try Int64.fetchOne(database, sql: "SELECT max(id) FROM event") ?? 0
            try Ledger.suppress(erasure.names, event: event?.id ?? newest, database)
            var old: Set<String> = []
            // What is to go lies under the paths as they were: before any of them is another one.
            for redaction in erasure.redactions { try outdateReceipt(of: redaction.submission, database) }
            for redaction in erasure.redactions { old.insert(try redact(redaction, database)) }
            for edition in erasure.editions { old.formUnion(try redact(edition, database)) }
            old.subtract(try archivedNames(database))
            for name in old.sorted() {
                try database.execute(sql: "INSERT OR IGNORE INTO removal (name) VALUES (?)", arguments: [name])
            }
            for (event, decision) in erasure.decisions {
                try database.execute(
                    sql: "UPDATE event SET payload = ? WHERE id = ?", arguments: [try json(decision), event])
            }
            for table in ["published_of", "page_due"] {
                try database.execute(
                    sql: "DELETE FROM \(table) WHERE submitter NOT IN (SELECT submitter FROM submission)")
            }
            try database.execute(
                sql: "DELETE FROM submitter WHERE id NOT IN (SELECT submitter FROM submission)")
            if let judgedUnder = erasure.judgedUnder { try Ledger.set(.judgedUnder, to: judgedUnder, database) }
            if let mark = erasure.lookedThrough { try Ledger.set(.lookedThrough, to: mark, database) }
            if !erasure.isEmpty {
                try Ledger.set(.unfinished, to: String(event?.id ?? newest), database)
                // Its lines differ now, whatever its length: it is to be written anew.
                try Ledger.set(.claimsLogBytes, to: "-1", database)
            }
            return event
        }
    }

    /// Rewrites a submission and its claim, and gives the name of its archived file so far.
    private func redact(_ redaction: Redaction, _ database: Database) throws -> String {
        let number = redaction.submission
        guard
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT path, digest, event, payload FROM submission JOIN event ON event.id = event
                    WHERE sequence = ?
                    """, arguments: [number]), let old = Digest(hex: row[1] as String)
        else { throw StoreError.contradiction("There is no submission \(number)") }
        let name = Archive.name(digest: old, path: row[0])
        guard Archive.name(digest: old, path: redaction.path) == name else {
            throw StoreError.contradiction("The path of submission \(number) would get another ending")
        }
        var line = try fromJSON(ClaimLine.self, row[3])
        line.path = redaction.path
        line.submitter = redaction.submitter
        let submitter = try Ledger.submitter(named: redaction.submitter, database)
        try database.execute(
            sql: """
                UPDATE submission SET submitter = ?, series = CASE series WHEN path THEN ? ELSE series END, path = ?
                WHERE sequence = ?
                """, arguments: [submitter, redaction.path, redaction.path, number])
        switch redaction.content {
        case .unchanged: break
        case .removed:
            line.erased = true
            line.digest = Digest.sha256([]).description
            try database.execute(
                sql: """
                    UPDATE submission SET state = 'erased', digest = ?, duplicate_of = NULL, redacted = 0, hold = NULL,
                        series = NULL, format = NULL, problem = NULL, diagnosis = NULL WHERE sequence = ?
                    """, arguments: [line.digest, number])
        case .replaced(let copy):
            line.redacted = true
            line.digest = copy.description
            // What was taken in stays so: the share of its records that are quarantined is another one now, and nobody
            // else's records may be held for that.
            try database.execute(
                sql: """
                    UPDATE submission SET digest = ?, redacted = 1, format = NULL, problem = NULL, diagnosis = NULL,
                        ruling = CASE WHEN state = 'judged' THEN coalesce(ruling, 'accepted') ELSE ruling END
                    WHERE sequence = ?
                    """, arguments: [line.digest, number])
        }
        if redaction.content != .unchanged {
            try database.execute(sql: "DELETE FROM note WHERE submission = ?", arguments: [number])
        }
        try Ledger.owePage(for: number, database)
        try database.execute(
            sql: "UPDATE event SET payload = ? WHERE id = ?", arguments: [try json(line), row[2] as Int64])
        return name
    }

    /// Lets the receipt about a submission go, which the next judging makes due again. Of a member of an archive that is
    /// the archive's; its own names are those of files for mending, which lie beside that.
    private func outdateReceipt(of submission: UInt32, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM receipt WHERE submission = ?", arguments: [submission])
        try database.execute(
            sql: """
                INSERT INTO outdated_receipt (submission, path)
                SELECT told.sequence, whole.path FROM submission AS own
                JOIN submission AS whole ON whole.sequence = coalesce(own.part_of, own.sequence)
                JOIN submission AS told ON told.sequence IN (own.sequence, whole.sequence)
                WHERE own.sequence = ?
                ON CONFLICT DO NOTHING
                """, arguments: [submission])
    }

    /// Puts the copies in the places of an edition's files, and gives the names of the archived files so far.
    private func redact(_ edition: RedactedEdition, _ database: Database) throws -> [String] {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT event, files FROM edition WHERE number = ?", arguments: [edition.number])
        else { throw StoreError.contradiction("There is no edition \(edition.number)") }
        let payload = EditionPayload(
            digest: edition.digest.description, files: edition.files, number: edition.number)
        try database.execute(
            sql: "UPDATE event SET payload = ? WHERE id = ?", arguments: [try json(payload), row[0] as Int64])
        try database.execute(
            sql: "UPDATE edition SET digest = ?, files = ? WHERE number = ?",
            arguments: [edition.digest.description, try json(edition.files), edition.number])
        return try fromJSON([EditionFile].self, row[1]).compactMap { file in
            Digest(hex: file.digest).map { Archive.name(digest: $0, path: file.name) }
        }
    }

    /// The names of all archived files that somebody still refers to.
    private func archivedNames(_ database: Database) throws -> Set<String> {
        var names: Set<String> = []
        for row in try Row.fetchAll(database, sql: "SELECT digest, path FROM submission WHERE state <> 'erased'") {
            if let digest = Digest(hex: row[0] as String) { names.insert(Archive.name(digest: digest, path: row[1])) }
        }
        for files in try String.fetchAll(database, sql: "SELECT files FROM edition") {
            for file in try fromJSON([EditionFile].self, files) {
                if let digest = Digest(hex: file.digest) {
                    names.insert(Archive.name(digest: digest, path: file.name))
                }
            }
        }
        return names
    }

    /// The archived files that must go.
    func removals() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT name FROM removal ORDER BY name") }
    }

    /// Records that those files are gone.
    func forgetRemovals() throws {
        try write { try $0.execute(sql: "DELETE FROM removal") }
        try emptyLog()
    }
}
