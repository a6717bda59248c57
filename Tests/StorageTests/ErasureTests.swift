import Files
import Formats
import Observations
import Storage
import Testing

/// What the store does when somebody's data are erased; who that is, is found out elsewhere.
struct ErasureTests {
    let scenario = StoreScenario(TemporaryFolder())
    let disk = Disk(faults: FaultPlan())
    var store: Store { Store(root: scenario.folder / "store", disk: disk) }

    init() throws {
        try scenario.deliver(night: 1)
        try scenario.run(disk, arrival: 86_400)
    }

    private let description: FormatDescription = {
        var description = FormatDescription(
            format: .csv, details: [.init("delimiter", ";", because: "declared")], fields: ["name", "count"])
        description.madeUpNames = ["count"]
        return description
    }()

    private func batch() -> RecordBatch {
        var origins = Origins(submission: 2, unit: .line)
        for row in 1...3 as ClosedRange<UInt32> { origins.append(record: row, row: row + 1, position: UInt64(row) + 5) }
        return RecordBatch(
            fields: ["name", "count"], columns: [TextColumn(["Maria", "Jan", "Zoë"]), TextColumn(["1", nil, ""])],
            origins: origins,
            findings: [
                Finding(code: "csv-short-row", severity: .warning, row: 0, value: "Maria"),
                Finding(code: "csv-short-row", severity: .warning, row: 2, field: "name", arguments: ["1", "2"]),
            ])
    }

    private func copy(_ redactions: [RowRedaction], problem: ReadError? = nil) throws -> Digest {
        var copy = try RedactedCopy(
            store: store, fields: ["name", "count"], term: "recordedBy", description: description, unit: .line,
            problem: problem)
        try copy.append(batch(), redactions)
        return try copy.finish(path: "token/b.csv")
    }

    private var decision: Decision {
        Decision(kind: .erase, subject: ["records erased: 1"], label: "data", name: "abc", by: "Anna", why: "asked")
    }

    private func submission(_ path: String, _ ledger: Ledger) throws -> Submission {
        try #require(try ledger.submissions(path: path).first)
    }

    @Test("A redacted copy gives the same records back, but for the values that are erased")
    func roundTrip() throws {
        let problem = ReadError(.truncated, "the end is missing", line: 9, remedy: "Send it again.")
        let digest = try copy([.erased, .renamed(token: "erased-x"), .kept], problem: problem)
        let incoming = store.incomingPath + "/\(digest).csv"
        var reader = try RedactedRecords(FileRange(disk.open(incoming)), submission: 7)
        #expect(reader.description == description)
        let batch = try #require(try reader.next())
        #expect(batch.fields == ["name", "count"] && batch.madeUpNames == ["count"])
        #expect(batch.columns == [TextColumn([nil, "Jan", "Zoë"]), TextColumn([nil, nil, ""])])
        #expect(batch.origins.records == [1, 2, 3] && batch.origins.rows == [2, 3, 4])
        #expect(batch.origins.positions == [6, 7, 8] && batch.origins.submission == 7)
        #expect(
            batch.findings == [
                Finding(code: "erased-record", severity: .error, row: 0),
                Finding(code: "erased-name", severity: .info, row: 1, field: "recordedBy", arguments: ["erased-x"]),
                Finding(code: "csv-short-row", severity: .warning, row: 2, field: "name", arguments: ["1", "2"]),
            ])
        #expect(throws: problem) { try reader.next() }
        let bytes = try disk.read(incoming)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Maria"))
        // The same redactions give the same bytes.
        #expect(try copy([.erased, .renamed(token: "erased-x"), .kept], problem: problem) == digest)
    }

    @Test("A damaged copy is a broken store, not a broken submission")
    func damaged() throws {
        let digest = try copy([.kept, .kept, .kept])
        var bytes = try disk.read(store.incomingPath + "/\(digest).csv")
        bytes.removeLast(20)
        #expect { try RedactedRecords(bytes, submission: 1) } throws: { ($0 as? ReadError)?.kind == .disk }
        var other: [UInt8] = []
        var writer = ParquetWriter(fields: [ParquetField(name: "a", type: .text)])
        writer.finish(to: &other)
        #expect { try RedactedRecords(other, submission: 1) } throws: { ($0 as? ReadError)?.kind == .disk }
    }

    @Test(
        "What was found in a row and cannot be read is damage, not nothing",
        arguments: ["[{", "[{\"code\":\"csv-short-row\",\"severity\":\"terrible\"}]"])
    func damagedFindings(text: String) throws {
        let digest = try copy([.kept, .kept, .kept])
        let original = try ParquetReader(try disk.read(store.incomingPath + "/\(digest).csv"))
        var columns = try original.read(group: 0, columns: Array(original.fields.indices))
        let place = try #require(original.fields.firstIndex { $0.name == ".findings" })
        columns[place] = .text(TextColumn([nil, nil, text]))
        var bytes: [UInt8] = []
        var writer = ParquetWriter(fields: original.fields, metadata: original.metadata)
        writer.append(columns, to: &bytes)
        writer.finish(to: &bytes)
        var reader = try RedactedRecords(bytes, submission: 1)
        #expect { try reader.next() } throws: { ($0 as? ReadError)?.kind == .disk }
    }

    /// Maria's file and its repetition are replaced, Jan's goes, Zoë's gets another path.
    private func erase(_ ledger: Ledger, digest: Digest) throws {
        let name = SuppressedName(code: "c1", token: "token", person: "token", mode: .identity)
        var erasure = Erasure(decision: decision)
        erasure.names = [name]
        for path in ["maria/b.csv", "maria/copy.csv"] {
            erasure.redactions.append(
                Redaction(
                    submission: try submission(path, ledger).sequence, path: "token/\(Disk.name(of: path))",
                    submitter: "token", content: .replaced(by: digest)))
        }
        erasure.redactions += [
            Redaction(
                submission: try submission("jan/a.csv", ledger).sequence, path: "gone/a.csv", submitter: "gone",
                content: .removed),
            Redaction(
                submission: try submission("zoe/d.CSV.gz", ledger).sequence, path: "other/d.CSV.gz", submitter: "zoe",
                content: .unchanged),
        ]
        try ledger.erase(erasure, at: 90_000)
    }

    @Test("One transaction changes rows, claims and the list of names; the next recovery does the rest")
    func transaction() throws {
        let ledger = try Ledger(store)
        let old = try submission("maria/b.csv", ledger)
        let archive = Archive(store: store)
        let zoes = try submission("zoe/d.CSV.gz", ledger)
        let digest = try copy([.erased, .kept, .kept])
        try erase(ledger, digest: digest)
        #expect(try store.hasUnfinishedErasure(ledger: ledger))
        let report = try store.recover(ledger: ledger)
        #expect(report.placed == ["\(digest).csv"] && report.removed.count == 2 && report.repairedClaimsLog)
        try ledger.forgetOutdatedReceipts()
        try store.endErasure(ledger: ledger)
        #expect(try !store.hasUnfinishedErasure(ledger: ledger))

        let redacted = try submission("token/b.csv", ledger)
        #expect(redacted.isRedacted && redacted.digest == digest && redacted.submitter == "token")
        #expect(redacted.state == .judged && redacted.ruling == .accepted && redacted.identity == old.identity)
        var reader = try archive.openRedacted(redacted)
        #expect(try reader.next()?.count == 3)
        #expect(try archive.openRedacted(submission("token/copy.csv", ledger)).description == description)
        #expect(throws: StoreError.self) { try archive.open(old) }
        let erased = try submission("gone/a.csv", ledger)
        #expect(erased.state == .erased && erased.digest == .sha256([]))
        let renamed = try submission("other/d.CSV.gz", ledger)
        #expect(renamed.digest == zoes.digest && !renamed.isRedacted)
        #expect(try archive.open(renamed).size > 0)

        let log = String(decoding: try disk.read(store.claimsLogPath), as: UTF8.self)
        #expect(log == (try ledger.events().filter { $0.kind == .claim }.map { $0.payload + "\n" }.joined()))
        #expect(log.contains("\"redacted\":true") && log.contains("\"erased\":true"))
        #expect(try ledger.decisions(of: [.erase]).map(\.decision) == [decision])
        #expect(try ledger.suppressedNames().map(\.code) == ["c1"])
        #expect(Set(try ledger.submitters().values) == ["token", "gone", "zoe"])
    }

    @Test("No page of the database, and no file of the store, holds what was there before")
    func bytes() throws {
        do {
            let ledger = try Ledger(store)
            try erase(ledger, digest: try copy([.erased, .kept, .kept]))
            _ = try store.recover(ledger: ledger)
            try ledger.forgetOutdatedReceipts()
            try store.endErasure(ledger: ledger)
            // While the database is open: the log of what was written ahead is empty.
            for file in ["ledger.sqlite", "ledger.sqlite-wal", "archive/claims.log"] {
                let bytes = try disk.status(store.root + "/" + file) == nil ? [] : disk.read(store.root + "/" + file)
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains("maria") && !text.contains("jan/"), "\(file)")
            }
        }
    }

    @Test("Without its transaction a copy is rubbish; names erased as data never become names without data")
    func rubbish() throws {
        let ledger = try Ledger(store)
        _ = try copy([.kept, .kept, .kept])
        #expect(try store.recover(ledger: ledger).removed.count == 1)
        for mode in [ErasureMode.identity, .data, .identity] {
            var erasure = Erasure(decision: decision)
            erasure.names = [SuppressedName(code: "c1", token: "t", person: "t", mode: mode)]
            try ledger.erase(erasure, at: 90_000)
        }
        #expect(try ledger.suppressedNames().map(\.mode) == [.data])
    }

    @Test("A path may not get another ending, since the archive names files by it")
    func ending() throws {
        let ledger = try Ledger(store)
        var erasure = Erasure(decision: decision)
        erasure.redactions = [Redaction(submission: 1, path: "jan/a.json", submitter: "jan", content: .unchanged)]
        #expect(throws: StoreError.self) { try ledger.erase(erasure, at: 90_000) }
        #expect(try ledger.decisions().isEmpty)
    }
}
