import Observations
import Storage
import Testing

struct LedgerArrivalsTests {
    @Test("Two submitters whose names look the same are counted apart, claimed together or not")
    func spellings() throws {
        let scenario = try LedgerScenario()
        let (composed, separate) = ("Jos\u{E9}", "Jose\u{301}")
        try scenario.claim("\(composed)/a.csv", "one")
        try scenario.claim("\(separate)/a.csv", "three")
        try scenario.judge([1: 1, 2: 2])
        let taken = try scenario.ledger.recordsTaken(arrivedIn: 0..<1_000)
        #expect(taken.map { ExactName($0.submitter) }.sorted() == [ExactName(separate), ExactName(composed)])
        #expect(taken.map(\.records).sorted() == [1, 2])
        let deliveries = try scenario.ledger.deliveries(since: 0)
        #expect(deliveries[ExactName(composed)]?.bytes == 3 && deliveries[ExactName(separate)]?.bytes == 5)
    }

    @Test("Equal bytes of two submitters whose names look the same are no repetition, though they are claimed together")
    func together() throws {
        let scenario = try LedgerScenario()
        let folders = ["Jos\u{E9}", "Jose\u{301}"]
        for folder in folders {
            try scenario.disk.makeDirectory(scenario.folder / "drop/" + folder)
            try scenario.disk.writeDurably([1], to: scenario.folder / "drop/\(folder)/a.csv")
        }
        let deliveries = try folders.map { folder in
            let status = try #require(try scenario.disk.status(scenario.folder / "drop/\(folder)/a.csv"))
            return Delivery(path: "\(folder)/a.csv", submitter: folder, identity: status.identity)
        }
        let outcome = try Archive(store: scenario.store).claim(
            deliveries, from: scenario.folder / "drop", arrival: 100, ledger: scenario.ledger)
        #expect(outcome.submissions.map(\.state) == [.claimed, .claimed])
        let names = try scenario.ledger.submitters().values.map { ExactName($0) }
        #expect(Set(names).count == 2)
    }
}
