import Observations
import Testing

import Deduplication

/// Which changed rows are partners.
@Suite struct SeriesPairingTests {
    private static let terms: [Term] = ["eventDate", "locality", "scientificName", "individualCount", "sex"]

    /// The old row of each new one.
    private func partners(
        _ old: [[String?]], _ new: [[String?]], terms: [Term] = terms, quarantined: Set<Int> = []
    ) -> [Int?] {
        let schema = Schema(terms)
        let rule = KeyRule.fingerprint(contributor: nil)
        var olds = SeriesRows(schema: schema, rule: rule)
        let present = observations(terms, old, submission: 1)
        olds.add(
            present.columns, keys: rule.keys(of: present, submitter: "m"), rows: nil,
            ordinals: old.indices.map { UInt32($0) })
        var news = SeriesRows(schema: schema, rule: rule)
        var batch = observations(terms, new, submission: 2)
        for row in quarantined { batch.selection[row] = false }
        news.add(batch, keys: rule.keys(of: batch, submitter: "m"))
        let pairing = SeriesRows.pairing(old: olds, new: news)
        let result = new.indices.map { row in pairing.partners[row].map { Int($0.ordinal) } }
        #expect(pairing.pairedCount == Set(result.compactMap { $0 }).count)
        #expect(Set(pairing.left.map { Int($0.ordinal) }) == Set(old.indices).subtracting(result.compactMap { $0 }))
        return result
    }

    @Test("At least half of the other cells must be equal; what both lack does not count")
    func half() {
        let old = [["2026-05-01", "A", "x", "1", "m"]] as [[String?]]
        #expect(partners(old, [["2026-05-01", "A", "x", "2", "f"]]) == [0])
        #expect(partners(old, [["2026-05-01", "A", "y", "2", "f"]]) == [nil])
        #expect(partners(old, [["2026-05-01", "A", "x", nil, nil]]) == [0])
        #expect(partners(old, [["2026-05-02", "A", "x", "1", "m"]]) == [nil])
        let sparse = [["2026-05-01", "A", "x", nil, nil]] as [[String?]]
        #expect(partners(sparse, [["2026-05-01", "A", "y", nil, nil]]) == [0])
        #expect(partners(sparse, [["2026-05-01", "A", "y", "1", nil]]) == [nil])
    }

    @Test("A missing date is the partner of a missing date only")
    func missingDate() {
        let old = [[nil, "A", "x", "1", "m"], ["2026-05-01", "B", "x", "1", "m"]] as [[String?]]
        #expect(partners(old, [[nil, "A", "x", "2", "m"], [nil, "B", "x", "1", "m"]]) == [0, nil])
        #expect(partners(old, [["2026-05-01", "A", "x", "1", "m"]]) == [1])
    }

    @Test("Without event dates in the dataset all rows are compared")
    func noDates() {
        #expect(
            partners([["A", "x"], ["B", "y"]], [["B", "z"], ["A", "z"]], terms: ["locality", "sex"]) == [1, 0])
    }

    @Test("Equal rows first, then the most alike, then the nearest")
    func order() {
        let old =
            [
                ["2026-05-01", "A", "x", "1", "m"], ["2026-05-01", "A", "x", "2", "m"],
                ["2026-05-01", "A", "y", "1", "f"],
            ] as [[String?]]
        // The first is like two old rows, but one of them is there as it was.
        #expect(partners(old, [["2026-05-01", "A", "x", "3", "m"], old[0]]) == [1, 0])
        // A row put in above moves all others down: position is told by the equal rows around.
        let moved = [old[2], ["2026-05-01", "A", "x", "5", "m"], ["2026-05-01", "A", "x", "6", "m"]] as [[String?]]
        #expect(partners([old[2], old[0], old[1]], [["2026-01-01", "N", "n", "9", "n"]] + moved) == [nil, 0, 1, 2])
        #expect(
            partners(
                [["2026-05-01", "A", "x", "1", "m"], ["2026-05-01", "A", "z", "1", "m"]],
                [["2026-05-01", "A", "z", "7", "m"], ["2026-05-01", "A", "x", "8", "m"]]) == [1, 0])
    }

    @Test("Of equal rows the n-th is the partner of the n-th, and what is more is new")
    func equalRows() {
        let twin = ["2026-05-01", "A", "x", "1", "m"] as [String?]
        #expect(partners([twin, twin], [twin, twin, twin]) == [0, 1, nil])
        #expect(partners([twin, twin, twin], [twin, twin]) == [0, 1])
    }

    @Test("Names are the same however their accents were typed")
    func normalised() {
        let old = [["2026-05-01", "Zo\u{E9}", "x", nil, nil]] as [[String?]]
        #expect(partners(old, [["2026-05-01", "Zoe\u{301}", "y", nil, nil]]) == [0])
    }

    private func random(_ count: Int, _ random: inout SplitMix64) -> [[String?]] {
        (0..<count).map { _ in
            let cells = (0..<4).map { _ in random.next() % 5 == 0 ? nil : "\(random.next() % 3)" }
            return ["2026-05-0\(1 + random.next() % 4)"] + cells
        }
    }

    @Test("Pairing does what the rules say, as a plain search finds it", arguments: 1...40)
    func reference(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let old = self.random(Int(random.next() % 30), &random)
        var new = old.filter { _ in random.next() % 4 != 0 }
        for _ in 0..<(random.next() % 6) where !new.isEmpty {
            let row = Int(random.next() % UInt64(new.count))
            new[row][1 + Int(random.next() % 4)] = "\(random.next() % 3)"
        }
        new.insert(contentsOf: self.random(Int(random.next() % 6), &random), at: new.count / 2)
        #expect(partners(old, new) == plainPairing(old, new))
    }

    /// The rules word by word, without any speed.
    private func plainPairing(_ old: [[String?]], _ new: [[String?]]) -> [Int?] {
        var result = [Int?](repeating: nil, count: new.count)
        var open = Set(old.indices)
        for row in new.indices {
            if let equal = open.sorted().first(where: { old[$0] == new[row] }) {
                result[row] = equal
                open.remove(equal)
            }
        }
        var expected: [Int] = []
        var shift = result.enumerated().lazy.compactMap { row, old in old.map { $0 - row } }.first ?? 0
        for (row, partner) in result.enumerated() {
            if let partner { shift = partner - row }
            expected.append(row + shift)
        }
        struct Pair { var share: Double, distance: Int, old: Int, new: Int }
        var pairs: [Pair] = []
        for oldRow in open {
            for newRow in new.indices where result[newRow] == nil && old[oldRow][0] == new[newRow][0] {
                let cells = zip(old[oldRow].dropFirst(), new[newRow].dropFirst()).filter { $0 != nil || $1 != nil }
                let equal = cells.filter { $0 == $1 }.count
                if equal * 2 >= cells.count {
                    let share = cells.isEmpty ? 1 : Double(equal) / Double(cells.count)
                    pairs.append(
                        Pair(share: share, distance: abs(oldRow - expected[newRow]), old: oldRow, new: newRow))
                }
            }
        }
        pairs.sort { ($1.share, $0.distance, $0.old, $0.new) < ($0.share, $1.distance, $1.old, $1.new) }
        for pair in pairs where result[pair.new] == nil && open.contains(pair.old) {
            result[pair.new] = pair.old
            open.remove(pair.old)
        }
        return result
    }

    @Test("Where no two pairs are equally alike, it does not matter which file is the older")
    func symmetric() {
        let a = [["d", "A", "x", "1", "m"], ["d", "B", "y", "2", "f"], ["d", "C", "z", "3", "m"]] as [[String?]]
        let b = [["d", "C", "z", "3", "f"], ["d", "A", "x", "4", "m"], ["d", "B", "q", "2", "f"]] as [[String?]]
        #expect(partners(a, b) == [2, 0, 1])
        #expect(partners(b, a) == [1, 2, 0])
    }

    @Test("Counts that change in all of thousands of rows of one day leave every row its own number")
    func oneColumnOfMany() {
        let old = (0..<3_000).map { ["2026-05-01", "n\($0)", "x", "\($0 % 9)", "m"] } as [[String?]]
        // Without its number every row would be equal to hundreds of others.
        let new = (0..<3_000).map { ["2026-05-01", "n\($0)", "x", "\($0 % 9 + 1)", "m"] } as [[String?]]
        #expect(partners(old, new) == Array(0..<3_000))
        #expect(partners(old, new.reversed()) == Array((0..<3_000).reversed()))
    }

    @Test("A column that changes in all rows of one day leaves every row its partner")
    func wholeColumn() {
        let old = (0..<3000).map { ["2026-05-01", "L\($0 / 7)", "s\($0 % 7)", "\($0)", nil] as [String?] }
        let new = old.map { [$0[0], $0[1], $0[2], $0[3], "m"] }
        #expect(partners(old, new.reversed()) == (0..<3000).reversed().map { $0 })
    }

    @Test(
        "A hundred thousand changed rows of one day, or of a few hundred, take a moment and not an hour",
        arguments: [1, 300])
    func bounded(days: Int) {
        var random = SplitMix64(seed: 1)
        func file(_ salt: Int) -> [[String?]] {
            (0..<100_000).map { row in
                ["day \(row % days)", "A", "\(random.next() % 2)", "\(row)-\(salt)", "\(random.next() % 50)"]
            }
        }
        let (old, new) = (file(1), file(2))
        let found = partners(old, new)
        #expect(found.count { $0 != nil } > 50_000)
    }
}
