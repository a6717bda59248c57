import Observations
import Testing

import Deduplication

@Suite struct RollbackTests {
    private func rows(_ count: Int, _ random: inout SplitMix64) -> [[String?]] {
        (0..<count).map { _ in ["\(random.next() % 300)", "species \(random.next() % 4)"] }
    }

    @Test("Rolling back restores every entry and the next place", arguments: [false, true], [40, 1 << 20])
    func restores(isKeyed: Bool, tableLimit: Int) throws {
        var random = SplitMix64(seed: 11)
        var scenario = Scenario(
            ["occurrenceID", "scientificName"],
            isKeyed ? .declared(columns: [0], namespace: "") : .fingerprint(contributor: nil), tableLimit: tableLimit)
        var keys: Set<RecordKey> = []
        for submission: UInt32 in 1...19 {
            let file = rows(30, &random)
            keys.formUnion(scenario.keys(observations(scenario.schema.terms, file, submission: submission)).keys)
            let known = Array(keys)
            let before = try scenario.deduplicator.entries(for: known)
            let next = scenario.deduplicator.nextOrdinal
            scenario.deduplicator.begin()
            let first = try scenario.judge(file, submission: submission)
            _ = try scenario.deduplicator.withdraw(known.randomElement(using: &random)!)
            guard scenario.deduplicator.canRollBack else {
                try scenario.deduplicator.end()
                continue
            }
            scenario.deduplicator.rollback()
            #expect(try scenario.deduplicator.entries(for: known) == before)
            #expect(scenario.deduplicator.nextOrdinal == next && scenario.deduplicator.firstOrdinalSinceBegin == next)
            // Judged once more, the same becomes of it.
            scenario.deduplicator.begin()
            let again = try scenario.judge(file, submission: submission)
            #expect(again.outcomes == first.outcomes && again.ordinals == first.ordinals && again.keys == first.keys)
            try scenario.deduplicator.end()
        }
    }

    @Test("Within a submission the table waits for its end, unless it outgrows its limit by half")
    func waits() throws {
        var random = SplitMix64(seed: 5)
        var scenario = Scenario(
            ["occurrenceID", "scientificName"], .fingerprint(contributor: nil), tableLimit: 100)
        func file(_ count: Int) -> [[String?]] { (0..<count).map { _ in ["\(random.next())", nil] } }
        #expect(!scenario.deduplicator.canRollBack)
        scenario.deduplicator.begin()
        _ = try scenario.judge(file(120), submission: 1)
        #expect(scenario.deduplicator.canRollBack && scenario.deduplicator.history.runs == 0)
        try scenario.deduplicator.end()
        #expect(!scenario.deduplicator.canRollBack && scenario.deduplicator.history.runs == 1)
        scenario.deduplicator.begin()
        _ = try scenario.judge(file(120), submission: 2)
        #expect(scenario.deduplicator.canRollBack)
        _ = try scenario.judge(file(40), submission: 2)
        #expect(!scenario.deduplicator.canRollBack && scenario.deduplicator.history.runs == 2)
        try scenario.deduplicator.end()
        scenario.deduplicator.begin()
        #expect(scenario.deduplicator.canRollBack)
    }

    @Test("A large submission that is rolled back leaves no trace in the table")
    func large() throws {
        var random = SplitMix64(seed: 6)
        var scenario = Scenario(["occurrenceID"], .fingerprint(contributor: nil))
        let first = (0..<50_000).map { ["\($0)"] as [String?] }
        let second = (0..<90_000).map { ["\($0 * 7)"] as [String?] }
        _ = try scenario.judge(first, submission: 1)
        scenario.deduplicator.begin()
        _ = try scenario.judge(second.shuffled(using: &random), submission: 2)
        scenario.deduplicator.rollback()
        let again = try scenario.judge(first, submission: 3)
        #expect(again.outcomes.allSatisfy { $0 == .duplicate } && again.ordinals == Array(0..<50_000))
        #expect(scenario.deduplicator.nextOrdinal == 50_000)
    }
}
