import Observations
import Testing

import Deduplication

/// A file without keys that is sent again, mended.
@Suite struct SeriesTests {
    private let terms: [Term] = ["recordedBy", "eventDate", "scientificName", "individualCount"]
    private func fresh() -> Scenario { Scenario(terms, .fingerprint(contributor: 0)) }
    private func row(_ day: Int, _ species: String?, _ count: Int?) -> [String?] {
        ["Maria", "2026-05-0\(day)", species, count.map { "\($0)" }]
    }

    @Test("A file mended three times keeps the places of its records, and an old state comes back to them")
    func mended() throws {
        var scenario = fresh()
        let first = [row(1, "Pica pica", 1), row(1, "Parus major", 2), row(2, "Pica pica", 3)]
        _ = try scenario.judge(first, submission: 1)
        // A count mended, a row put in above, a row taken out.
        let second = [row(3, "Sitta europaea", 1), row(1, "Pica pica", 11), row(1, "Parus major", 2)]
        let two = try scenario.sendAgain(
            second, over: [(first[0], 0), (first[1], 1), (first[2], 2)], of: [1], submission: 2, batchSize: 2)
        #expect(two.outcomes == [.accepted, .correction, .duplicate])
        #expect(two.ordinals == [3, 0, 1] && two.dropped == [2])
        // Mended back, and the row that was taken out is there again.
        let three = try scenario.sendAgain(
            [first[0], first[1], first[2]], over: [(second[1], 0), (second[2], 1), (second[0], 3)], of: [1, 2],
            submission: 3)
        #expect(three.outcomes == [.correction, .duplicate, .correction])
        #expect(three.ordinals == [0, 1, 2] && three.dropped == [3])
    }

    @Test("A correction that is quarantined leaves the accepted record standing, also with a slip in its date")
    func quarantined() throws {
        var scenario = fresh()
        let first = [row(1, "Pica pica", 1), row(2, "Pica pica", 2)]
        _ = try scenario.judge(first, submission: 1)
        let records: [(cells: [String?], ordinal: UInt32)] = [(first[0], 0), (first[1], 1)]
        let broken = [row(1, "Pica pica", nil), ["Maria", "2026-05-99", "Pica pica", "2"]] as [[String?]]
        let again = try scenario.sendAgain(broken, over: records, of: [1], submission: 2, quarantined: [0, 1])
        #expect(again.outcomes == [.quarantined, .quarantined] && again.dropped.isEmpty)
        let pairing = try scenario.pairing(
            records, of: [1], with: broken, submission: 2, quarantined: [0, 1])
        #expect(pairing.pairedCount == 2 && pairing.isReplacement)
        // A date that is right and another one is another row.
        let moved = try scenario.pairing(records, of: [1], with: [first[0], row(3, "Pica pica", 2)], submission: 2)
        #expect(moved.left.map(\.ordinal) == [1] && moved.partners[1] == nil)
    }

    @Test("A row that becomes equal to another file's record repeats that one, and its own record is dropped")
    func becomesEqual() throws {
        var scenario = fresh()
        _ = try scenario.judge([row(1, "Pica pica", 1)], submission: 1)
        _ = try scenario.judge([row(1, "Pica pica", 2)], submission: 2)
        let again = try scenario.sendAgain(
            [row(1, "Pica pica", 2)], over: [(row(1, "Pica pica", 1), 0)], of: [1], submission: 3)
        #expect(again.outcomes == [.duplicate] && again.ordinals == [1] && again.dropped == [0])
    }

    @Test("The key that a mended row had before names no record any more: a row with it is new")
    func replaced() throws {
        var scenario = fresh()
        _ = try scenario.judge([row(1, "Pica pica", 1)], submission: 1)
        let mended = try scenario.sendAgain(
            [row(1, "Pica pica", 2)], over: [(row(1, "Pica pica", 1), 0)], of: [1], submission: 2)
        #expect(mended.outcomes == [.correction] && mended.ordinals == [0])
        #expect(mended.keys == [scenario.key(row(1, "Pica pica", 2))])
        let other = try scenario.judge([row(1, "Pica pica", 1), row(1, "Pica pica", 1)], submission: 3)
        #expect(other.outcomes == [.accepted, .accepted] && other.ordinals == [1, 2])
        #expect(other.findings == ["equal-rows-in-file"])
    }

    @Test("An import of an old state leaves what is there, and counts equal rows all the same")
    func imported() throws {
        var scenario = fresh()
        let present = [row(1, "Parus major", 1), row(1, "Pica pica", 5)]
        _ = try scenario.judge(present, submission: 1)
        let old = try scenario.sendAgain(
            [row(1, "Parus major", 1), row(1, "Pica pica", 4), row(1, "Pica pica", 4)],
            over: [(present[0], 0), (present[1], 1)], of: [1], submission: 2, isImport: true)
        #expect(old.outcomes == [.duplicate, .duplicate, .accepted] && old.ordinals == [0, 1, 2])
        #expect(old.findings == ["older-import", "equal-rows-in-file"] && old.dropped.isEmpty)
        #expect(
            old.keys[1] == scenario.key(present[1]) && old.keys[2] == scenario.key(row(1, "Pica pica", 4), after: 1))
    }

    @Test("Equal records are found under their own numbers, also where the first of them is gone")
    func equalRecords() throws {
        var scenario = fresh()
        let twin = row(1, "Pica pica", 1)
        let three = try scenario.judge([twin, twin, twin, twin], submission: 1)
        #expect(try scenario.deduplicator.withdraw(three.keys[0]) == 0)
        #expect(try scenario.deduplicator.withdraw(three.keys[2]) == 2)
        var old = SeriesRows(schema: scenario.schema, rule: scenario.rule)
        let present = observations(terms, [twin, twin], submission: 1)
        old.add(present.columns, keys: scenario.keys(present), rows: nil, ordinals: [1, 3])
        try old.keepLive(of: [1]) { try scenario.deduplicator.entries(for: $0) }
        #expect(old.keys == [three.keys[1], three.keys[3]])
        try old.keepLive(of: [2]) { try scenario.deduplicator.entries(for: $0) }
        #expect(old.count == 0)
    }

    @Test("Records of which some belong to other series are left out")
    func others() throws {
        var scenario = fresh()
        let mine = row(1, "Pica pica", 1), theirs = row(1, "Parus major", 1)
        _ = try scenario.judge([mine, theirs], submission: 1)
        _ = try scenario.judge([theirs], submission: 2)
        let pairing = try scenario.pairing([(mine, 0), (theirs, 1)], of: [1], with: [], submission: 3)
        #expect(pairing.left.map(\.ordinal) == [0] && !pairing.isReplacement)
    }

    @Test("With a declared key partners are equal keys, whatever else changes, and quarantined rows have partners")
    func declared() throws {
        var scenario = Scenario(["occurrenceID", "scientificName"], .declared(columns: [0], namespace: ""))
        _ = try scenario.judge([["a", "x"], ["b", "x"], ["c", "x"]], submission: 1)
        let pairing = try scenario.pairing(
            [(["a", "x"], 0), (["b", "x"], 1), (["c", "x"], 2)], of: [1],
            with: [["b", "y"], [nil, "x"], ["c", nil], ["d", "x"]], submission: 2, quarantined: [1, 2])
        #expect(pairing.partners[0]?.ordinal == 1 && pairing.partners[2]?.ordinal == 2)
        #expect(pairing.partners[1] == nil && pairing.partners[3] == nil && pairing.partners.count == 4)
        #expect(pairing.left.map(\.ordinal) == [0] && pairing.pairedCount == 2 && pairing.isReplacement)
    }
}
