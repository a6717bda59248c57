import Observations
import Testing

import Deduplication

@Suite struct RevisionTests {
    private let revision = RevisionRule(column: 2)
    private func fresh() -> Scenario {
        Scenario(["occurrenceID", "scientificName", "modified"], .declared(columns: [0], namespace: ""))
    }

    private func revisions(_ cells: [String?], readsYears: Bool = false) -> [Int64] {
        RevisionRule(column: 0, readsYears: readsYears).revisions(
            of: observations(["modified"], cells.map { [$0] }, submission: 1))
    }

    @Test("An older revision never overwrites a newer one, whatever comes last; an equal one does")
    func older() throws {
        var scenario = fresh()
        _ = try scenario.judge([["a", "Pica pica", "5"]], submission: 1, revision: revision)
        let old = try scenario.judge([["a", "Parus major", "4"]], submission: 2, revision: revision)
        #expect(old.outcomes == [.duplicate] && old.findings == ["older-revision"] && old.ordinals == [0])
        let none = try scenario.judge([["a", "Parus major", nil]], submission: 3, revision: revision)
        #expect(none.outcomes == [.duplicate] && none.findings == ["older-revision"])
        let equal = try scenario.judge([["a", "Parus ater", "5"]], submission: 4, revision: revision)
        #expect(equal.outcomes == [.correction] && equal.findings.isEmpty)
        let newer = try scenario.judge([["a", "Parus major", "10"]], submission: 5, revision: revision)
        #expect(newer.outcomes == [.correction])
    }

    @Test("Where records have no revision yet, they are taken in the order of their arrival")
    func without() throws {
        var scenario = fresh()
        _ = try scenario.judge([["a", "Pica pica", nil]], submission: 1, revision: revision)
        let other = try scenario.judge([["a", "Parus major", nil]], submission: 2, revision: revision)
        #expect(other.outcomes == [.correction])
        let dated = try scenario.judge([["a", "Parus major", "1"]], submission: 3, revision: revision)
        #expect(dated.outcomes == [.correction])
    }

    @Test("An import adds what is not there and leaves what is there, unless a revision says that it is newer")
    func imported() throws {
        var scenario = fresh()
        _ = try scenario.judge([["a", "Pica pica", nil], ["b", "Pica pica", "3"]], submission: 1, revision: revision)
        let old = try scenario.judge(
            [
                ["a", "Parus major", nil], ["a", "Pica pica", nil], ["c", "Pica pica", nil], ["b", "Parus major", "4"],
            ],
            submission: 2, isImport: true, revision: revision)
        #expect(old.outcomes == [.duplicate, .duplicate, .accepted, .correction])
        #expect(old.findings == ["older-import"])
        let undeclared = try scenario.judge([["b", "Parus ater", "9"]], submission: 3, isImport: true)
        #expect(undeclared.outcomes == [.duplicate] && undeclared.findings == ["older-import"])
        let stranger = try scenario.judge([["a", "Parus ater", nil]], submission: 11, isImport: true)
        #expect(stranger.outcomes == [.quarantined] && stranger.findings == ["key-conflict"])
    }

    @Test("Numbers keep their order, however they are written")
    func numbers() {
        let ascending = [
            "-1e30", "-100000000000000000", "-12.5", "-12", "-0.000001", "0", "1e-40", "0.00009", "0.0001", "0.5",
            "1", "1.25", "1.5", "9", "10", "2025", "99999999999999998", "99999999999999999", "123456789012345678",
            "1e19", "1e30",
        ]
        let orders = revisions(ascending)
        #expect(zip(orders, orders.dropFirst()).allSatisfy { $0 < $1 }, "\(orders)")
        #expect(orders.allSatisfy { $0 > .min })
        #expect(Set(revisions(["12", "12.0", "012", "1.2e1", "120E-1", "12."])).count == 1)
        #expect(Set(revisions(["0", "-0", "0.00", "0e5"])) == [0])
        #expect(revisions([nil, "", "x", "1x", ".5", "-", "1e", "1.2.3"]).allSatisfy { $0 == .min })
    }

    @Test("Random numbers have the order of their values")
    func randomNumbers() {
        var random = SplitMix64(seed: 3)
        let numbers = (0..<2000).map { _ in
            Double(Int64.random(in: -99_999...99_999, using: &random)) / [1, 10, 1000, 100_000].randomElement(
                using: &random)!
        }
        let orders = revisions(numbers.map { "\($0)" })
        for (a, b) in zip(numbers.indices, numbers.indices.dropFirst()) {
            #expect((numbers[a] < numbers[b]) == (orders[a] < orders[b]))
            #expect((numbers[a] == numbers[b]) == (orders[a] == orders[b]))
        }
    }

    @Test("Dates and instants keep their order across offsets; a date is its beginning, an interval its start")
    func instants() {
        let ascending = [
            "0001-01-01", "1969-12-31T23:59:59.9Z", "1970-01-01", "2026-04-30T23:30:00-00:15", "2026-05-01",
            "2026-05-01T00:00:00.000001Z", "2026-05-01T12:00:00+02:00", "2026-05-01T10:30", "2026-05-01T11Z",
            "2026-05-02/2026-05-01", "2026-W19-2", "2026-126", "2026-06", "9999-12-31T23:59:60Z",
        ]
        let orders = revisions(ascending)
        #expect(zip(orders, orders.dropFirst()).allSatisfy { $0 < $1 }, "\(orders)")
        #expect(
            Set(
                revisions([
                    "2026-05-01", "2026-05-01T00:00Z", "2026-05-01T02:00:00+0200", "2026-121", "2026-05", "2026-W18-5",
                ])
            )
            .count == 1)
        #expect(revisions(["2026-05-01"]) == [1_777_593_600_000_000])
        #expect(revisions(["2026", "2026-01-01"], readsYears: true).allSatisfy { $0 == 1_767_225_600_000_000 })
        #expect(revisions(["2026", "2025"]).allSatisfy { $0 > 0 })
        let wrong = [
            "2026-13-01", "2026-02-29", "2026-05-01T", "2026-05-01T25:00", "2026-05-01x", "2026-W54", "2026-366",
        ]
        #expect(revisions(wrong).allSatisfy { $0 == .min })
    }
}
