import Observations
import Storage
import Testing

struct LedgerNightTests {
    let scenario: LedgerScenario
    var ledger: Ledger { scenario.ledger }

    init() throws { scenario = try LedgerScenario() }

    @Test("Where all history is judged again, every submission about which something changed gets an addendum")
    func addenda() throws {
        for name in ["a", "b", "c", "d"] { try scenario.claim("maria/\(name).csv", name) }
        try scenario.judge([1: 5, 2: 6, 3: 7, 4: 8], held: [4])
        #expect(try ledger.addenda().isEmpty)
        try scenario.decide(.revoke, 2)
        try scenario.decide(.accept, 4)
        try scenario.claim("maria/e.csv", "e")
        try scenario.judge([1: 5, 3: 9, 4: 8, 5: 1], isAnew: true, cause: "submission 2 was revoked")
        let addenda = try ledger.addenda()
        #expect(addenda.map(\.submission) == [2, 3, 4])
        #expect(addenda.map(\.before.state) == [.revoked, .judged, .held])
        #expect(addenda.map(\.after.state) == [.revoked, .judged, .judged])
        #expect(addenda.map(\.before.counts.accepted) == [6, 7, 8])
        #expect(addenda.map(\.after.counts.accepted) == [0, 9, 8])
        let newest = try #require(try ledger.events().last)
        #expect(addenda.allSatisfy { $0.cause == "submission 2 was revoked" && $0.event == newest.id })
        #expect(try ledger.addenda(of: 3) == [addenda[1]])
        try scenario.judge([1: 5, 3: 9, 4: 8, 5: 2], isAnew: true)
        #expect(try ledger.addenda(after: addenda[2].id).map(\.submission) == [5])
    }

    @Test("A night records how far decisions are applied; one that does not say leaves what was recorded")
    func marks() throws {
        try scenario.claim("maria/a.csv", "x")
        try scenario.judge([1: 1])
        #expect(try ledger.value(of: .appliedThrough) == nil)
        try scenario.decide(.revoke, 1)
        try scenario.publish(1)
        var night = NightResult()
        night.appliedThrough = 41
        night.replacesAll = true
        try ledger.commitNight(night)
        #expect(try ledger.value(of: .appliedThrough) == "41")
        night.appliedThrough = nil
        try ledger.commitNight(night)
        #expect(try ledger.value(of: .appliedThrough) == "41")
    }

    @Test("What is said about shared records comes back in its order, and goes when all history is judged again")
    func possessions() throws {
        try scenario.claim("maria/a.csv", "a")
        try scenario.claim("maria/b.csv", "b")
        try scenario.claim("jan/c.csv", "c")
        var night = NightResult()
        night.possessions = [
            Possession(submission: 1, places: PlaceSet([1, 2, 3, 7]), holds: true),
            Possession(submission: 2, places: PlaceSet([2]), holds: true),
            Possession(submission: 3, places: PlaceSet([5]), holds: true),
        ]
        try ledger.commitNight(night)
        let more = Possession(submission: 2, places: PlaceSet([2]), holds: false)
        night.possessions = [more]
        let before = try ledger.possessions(of: "maria")
        try ledger.commitNight(night)
        #expect(before.map(\.places.ranges) == [[1..<4, 7..<8], [2..<3]] && before.map(\.submission) == [1, 2])
        #expect(try ledger.possessions(of: "maria") == before + [more])
        #expect(try ledger.possessions(of: "jan").map(\.submission) == [3])
        night.possessions = []
        night.replacesAll = true
        try ledger.commitNight(night)
        #expect(try ledger.possessions(of: "maria").isEmpty)
    }

    @Test("Numbers of segments and findings files are never used twice")
    func numbers() throws {
        var night = NightResult()
        night.segments = [SegmentFile(number: 3, kind: .additions, rows: 1, firstOrdinal: 0, lastOrdinal: 0, bytes: 1)]
        night.findings = [FindingsFile(number: 5, rows: 1)]
        try ledger.commitNight(night)
        night = NightResult()
        night.replacesAll = true
        for _ in 0..<2 {
            try ledger.commitNight(night)
            #expect(try ledger.nextSegmentNumber() == 4 && ledger.nextFindingsNumber() == 6)
        }
    }
}
