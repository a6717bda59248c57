import Files
import Observations
import Storage
import Testing

/// A ledger with a few claimed files whose bytes nobody looks at.
struct LedgerScenario {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())
    let store: Store
    let ledger: Ledger

    init() throws {
        store = Store(root: folder / "store", disk: disk)
        try store.prepare()
        ledger = try Ledger(store)
        try disk.makeDirectory(folder / "drop")
    }

    /// Delivers and claims a file; the folder names the submitter.
    @discardableResult
    func claim(
        _ path: String, _ content: String, arrival: Int64 = 100, isImport: Bool = false, series: String? = nil
    ) throws -> Submission {
        let full = folder / "drop/" + path
        try disk.makeDirectory(Disk.parent(of: full))
        try disk.writeDurably(Array(content.utf8), to: full)
        let status = try #require(try disk.status(full))
        let delivery = Delivery(
            path: path, submitter: String(path.prefix { $0 != "/" }), identity: status.identity, series: series)
        let outcome = try Archive(store: store).claim(
            [delivery], from: folder / "drop", arrival: arrival, isImport: isImport, ledger: ledger)
        return try #require(outcome.submissions.first)
    }

    /// Judges what waits: so many records of each submission are accepted.
    func judge(_ accepted: [UInt32: Int], held: Set<UInt32> = [], isAnew: Bool = false, cause: String? = nil) throws {
        var night = NightResult()
        night.replacesAll = isAnew
        night.cause = cause
        let waiting = try isAnew ? ledger.rejudgeable() : ledger.submissions(in: .claimed)
        for submission in waiting {
            var counts = OutcomeCounts()
            counts.accepted = accepted[submission.sequence] ?? 0
            let hold = HoldReason(kind: .quarantined, share: 0.75, limit: 0.5, count: 3, of: 4)
            night.judgements.append(
                Judgement(
                    submission: submission.sequence, format: nil, counts: counts, series: submission.path,
                    firstOrdinal: 7, dropped: 2, hold: held.contains(submission.sequence) ? hold : nil))
        }
        try ledger.commitNight(night)
    }

    func decide(_ kind: EventKind, _ submission: UInt32? = nil, version: Int? = nil, name: String? = nil) throws {
        _ = try ledger.record(
            Decision(kind: kind, submission: submission, version: version, name: name, by: "Ada", why: "I looked"),
            at: 200)
    }

    /// What the ledger says to a decision that it refuses.
    func refusal(_ decision: Decision) throws -> String {
        let before = try ledger.dump()
        var words = "accepted"
        do { _ = try ledger.record(decision, at: 200) } catch let error as StoreError {
            words = error.kind == .decision ? error.description : "\(error.kind): \(error.description)"
            #expect(try ledger.dump() == before)
        }
        return words
    }

    func publish(_ number: Int) throws {
        _ = try ledger.recordIntent(
            number: number, digest: .sha256([UInt8(number)]), date: 1, counts: [:], semantics: 2, at: 300)
        try ledger.markPublished(number)
    }
}

struct LedgerDecisionTests {
    let scenario: LedgerScenario
    var ledger: Ledger { scenario.ledger }

    init() throws { scenario = try LedgerScenario() }

    @Test("A held submission is remembered with its reason, and is judged again until somebody rules")
    func held() throws {
        try scenario.claim("maria/a.csv", "x")
        try scenario.judge([1: 4], held: [1])
        let held = try #require(try ledger.submissions(in: .held).first)
        #expect(held.hold == HoldReason(kind: .quarantined, share: 0.75, limit: 0.5, count: 3, of: 4))
        #expect(held.counts.accepted == 4 && held.series == "maria/a.csv" && held.firstOrdinal == 7)
        #expect(held.dropped == 2 && held.ruling == nil)
        #expect(try ledger.rejudgeable().map(\.sequence) == [1])
        #expect(try ledger.seriesSubmissions("maria/a.csv", submitter: "maria").isEmpty)
        try scenario.decide(.accept, 1)
        #expect(try ledger.submission(1)?.ruling == .accepted)
        #expect(try ledger.submission(1)?.state == .held)
        try scenario.judge([1: 4], isAnew: true)
        let taken = try #require(try ledger.submission(1))
        #expect(taken.state == .judged && taken.ruling == .accepted && taken.hold == nil)
        #expect(try ledger.seriesSubmissions("maria/a.csv", submitter: "maria") == [taken])
        #expect(try ledger.seriesSubmissions("maria/a.csv", submitter: "jan").isEmpty)
    }

    @Test("What was rejected or revoked is not judged again")
    func out() throws {
        for name in ["a", "b", "c"] { try scenario.claim("maria/\(name).csv", name) }
        try scenario.judge([1: 1, 2: 1, 3: 1], held: [2])
        try scenario.decide(.reject, 2)
        try scenario.decide(.revoke, 3)
        #expect(try ledger.submissions().map(\.state) == [.judged, .rejected, .revoked])
        #expect(try ledger.submissions().map(\.ruling) == [nil, .rejected, .revoked])
        #expect(try ledger.rejudgeable().map(\.sequence) == [1])
        try scenario.judge([1: 1], isAnew: true)
        #expect(try ledger.submissions().map(\.state) == [.judged, .rejected, .revoked])
        #expect(try ledger.submissions().map(\.counts.accepted) == [1, 0, 0])
    }

    @Test("The same bytes sent again after a revocation are a fresh submission, and can be repeated in turn")
    func freshAgain() throws {
        try scenario.claim("maria/a.csv", "x")
        #expect(try scenario.claim("maria/b.csv", "x").duplicateOf == 1)
        try scenario.judge([1: 1])
        try scenario.decide(.revoke, 1)
        #expect(try scenario.claim("maria/c.csv", "x").state == .claimed)
        #expect(try scenario.claim("maria/d.csv", "x").duplicateOf == 3)
    }

    @Test("In a series of several names, older bytes under another name are its newest state; a touched file is not")
    func goesBackUnderAnotherName() throws {
        func claim(_ name: String, _ content: String) throws -> UInt32? {
            try scenario.claim("maria/\(name).csv", content, series: "/exports").duplicateOf
        }
        #expect(try claim("may", "m") == nil && claim("june", "j") == nil)
        #expect(try claim("may", "m") == 1, "the same bytes under the same name, as a copying program leaves them")
        #expect(try claim("june-2", "j") == 2, "the newest state once more")
        #expect(try claim("may-again", "m") == nil)
        #expect(try claim("june", "j") == 2 && claim("june-3", "j") == nil)
        #expect(try scenario.claim("maria/other.csv", "m").duplicateOf == 1, "a file of no such series")
        #expect(try claim("k", "m") == nil)
        #expect(try ledger.submissions().prefix(2).map(\.series) == ["/exports", "/exports"])
    }

    @Test("A decision that cannot be taken changes nothing, and is refused in plain words")
    func refusals() throws {
        for name in ["a", "b", "c"] { try scenario.claim("maria/\(name).csv", name) }
        try scenario.judge([1: 1, 2: 1, 3: 1], held: [2])
        try scenario.claim("maria/later.csv", "l")
        func refusal(_ kind: EventKind, _ submission: UInt32?) throws -> String {
            try scenario.refusal(Decision(kind: kind, submission: submission, by: "Ada", why: "so"))
        }
        #expect(
            try refusal(.accept, 9)
                == "There is no submission 9. `transect submissions` lists the submissions there are.")
        #expect(
            try refusal(.accept, 1)
                == "Submission 1 (maria/a.csv) is not held (it was taken in), so it cannot be accepted. "
                + "`transect held` lists the submissions that are.")
        #expect(
            try refusal(.reject, 1) == "Submission 1 (maria/a.csv) is not held: it was taken in. "
                + "To take it out of the dataset again, revoke it.")
        #expect(
            try refusal(.revoke, 2) == "Submission 2 (maria/b.csv) is held, and nothing of it was taken in. "
                + "To refuse it for good, reject it.")
        #expect(
            try refusal(.revoke, 4) == "Submission 4 (maria/later.csv) has not been judged yet. "
                + "Run first; then revoke it if it must go.")
        try scenario.decide(.revoke, 3)
        #expect(
            try refusal(.revoke, 3) == "Submission 3 (maria/c.csv) has no records in the dataset (it was revoked), "
                + "so there is nothing to revoke. See `transect status` for the submissions that have.")
        try scenario.decide(.accept, 2)
        #expect(try refusal(.accept, 2) == "Submission 2 (maria/b.csv) was already accepted. The next run takes it in.")
        #expect(try refusal(.reject, 2) == "accepted", "who has accepted may think again before the next run")
        #expect(try refusal(.accept, nil).hasPrefix("No submission is named."))
    }

    @Test("Every decision that says how the data are to be read says who and why")
    func author() throws {
        #expect(
            try scenario.refusal(Decision(kind: .withdraw, records: ["1-1"], by: " ", why: "so"))
                == "The decision does not say who decides. Say so with --by; it stays in the ledger for ever.")
        #expect(
            try scenario.refusal(Decision(kind: .decide, by: "Ada", why: ""))
                == "The decision does not say why. Say so with --why; it stays in the ledger for ever.")
        #expect(
            try scenario.refusal(Decision(kind: .restore, records: [], by: "Ada", why: "so"))
                == "No record is named. Name at least one, such as 12-345 (submission and record).")
        #expect(
            try scenario.refusal(
                Decision(kind: .decide, subject: ["s"], question: "q", label: "", by: "Ada", why: "so"))
                == "The decision names no label. Give all three: transect decide SUBJECT QUESTION LABEL.")
    }

    @Test("Decisions come back in order, by kind and after an event, and count as the newest input where they should")
    func decisions() throws {
        try scenario.claim("maria/a.csv", "x", arrival: 5)
        let withdrawal = Decision(kind: .withdraw, records: ["1-1", "1-2"], by: "Ada", why: "asked to")
        let answer = Decision(
            kind: .decide, subject: ["s1", "ü"], question: "species", label: "Pica pica", by: "Bo", why: "seen it")
        let first = try ledger.record(withdrawal, at: 20)
        let second = try ledger.record(answer, at: 30)
        #expect(first.payload == #"{"by":"Ada","kind":"withdraw","records":["1-1","1-2"],"why":"asked to"}"#)
        #expect(try ledger.decisions().map(\.decision) == [withdrawal, answer])
        #expect(try ledger.decisions(of: [.decide]) == [RecordedDecision(event: second.id, at: 30, decision: answer)])
        #expect(try ledger.decisions(after: first.id).map(\.event) == [second.id])
        #expect(try ledger.newestInput() == 30)
        try scenario.publish(1)
        try scenario.publish(2)
        _ = try ledger.record(Decision(kind: .prune, version: 1, by: "", why: ""), at: 400)
        _ = try ledger.record(Decision(kind: .release, version: 2, name: "1", by: "", why: ""), at: 500)
        _ = try ledger.record(Decision(kind: .tombstone, version: 2, by: "", why: ""), at: 600)
        #expect(try ledger.newestInput() == 30)
        #expect(try ledger.events().map(\.kind).suffix(3) == [.prune, .release, .tombstone])
    }

    @Test("A decision keeps what its records are known by; one of an older program has nothing of the kind")
    func keys() throws {
        let key = RecordKey(high: 7, low: .max)
        var withdrawal = Decision(kind: .withdraw, records: ["1-1", "1-2"], by: "Ada", why: "asked to")
        _ = try ledger.record(withdrawal, at: 20)
        withdrawal.keys = ["1-2": RecordedKey(key, revision: -3), "1-1": RecordedKey(key, revision: .min)]
        let event = try ledger.record(withdrawal, at: 30)
        let digits = "0000000000000007ffffffffffffffff"
        #expect(
            event.payload.contains(#""keys":{"1-1":{"key":"\#(digits)"},"1-2":{"key":"\#(digits)","revision":-3}}"#),
            "\(event.payload)")
        let read = try ledger.decisions().map(\.decision)
        #expect(read[0].keys == nil && read[1] == withdrawal)
        #expect(read[1].keys?["1-2"]?.recordKey == key && read[1].keys?["1-2"]?.order == -3)
        #expect(read[1].keys?["1-1"]?.order == .min)
    }

    @Test("A bulk load of old data says so in its event and in the log of claims, others say nothing")
    func imports() throws {
        #expect(try scenario.claim("maria/a.csv", "x", isImport: true).isImport)
        #expect(try !scenario.claim("maria/b.csv", "y").isImport)
        #expect(try ledger.submissions().map(\.isImport) == [true, false])
        let lines = try ledger.events().map(\.payload)
        #expect(lines[0].contains(#","import":true,"path""#) && !lines[1].contains("import"))
        let log = String(decoding: try scenario.disk.read(scenario.store.claimsLogPath), as: UTF8.self)
        #expect(log == lines.map { $0 + "\n" }.joined())
    }
}
