import Observations
import Testing

import Deduplication

@Suite struct DeduplicatorTests {
    private static let terms: [Term] = ["occurrenceID", "scientificName", "recordedBy"]
    private let keyed = KeyRule.declared(columns: [0], namespace: "")
    private let keyless = KeyRule.fingerprint(contributor: 2)
    /// Submissions 1–9 are Maria's, 10–19 Jan's.
    private func submitter(_ submission: UInt32) -> UInt32 { submission / 10 }

    private func judge(
        _ rows: [[String?]], submission: UInt32, rule: KeyRule, with deduplicator: inout Deduplicator<MemoryHistory>
    ) throws -> (outcomes: [Outcome], ordinals: [UInt32], findings: [String]) {
        var batch = observations(Self.terms, rows, submission: submission)
        let keys = rule.keys(of: batch, submitter: "submitter-\(submitter(submission))")
        let verdicts = try deduplicator.judge(
            &batch, keys: keys, rule: rule, context: ArrivalContext(submission: submission, submitterOf: submitter))
        for (row, outcome) in verdicts.outcomes.enumerated() {
            #expect(batch.selection[row] == (outcome == .accepted || outcome == .correction))
        }
        return (verdicts.outcomes, verdicts.ordinals, batch.findings.map(\.code))
    }

    private func fresh(tableLimit: Int = 1 << 20) -> Deduplicator<MemoryHistory> {
        Deduplicator(history: MemoryHistory(), nextOrdinal: 0, tableLimit: tableLimit)
    }

    @Test("The same key with the same content is a duplicate, with other content a correction in the same place")
    func keyedHistory() throws {
        var deduplicator = fresh()
        let first = try judge(
            [["a", "Pica pica", "Maria"], ["b", "Parus major", "Maria"]], submission: 1, rule: keyed,
            with: &deduplicator)
        #expect(first.outcomes == [.accepted, .accepted])
        try deduplicator.flush()
        let second = try judge(
            [["b", "Parus ater", "Maria"], ["a", "Pica pica", "Maria"], ["c", "Pica pica", "Maria"]], submission: 2,
            rule: keyed, with: &deduplicator)
        #expect(second.outcomes == [.correction, .duplicate, .accepted])
        #expect(second.ordinals == [1, 0, 2])
    }

    @Test("Another submitter's record under the same key is a conflict, unless it says the same")
    func conflict() throws {
        var deduplicator = fresh()
        _ = try judge([["a", "Pica pica", "Maria"]], submission: 1, rule: keyed, with: &deduplicator)
        let other = try judge(
            [["a", "Parus major", "Jan"], ["a", "Pica pica", "Maria"]], submission: 11, rule: keyed,
            with: &deduplicator)
        #expect(other.outcomes == [.quarantined, .duplicate])
        #expect(other.findings == ["key-conflict"])
        // The duplicate did not make the record Jan's: Maria may still correct it.
        let mended = try judge([["a", "Parus ater", "Maria"]], submission: 2, rule: keyed, with: &deduplicator)
        #expect(mended.outcomes == [.correction])
    }

    @Test("A key that stands twice in one file with different content is not silently overwritten")
    func twice() throws {
        var deduplicator = fresh()
        let result = try judge(
            [["a", "Pica pica", "Maria"], ["a", "Parus major", "Maria"], ["a", "Pica pica", "Maria"]], submission: 1,
            rule: keyed, with: &deduplicator)
        #expect(result.outcomes == [.accepted, .quarantined, .duplicate])
        #expect(result.findings == ["key-twice-in-file"])
        // The first row was accepted, and its reader must know that.
        let rule = try #require(deduplicationRules.first { $0.code == "key-twice-in-file" })
        #expect(rule.wording.contains("earlier row") && rule.wording.contains("That row counts"))
    }

    @Test("A record without its key is quarantined")
    func missingKey() throws {
        var deduplicator = fresh()
        let result = try judge([[nil, "Pica pica", "Maria"]], submission: 1, rule: keyed, with: &deduplicator)
        #expect(result.outcomes == [.quarantined])
        #expect(result.findings == ["key-missing"])
    }

    @Test("Without keys, equal rows of one file are kept and flagged, and the file again adds nothing")
    func keylessFiles() throws {
        var deduplicator = fresh()
        let rows = [["1", "Pica pica", "Maria"], ["1", "Pica pica", "Maria"], ["2", "Pica pica", "Maria"]]
        let first = try judge(rows, submission: 1, rule: keyless, with: &deduplicator)
        #expect(first.outcomes == [.accepted, .accepted, .accepted])
        #expect(first.findings == ["equal-rows-in-file"])
        try deduplicator.flush()
        let again = try judge(rows, submission: 2, rule: keyless, with: &deduplicator)
        #expect(again.outcomes == [.duplicate, .duplicate, .duplicate])
        #expect(again.ordinals == [0, 1, 2])
        let more = try judge([rows[0], rows[0], rows[0]], submission: 3, rule: keyless, with: &deduplicator)
        #expect(more.outcomes == [.duplicate, .duplicate, .accepted])
    }

    @Test("Equal records of different contributors are different records; a blank contributor is the submitter's")
    func contributors() throws {
        var deduplicator = fresh()
        let maria = try judge(
            [["1", "Pica pica", "Maria"], ["1", "Pica pica", nil]], submission: 1, rule: keyless, with: &deduplicator)
        let jan = try judge(
            [["1", "Pica pica", "Jan"], ["1", "Pica pica", nil], ["1", "Pica pica", "Maria"]], submission: 11,
            rule: keyless, with: &deduplicator)
        #expect(maria.outcomes == [.accepted, .accepted])
        #expect(jan.outcomes == [.accepted, .accepted, .duplicate])
    }

    @Test("Names are the same however their accents were typed")
    func normalisation() throws {
        var deduplicator = fresh()
        let result = try judge(
            [["1", "Pica pica", "Zoe\u{301}"], ["1", "Pica pica", "Zo\u{E9}"]], submission: 1, rule: keyless,
            with: &deduplicator)
        #expect(result.findings == ["equal-rows-in-file"])
    }

    @Test("The verdicts do not depend on when the table becomes a run", arguments: [1, 7, 64, 100_000])
    func tableLimit(limit: Int) throws {
        var random = SplitMix64(seed: 42)
        var small = fresh(tableLimit: limit)
        var reference: [String: (content: String, submission: UInt32, ordinal: UInt32)] = [:]
        var next: UInt32 = 0
        for submission: UInt32 in 1...19 {
            let rows = (0..<40).map { _ in
                ["\(random.next() % 200)", "species \(random.next() % 3)", "Maria"] as [String?]
            }
            let result = try judge(rows, submission: submission, rule: keyed, with: &small)
            for (row, cells) in rows.enumerated() {
                let (key, content) = (cells[0] ?? "", cells[1] ?? "")
                let expected: Outcome
                if let known = reference[key] {
                    let isOwn = submitter(known.submission) == submitter(submission)
                    if known.content == content {
                        expected = .duplicate
                        if isOwn { reference[key]?.submission = submission }
                    } else if known.submission == submission || !isOwn {
                        expected = .quarantined
                    } else {
                        expected = .correction
                        reference[key] = (content, submission, known.ordinal)
                    }
                } else {
                    expected = .accepted
                    reference[key] = (content, submission, next)
                    next += 1
                }
                #expect(result.outcomes[row] == expected)
                if expected != .quarantined { #expect(result.ordinals[row] == reference[key]?.ordinal) }
            }
        }
    }

    @Test("Entries to be kept come out of the table sorted by key, in parts")
    func sorting() {
        var random = SplitMix64(seed: 7)
        for count in [0, 1, 65, 5_000] {
            let entries = (0..<count).map { index in
                KeyEntry(
                    key: RecordKey(high: random.next() >> (index % 60), low: random.next()), content: 0,
                    ordinal: UInt32(index), submission: 1)
            }
            let kept = entries.enumerated().filter { $0.offset % 3 > 0 }.map(\.element).sorted { $0.key < $1.key }
            for limit in [1, 100, 1 << 18] {
                let sorted = SortedEntries(entries, partLimit: limit) { $0 % 3 > 0 }
                let parts = Array(sorted)
                #expect(sorted.count == kept.count && Array(parts.joined()) == kept)
                #expect(parts.allSatisfy { !$0.isEmpty })
                if limit == 100, count == 5_000 { #expect(parts.count > 2) }
            }
        }
    }
}
