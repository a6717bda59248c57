import Observations
import Storage
import Testing

/// The ledger counts submissions, and finds those that meet conditions.
struct LedgerOverviewTests {
    private let base: LedgerTests

    init() throws {
        base = try LedgerTests()
        _ = try base.claim([base.deliver("maria/a.csv", "x"), base.deliver("jan/b.csv", "y")], arrival: 100)
        _ = try base.claim([base.deliver("maria/c.csv", "x"), base.deliver("maria/d.csv", "z")], arrival: 200)
        var night = NightResult()
        var counts = OutcomeCounts()
        counts.accepted = 3
        counts.quarantined = 1
        night.judgements = [
            Judgement(submission: 1, format: nil, counts: counts),
            Judgement(submission: 4, format: nil, problem: "the file is empty"),
        ]
        try base.ledger.commitNight(night)
    }

    @Test("Totals are counted by submitter and state, in byte order of the names")
    func totals() throws {
        let totals = try base.ledger.totals()
        #expect(totals.map(\.submitter) == ["jan", "maria", "maria", "maria"])
        #expect(totals.map(\.state) == [.claimed, .duplicate, .judged, .refused])
        #expect(totals.map(\.submissions) == [1, 1, 1, 1])
        #expect(totals[2].counts.accepted == 3 && totals[2].counts.quarantined == 1)
        #expect(totals.map(\.newestArrival) == [100, 200, 100, 200])
    }

    @Test("Since an instant means then or later")
    func since() throws {
        #expect(try base.ledger.totals(since: 200).map(\.state) == [.duplicate, .refused])
        #expect(try base.ledger.totals(since: 201).isEmpty)
    }

    @Test("A selection meets all its conditions; one without any is all")
    func selection() throws {
        func numbers(_ wanted: SubmissionSelection) throws -> [UInt32] {
            try base.ledger.submissions(wanted).map(\.sequence)
        }
        #expect(try numbers(SubmissionSelection()) == [1, 2, 3, 4])
        #expect(try numbers(SubmissionSelection(submitter: "maria")) == [1, 3, 4])
        #expect(try numbers(SubmissionSelection(submitter: "maria", state: .duplicate)) == [3])
        #expect(try numbers(SubmissionSelection(submitter: "Maria")).isEmpty)
        #expect(try numbers(SubmissionSelection(since: 200)) == [3, 4])
    }

    @Test("The newest problems come first, and no more than were asked for")
    func problems() throws {
        #expect(try base.ledger.problemCount() == 1)
        #expect(try base.ledger.newestProblems(5).map(\.sequence) == [4])
        #expect(try base.ledger.newestProblems(0).isEmpty)
        #expect(try base.ledger.submitterNames() == ["jan", "maria"])
    }
}
