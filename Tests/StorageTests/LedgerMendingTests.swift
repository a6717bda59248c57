import GRDB
import Observations
import Storage
import Testing

/// What the ledger knows about records that were quarantined and mended since.
struct LedgerMendingTests {
    let scenario: LedgerScenario
    var ledger: Ledger { scenario.ledger }

    init() throws { scenario = try LedgerScenario() }

    private func claim(_ names: String...) throws {
        for name in names { try scenario.claim("maria/\(name).csv", name) }
    }

    /// Judges what waits, all of one series: so many records of each submission are quarantined.
    private func judge(
        _ quarantined: [UInt32: Int] = [:], _ mendings: [Mending] = [], newStates: Set<UInt32> = [],
        series: [UInt32: String] = [:], isAnew: Bool = false
    ) throws {
        var night = NightResult()
        night.replacesAll = isAnew
        night.mendings = mendings
        let waiting = try isAnew ? ledger.rejudgeable() : ledger.submissions(in: .claimed)
        for submission in waiting {
            let number = submission.sequence
            var counts = OutcomeCounts()
            counts.accepted = 1
            counts.quarantined = quarantined[number] ?? 0
            var judgement = Judgement(
                submission: number, format: nil, counts: counts, series: series[number] ?? "may")
            judgement.isNewState = newStates.contains(number)
            night.judgements.append(judgement)
        }
        try ledger.commitNight(night)
    }

    private func record(_ name: String) throws -> RecordID { try #require(RecordID(name)) }

    private func mending(_ name: String, by: String, isTaken: Bool = true) throws -> Mending {
        Mending(record: try record(name), by: try record(by), isTaken: isTaken)
    }

    @Test("A row that was taken mends the record that it names; the last one of a submission that stands counts")
    func last() throws {
        try claim("a", "b", "c")
        try judge([1: 2], [mending("1-2", by: "2-1"), mending("1-2", by: "3-1")])
        #expect(try ledger.settledRecords() == [1: 1])
        #expect(try ledger.settledRecords(of: "maria") == [1: 1])
        #expect(try ledger.settledRecords(of: "jan").isEmpty)
        #expect(try ledger.totals().map(\.settled) == [1])
        #expect(try ledger.mending(of: record("1-2")) == record("3-1"))
        #expect(try ledger.mending(of: record("1-1")) == nil)
        try scenario.decide(.revoke, 3)
        #expect(try ledger.mending(of: record("1-2")) == record("2-1"))
        #expect(try ledger.settledRecords() == [1: 1])
        try scenario.decide(.revoke, 2)
        #expect(try ledger.mending(of: record("1-2")) == nil)
        #expect(try ledger.settledRecords().isEmpty)
    }

    @Test("A row that was quarantined itself mends nothing; what mends the attempt mends the record, and the reverse")
    func attempts() throws {
        try claim("a", "b")
        try judge(
            [1: 3, 2: 2], [mending("1-1", by: "2-1", isTaken: false), mending("1-2", by: "2-2", isTaken: false)])
        #expect(try ledger.settledRecords().isEmpty)
        try claim("c")
        try judge([:], [mending("2-1", by: "3-1"), mending("1-2", by: "3-2")])
        #expect(try ledger.settledRecords() == [1: 2, 2: 2])
        #expect(try ledger.mending(of: record("1-1")) == record("3-1"))
        #expect(try ledger.mending(of: record("2-1")) == record("3-1"))
        #expect(try ledger.mending(of: record("2-2")) == record("3-2"))
        #expect(try ledger.mending(of: record("1-3")) == nil)
    }

    @Test("Nobody waits for what earlier states of a file had quarantined, nor for attempts at mending it")
    func newStates() throws {
        try claim("a", "b", "c", "d")
        try scenario.claim("jan/a.csv", "jan")
        try judge(
            [1: 2, 2: 1, 3: 1, 4: 1, 5: 1], [mending("1-1", by: "3-1", isTaken: false)], newStates: [4],
            series: [2: "june", 3: "mended"])
        #expect(try ledger.settledRecords() == [1: 2, 3: 1], "other series, later states and other people are left")
        #expect(try ledger.newerState(of: record("1-2")) == 4)
        #expect(try ledger.newerState(of: record("3-1")) == 4)
        #expect(try ledger.newerState(of: record("2-1")) == nil)
        #expect(try ledger.newerState(of: record("4-1")) == nil)
        #expect(try ledger.newerState(of: record("5-1")) == nil)
        try scenario.decide(.revoke, 4)
        #expect(try ledger.settledRecords().isEmpty)
    }

    @Test("It is replaced as a whole where all history is judged again, and the pages that tell of it are owed")
    func replaced() throws {
        try claim("a", "b")
        try judge([1: 1], [mending("1-1", by: "2-1")])
        #expect(try ledger.duePages() == ["maria"])
        try ledger.markWritten(pages: ["maria"])
        try judge([1: 1], isAnew: true)
        #expect(try ledger.settledRecords().isEmpty)
        #expect(try ledger.duePages() == ["maria"])
        try ledger.markWritten(pages: ["maria"])
        try judge([1: 1], isAnew: true)
        #expect(try ledger.duePages().isEmpty)
        try judge([1: 1], newStates: [2], isAnew: true)
        #expect(try ledger.settledRecords() == [1: 1] && ledger.duePages() == ["maria"])
        try judge([1: 1], isAnew: true)
        #expect(try ledger.settledRecords().isEmpty)
    }

    @Test(
        "A ledger from before is judged anew if there may be something to know about mended records",
        arguments: [(["may.csv.mend-1"], true), (["may"], true), ([], false)] as [([String], Bool)])
    func upgrade(names: [String], isAnew: Bool) throws {
        try claim("a")
        for name in names { try claim(name) }
        try judge([1: 1])
        let before = "0000 1"
        try ledger.set(.judgedUnder, to: before)
        let queue = try DatabaseQueue(path: ledger.path)
        try queue.write { database in
            try database.execute(
                sql: """
                    DROP TABLE mended;
                    DROP INDEX submission_new_state;
                    ALTER TABLE submission DROP COLUMN is_new_state;
                    DELETE FROM grdb_migrations WHERE identifier = '8 mending';
                    """)
        }
        try queue.close()
        let upgraded = try Ledger(scenario.store)
        #expect(try (upgraded.value(of: .judgedUnder) != before) == isAnew)
        #expect(try upgraded.settledRecords().isEmpty)
        #expect(try upgraded.setting("integrity_check") == "ok" && upgraded.setting("foreign_key_check") == "")
    }
}
