import Labelling
import Observations
import Testing

@Suite("What experts decide")
struct ExpertAnswersTests {
    private let answers = [
        Answer("a", "ana", "fox"), Answer("a", "ben", "fox"), Answer("a", "cleo", "dog"),
        Answer("b", "ana", "fox"), Answer("b", "ben", "dog"), Answer("c", "ana", "owl"),
    ]

    /// Votes with the decided subjects among them, labelled.
    private func consensus(
        _ answers: [Answer], _ experts: ExpertAnswers, _ method: LabellingMethod = .majority,
        _ accept: Acceptance = Acceptance(votes: 2)
    ) throws -> Consensus {
        var table = VoteTable(subjectTerms: experts.subjectTerms, repeats: .error)
        table.add(subjects: experts.subjects)
        let parts = experts.subjectTerms.indices
        table.add(
            subjects: parts.map { part in TextColumn(answers.map { $0.subject[part] }) },
            contributors: TextColumn(answers.map(\.contributor)), labels: TextColumn(answers.map(\.label)),
            submissions: answers.map(\.submission), ordinals: answers.indices.map { UInt32($0) })
        return try table.sealed().chosen(by: rule(method, accept), deciding: experts)
    }

    private func experts(_ decisions: [(String, String?)]) -> ExpertAnswers {
        var experts = ExpertAnswers(subjectTerms: ["photo"])
        for (subject, label) in decisions { experts.decide([subject], label) }
        return experts
    }

    @Test("The expert's label is published, the crowd's stands beside it, and all numbers stay the crowd's")
    func decided() throws {
        let crowd = try consensus(answers, experts([]))
        let decided = try consensus(answers, experts([("b", "badger"), ("a", "dog"), ("c", "owl")]))
        #expect(decided.column("") == ["dog", "badger", "owl"])
        #expect(decided.column("_status") == ["expert", "expert", "expert"])
        #expect(decided.column("_crowd") == ["fox", nil, nil], "only what the crowd would have published")
        for suffix in ["_confidence", "_votes_for", "_votes", "_agreement", "_leading", "_tied", "_runner_up"] {
            #expect(decided.column(suffix) == crowd.column(suffix))
        }
        #expect(crowd.column("_crowd") == [nil, nil, nil])
        let subject = decided.subject(0)
        #expect(
            subject.label == "dog" && subject.status == .expert && subject.crowd == "fox" && subject.leading == "fox")
        #expect(decided.subject(1).crowd == nil)
    }

    @Test("A decided subject without any vote has a row, whatever the method", arguments: LabellingMethod.allCases)
    func withoutVotes(method: LabellingMethod) throws {
        let consensus = try consensus(answers, experts([("aa", "hare"), ("z", "boar")]), method, Acceptance())
        #expect(consensus.votes.subjects[0].cells == ["a", "aa", "b", "c", "z"])
        #expect(consensus.column("")[1] == "hare" && consensus.column("")[4] == "boar")
        #expect(consensus.column("_status")[1] == "expert")
        #expect(consensus.column("_votes")[1] == "0" && consensus.column("_votes_for")[1] == "0")
        #expect(consensus.column("_confidence")[1] == nil && consensus.column("_agreement")[1] == nil)
        #expect(consensus.votes.labels.cells == ["dog", "fox", "owl"], "a decision is no vote, and makes no class")
        let nobody = try self.consensus([], experts([("z", "boar")]), method)
        #expect(nobody.column("") == ["boar"] && nobody.column("_status") == ["expert"])
    }

    @Test("Subjects that are added without votes are insufficient, with counts of 0, and change nothing else")
    func addedSubjects() throws {
        for method in LabellingMethod.allCases {
            let plain = try Votes(answers).chosen(by: rule(method))
            var table = VoteTable(subjectTerms: ["part0"], repeats: .error)
            var rows = Bitmap(repeating: true, count: 4)
            rows[3] = false
            table.add(subjects: [TextColumn(["b", nil, "B", "not selected"])], rows: rows)
            table.add(
                subjects: [TextColumn(answers.map { $0.subject[0] })],
                contributors: TextColumn(answers.map(\.contributor)), labels: TextColumn(answers.map(\.label)),
                submissions: answers.map(\.submission), ordinals: answers.indices.map { UInt32($0) })
            let more = try table.sealed().chosen(by: rule(method))
            #expect(more.votes.subjects[0].cells == ["B", "a", "b", "c"])
            #expect(more.column("_status")[0] == "insufficient" && more.column("_votes")[0] == "0")
            for suffix in ["", "_confidence", "_votes", "_leading", "_tied", "_runner_up"] {
                #expect(Array(more.column(suffix).dropFirst()) == plain.column(suffix))
            }
        }
    }

    @Test("A later decision replaces an earlier one, and one that is taken back leaves the crowd's word")
    func later() throws {
        let decided = experts([("a", "dog"), ("b", "dog"), ("a", "owl"), ("b", nil), ("never", nil)])
        #expect(decided.count == 1)
        #expect(decided.columns().labels.cells == ["owl"])
        #expect(try consensus(answers, decided).column("_status") == ["expert", "contested", "insufficient"])
    }

    @Test("Composite subjects are decided part by part, and blank ones not at all")
    func composite() throws {
        let answers = [
            Answer(["s", "1"], "ana", "fox"), Answer(["s", "2"], "ana", "fox"), Answer(["s,1", "1"], "ana", "fox"),
        ]
        var experts = ExpertAnswers(subjectTerms: ["site", "day"])
        let decisions = [(["s", "2"], "dog"), (["s,1", "0"], "owl"), (["s", ""], "owl"), (["s", "1"], "")]
        #expect(decisions.map { experts.decide($0.0, $0.1) } == [true, true, false, false])
        experts.add(
            subjects: [TextColumn(["s", nil]), TextColumn(["0", "1"])], labels: TextColumn(["hare", "hare"]))
        let consensus = try consensus(answers, experts)
        #expect(consensus.votes.subjects[0].cells == ["s", "s", "s", "s,1", "s,1"])
        #expect(consensus.votes.subjects[1].cells == ["0", "1", "2", "0", "1"])
        #expect(consensus.column("") == ["hare", nil, "dog", "owl", nil])
        #expect(experts.columns().subjects[1].cells == ["0", "2", "0"])
    }

    @Test("The order in which different subjects were decided leaves no trace")
    func order() throws {
        var random = SplitMix64(seed: 3)
        let crowd = GeneratedCrowd(seed: 5, votes: 1000, perSubject: 4, contributors: 40, labels: 6)
        let decisions = (0..<60).map { ("t\($0 * 5)", $0 % 3 == 0 ? "never seen" : "fox") }
        let first = try consensus(crowd.answers, experts(decisions), .dawidSkene).published
        for _ in 0..<3 {
            let again = try consensus(crowd.answers, experts(decisions.shuffled(using: &random)), .dawidSkene).published
            #expect(again == first)
        }
    }

    @Test("Accuracy measures the crowd, not the experts")
    func accuracy() throws {
        let truth = [(subject: ["a"], label: "dog"), (subject: ["b"], label: "dog")]
        let decided = try consensus(answers, experts([("a", "dog"), ("b", "dog")]))
        #expect(
            Accuracy(of: decided, against: truth) == Accuracy(of: try consensus(answers, experts([])), against: truth))
    }
}
