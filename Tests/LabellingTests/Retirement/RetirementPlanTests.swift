import Labelling
import Observations
import Testing

@Suite("Which subjects need more votes, and which first")
struct RetirementPlanTests {
    /// One answer per letter: d(og), f(ox), n(othing here), ?.
    private func votes(_ subjects: [(name: String, answers: String)], without extra: [String] = []) -> Votes {
        var table = VoteTable(subjectTerms: ["image"], repeats: .error)
        for (name, answers) in subjects {
            let count = answers.count
            table.add(
                subjects: [TextColumn([String?](repeating: name, count: count))],
                contributors: TextColumn((0..<count).map { "w\($0)" }), labels: TextColumn(answers.map { String($0) }),
                submissions: [UInt32](repeating: 1, count: count), ordinals: (0..<UInt32(count)).map { $0 })
        }
        if !extra.isEmpty { table.add(subjects: [TextColumn(extra)]) }
        return table.sealed()
    }

    private func plan(
        _ votes: Votes, _ rule: RetirementRule, _ method: LabellingMethod = .majority, decided: ExpertAnswers? = nil,
        listed: Bool = false
    ) throws -> RetirementPlan {
        RetirementPlan(
            of: votes, try method.estimate(from: votes, unsure: ["?"]).scores, unsure: ["?"], by: rule,
            decided: decided,
            listed: listed ? Bitmap(repeating: true, count: votes.subjectCount) : nil)
    }

    private func text(_ columns: [(name: String, column: TextColumn)]) -> [String] {
        let rows = (0..<(columns.first?.column.count ?? 0)).map { row in columns.map { $0.column[row] ?? "∅" } }
        return ([columns.map(\.name)] + rows).map { $0.joined(separator: ",") }
    }

    @Test("A worked case with every reason, as the two files show it")
    func worked() throws {
        let votes = votes(
            [
                ("a", "dddddddd"), ("b", "dddf"), ("c", "dfdfdf"), ("d", "nnnn"), ("e", "nnff"), ("f", "df"),
                ("g", "d"), ("h", "ddd"),
            ], without: ["i", "j"])
        let rule = try RetirementRule(
            votes: 6, agreement: .init(0.75, atLeast: 4), blank: 2, blankLabels: ["n", "no such label"])
        var decided = ExpertAnswers(subjectTerms: ["image"])
        decided.decide(["j"], "fox")
        decided.decide(["g"], "dog")
        let plan = try plan(votes, rule, decided: decided, listed: true)
        #expect(
            text(plan.retireColumns(votes)) == [
                "image,reason,votes", "a,agreement,8", "b,agreement,4", "c,votes,6", "d,blank,4", "g,expert,1",
                "j,expert,0",
            ])
        #expect(text(plan.showAgainColumns(votes)) == ["image,votes,place", "f,2,1", "i,0,2", "e,4,3", "h,3,4"])
    }

    @Test("A split vote comes before an agreed one, few votes before many, and no votes before any")
    func order() throws {
        // Dogs and foxes are equally many, so that nothing is known about the subject without votes.
        let votes = votes(
            [
                ("dog 2", "dd"), ("dog 3", "ddd"), ("dog 9", "ddddddddd"), ("dog 4 to 2", "ddddff"), ("split 2", "df"),
                ("split 6", "dddfff"), ("fox 2", "ff"), ("fox 3", "fff"), ("fox 9", "fffffffff"),
                ("fox 4 to 2", "ffffdd"),
            ], without: ["nobody yet"])
        let plan = try plan(votes, try RetirementRule(), listed: true)
        #expect(
            plan.shown.map { votes.subjects[0][$0.subject] ?? "" } == [
                "nobody yet", "split 2", "split 6", "dog 4 to 2", "fox 4 to 2", "dog 2", "fox 2", "dog 3", "fox 3",
                "dog 9", "fox 9",
            ])
        #expect(plan.retired.isEmpty)
    }

    @Test("What the crowd gets wrong is shown early", arguments: [LabellingMethod.majority, .dawidSkene, .auto])
    func errors(method: LabellingMethod) throws {
        let crowd = HardCrowd(seed: 5, subjects: 600)
        let votes = Votes(crowd.answers)
        let scores = try method.estimate(from: votes).scores
        let plan = RetirementPlan(of: votes, scores, by: try RetirementRule())
        let isWrong = plan.shown.map { shown in
            let right = (0..<votes.labels.count).first { votes.labels[$0] == crowd.truth[shown.subject] } ?? -1
            let best = scores.range(ofSubject: shown.subject).map { scores.values[$0] }.max() ?? 0
            return scores.score(of: right, on: shown.subject) < best
        }
        let (early, late) = (isWrong.prefix(200).filter { $0 }.count, isWrong.suffix(200).filter { $0 }.count)
        #expect(isWrong.count == 600 && early > 3 * late, "\(early), \(late)")
    }

    @Test("What one more answer tells, by hand: two labels, right in p of the cases")
    func gain() throws {
        let votes = votes([("a", "ddd"), ("b", "df"), ("c", "fff")])
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        let information = InformationGain(votes, scores)
        // Scores 3.5/4 three times, 1.5/3 twice, 3.5/4 three times, and one prior answer each way.
        let p = (6 * 0.875 + 2 * 0.5 + 1) / 10
        #expect(abs(information.accuracy - p) < 1e-12)
        let entropy = { (x: Double) in -x * StableMath.log(x) - (1 - x) * StableMath.log(1 - x) }
        #expect(abs(information.gain(ofSubject: 1) - (entropy(0.5) - entropy(p))) < 1e-12)
        let right = 0.875 * p + 0.125 * (1 - p)
        #expect(abs(information.gain(ofSubject: 0) - (entropy(right) - entropy(p))) < 1e-12)
    }

    @Test("The gain is what the entropy of the scores loses on average, for several labels too")
    func expectation() throws {
        let crowd = GeneratedCrowd(seed: 6, votes: 400, perSubject: 4, contributors: 20, labels: 5)
        let votes = Votes(crowd.answers, repeats: .latest)
        let scores = try LabellingMethod.dawidSkene.estimate(from: votes).scores
        let information = InformationGain(votes, scores)
        let (p, labels) = (information.accuracy, votes.labels.count)
        let entropy = { (z: [Double]) in z.reduce(0) { $1 > 0 ? $0 - $1 * StableMath.log($1) : $0 } }
        for subject in 0..<votes.subjectCount where !votes.range(ofSubject: subject).isEmpty {
            let z = (0..<labels).map { scores.score(of: $0, on: subject) }
            var drop = entropy(z)
            for answer in 0..<labels {
                let joint = (0..<labels).map { z[$0] * ($0 == answer ? p : (1 - p) / Double(labels - 1)) }
                let sum = joint.reduce(0, +)
                drop -= sum * entropy(joint.map { $0 / sum })
            }
            #expect(abs(information.gain(ofSubject: subject) - drop) < 1e-6)
        }
    }

    @Test("Nothing in the files tells subjects whose right answer is known from the others")
    func gold() throws {
        let rows: [(name: String, answers: String)] = [("a", "ddd"), ("b", "df"), ("c", "d"), ("d", "ddddd")]
        let rule = try RetirementRule(votes: 5, agreement: .init(0.9, atLeast: 3))
        let plain = votes(rows)
        // The known subjects `b` and `c` are named once more, as the project's table names them.
        let told = votes(rows, without: ["b", "c"])
        let before = try plan(plain, rule)
        let after = try plan(told, rule)
        #expect(text(before.retireColumns(plain)) == text(after.retireColumns(told)))
        #expect(text(before.showAgainColumns(plain)) == text(after.showAgainColumns(told)))
        // One that the table does not name stays out; without a table it was asked about, and needs answers most.
        let more = votes(rows, without: ["x"])
        var listed = Bitmap(repeating: true, count: more.subjectCount)
        listed[more.subjectCount - 1] = false
        let scores = try LabellingMethod.majority.estimate(from: more).scores
        let planned = RetirementPlan(of: more, scores, by: rule, listed: listed)
        #expect(!text(planned.showAgainColumns(more)).joined().contains("x"))
        #expect(text(try plan(more, rule).showAgainColumns(more)).joined().contains("x,0"))
        // Published as decided for known answers or not: a candidate is the same.
        let estimate = try LabellingMethod.majority.estimate(from: told)
        var known = ExpertAnswers(subjectTerms: ["image"])
        known.decide(["b"], "d")
        let published = [nil, known].map { experts in
            let consensus = Consensus(
                votes: told, rule: LabellingTests.rule(.majority), estimate: estimate,
                experts: experts)
            return RetirementPlan(of: told, by: rule) { consensus.subject($0) }
        }
        #expect(published[0] == published[1])
        #expect(published[0].retired == after.retired)
    }

    @Test("By what is published alone, undecided subjects come before sure ones, and single votes before many")
    func otherKinds() throws {
        let votes = votes([("a", "d"), ("b", "d"), ("c", "d"), ("d", "d"), ("e", "d")], without: ["f"])
        let some = Consensus(
            votes: votes, rule: rule(.majority), estimate: try LabellingMethod.majority.estimate(from: votes)
        ).subject(5)
        func standing(
            _ votes: Int, confidence: Double? = nil, agreement: Double? = nil, _ leading: String?
        ) -> SubjectConsensus {
            var standing = some
            (standing.votes, standing.leading) = (votes, leading)
            (standing.confidence, standing.agreement) = (confidence, agreement)
            return standing
        }
        let standings = [
            standing(9, agreement: 1, "3"), standing(1, agreement: 1, "3"), standing(4, agreement: 0.5, "7"),
            standing(4, confidence: 0.6, agreement: 1, "2"), standing(4, confidence: 0.99, "2"), standing(0, nil),
        ]
        let plan = RetirementPlan(
            of: votes, by: try RetirementRule(confidence: .init(0.95, atLeast: 3)),
            listed: Bitmap(repeating: true, count: 6)
        ) { standings[$0] }
        #expect(plan.retired == plan.retired.filter { $0.subject == 4 && $0.reason == .confidence })
        #expect(plan.retired.count == 1)
        #expect(plan.shown.map(\.subject) == [5, 2, 3, 1, 0])
    }

    @Test("Everything is a function of the votes: their order does not matter")
    func determinism() throws {
        let crowd = HardCrowd(seed: 12, subjects: 300)
        let rule = try RetirementRule(votes: 8, confidence: .init(0.99, atLeast: 3))
        let files = try [crowd.answers, crowd.answers.reversed()].map { answers in
            let votes = Votes(answers)
            let plan = try plan(votes, rule, .dawidSkene)
            return text(plan.retireColumns(votes)) + text(plan.showAgainColumns(votes))
        }
        #expect(files[0] == files[1] && files[0].count > 300)
    }

    @Test("Nothing at all, one label, and unsure votes alone are no trouble")
    func degenerate() throws {
        let rule = try RetirementRule(votes: 3, blank: 2, blankLabels: ["n", "?"])
        let nothing = votes([])
        #expect(try plan(nothing, rule).shown.isEmpty)
        #expect(text(try plan(nothing, rule).retireColumns(nothing)) == ["image,reason,votes"])
        let one = votes([("a", "d"), ("b", "ddd"), ("c", "dd")], without: ["z"])
        #expect(try plan(one, rule, listed: true).shown.map(\.subject) == [3, 0, 2])
        let unsure = votes([("a", "??"), ("b", "?"), ("c", "?d")])
        let unsurePlan = try plan(unsure, rule)
        #expect(unsurePlan.retired.map(\.subject) == [0] && unsurePlan.retired.map(\.reason) == [.blank])
        let nobody = votes([], without: ["b", "a"])
        #expect(try plan(nobody, rule, listed: true).shown.map(\.subject) == [0, 1])
    }
}
