import Observations
import Storage
import Testing

struct LedgerVersionTests {
    let scenario: LedgerScenario
    var ledger: Ledger { scenario.ledger }

    init() throws {
        scenario = try LedgerScenario()
        for version in 1...4 { try scenario.publish(version) }
    }

    @Test("A version goes from published over pruning to pruned, or over tombstoning to a tombstone")
    func removal() throws {
        try scenario.decide(.prune, version: 1)
        try scenario.decide(.tombstone, version: 2)
        #expect(try ledger.snapshots().map(\.state) == [.pruning, .tombstoning, .published, .published])
        for _ in 0..<2 {
            try ledger.markPruned(1)
            try ledger.markTombstoned(2)
        }
        #expect(try ledger.snapshots().map(\.state) == [.pruned, .tombstoned, .published, .published])
        #expect(try ledger.snapshots().map(\.semantics) == [2, 2, 2, 2])
        #expect(throws: StoreError.self) { try ledger.markPruned(3) }
        #expect(throws: StoreError.self) { try ledger.markPublished(1) }
    }

    @Test("A release keeps its name and its files for ever, and can get a DOI later")
    func release() throws {
        try scenario.decide(.release, version: 2, name: "2026.1")
        #expect(try ledger.releases().map(\.name) == ["2026.1"] && ledger.releases().map(\.doi) == [nil])
        _ = try ledger.record(
            Decision(kind: .release, version: 2, name: "2026.1", doi: "10.5/x", by: "", why: ""), at: 900)
        #expect(try ledger.releases().map(\.version) == [2] && ledger.releases().map(\.doi) == ["10.5/x"])
        #expect(try ledger.releases().map(\.at) == [200])
        func refusal(_ kind: EventKind, _ version: Int?, _ name: String?) throws -> String {
            try scenario.refusal(Decision(kind: kind, version: version, name: name, by: "", why: ""))
        }
        #expect(
            try refusal(.release, 2, "other")
                == "v2 was already released as 2026.1. A release keeps its name; leave it as it is.")
        #expect(
            try refusal(.release, 3, "2026.1")
                == "v2 already bears the name 2026.1. Choose another name for v3.")
        #expect(try refusal(.release, 3, " ").hasPrefix("The release of v3 has no name."))
        #expect(
            try refusal(.prune, 2, nil) == "v2 is the release 2026.1. Releases are never pruned; leave it as it is.")
        #expect(
            try refusal(.prune, 4, nil) == "v4 is the newest version. It is never pruned; leave it as it is.")
        #expect(
            try refusal(.tombstone, 9, nil)
                == "There is no version v9. `transect snapshots` lists the versions there are.")
        #expect(try refusal(.tombstone, 2, nil) == "accepted", "an erasure reaches releases too")
        try scenario.decide(.prune, version: 1)
        #expect(
            try refusal(.release, 1, "x")
                == "v1 cannot be released: it was pruned. Release a version whose files are there.")
        #expect(
            try refusal(.prune, 1, nil)
                == "The files of v1 cannot be removed: it was pruned. Nothing needs to be done.")
    }
}
