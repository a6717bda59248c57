import Observations
import Testing

import Deduplication

@Suite struct EqualRowsTests {
    private static let terms: [Term] = ["scientificName"]

    private func outcomes(
        _ rows: Int, submission: UInt32, with deduplicator: inout Deduplicator<MemoryHistory>
    ) throws -> OutcomeCounts {
        let rule = KeyRule.fingerprint(contributor: nil)
        var counts = OutcomeCounts()
        // In batches, as a file is read.
        for start in stride(from: 0, to: rows, by: 10_000) {
            let cells = [[String?]](repeating: ["Pica pica"], count: min(10_000, rows - start))
            var batch = observations(Self.terms, cells, submission: submission)
            let keys = rule.keys(of: batch, submitter: "maria")
            let verdicts = try deduplicator.judge(
                &batch, keys: keys, rule: rule, context: ArrivalContext(submission: submission, submitterOf: { _ in 0 })
            )
            for outcome in verdicts.outcomes { counts.count(outcome) }
        }
        try deduplicator.flush()
        return counts
    }

    @Test("A file of nothing but equal rows costs what other files cost, and the next one adds only what it has more")
    func many() throws {
        var deduplicator = Deduplicator(history: MemoryHistory(), nextOrdinal: 0, tableLimit: 30_000)
        let first = try outcomes(100_000, submission: 1, with: &deduplicator)
        #expect(first.accepted == 100_000 && first.duplicates == 0)
        let second = try outcomes(100_005, submission: 2, with: &deduplicator)
        #expect(second.accepted == 5 && second.duplicates == 100_000)
        let third = try outcomes(7, submission: 3, with: &deduplicator)
        #expect(third.accepted == 0 && third.duplicates == 7)
    }
}
