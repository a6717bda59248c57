import Glibc
import Observations
import Testing

import Deduplication

@Suite(.enabled(if: getenv("TRANSECT_BENCH") != nil, "only measured when TRANSECT_BENCH is set"), .serialized)
struct SpeedTests {
    private static let terms: [Term] = ["occurrenceID", "eventDate", "scientificName", "individualCount"]

    /// A million rows in batches, as they come out of interpretation.
    private func batches(_ submission: UInt32, changed: Bool) -> [ObservationBatch] {
        (0..<16).map { piece in
            let rows = (0..<62_500).map { offset -> [String?] in
                let row = piece * 62_500 + offset
                return [
                    "id-\(row)", "2026-05-\(10 + row % 20)", "species \(row % 300)", "\(changed ? row % 7 : row % 9)",
                ]
            }
            return observations(Self.terms, rows, submission: submission)
        }
    }

    private func cpuMilliseconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec) * 1000 + Double(usage.ru_utime.tv_usec) / 1000
    }

    private func measured<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        let start = cpuMilliseconds()
        let result = try body()
        print(name, Int(cpuMilliseconds() - start), "ms")
        return result
    }

    @Test("A million rows", arguments: [KeyRule.declared(columns: [0], namespace: ""), .fingerprint(contributor: nil)])
    func million(rule: KeyRule) throws {
        var deduplicator = Deduplicator(history: MemoryHistory(), nextOrdinal: 0, tableLimit: 1 << 22)
        for submission: UInt32 in 1...3 {
            let batches = batches(submission, changed: submission == 3)
            let keys = batches.map { rule.keys(of: $0, submitter: "m") }
            deduplicator.begin()
            try measured("\(rule) submission \(submission)") {
                for (batch, keys) in zip(batches, keys) {
                    var batch = batch
                    _ = try deduplicator.judge(
                        &batch, keys: keys, rule: rule,
                        context: ArrivalContext(submission: submission, submitterOf: { _ in 0 }))
                }
            }
            try deduplicator.end()
        }
        deduplicator.begin()
        let batches = batches(4, changed: false)
        for var batch in batches {
            _ = try deduplicator.judge(
                &batch, keys: rule.keys(of: batch, submitter: "m"), rule: rule,
                context: ArrivalContext(submission: 4, submitterOf: { _ in 0 }))
        }
        measured("rollback") { deduplicator.rollback() }
    }

    @Test("Pairing a large file whose rows have nearly all changed", arguments: [1, 20, 2000])
    func pairing(days: Int) throws {
        let rule = KeyRule.fingerprint(contributor: nil)
        func rows(_ salt: Int) -> SeriesRows {
            var rows = SeriesRows(schema: Schema(Self.terms), rule: rule)
            let cells = (0..<100_000).map { row -> [String?] in
                ["id-\(row)-\(salt)", "day \(row % days)", "species \(row % 30)", "\(row % 9)"]
            }
            let batch = observations(Self.terms, cells, submission: 1)
            let keys = rule.keys(of: batch, submitter: "m")
            if salt == 0 {
                rows.add(batch.columns, keys: keys, rows: nil, ordinals: (0..<100_000).map { UInt32($0) })
            } else {
                rows.add(batch, keys: keys)
            }
            return rows
        }
        let (old, new) = (rows(0), rows(1))
        let pairing = measured("\(days) days") { SeriesRows.pairing(old: old, new: new) }
        print("paired", pairing.pairedCount)
    }
}
