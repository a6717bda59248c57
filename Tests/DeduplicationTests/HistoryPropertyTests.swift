// A naive model says what it knows; where it is wrong, the test ends.
// swift-format-ignore-file: NeverForceUnwrap
import Observations
import Testing

import Deduplication

/// Random histories against models that are as plain as the rules.
@Suite struct HistoryPropertyTests {
    /// What a model knows under one key.
    private struct Known: Equatable {
        var content = ""
        var revision = Int64.min
        var ordinal: UInt32?
        var state = KeyState.live
        var submission: UInt32

        /// The same as far as both tell it.
        func agrees(with entry: KeyEntry?) -> Bool {
            entry.map {
                $0.ordinal == ordinal && $0.state == state && $0.submission == submission && $0.revision == revision
            } ?? false
        }
    }

    // MARK: Declared keys

    private struct KeyedModel {
        var known: [String: Known] = [:]
        var next: UInt32 = 0

        mutating func new(_ key: String, _ content: String, _ revision: Int64, _ submission: UInt32) -> (
            Outcome, UInt32
        ) {
            known[key] = Known(content: content, revision: revision, ordinal: next, submission: submission)
            next += 1
            return (.accepted, next - 1)
        }

        mutating func judge(
            _ key: String, _ content: String, _ revision: Int64?, _ submission: UInt32, isImport: Bool, withdraw: Bool,
            hidden: inout [UInt32]
        ) -> (Outcome, UInt32) {
            let own: (Known) -> Bool = { Scenario.submitter($0.submission) == Scenario.submitter(submission) }
            let number = revision ?? .min
            guard var it = known[key] else {
                if !withdraw { return new(key, content, number, submission) }
                known[key] = Known(revision: number, state: .withdrawn, submission: submission)
                return (.withdrawal, 0)
            }
            let older =
                revision.map { $0 < it.revision } ?? false
                || isImport && (revision == nil || number == .min && it.revision == .min)
            if withdraw {
                if it.ordinal != nil, !own(it) { return (.quarantined, 0) }
                if it.state == .live, it.submission == submission { return (.quarantined, 0) }
                // Without a revision it speaks of the record as it is.
                if it.state == .live, number == .min ? isImport : older { return (.duplicate, it.ordinal!) }
                let before = it.state
                if before == .live { hidden.append(it.ordinal!) }
                it.state = .withdrawn
                it.revision = max(it.revision, number)
                it.submission = submission
                known[key] = it
                return (before == .withdrawn ? .duplicate : .withdrawal, it.ordinal ?? 0)
            }
            switch it.state {
            case .live:
                if it.content == content {
                    if own(it), !isImport { known[key]!.submission = submission }
                    if own(it) { known[key]!.revision = max(it.revision, number) }
                    return (.duplicate, it.ordinal!)
                }
                if it.submission == submission || !own(it) { return (.quarantined, 0) }
                if older { return (.duplicate, it.ordinal!) }
                known[key] = Known(
                    content: content, revision: revision ?? it.revision, ordinal: it.ordinal, submission: submission)
                return (.correction, it.ordinal!)
            case .absent where it.ordinal != nil:
                known[key] = Known(content: content, revision: number, ordinal: it.ordinal, submission: submission)
                return (.correction, it.ordinal!)
            case .absent, .replaced:
                return new(key, content, number, submission)
            case .withdrawn:
                if it.submission == submission { return (.quarantined, 0) }
                if it.ordinal != nil, !own(it), it.content != content { return (.quarantined, 0) }
                guard number > it.revision else { return (.quarantined, 0) }
                guard let ordinal = it.ordinal else { return new(key, content, number, submission) }
                known[key] = Known(content: content, revision: number, ordinal: ordinal, submission: submission)
                return (.correction, ordinal)
            }
        }
    }

    @Test("Random submissions with keys, revisions and withdrawals do what a plain model does", arguments: 1...30)
    func keyed(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rule = KeyRule.declared(columns: [0], namespace: "n")
        let limit = [3, 20, 1 << 20].randomElement(using: &random)!
        var scenario = Scenario(["occurrenceID", "scientificName", "modified"], rule, tableLimit: limit)
        var model = KeyedModel()
        let names = (0..<25).map { "k\($0)" }
        let keys = rule.keys(
            of: observations(scenario.schema.terms, names.map { [$0, nil, nil] }, submission: 1), submitter: "x"
        ).keys
        for step: UInt32 in 1...25 {
            let sender = step * 100 + (random.next() % 3 == 0 ? 10 : 0)
            let isImport = random.next() % 5 == 0
            let hasRevisions = random.next() % 3 != 0
            let file = (0..<12).map { _ in
                let revision = random.next() % 4 == 0 ? nil : "\(random.next() % 6)"
                return [names.randomElement(using: &random)!, "s\(random.next() % 3)", hasRevisions ? revision : nil]
            }
            let withdraw = Set((0..<12).filter { _ in random.next() % 6 == 0 })
            let before = model
            let known = try scenario.deduplicator.entries(for: keys)
            scenario.deduplicator.begin()
            let judged = try scenario.judge(
                file, submission: sender, isImport: isImport, revision: hasRevisions ? RevisionRule(column: 2) : nil,
                withdraw: withdraw, batchSize: 5)
            var hidden: [UInt32] = []
            for (row, cells) in file.enumerated() {
                let number = cells[2].map { RevisionNumberInTest.order($0) } ?? .min
                let (outcome, ordinal) = model.judge(
                    cells[0]!, "\(cells[1]!) \(cells[2] ?? "-")", hasRevisions ? number : nil, sender,
                    isImport: isImport, withdraw: withdraw.contains(row), hidden: &hidden)
                #expect(judged.outcomes[row] == outcome && judged.ordinals[row] == ordinal)
            }
            #expect(judged.withdrawn == hidden)
            if random.next() % 4 == 0, scenario.deduplicator.canRollBack {
                scenario.deduplicator.rollback()
                model = before
                #expect(try scenario.deduplicator.entries(for: keys) == known)
            }
            try scenario.deduplicator.end()
            try command(names, keys, &model, &scenario, &random)
            let entries = try scenario.deduplicator.entries(for: keys)
            for (name, entry) in zip(names, entries) {
                if let expected = model.known[name] {
                    #expect(expected.agrees(with: entry))
                } else {
                    #expect(entry == nil)
                }
            }
            #expect(scenario.deduplicator.nextOrdinal == model.next)
        }
    }

    /// Now and then a record is withdrawn, restored or missing from its file.
    private func command(
        _ names: [String], _ keys: [RecordKey], _ model: inout KeyedModel, _ scenario: inout Scenario,
        _ random: inout SplitMix64
    ) throws {
        let place = Int(random.next() % UInt64(names.count))
        let (name, key) = (names[place], keys[place])
        var it = model.known[name]
        let visible = it?.state == .live ? it?.ordinal : nil
        switch random.next() % 6 {
        case 0:
            if it == nil { it = Known(submission: KeyEntry.noSubmission) }
            it?.state = .withdrawn
            #expect(try scenario.deduplicator.withdraw(key) == visible)
        case 1:
            var shown: UInt32?
            if it?.state == .withdrawn || it?.state == .absent {
                shown = it?.ordinal
                it?.state = shown == nil ? .absent : .live
            }
            #expect(try scenario.deduplicator.restore(key) == shown)
        case 2:
            guard let visible else { return }
            it?.state = .absent
            let left = [SeriesPartner(key: key, ordinal: visible)]
            #expect(try scenario.deduplicator.drop(left, submission: 99_999).hidden == [visible])
        default: break
        }
        model.known[name] = it
    }

    // MARK: Without keys, in series

    private struct Name: Hashable {
        var cells: [String?]
        var number: Int
    }

    private struct SeriesModel {
        var known: [Name: Known] = [:]
        var cells: [UInt32: [String?]] = [:]
        var next: UInt32 = 0

        /// The names of the records that are live or withdrawn, by their places.
        var names: [UInt32: Name] {
            let standing = known.filter { [.live, .withdrawn].contains($0.value.state) && $0.value.ordinal != nil }
            return Dictionary(uniqueKeysWithValues: standing.map { ($0.value.ordinal!, $0.key) })
        }

        /// Those records in the order of their places.
        var present: [(cells: [String?], ordinal: UInt32)] { names.keys.sorted().map { (cells[$0]!, $0) } }

        mutating func judge(
            _ row: [String?], number: Int, partner: Name?, _ submission: UInt32, released: inout [Name]
        ) -> (Outcome, UInt32) {
            // Whatever becomes of an equal row, its fingerprint is counted under this submission.
            if number > 0 { known[Name(cells: row, number: 0)]?.submission = submission }
            let name = Name(cells: row, number: number)
            let state = known[name]?.state
            if state == .withdrawn {
                if number == 0 { known[name]?.submission = submission }
                return (.quarantined, 0)
            }
            if state == .live {
                known[name]?.submission = submission
                if let partner, partner != name, known[partner]?.state == .live { released.append(partner) }
                return (.duplicate, known[name]!.ordinal!)
            }
            if let partner, let old = known[partner], old.state == .withdrawn {
                // It is that record still, unless it equals one that its file no longer had.
                if state == nil || state == .replaced {
                    if state == nil {
                        known[name] = Known(ordinal: old.ordinal, state: .replaced, submission: submission)
                    } else if number == 0 {
                        known[name]?.submission = submission
                    }
                    return (.quarantined, 0)
                }
            } else if let partner, let old = known[partner] {
                known[partner]?.state = .replaced
                known[name] = Known(ordinal: old.ordinal, submission: submission)
                cells[old.ordinal!] = row
                return (.correction, old.ordinal!)
            }
            if state == .absent, let ordinal = known[name]?.ordinal {
                known[name] = Known(ordinal: ordinal, submission: submission)
                cells[ordinal] = row
                return (.correction, ordinal)
            }
            known[name] = Known(ordinal: next, submission: submission)
            cells[next] = row
            next += 1
            return (.accepted, next - 1)
        }
    }

    @Test("Random files sent again without keys do what a plain model does", arguments: 1...40)
    func series(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &* 77)
        let limit = [5, 60, 1 << 20].randomElement(using: &random)!
        var scenario = Scenario(
            ["recordedBy", "eventDate", "scientificName", "individualCount"], .fingerprint(contributor: 0),
            tableLimit: limit)
        var model = SeriesModel()
        var files: [[[String?]]] = [[], [], []]
        var submissions: [Set<UInt32>] = [[], [], []]
        for submission: UInt32 in 1...30 {
            let series = Int(random.next() % 3)
            let file = changed(files[series], &random)
            let broken = Set(file.indices.filter { _ in random.next() % 12 == 0 })
            let pairing = try scenario.pairing(
                model.present, of: submissions[series], with: file, submission: submission, quarantined: broken)
            let mine = model.known.values.filter { $0.state == .live && submissions[series].contains($0.submission) }
            #expect(pairing.pairedCount + pairing.left.count == mine.count)
            let replaces = pairing.isReplacement
            let before = model
            let everyName = Array(model.known.keys)
            let keys = everyName.map { scenario.key($0.cells, after: $0.number) }
            let known = try scenario.deduplicator.entries(for: keys)
            scenario.deduplicator.begin()
            let judged = try scenario.judge(
                file, submission: submission, quarantined: broken, pairing: replaces ? pairing : nil, batchSize: 7)
            let dropped = replaces ? try scenario.deduplicator.drop(pairing.left, submission: submission).hidden : []

            let names = model.names
            var counts: [[String?]: Int] = [:]
            var released: [Name] = []
            for (row, cells) in file.enumerated() {
                if broken.contains(row) {
                    #expect(judged.outcomes[row] == .quarantined)
                    continue
                }
                let number = counts[cells, default: 0]
                counts[cells] = number + 1
                let partner = replaces ? pairing.partners[row].flatMap { names[$0.ordinal] } : nil
                let (outcome, ordinal) = model.judge(
                    cells, number: number, partner: partner, submission, released: &released)
                #expect(judged.outcomes[row] == outcome && judged.ordinals[row] == ordinal)
                if outcome != .quarantined { #expect(judged.keys[row] == scenario.key(cells, after: number)) }
            }
            var hidden: [UInt32] = []
            for name in (replaces ? pairing.left.compactMap { names[$0.ordinal] } : []) + released {
                model.known[name]?.state = .absent
                hidden.append(model.known[name]!.ordinal!)
            }
            #expect(dropped == hidden)
            if random.next() % 5 == 0, scenario.deduplicator.canRollBack {
                scenario.deduplicator.rollback()
                model = before
                #expect(try scenario.deduplicator.entries(for: keys) == known)
            } else {
                submissions[series].insert(submission)
                files[series] = file
            }
            try scenario.deduplicator.end()
            if random.next() % 3 == 0,
                let name = model.known.keys.sorted(by: { "\($0)" < "\($1)" }).randomElement(using: &random)
            {
                let key = scenario.key(name.cells, after: name.number)
                if random.next() % 2 == 0 {
                    if model.known[name]?.state == .replaced {
                        model.known[name] = Known(state: .withdrawn, submission: KeyEntry.noSubmission)
                    }
                    model.known[name]?.state = .withdrawn
                    _ = try scenario.deduplicator.withdraw(key)
                } else if let it = model.known[name], it.state == .withdrawn || it.state == .absent {
                    model.known[name]?.state = it.ordinal == nil ? .absent : .live
                    #expect(try scenario.deduplicator.restore(key) == it.ordinal)
                }
            }
            for (name, expected) in model.known {
                let entry = try scenario.deduplicator.entries(for: [scenario.key(name.cells, after: name.number)])[0]
                #expect(expected.agrees(with: entry), "\(name)")
            }
            #expect(scenario.deduplicator.nextOrdinal == model.next)
        }
    }

    /// The next state of a file.
    private func changed(_ file: [[String?]], _ random: inout SplitMix64) -> [[String?]] {
        func row() -> [String?] {
            ["Maria", "2026-05-0\(1 + random.next() % 3)", "s\(random.next() % 3)", "\(random.next() % 4)"]
        }
        var rows = file.filter { _ in random.next() % 6 != 0 }
        for place in rows.indices where random.next() % 5 == 0 { rows[place][2 + Int(random.next() % 2)] = row()[2] }
        for _ in 0..<Int(random.next() % 5) { rows.insert(row(), at: Int(random.next() % UInt64(rows.count + 1))) }
        return rows
    }
}

/// Small whole numbers in the order that revisions have.
private enum RevisionNumberInTest {
    static func order(_ text: String) -> Int64 {
        RevisionRule(column: 0).revisions(of: observations(["modified"], [[text]], submission: 1))[0]
    }
}
