import Files
import GRDB
import Observations
import Storage
import Testing

struct LedgerUpgradeTests {
    let folder = TemporaryFolder()
    let store: Store

    init() throws {
        store = Store(root: folder / "store", disk: Disk(faults: FaultPlan()))
        try store.prepare()
        try layDown(in: store)
    }

    /// The kept ledger, as the program of its time left it.
    private func layDown(in store: Store) throws {
        let queue = try DatabaseQueue(path: store.ledgerPath)
        try queue.write { try $0.execute(sql: LedgerFixtures.first) }
        try queue.close()
    }

    @Test("A ledger of the first schema is brought up to date, and everything is there")
    func upgrade() throws {
        let ledger = try Ledger(store)
        let submissions = try ledger.submissions()
        #expect(submissions.map(\.path) == ["maria/a.csv", "jan/b.csv", "maria/copy.csv", "zoe/odd.bin", "jan/c.csv"])
        #expect(submissions.map(\.state) == [.judged, .judged, .duplicate, .refused, .claimed])
        #expect(submissions.map(\.submitter) == ["maria", "jan", "maria", "zoe", "jan"])
        #expect(submissions.map(\.duplicateOf) == [nil, nil, 1, nil, nil])
        #expect(submissions[0].counts.accepted == 3 && submissions[0].counts.flagged == 1)
        #expect(submissions[0].format?.fields == ["name", "count"])
        #expect(submissions[0].identity.inode == 18_446_744_073_709_551_615)
        #expect(submissions[3].problem == "it is no text" && submissions[3].diagnosis == nil)
        #expect(submissions[0].format?.details.map(\.value) == [","])
        #expect(submissions[0].format?.details.map(\.reason) == ["it is declared"])
        #expect(submissions.allSatisfy { !$0.isImport && $0.ruling == nil && $0.hold == nil && !$0.isRedacted })
        #expect(submissions.allSatisfy { $0.series == nil && $0.firstOrdinal == nil && $0.dropped == 0 })
        #expect(try ledger.settledRecords().isEmpty)
        #expect(try ledger.notes(of: 1).map(\.code) == ["decimal-comma"])
        #expect(try ledger.editions().map(\.files.first?.name) == ["pipeline.yaml"])
        #expect(try ledger.snapshots().map(\.state) == [.published, .intent])
        #expect(try ledger.snapshots().map(\.semantics) == [nil, nil])
        #expect(try ledger.snapshots().first?.counts == ["records": 3])
        #expect(try ledger.segments().map(\.number) == [1] && ledger.keyRuns().map(\.number) == [1])
        #expect(try ledger.events().map(\.id) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try ledger.value(of: .keyCheck) == "0123456789abcdef")
        #expect(try ledger.setting("integrity_check") == "ok")
        #expect(try ledger.setting("foreign_key_check") == "" && ledger.setting("foreign_keys") == "1")
        #expect(try ledger.setting("secure_delete") == "1")
    }

    @Test("What was judged before the upgrade does not count as judged under the present definition")
    func judgedAgain() throws {
        let before = "0000 1"
        let queue = try DatabaseQueue(path: store.ledgerPath)
        let kept = try queue.read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'judged_under'") }
        #expect(kept == before)
        try queue.close()
        #expect(try Ledger(store).value(of: .judgedUnder) != before)
    }

    @Test("An upgraded ledger goes on: claims, rulings, versions and their constraints")
    func goesOn() throws {
        let ledger = try Ledger(store)
        _ = try ledger.record(Decision(kind: .revoke, submission: 1, by: "Ada", why: "so"), at: 9)
        #expect(try ledger.rejudgeable().map(\.sequence) == [2, 4, 5])
        try ledger.markPublished(2)
        _ = try ledger.record(Decision(kind: .prune, version: 1, by: "", why: ""), at: 10)
        #expect(try ledger.snapshots().map(\.state) == [.pruning, .published])
        let queue = try DatabaseQueue(path: store.ledgerPath)
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "UPDATE submission SET state = 'lost'") }
        }
    }

    @Test("A crash at any operation of the upgrade leaves the old ledger or the new one")
    func crashes() throws {
        let expected = try Ledger(store).dump()
        var k = 1
        while true {
            let other = Store(root: folder / "store-\(k)", disk: Disk(faults: FaultPlan()))
            try other.prepare()
            try layDown(in: other)
            let plan = FaultPlan(.crash, at: k)
            _ = try? Ledger(Store(root: other.root, disk: Disk(faults: plan)))
            let queue = try DatabaseQueue(path: other.ledgerPath)
            let count = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations") }
            #expect(plan.hasStruck ? count == 1 : count ?? 0 > 1)
            try queue.close()
            #expect(try Ledger(other).dump() == expected)
            if !plan.hasStruck { break }
            k += 1
        }
        #expect(k > 1)
    }
}
