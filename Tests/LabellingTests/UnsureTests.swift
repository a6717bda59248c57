import Labelling
import Observations
import Testing

@Suite("Answers that mean unsure")
struct UnsureTests {
    private let answers = [
        Answer("a", "ana", "fox"), Answer("a", "ben", "fox"), Answer("a", "cleo", "?"), Answer("a", "dan", "?"),
        Answer("b", "ana", "dog"), Answer("b", "ben", "?"), Answer("b", "cleo", "?"), Answer("b", "dan", "?"),
        Answer("c", "ana", "?"), Answer("c", "ben", "?"), Answer("c", "cleo", "?"),
        Answer("d", "ana", "dog"), Answer("d", "ben", "dog"), Answer("d", "cleo", "fox"),
        Answer("e", "ana", "fox"), Answer("e", "ben", "fox"), Answer("e", "cleo", "fox"),
    ]

    @Test("No method publishes them, lists them as tied or gives them a score", arguments: LabellingMethod.allCases)
    func neverTrue(method: LabellingMethod) throws {
        let votes = Votes(answers)
        let unsureRule = QuestionRule(term: "label", method: .choice(method), unsure: ["?", "no idea"])
        let estimate = try method.estimate(from: votes, unsure: unsureRule.unsure)
        let consensus = Consensus(votes: votes, rule: unsureRule, estimate: estimate)
        let question = votes.labels.cells.firstIndex(of: "?").map(UInt32.init)
        #expect(!estimate.scores.labels.contains(try #require(question)))
        #expect(consensus.column("_leading") == ["fox", "dog", nil, "dog", "fox"])
        #expect(consensus.column("_votes") == ["4", "4", "3", "3", "3"], "they are votes")
        // Nothing that can be true was said of photo c.
        #expect(consensus.subject(2).status == .contested)
        #expect(consensus.column("_confidence")[2] == "0.000000")
        for subject in 0..<votes.subjectCount {
            let sum = estimate.scores.range(ofSubject: subject).reduce(0.0) { $0 + estimate.scores.values[$1] }
            #expect(sum < 1 + 1e-9)
        }
    }

    @Test("Without the rule the same answers are a label like any other")
    func asLabel() throws {
        let consensus = try Votes(answers).chosen(by: rule(.majority))
        #expect(consensus.column("_leading") == [nil, "?", "?", "dog", "fox"])
    }

    @Test("Where everybody is always unsure there is no consensus and no failure", arguments: LabellingMethod.allCases)
    func nothingElse(method: LabellingMethod) throws {
        let votes = Votes([Answer("a", "ana", "?"), Answer("b", "ben", "?"), Answer("c", nil, "fox")])
        let estimate = try method.estimate(from: votes, unsure: ["?"])
        #expect(estimate.scores.values.isEmpty && estimate.scores.subjectCount == 3)
    }

    @Test("Dawid–Skene learns from them: who is unsure about foxes alone says fox by it")
    func informative() throws {
        var answers: [Answer] = []
        for subject in 0..<40 {
            let isFox = subject % 2 == 0
            for who in ["ana", "ben", "cleo"] { answers.append(Answer("t\(subject)", who, isFox ? "fox" : "dog")) }
            answers.append(Answer("t\(subject)", "dan", isFox ? "?" : "dog"))
        }
        // Ben errs about x; Dan's "?" decides against him.
        answers += [Answer("x", "ben", "dog"), Answer("x", "ana", "fox"), Answer("x", "dan", "?")]
        let votes = Votes(answers)
        for method in [LabellingMethod.dawidSkene, .ibcc, .pooledIBCC, .auto] {
            let estimate = try method.estimate(from: votes, unsure: ["?"])
            let x = try #require(votes.subject(named: ["x"]))
            let fox = try #require(votes.labels.cells.firstIndex(of: "fox"))
            #expect(estimate.scores.score(of: fox, on: x) > 0.7, "\(method)")
        }
    }
}
