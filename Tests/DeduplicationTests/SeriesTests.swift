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
        try old.keepOwn(of: [1]) { try scenario.deduplicator.entries(for: $0) }
        #expect(old.keys == [three.keys[1], three.keys[3]])
        try old.keepOwn(of: [2]) { try scenario.deduplicator.entries(for: $0) }
        #expect(old.count == 0)
    }

    @Test("A withdrawn record stays out however its row is mended, and is neither counted nor missed")
    func withdrawn() throws {
        var scenario = fresh()
        let first = [row(1, "Pica pica", 1), row(1, "Parus major", 2), row(2, "Sitta europaea", 3)]
        let one = try scenario.judge(first, submission: 1)
        #expect(try scenario.deduplicator.withdraw(one.keys[1]) == 1)
        let records: [(cells: [String?], ordinal: UInt32)] = [(first[0], 0), (first[1], 1), (first[2], 2)]
        let mended = [row(1, "Pica pica", 11), row(1, "Parus major", 22), row(1, "Parus major", 22)]
        let pairing = try scenario.pairing(records, of: [1], with: mended, submission: 2)
        #expect((0..<3).map { pairing.partners[$0]?.ordinal } == [0, 1, nil])
        #expect(pairing.pairedCount == 1 && pairing.pairedWithdrawn == 1 && pairing.left.map(\.ordinal) == [2])
        let two = try scenario.sendAgain(mended, over: records, of: [1], submission: 2, batchSize: 2)
        // The second of two equal rows is a record of its own.
        #expect(two.outcomes == [.correction, .quarantined, .accepted] && two.ordinals == [0, 0, 3])
        #expect(two.findings == ["record-withdrawn", "equal-rows-in-file"] && two.dropped == [2])
        // Mended once more, then mended back, then restored.
        let after: [(cells: [String?], ordinal: UInt32)] = [(mended[0], 0), (first[1], 1), (mended[2], 3)]
        let three = try scenario.sendAgain(
            [mended[0], row(1, "Parus major", 23), mended[2]], over: after, of: [1, 2], submission: 3)
        #expect(three.outcomes == [.duplicate, .quarantined, .correction] && three.ordinals == [0, 0, 3])
        let four = try scenario.sendAgain([mended[0], first[1]], over: after, of: [1, 2, 3], submission: 4)
        #expect(four.outcomes == [.duplicate, .quarantined])
        #expect(try scenario.deduplicator.restore(one.keys[1]) == 1)
        let five = try scenario.sendAgain(
            [mended[0], row(1, "Parus major", 23)], over: Array(after.prefix(2)), of: [1, 2, 3, 4], submission: 5)
        #expect(five.outcomes == [.duplicate, .correction] && five.ordinals == [0, 1])
    }

    @Test("A file of withdrawn records alone is known again; one whose withdrawn rows were taken out misses nothing")
    func allWithdrawn() throws {
        var scenario = fresh()
        let first = [row(1, "Pica pica", 1), row(1, "Parus major", 2), row(2, "Sitta europaea", 3)]
        let one = try scenario.judge(first, submission: 1)
        for key in one.keys.prefix(2) { _ = try scenario.deduplicator.withdraw(key) }
        let records: [(cells: [String?], ordinal: UInt32)] = [(first[0], 0), (first[1], 1), (first[2], 2)]
        // Both rows that are left belong to withdrawn records: it is the file, and its third record has left it.
        let rows = [row(1, "Pica pica", 9), row(1, "Parus major", 9)]
        let again = try scenario.pairing(records, of: [1], with: rows, submission: 2)
        #expect(again.isReplacement && again.pairedWithdrawn == 2 && again.left.map(\.ordinal) == [2])
        let cleaned = try scenario.pairing(records, of: [1], with: [first[2]], submission: 2)
        #expect(cleaned.isReplacement && cleaned.left.isEmpty)
        _ = try scenario.deduplicator.withdraw(one.keys[2])
        let out = try scenario.sendAgain(rows + [first[2]], over: records, of: [1], submission: 2)
        #expect(out.outcomes == [.quarantined, .quarantined, .quarantined] && out.dropped.isEmpty)
    }

    @Test("A row that is like a withdrawn record and equals one that its file no longer had is the latter")
    func absentBesideWithdrawn() throws {
        var scenario = fresh()
        let first = [row(1, "Pica pica", 1), row(1, "Pica pica", 2)]
        let one = try scenario.judge(first, submission: 1)
        let gone = try scenario.sendAgain(
            [first[0]], over: [(first[0], 0), (first[1], 1)], of: [1], submission: 2)
        #expect(gone.dropped == [1])
        _ = try scenario.deduplicator.withdraw(one.keys[0])
        let back = try scenario.sendAgain([first[1]], over: [(first[0], 0), (first[1], 1)], of: [1, 2], submission: 3)
        #expect(back.outcomes == [.correction] && back.ordinals == [1])
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
