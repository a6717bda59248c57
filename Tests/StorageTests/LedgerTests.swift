import Files
import Formats
import GRDB
import Glibc
import Observations
import Storage
import Synchronization
import Testing

struct LedgerTests {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())
    let store: Store
    let ledger: Ledger
    let archive: Archive

    init() throws {
        store = Store(root: folder / "store", disk: disk)
        try store.prepare()
        ledger = try Ledger(store)
        archive = Archive(store: store)
        try disk.makeDirectory(folder / "drop")
    }

    func deliver(_ path: String, _ content: String) throws -> Delivery {
        let full = folder / "drop/" + path
        try disk.makeDirectory(Disk.parent(of: full))
        try disk.writeDurably(Array(content.utf8), to: full)
        let status = try #require(try disk.status(full))
        return Delivery(
            path: path, submitter: path.contains("/") ? String(path.prefix { $0 != "/" }) : "",
            identity: status.identity)
    }

    func claim(_ deliveries: [Delivery], arrival: Int64 = 1_700_000_000) throws -> ClaimOutcome {
        try archive.claim(deliveries, from: folder / "drop", arrival: arrival, ledger: ledger)
    }

    @Test("Claims get consecutive numbers in the given order, and their bytes lie in the archive")
    func claims() throws {
        let outcome = try claim([deliver("maria/a.csv", "x"), deliver("jan/b.csv.gz", "y"), deliver("top.JSON", "z")])
        #expect(outcome.left.isEmpty)
        #expect(outcome.submissions.map(\.sequence) == [1, 2, 3])
        #expect(outcome.submissions.map(\.submitter) == ["maria", "jan", ""])
        #expect(outcome.submissions.allSatisfy { $0.state == .claimed && $0.arrival == 1_700_000_000 })
        #expect(try ledger.submissions() == outcome.submissions)
        #expect(try ledger.submission(2) == outcome.submissions[1])
        let digest = Digest.sha256(Array("y".utf8)).description
        #expect(try disk.read(store.archivePath + "/\(digest.prefix(2))/\(digest).csv.gz") == Array("y".utf8))
        #expect(try disk.list(store.incomingPath).isEmpty)
        #expect(try ledger.events().map(\.kind) == [.claim, .claim, .claim])
    }

    @Test("The log of claims has a line per claim that says the same as the ledger's event")
    func claimsLog() throws {
        _ = try claim([deliver("maria/a \"quoted\"\n.csv", "x")])
        _ = try claim([deliver("b.csv", "y")])
        let lines = String(decoding: try disk.read(store.claimsLogPath), as: UTF8.self).split(separator: "\n")
        let digest = Digest.sha256(Array("x".utf8))
        #expect(
            lines.first == """
                {"arrival":1700000000,"digest":"\(digest)","path":"maria/a \\"quoted\\"\\n.csv","sequence":1,"size":1,\
                "submitter":"maria"}
                """)
        #expect(try ledger.events().map { Substring($0.payload) } == lines)
    }

    @Test("The same bytes from the same submitter are a duplicate; from another they are a submission of their own")
    func duplicates() throws {
        let first = try claim([
            deliver("maria/a.csv", "x"), deliver("maria/b.csv", "x"), deliver("jan/a.csv", "x"),
        ])
        #expect(first.submissions.map(\.state) == [.claimed, .duplicate, .claimed])
        #expect(first.submissions.map(\.duplicateOf) == [nil, 1, nil])
        let later = try claim([deliver("maria/c.csv", "x")])
        #expect(later.submissions.map(\.duplicateOf) == [1])
    }

    @Test("A file is known again by path, size, time and inode, without being read")
    func known() throws {
        let one = try deliver("maria/a.csv", "x")
        _ = try claim([one])
        #expect(try ledger.isKnown(one))
        let two = try deliver("maria/b.csv", "x")
        #expect(try ledger.unknown(among: [one, two]) == [two])
        for change in [\FileIdentity.size, \.modifiedNanoseconds] {
            var other = one
            other.identity[keyPath: change] += 1
            #expect(try !ledger.isKnown(other))
        }
        var moved = one
        moved.identity.inode += 1
        #expect(try !ledger.isKnown(moved))
        moved = one
        moved.path = "maria/c.csv"
        #expect(try !ledger.isKnown(moved))
    }

    @Test("A file that is no longer what the scan saw is left for the next run")
    func changedSinceScan() throws {
        let scanned = try deliver("maria/a.csv", "x")
        _ = try deliver("maria/a.csv", "longer")
        let outcome = try claim([scanned, deliver("maria/b.csv", "y")])
        #expect(
            outcome.left == [LeftBehind(path: "maria/a.csv", waits: WaitingReason(.changing))])
        #expect(outcome.submissions.map(\.path) == ["maria/b.csv"])
        #expect(try disk.list(store.incomingPath).isEmpty)
    }

    @Test("A file that somebody is still writing is left for the next run")
    func openForWriting() throws {
        let delivery = try deliver("maria/a.csv", "x")
        let writer = open(folder / "drop/maria/a.csv", O_WRONLY | O_CLOEXEC)
        let outcome = try claim([delivery])
        #expect(outcome.left.map(\.reason) == ["another program is still writing it; it is taken next time"])
        close(writer)
        #expect(try claim([delivery]).submissions.count == 1)
    }

    @Test("A file that vanished, or became a link or a pipe, is left and never waited for")
    func swapped() throws {
        let deliveries = try ["a.csv", "b.csv", "c.csv", "maria/d.csv"].map { try deliver($0, "x" + $0) }
        try disk.remove(folder / "drop/a.csv")
        try disk.symlink("/etc/hostname", at: folder / "drop/b.csv")
        try disk.remove(folder / "drop/c.csv")
        #expect(mkfifo(folder / "drop/c.csv", 0o644) == 0)
        try disk.rename(folder / "drop/maria", to: folder / "elsewhere")
        try disk.symlink("../elsewhere", at: folder / "drop/maria")
        let outcome = try claim(deliveries)
        #expect(outcome.submissions.isEmpty)
        #expect(outcome.left.map(\.path) == ["a.csv", "b.csv", "c.csv", "maria/d.csv"])
        #expect(
            outcome.left[0].reason
                == "it could not be opened: it does not exist; correct that, and it is taken next time")
    }

    @Test("Whoever swaps files under our hands gets one of them claimed as a whole, and never what a link points to")
    func swapping() async throws {
        let contents = [String(repeating: "a", count: 300_000), String(repeating: "b", count: 300_000)]
        for (index, content) in contents.enumerated() { _ = try deliver("hidden/\(index)", content) }
        try disk.writeDurably(Array("secret".utf8), to: folder / "secret")
        try disk.makeDirectory(folder / "drop/maria")
        let swapping = Swapping(folder: folder)
        let swapper = Task.detached { swapping.run() }
        var claimed: Set<Digest> = []
        for _ in 0..<300 {
            guard let status = try disk.status(folder / "drop/maria/a.csv"), status.kind == .regular else { continue }
            let delivery = Delivery(path: "maria/a.csv", submitter: "maria", identity: status.identity)
            for file in try archive.stage([delivery], from: folder / "drop", ledger: ledger).files {
                claimed.insert(file.digest)
            }
        }
        swapping.stop()
        await swapper.value
        #expect(claimed.isSubset(of: contents.map { Digest.sha256(Array($0.utf8)) }))
    }

    @Test("A night's results become true together or not at all")
    func night() throws {
        _ = try claim([deliver("a.csv", "x"), deliver("b.csv", "y")])
        var night = NightResult()
        var counts = OutcomeCounts()
        counts.accepted = 3
        counts.flagged = 1
        let format = FormatDescription(
            format: .csv,
            details: [
                .init("delimiter", verbatim: ";", because: "declared"),
                .init("header", "line \(3)", because: "lines with \(4) of them: \(5) of the first \(6)"),
            ], fields: ["a"])
        let part: Wording = "a part is missing"
        let diagnosis = Diagnosis(problem: "the workbook is damaged: \(part)", remedy: "Send it again.")
        let note = Note(
            code: "decimal-comma", field: "lat", column: "Breite", count: 2, example: "1,5", became: "1.5")
        night.judgements = [
            Judgement(submission: 1, format: format, counts: counts, notes: [note]),
            Judgement(submission: 2, format: nil, problem: "no text", diagnosis: diagnosis),
            Judgement(submission: 9, format: nil),
        ]
        let before = try ledger.dump()
        #expect(throws: StoreError.self) { try ledger.commitNight(night) }
        #expect(try ledger.dump() == before)
        night.judgements.removeLast()
        try ledger.commitNight(night)
        let judged = try #require(try ledger.submission(1))
        #expect(judged.state == .judged && judged.counts == counts && judged.format == format)
        #expect(try ledger.notes(of: 1) == [note])
        #expect(try ledger.submission(2)?.state == .refused)
        #expect(try ledger.submission(2)?.problem == "no text")
        #expect(try ledger.submission(2)?.diagnosis == diagnosis && judged.diagnosis == nil)
        #expect(throws: StoreError.self) { try ledger.commitNight(night) }
    }

    @Test("Editions are numbered, and the one that holds is not recorded again")
    func editions() throws {
        let file = EditionFile(name: "pipeline.yaml", digest: .sha256([1]), bytes: 3)
        #expect(try ledger.latestEdition() == nil)
        #expect(try ledger.useEdition(digest: .sha256([1]), files: [file], at: 1).number == 1)
        #expect(try ledger.useEdition(digest: .sha256([1]), files: [file], at: 2).number == 1)
        #expect(try ledger.useEdition(digest: .sha256([2]), files: [file], at: 3).number == 2)
        #expect(try ledger.useEdition(digest: .sha256([1]), files: [file], at: 4).number == 3)
        #expect(try ledger.editions().map(\.files) == [[file], [file], [file]])
        #expect(try ledger.events().map(\.at) == [1, 3, 4])
    }

    @Test("Versions go from intent to published, and their numbers have no gaps")
    func snapshots() throws {
        let one = try ledger.recordIntent(
            number: 1, digest: .sha256([1]), date: 7, counts: ["records": 2], semantics: 1, at: 8)
        #expect(try ledger.snapshots() == [one])
        #expect(throws: StoreError.self) {
            try ledger.recordIntent(number: 3, digest: .sha256([1]), date: 7, counts: [:], semantics: 1, at: 8)
        }
        try ledger.markPublished(1)
        #expect(try ledger.snapshots().map(\.state) == [.published])
        #expect(throws: StoreError.self) { try ledger.markPublished(2) }
        #expect(
            try ledger.events().last?.payload
                == "{\"counts\":{\"records\":2},\"date\":7,\"digest\":\"\(Digest.sha256([1]))\",\"number\":1,\"semantics\":1}"
        )
    }

    @Test("The ledger writes ahead and syncs fully, checks foreign keys, and is whole")
    func pragmas() throws {
        let queue = try DatabaseQueue(path: store.ledgerPath)
        #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try ledger.setting("synchronous") == "2")
        #expect(try ledger.setting("foreign_keys") == "1")
        #expect(try ledger.setting("integrity_check") == "ok")
    }

    @Test("A ledger that a newer program wrote is refused, and left as it is")
    func newer() throws {
        let queue = try DatabaseQueue(path: store.ledgerPath)
        try queue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
        }
        #expect {
            _ = try Ledger(store)
        } throws: { error in
            "\(error)" == "The ledger \(store.ledgerPath) was written by a newer version of Transect. "
                + "Use that version or a later one."
        }
    }

    @Test("A ledger that is no database is an error that says what to do")
    func damaged() throws {
        let other = Store(root: folder / "other", disk: disk)
        try other.prepare()
        try disk.writeDurably(Array(repeating: 65, count: 5000), to: other.ledgerPath)
        #expect { _ = try Ledger(other) } throws: { ($0 as? StoreError)?.kind == .damagedLedger }
    }

    @Test("Hostile names come back byte for byte and harm nothing")
    func hostileNames() throws {
        let names = [
            "'; DROP TABLE submission; --.csv", "%00.csv", "a\u{202E}b.csv", "-rf.csv", "\\.csv", "$(reboot).csv",
        ]
        let outcome = try claim(names.map { try deliver("o'brien/" + $0, $0) })
        #expect(outcome.submissions.map(\.path) == names.map { "o'brien/" + $0 })
        #expect(try ledger.submissions().map(\.submitter) == names.map { _ in "o'brien" })
    }

    @Test(
        "The ending of an archived file is short and safe, whatever the original is called",
        arguments: [
            ("a.csv", ".csv"), ("a.CSV.GZ", ".csv.gz"), ("St. Mary's.csv", ".csv"), ("a", ""), (".csv", ".csv"),
            ("a.c/../../x", ""),
            ("a.verylongending", ""), ("a.gz", ".gz"), ("a.gz.gz.gz", ".gz.gz"), ("a.cs v", ""), ("x.éé", ""),
            ("a.b c.gz", ".gz"),
        ])
    func archiveNames(path: String, ending: String) {
        let digest = Digest.sha256([])
        #expect(Archive.name(digest: digest, path: path) == "\(digest)\(ending)")
    }

    @Test("The key is made once, for its owner alone; a lost or exchanged key is noticed")
    func pseudonymKey() throws {
        let key = try store.pseudonymKey(ledger: ledger)
        #expect(key.count == 32 && Set(key).count > 8)
        #expect(try store.pseudonymKey(ledger: ledger) == key)
        #expect(try disk.status(store.keyPath)?.mode == 0o600)
        try disk.writeDurably([UInt8](repeating: 1, count: 32), to: store.keyPath)
        #expect { _ = try store.pseudonymKey(ledger: ledger) } throws: { ($0 as? StoreError)?.kind == .key }
        try disk.remove(store.keyPath)
        #expect { _ = try store.pseudonymKey(ledger: ledger) } throws: { ($0 as? StoreError)?.kind == .key }
    }
}

/// Puts two files and a link under one name, in turn, until it is stopped.
private final class Swapping: Sendable {
    private let folder: TemporaryFolder
    private let isStopped = Atomic<Bool>(false)

    init(folder: TemporaryFolder) { self.folder = folder }

    func stop() { isStopped.store(true, ordering: .relaxed) }

    func run() {
        let path = folder / "drop/maria/a.csv"
        let next = folder / "drop/next"
        while !isStopped.load(ordering: .relaxed) {
            for source in ["drop/hidden/0", "drop/hidden/1"] {
                link(folder / source, next)
                rename(next, path)
                unlink(next)
            }
            symlink(folder / "secret", next)
            rename(next, path)
        }
    }
}
