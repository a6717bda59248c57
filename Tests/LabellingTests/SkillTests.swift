import Labelling
import Observations
import Testing

@Suite("Skill of contributors")
struct SkillTests {
    /// A crowd of good contributors and some others, each with `answers` answers on subjects of two to four labels.
    private struct Crowd {
        var answers: [Answer] = []

        /// Kinds by contributor: `.` good, `r` random, `s` always the same, `a` against the truth, `c` copies the last.
        init(seed: UInt64, kinds: String, subjects: Int, perSubject: Int, labels: Int) {
            var random = SplitMix64(seed: seed)
            let kinds = Array(kinds)
            for subject in 0..<subjects {
                let truth = random.below(labels)
                var who = Array(kinds.indices)
                who.shuffle(using: &random)
                // A copier always sees what she copies.
                var drawn = Array(who.prefix(perSubject)).sorted()
                if let copier = kinds.firstIndex(of: "c"), drawn.contains(copier), !drawn.contains(copier - 1) {
                    drawn.append(copier - 1)
                    drawn.sort()
                }
                var last = 0
                for contributor in drawn {
                    var label = truth
                    switch kinds[contributor] {
                    case "r": label = random.below(labels)
                    case "s": label = 0
                    case "a": label = (truth + 1) % labels
                    case "c": label = last
                    default:
                        let error = contributor + 1 < kinds.count && kinds[contributor + 1] == "c" ? 0.3 : 0.15
                        if random.fraction() < error { label = random.below(labels) }
                    }
                    last = label
                    answers.append(Answer("t\(subject)", Self.name(contributor), "label \(label)"))
                }
            }
        }

        static func name(_ contributor: Int) -> String { "w" + String(1000 + contributor) }
    }

    private func report(_ crowd: Crowd) throws -> (votes: Votes, skills: SkillReport) {
        let votes = Votes(crowd.answers)
        return (votes, SkillReport(votes, try LabellingMethod.auto.estimate(from: votes)))
    }

    @Test(
        "Random and constant answerers are flagged, at least four of five, and good contributors are not",
        arguments: [2, 3, 4])
    func spammers(labels: Int) throws {
        let kinds = String(repeating: ".", count: 30) + "rrrss"
        let (votes, skills) = try report(
            Crowd(seed: 31, kinds: kinds, subjects: 400, perSubject: 5, labels: labels))
        var found = 0
        for (number, kind) in kinds.enumerated() {
            let contributor = try #require(votes.contributors.cells.firstIndex(of: Crowd.name(number)))
            let flags = skills.contributors[contributor].flags
            #expect(flags == [] || (kind != "." && flags == [.spammer]), "\(number)")
            if flags == [.spammer] { found += 1 }
        }
        // One in forty random answerers looks significantly better than chance, by chance.
        #expect(found >= 4)
    }

    @Test("Who answers against the truth is contrary, not a spammer")
    func contrary() throws {
        let kinds = String(repeating: ".", count: 20) + "a"
        let (_, skills) = try report(Crowd(seed: 5, kinds: kinds, subjects: 300, perSubject: 5, labels: 2))
        #expect(skills.contributors.last?.flags == [.contrary])
        #expect(skills.contributors.dropLast().allSatisfy { $0.flags == [] })
    }

    @Test("A copier and who she copies from are found by the mistakes that they share")
    func copiers() throws {
        let kinds = String(repeating: ".", count: 16) + "c"
        let (_, skills) = try report(Crowd(seed: 8, kinds: kinds, subjects: 400, perSubject: 5, labels: 4))
        #expect(skills.contributors[16].flags == [.copier(of: 15)])
        #expect(skills.contributors[15].flags == [.copier(of: 16)])
        #expect(skills.contributors[..<15].allSatisfy { $0.flags == [] })
    }

    @Test("A group that agreed on its answers is found as one group, although most pairs of it met only a few times")
    func groups() throws {
        var random = SplitMix64(seed: 17)
        var answers: [Answer] = []
        for subject in 0..<500 {
            let truth = random.below(4)
            let agreedOn = random.below(4)
            var who = Array(0..<40)
            who.shuffle(using: &random)
            for contributor in who.prefix(5) {
                var label = random.fraction() < 0.2 ? random.below(4) : truth
                if contributor < 10 { label = agreedOn }
                answers.append(Answer("t\(subject)", Crowd.name(contributor), "label \(label)"))
            }
        }
        let votes = Votes(answers)
        let skills = SkillReport(votes, try LabellingMethod.auto.estimate(from: votes))
        #expect(skills.groups == [Array(0..<10)])
        #expect(skills.contributors[..<10].allSatisfy { $0.flags.contains(.colluder(group: 0)) })
        #expect(skills.contributors[10...].allSatisfy { $0.flags == [] })
    }

    @Test("Where mistakes are common but nobody agreed on them, at most one contributor in a hundred is accused")
    func clean() throws {
        var accused = 0
        var all = 0
        for seed in UInt64(1)...8 {
            let crowd = GeneratedCrowd(
                seed: seed, votes: 4000, perSubject: 3 + Int(seed), contributors: 60, labels: 2 + Int(seed) % 4)
            let votes = Votes(crowd.answers, repeats: .latest)
            for skill in SkillReport(votes, try LabellingMethod.auto.estimate(from: votes)).contributors {
                all += 1
                if skill.flags.contains(where: { $0 != .spammer && $0 != .contrary }) { accused += 1 }
            }
        }
        #expect(100 * accused <= all, "\(accused) of \(all)")
    }

    @Test("Two who always click the same button are spammers, and no copiers of one another")
    func sameButton() throws {
        let kinds = String(repeating: ".", count: 20) + "ss"
        let (_, skills) = try report(Crowd(seed: 13, kinds: kinds, subjects: 400, perSubject: 6, labels: 3))
        #expect(skills.contributors.suffix(2).allSatisfy { $0.flags == [.spammer] })
    }

    @Test("With few answers nobody is flagged")
    func fewAnswers() throws {
        let (_, skills) = try report(
            Crowd(seed: 2, kinds: "......rs", subjects: 6, perSubject: 4, labels: 2))
        #expect(skills.contributors.allSatisfy { $0.flags == [] })
    }

    @Test("Agreement leaves the contributor's own vote out, shares ties, and passes over subjects that nobody else saw")
    func leaveOneOut() throws {
        let votes = Votes([
            // Ana against two foxes; with a fox; against a tie of fox and dog, of which she says dog; alone; unsure.
            Answer("a", "ana", "dog"), Answer("a", "ben", "fox"), Answer("a", "cleo", "fox"),
            Answer("b", "ana", "fox"), Answer("b", "ben", "fox"),
            Answer("c", "ana", "dog"), Answer("c", "ben", "fox"), Answer("c", "cleo", "dog"),
            Answer("d", "ana", "dog"), Answer("e", "ana", "?"), Answer("e", "ben", "fox"), Answer("f", "ana", "dog"),
            Answer("f", "ben", "?"),
        ])
        let skills = SkillReport(
            votes, try LabellingMethod.majority.estimate(from: votes, unsure: ["?"]), unsure: ["?"])
        let ana = skills.contributors[0]
        #expect(ana.votes == 6 && ana.unsure == 1 && ana.comparable == 3)
        let agreement = try #require(ana.agreement)
        let chance = try #require(ana.chance)
        #expect(abs(agreement - 0.5) < 1e-12, "0, 1 and a half of 3")
        // Her answers are dog, fox, dog; the others' plurality is 1½ + 1 foxes and ½ a dog.
        let expected = (2.0 * 0.5 + 1.0 * 2.5) / 9
        #expect(abs(chance - expected) < 1e-12)
    }

    @Test("Accuracy is a Beta posterior: expected right answers and one prior answer each way")
    func accuracy() throws {
        // Three labels; where the truth is certain, right answers are counted.
        var answers: [Answer] = []
        for subject in 0..<30 {
            let truth = ["dog", "fox", "owl"][subject % 3]
            for who in 0..<60 { answers.append(Answer("t\(subject)", "w\(who)", truth)) }
            answers.append(Answer("t\(subject)", "x", truth == "owl" ? (subject < 9 ? "fox" : "owl") : truth))
        }
        let votes = Votes(answers)
        let skills = SkillReport(votes, try LabellingMethod.dawidSkene.estimate(from: votes))
        let x = try #require(votes.contributors.cells.firstIndex(of: "x"))
        let accuracy = try #require(skills.contributors[x].accuracy)
        #expect(abs(accuracy.mean - 28.0 / 32) < 1e-4)
    }
}
