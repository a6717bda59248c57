import Files
import Formats
import GRDB
import Observations

/// One line of `claims.log`, and the payload of the claim's event: the same text.
struct ClaimLine: Codable {
    private enum CodingKeys: String, CodingKey {
        case arrival, digest, erased
        case isImport = "import"
        case partOf = "part-of"
        case path, redacted, sequence, size, submitter, unpacked
    }

    var arrival: Int64
    var digest: String
    /// `true` where nothing is left of the file, because somebody's data had to go, or not in the line at all.
    var erased: Bool?
    /// `true`, or not in the line at all.
    var isImport: Bool?
    /// The archive that it came in, or not in the line at all.
    var partOf: UInt32?
    var path: String
    /// `true` where `digest` is that of a copy without somebody's data, or not in the line at all.
    var redacted: Bool?
    var sequence: UInt32
    var size: Int64
    var submitter: String
    /// `true` for an archive whose members have lines of their own, or not in the line at all.
    var unpacked: Bool?
}

extension Ledger {
    /// The sequence number that the next submission gets.
    package func nextSequence() throws -> UInt32 {
        try read { try Ledger.nextSequence($0) }
    }

    private static func nextSequence(_ database: Database) throws -> UInt32 {
        (try UInt32.fetchOne(database, sql: "SELECT max(sequence) FROM submission") ?? 0) + 1
    }

    /// Whether this very file is what was claimed last under its path: same size, modification time and inode.
    package func isKnown(_ delivery: Delivery) throws -> Bool {
        try !unknown(among: [delivery]).contains(delivery)
    }

    /// The deliveries that are not what was claimed last under their paths, in the same order. Opens no file.
    ///
    /// What was claimed under a path before that does not count: a file that is put back from a backup, with its old time,
    /// goes back to that state. Old files that were loaded from elsewhere lie under paths of their own.
    package func unknown(among deliveries: [Delivery]) throws -> [Delivery] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT bytes, modified_ns, inode FROM submission WHERE path = ? AND is_import = ?
                    ORDER BY sequence DESC LIMIT 1
                    """)
            func isLast(_ delivery: Delivery, isImport: Bool) throws -> Bool {
                guard let last = try Row.fetchOne(statement, arguments: [delivery.path, isImport]) else { return false }
                let identity = delivery.identity
                return last[0] == identity.size && last[1] == identity.modifiedNanoseconds
                    && last[2] == Int64(bitPattern: identity.inode)
            }
            return try deliveries.filter { delivery in
                try !isLast(delivery, isImport: false) && !isLast(delivery, isImport: true)
            }
        }
    }

    /// Records claims in one transaction, in the given order, with consecutive sequence numbers.
    ///
    /// Bytes that the same submitter delivered before make a submission in state `duplicate`, unless what was delivered
    /// before was rejected, revoked or erased: it no longer stands. A file that returns to an earlier state of its series
    /// is no duplicate either: that was something else in between.
    ///
    /// - Parameters:
    ///   - files: The claims; their bytes must be durable in the archive.
    ///   - first: The sequence number of the first, as `nextSequence` gave it.
    ///   - isImport: Whether they are a bulk load of old data.
    ///   - lines: The line of each in `claims.log`.
    ///   - logBytes: The length of `claims.log` with those lines.
    func claim(
        _ files: [ClaimedFile], first: UInt32, arrival: Int64, isImport: Bool, lines: [String], logBytes: Int64
    ) throws -> [Submission] {
        try write { database in
            let submissions = try Ledger.claim(
                files, first: first, arrival: arrival, isImport: isImport, lines: lines, database)
            try Ledger.set(.claimsLogBytes, to: String(logBytes), database)
            return submissions
        }
    }

    /// The submissions that claiming the files now would make. Nothing is recorded: the same is done and taken back.
    func foresee(
        _ files: [ClaimedFile], first: UInt32, arrival: Int64, isImport: Bool, lines: [String]
    ) throws -> [Submission] {
        try rehearse {
            try Ledger.claim(files, first: first, arrival: arrival, isImport: isImport, lines: lines, $0)
        }
    }

    private static func claim(
        _ files: [ClaimedFile], first: UInt32, arrival: Int64, isImport: Bool, lines: [String], _ database: Database
    ) throws -> [Submission] {
        guard try nextSequence(database) == first else {
            throw StoreError.contradiction("Submission \(first) is already taken")
        }
        var submissions: [Submission] = []
        submissions.reserveCapacity(files.count)
        var submitters: [ExactName: Int64] = [:]
        for (index, file) in files.enumerated() {
            let delivery = file.delivery
            let name = ExactName(delivery.submitter)
            let submitter = try submitters[name] ?? submitter(named: delivery.submitter, database)
            submitters[name] = submitter
            let event = try append(.claim, at: arrival, payload: lines[index], database)
            let submission = Submission(
                sequence: first + UInt32(index), event: event, path: delivery.path, submitter: delivery.submitter,
                digest: file.digest, arrival: arrival, identity: delivery.identity,
                state: file.isUnpacked ? .unpacked : .claimed, partOf: file.partOf.map { first + UInt32($0) },
                isImport: isImport, series: delivery.series, counts: OutcomeCounts())
            let inserted = try insert(submission, submitter: submitter, database)
            if inserted.state == .duplicate || inserted.state == .unpacked, !isImport {
                var receipt = ReceiptRecord()
                receipt.unusedMembers = file.unusedMembers
                try keepReceipt(
                    receipt, of: inserted.sequence, isDue: inserted.partOf == nil, database)
            }
            submissions.append(inserted)
        }
        return submissions
    }

    /// The number of a submitter, who is added where nobody of that name has delivered yet.
    static func submitter(named name: String, _ database: Database) throws -> Int64 {
        let known = try database.cachedStatement(sql: "SELECT id FROM submitter WHERE name = ?")
        if let id = try Int64.fetchOne(known, arguments: [name]) { return id }
        try database.execute(sql: "INSERT INTO submitter (name) VALUES (?)", arguments: [name])
        return database.lastInsertedRowID
    }

    /// Inserts a new submission and gives it back, as a duplicate where it is one.
    private static func insert(
        _ new: Submission, submitter: Int64, _ database: Database
    ) throws -> Submission {
        var submission = new
        if let earlier = try repeated(by: submission, submitter: submitter, database) {
            submission.state = .duplicate
            submission.duplicateOf = earlier
        }
        let identity = submission.identity
        try database.cachedStatement(
            sql: """
                INSERT INTO submission (sequence, event, path, submitter, digest, bytes, arrival, modified_ns, inode,
                    device, state, duplicate_of, part_of, is_import, series)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                submission.sequence, submission.event, submission.path, submitter, submission.digest.description,
                identity.size, submission.arrival, identity.modifiedNanoseconds, Int64(bitPattern: identity.inode),
                Int64(bitPattern: identity.device), submission.state.rawValue, submission.duplicateOf,
                submission.partOf, submission.isImport, submission.series,
            ])
        return submission
    }

    /// The first submission of the same bytes by the same submitter, if a new one repeats it. What could not be read under
    /// one name may well be under another.
    private static func repeated(
        by new: Submission, submitter: Int64, _ database: Database
    ) throws -> UInt32? {
        let same = try database.cachedStatement(
            sql: """
                SELECT min(sequence) FROM submission
                WHERE digest = ? AND submitter = ? AND \(Ledger.standing) AND (state <> 'refused' OR path = ?)
                """)
        guard let earlier = try UInt32.fetchOne(same, arguments: [new.digest.description, submitter, new.path]),
            try !goesBack(new, submitter: submitter, database)
        else { return nil }
        return earlier
    }

    /// Whether claiming a file now would make it a duplicate of an earlier submission.
    func repeats(_ file: ClaimedFile) throws -> Bool {
        try read { database in
            let delivery = file.delivery
            guard
                let submitter = try Int64.fetchOne(
                    database, sql: "SELECT id FROM submitter WHERE name = ?", arguments: [delivery.submitter])
            else { return false }
            let submission = Submission(
                sequence: 0, event: 0, path: delivery.path, submitter: delivery.submitter, digest: file.digest,
                arrival: 0, identity: delivery.identity, state: .claimed, series: delivery.series,
                counts: OutcomeCounts())
            return try Ledger.repeated(by: submission, submitter: submitter, database) != nil
        }
    }

    /// Whether a file returns to an earlier state of its series: these bytes came before, and others since. A file that was
    /// merely touched, its bytes the last under its path, does not.
    private static func goesBack(_ new: Submission, submitter: Int64, _ database: Database) throws -> Bool {
        func states(_ column: String) throws -> Statement {
            try database.cachedStatement(
                sql: """
                    SELECT digest FROM submission
                    WHERE \(column) = ? AND submitter = ? AND is_import = \(new.isImport ? 1 : 0) AND \(Ledger.standing)
                    ORDER BY sequence DESC
                    """)
        }
        let digest = new.digest.description
        if try String.fetchOne(states("path"), arguments: [new.path, submitter]) == digest { return false }
        let digests = try String.fetchCursor(
            states(new.series == nil ? "path" : "series"), arguments: [new.series ?? new.path, submitter])
        guard let newest = try digests.next(), newest != digest else { return false }
        while let earlier = try digests.next() { if earlier == digest { return true } }
        return false
    }

    /// The condition on the submissions that others can be duplicates of.
    private static let standing =
        "duplicate_of IS NULL AND state NOT IN (\(SubmissionState.out.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"

    /// Whether a file of that digest was ever claimed, or belongs to a definition.
    func isClaimed(_ digest: Digest) throws -> Bool {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM submission WHERE digest = ?1)
                        OR EXISTS (SELECT 1 FROM edition WHERE instr(files, ?1) > 0)
                    """)
            return try Bool.fetchOne(statement, arguments: [digest.description]) ?? false
        }
    }
}
