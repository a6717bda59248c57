import Observations
import Testing

import Deduplication

@Suite struct WithdrawalTests {
    private let revision = RevisionRule(column: 2)
    private func fresh() throws -> Scenario {
        var scenario = Scenario(
            ["occurrenceID", "scientificName", "modified"], .declared(columns: [0], namespace: ""))
        _ = try scenario.judge(
            [["a", "Pica pica", "1"], ["b", "Pica pica", "1"]], submission: 1, revision: revision)
        return scenario
    }

    @Test("A row takes its record back; the same row again changes nothing")
    func row() throws {
        var scenario = try fresh()
        let first = try scenario.judge([["a", "deleted", "2"]], submission: 2, revision: revision, withdraw: [0])
        #expect(first.outcomes == [.withdrawal] && first.ordinals == [0] && first.withdrawn == [0])
        let again = try scenario.judge([["a", "deleted", "2"]], submission: 3, revision: revision, withdraw: [0])
        #expect(again.outcomes == [.duplicate] && again.withdrawn.isEmpty && again.findings.isEmpty)
    }

    @Test("A withdrawn record comes back with a newer revision only")
    func newer() throws {
        var scenario = try fresh()
        _ = try scenario.judge([["a", "deleted", "4"]], submission: 2, revision: revision, withdraw: [0])
        let old = try scenario.judge([["a", "Pica pica", "1"]], submission: 3, revision: revision)
        #expect(old.outcomes == [.quarantined] && old.findings == ["record-withdrawn"])
        let equal = try scenario.judge([["a", "Parus major", "4"]], submission: 4, revision: revision)
        #expect(equal.findings == ["record-withdrawn"])
        let without = try scenario.judge([["a", "Pica pica", "1"]], submission: 5)
        #expect(without.findings == ["record-withdrawn"])
        let stranger = try scenario.judge([["a", "Parus major", "9"]], submission: 11, revision: revision)
        #expect(stranger.findings == ["key-conflict"])
        let newer = try scenario.judge([["a", "Pica pica", "5"]], submission: 6, revision: revision)
        #expect(newer.outcomes == [.correction] && newer.ordinals == [0])
    }

    @Test("An older row does not take a newer record back, nor does a stranger's")
    func refused() throws {
        var scenario = try fresh()
        let old = try scenario.judge([["a", "deleted", "-1"]], submission: 2, revision: revision, withdraw: [0])
        #expect(old.outcomes == [.duplicate] && old.findings == ["older-revision"] && old.withdrawn.isEmpty)
        let imported = try scenario.judge([["a", "deleted", "9"]], submission: 3, isImport: true, withdraw: [0])
        #expect(imported.outcomes == [.duplicate] && imported.findings == ["older-import"])
        let stranger = try scenario.judge([["a", "deleted", "9"]], submission: 11, revision: revision, withdraw: [0])
        #expect(stranger.outcomes == [.quarantined] && stranger.findings == ["key-conflict"])
    }

    @Test("A list of keys needs no revision: it speaks of the record as it is")
    func withoutRevision() throws {
        var scenario = try fresh()
        let imported = try scenario.judge(
            [["a", nil, nil]], submission: 2, isImport: true, revision: revision, withdraw: [0])
        #expect(imported.outcomes == [.duplicate] && imported.findings == ["older-import"])
        let listed = try scenario.judge([["a", nil, nil]], submission: 3, revision: revision, withdraw: [0])
        #expect(listed.outcomes == [.withdrawal] && listed.withdrawn == [0])
    }

    @Test("A file that sends a record and takes it back says two things about one key", arguments: [0, 1])
    func both(place: Int) throws {
        var scenario = try fresh()
        let rows = [["c", "x", "1"], ["c", "y", "2"]] as [[String?]]
        let unknown = try scenario.judge(rows, submission: 2, revision: revision, withdraw: [place])
        #expect(unknown.outcomes == [place == 0 ? .withdrawal : .accepted, .quarantined])
        #expect(unknown.findings == ["key-twice-in-file"])
    }

    @Test("A record can be withdrawn before it comes")
    func early() throws {
        var scenario = try fresh()
        let key = scenario.rule.keys(
            of: observations(scenario.schema.terms, [["d", nil, nil]], submission: 1), submitter: "x"
        ).keys[0]
        #expect(try scenario.deduplicator.withdraw(key) == nil)
        let row = try scenario.judge([["c", "deleted", "3"]], submission: 2, revision: revision, withdraw: [0])
        #expect(row.outcomes == [.withdrawal] && row.withdrawn.isEmpty)
        let refused = try scenario.judge(
            [["c", "Pica pica", "3"], ["d", "Pica pica", nil]], submission: 3, revision: revision)
        #expect(refused.findings == ["record-withdrawn", "record-withdrawn"])
        let newer = try scenario.judge(
            [["c", "Pica pica", "4"], ["d", "Pica pica", "0"]], submission: 4, revision: revision)
        #expect(newer.outcomes == [.accepted, .accepted] && newer.ordinals == [2, 3])
    }

    @Test("Withdrawn before it comes, with a revision, a record needs a newer one")
    func earlyWithRevision() throws {
        var scenario = try fresh()
        let rows = [["c", nil, "5"], ["a", nil, "3"]] as [[String?]]
        let batch = observations(scenario.schema.terms, rows, submission: 1)
        let keys = scenario.rule.keys(of: batch, submitter: "x").keys
        for (key, order) in zip(keys, revision.revisions(of: batch)) {
            _ = try scenario.deduplicator.withdraw(key, revision: order)
        }
        let equal = try scenario.judge(
            [["c", "Pica pica", "5"], ["a", "Pica pica", "2"]], submission: 2, revision: revision)
        #expect(equal.findings == ["record-withdrawn", "record-withdrawn"])
        let newer = try scenario.judge(
            [["c", "Pica pica", "6"], ["a", "Pica pica", "4"]], submission: 3, revision: revision)
        #expect(newer.outcomes == [.accepted, .correction] && newer.ordinals == [2, 0])
    }

    @Test("A command takes a record back and restores it in its place")
    func command() throws {
        var scenario = try fresh()
        let keys = scenario.rule.keys(
            of: observations(scenario.schema.terms, [["a", nil, nil], ["z", nil, nil]], submission: 1), submitter: "x"
        ).keys
        #expect(try scenario.deduplicator.withdraw(keys[0]) == 0)
        #expect(try scenario.deduplicator.withdraw(keys[0]) == nil)
        let refused = try scenario.judge([["a", "Pica pica", "1"]], submission: 2, revision: revision)
        #expect(refused.findings == ["record-withdrawn"])
        #expect(try scenario.deduplicator.restore(keys[0]) == 0)
        #expect(try scenario.deduplicator.restore(keys[0]) == nil)
        let again = try scenario.judge([["a", "Pica pica", "1"]], submission: 3, revision: revision)
        #expect(again.outcomes == [.duplicate])
        _ = try scenario.deduplicator.withdraw(keys[1])
        #expect(try scenario.deduplicator.restore(keys[1]) == nil)
        let new = try scenario.judge([["z", "Pica pica", nil]], submission: 4, revision: revision)
        #expect(new.outcomes == [.accepted] && new.ordinals == [2])
    }

    @Test(
        "A record that its file no longer had comes back when it is sent again, whoever sends it", arguments: [3, 11])
    func absent(submission: UInt32) throws {
        var scenario = try fresh()
        let left = try scenario.pairing(
            [(["a", "Pica pica", "1"], 0), (["b", "Pica pica", "1"], 1)], of: [1], with: [["b", "Parus", "2"]],
            submission: 2
        ).left
        #expect(left.map(\.ordinal) == [0])
        _ = try scenario.judge([["b", "Parus", "2"]], submission: 2, revision: revision)
        #expect(try scenario.deduplicator.drop(left, submission: 2).hidden == [0])
        #expect(try scenario.deduplicator.drop(left, submission: 2).hidden == [])
        let back = try scenario.judge([["a", "Pica pica", "1"]], submission: submission, revision: revision)
        #expect(back.outcomes == [.correction] && back.ordinals == [0])
        let other = try scenario.judge(
            [["a", "Parus major", "2"]], submission: submission == 3 ? 11 : 3, revision: revision)
        #expect(other.findings == ["key-conflict"])
    }

    @Test("A row without a declared key that was withdrawn stays so, in any file, until it is restored")
    func keyless() throws {
        var scenario = Scenario(["recordedBy", "scientificName"], .fingerprint(contributor: 0))
        let rows = [["Maria", "Pica pica"], ["Maria", "Pica pica"], ["Maria", "Parus major"]] as [[String?]]
        let first = try scenario.judge(rows, submission: 1)
        #expect(try scenario.deduplicator.withdraw(first.keys[1]) == 1)
        let again = try scenario.judge(rows, submission: 2)
        #expect(again.outcomes == [.duplicate, .quarantined, .duplicate] && again.findings == ["record-withdrawn"])
        #expect(try scenario.deduplicator.restore(first.keys[1]) == 1)
        #expect(try scenario.judge(rows, submission: 3).outcomes == [.duplicate, .duplicate, .duplicate])
        #expect(try scenario.deduplicator.withdraw(first.keys[0]) == 0)
        // The first of equal rows is refused, the second counted all the same.
        #expect(try scenario.judge(rows, submission: 4).outcomes == [.quarantined, .duplicate, .duplicate])
    }
}
