import Observations
import Testing

import Deduplication

@Suite struct KeySlotTests {
    private static let count = 20_000

    /// How long it takes to judge records with those keys, sent twice.
    private func duration(_ key: (Int) -> RecordKey) throws -> Duration {
        let rule = KeyRule.declared(columns: [0], namespace: "")
        let rows = observations(["occurrenceID"], (0..<Self.count).map { ["id-\($0)"] }, submission: 1)
        var keys = rule.keys(of: rows, submitter: "m")
        keys.keys = (0..<Self.count).map(key)
        var deduplicator = Deduplicator(history: MemoryHistory(), nextOrdinal: 0)
        var outcomes: [Outcome] = []
        let duration = try ContinuousClock().measure {
            for submission: UInt32 in 1...2 {
                var batch = rows
                deduplicator.begin()
                outcomes += try deduplicator.judge(
                    &batch, keys: keys, rule: rule,
                    context: ArrivalContext(submission: submission, submitterOf: { _ in 0 })
                ).outcomes
                try deduplicator.end()
            }
        }
        #expect(outcomes.prefix(Self.count).allSatisfy { $0 == .accepted })
        #expect(outcomes.dropFirst(Self.count).allSatisfy { $0 == .duplicate })
        return duration
    }

    @Test("Keys that were chosen so that their ends are the same are found as fast as others")
    func chosenKeys() throws {
        var random = SplitMix64(seed: 1)
        let usual = try duration { _ in RecordKey(high: random.next(), low: random.next()) }
        let chosen = try duration { RecordKey(high: UInt64($0) << 32, low: UInt64($0) << 32) }
        // One place for all would take each of them past all that came before: some hundred million steps.
        #expect(chosen < usual * 4 + .milliseconds(100), "\(chosen), usually \(usual)")
    }
}
