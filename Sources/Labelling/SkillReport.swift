import Observations

/// Why a contributor's answers deserve a look. Nobody is removed for one: her votes already weigh what the method gives
/// them.
package enum SkillFlag: Sendable, Equatable {
    /// Her answers agree with the others' no more than answers without a look at the subject would.
    case spammer
    /// Her answers agree with the others' less than chance would: perhaps she mistook the buttons.
    case contrary
    /// She shares unusual answers with another contributor more often than two people do; the other's number in
    /// `Votes.contributors`. Who copied from whom, or whether both are one person, cannot be told.
    case copier(of: Int)
    /// She is one of a group of three or more who share unusual answers with one another more often than people do who
    /// know nothing of each other; the group's place in `SkillReport.groups`.
    case colluder(group: Int)
}

/// What is known of one contributor on one question.
package struct ContributorSkill: Sendable, Equatable {
    /// All her votes.
    package internal(set) var votes = 0
    /// Those of them that mean "unsure".
    package internal(set) var unsure = 0
    /// Those on subjects on which others, too, have voted for something that can be true.
    package internal(set) var comparable = 0
    /// The share of comparable votes that agree with the plurality of the others, her own vote left out; where n labels
    /// lead, 1/n. `nil` without comparable votes.
    package internal(set) var agreement: Double?
    /// What `agreement` would be if she gave the same answers to subjects at random; `nil` without comparable votes.
    package internal(set) var chance: Double?
    /// How often her answers are right by the method's probabilities, with one prior answer each way; `nil` without
    /// votes for anything that can be true.
    package internal(set) var accuracy: CredibleInterval?
    /// Her votes, unsure ones aside, on subjects whose right answer is known.
    package internal(set) var known = 0
    /// Those of them that are right.
    package internal(set) var knownRight = 0
    /// What was noticed: spammer or contrary, the group, then copiers by number.
    package internal(set) var flags: [SkillFlag] = []
}

/// Skill per contributor on one question, from the votes and what a method made of them.
package struct SkillReport: Sendable {
    /// Flags against chance need this likelihood ratio, between answering at random and answering as the crowd does.
    package static let leastEvidence = 20.0

    /// In the order of `Votes.contributors`.
    package let contributors: [ContributorSkill]
    /// Groups who share unusual answers with one another, each with its members' numbers in order.
    package let groups: [[Int]]

    /// Measures all contributors: Σ n² over the subjects' numbers of votes n, for comparing them in pairs.
    ///
    /// - Parameters:
    ///   - estimate: What a method says about these votes.
    ///   - unsure: Labels that are answers but never true, as the method was told.
    ///   - known: Right answers that are known beforehand, as the method was told.
    package init(
        _ votes: Votes, _ estimate: Estimate, unsure: [String] = [], known: KnownTruths = .none
    ) {
        let truths = TruthClasses(votes, unsure: unsure)
        let rows = AnswerRows(votes)
        let scores = estimate.scores.holding(known)
        let counts = Self.expectedAnswers(votes, scores, truths, rows)
        var skills = LeaveOneOut(votes, truths).skills
        Self.addAccuracy(&skills, truths, rows, counts)
        Self.countKnown(&skills, votes, truths, known)
        Self.flagAgainstChance(&skills)
        let search = CopySearch(votes, scores, truths, rows)
        var groupOf = [Int](repeating: -1, count: skills.count)
        for (number, group) in search.groups.enumerated() {
            for member in group {
                groupOf[member] = number
                skills[member].flags.append(.colluder(group: number))
            }
        }
        groups = search.groups
        // Within a group the pairs say nothing more.
        for pair in search.pairs where groupOf[pair.first] < 0 || groupOf[pair.first] != groupOf[pair.second] {
            skills[pair.first].flags.append(.copier(of: pair.second))
            skills[pair.second].flags.append(.copier(of: pair.first))
        }
        contributors = skills
    }

    /// Σ z_ik of a contributor's answers l, for her rows and all truths k.
    private static func expectedAnswers(
        _ votes: Votes, _ scores: Scores, _ truths: TruthClasses, _ rows: AnswerRows
    ) -> [Double] {
        var counts = [Double](repeating: 0, count: rows.count * truths.count)
        for subject in 0..<votes.subjectCount {
            for vote in votes.range(ofSubject: subject) {
                let row = Int(rows.ofVote[vote]) * truths.count
                for entry in scores.range(ofSubject: subject) {
                    let truth = truths.classOfLabel[Int(scores.labels[entry])]
                    if truth != TruthClasses.none { counts[row + Int(truth)] += scores.values[entry] }
                }
            }
        }
        return counts
    }

    private static func addAccuracy(
        _ skills: inout [ContributorSkill], _ truths: TruthClasses, _ rows: AnswerRows, _ counts: [Double]
    ) {
        for contributor in skills.indices {
            let answered = Double(skills[contributor].votes - skills[contributor].unsure)
            guard answered > 0 else { continue }
            var right = 0.0
            for row in rows.range(contributor) {
                let truth = truths.classOfLabel[Int(rows.answers[row])]
                if truth != TruthClasses.none { right += counts[row * truths.count + Int(truth)] }
            }
            skills[contributor].accuracy = CredibleInterval(
                inside: 1 + right, outside: 1 + max(0, answered - right))
        }
    }

    private static func countKnown(
        _ skills: inout [ContributorSkill], _ votes: Votes, _ truths: TruthClasses, _ known: KnownTruths
    ) {
        for subject in 0..<votes.subjectCount {
            guard let right = known.label(of: subject) else { continue }
            for vote in votes.range(ofSubject: subject)
            where truths.classOfLabel[Int(votes.voteLabels[vote])] != TruthClasses.none {
                skills[Int(votes.voteContributors[vote])].known += 1
                if votes.voteLabels[vote] == right { skills[Int(votes.voteContributors[vote])].knownRight += 1 }
            }
        }
    }

    /// Spammers and contraries.
    ///
    /// A contributor whose agreement is significantly below chance (Wilson's 95 % interval) is contrary. A spammer's is
    /// not significantly above, and the likelihood ratio speaks for chance against the crowd's common agreement: with
    /// few answers, or where chance is nearly as good as knowing, nobody is flagged.
    private static func flagAgainstChance(_ skills: inout [ContributorSkill]) {
        var agreeing = 0.0
        var all = 0.0
        for skill in skills {
            agreeing += (skill.agreement ?? 0) * Double(skill.comparable)
            all += Double(skill.comparable)
        }
        guard all > 0 else { return }
        let common = min(max(agreeing / all, 1e-3), 1 - 1e-3)
        for contributor in skills.indices {
            guard let agreement = skills[contributor].agreement, let chance = skills[contributor].chance else {
                continue
            }
            let answers = Double(skills[contributor].comparable)
            let (low, high) = wilson(agreement, answers)
            let random = min(max(chance, 1e-3), 1 - 1e-3)
            let evidence =
                answers
                * (agreement * StableMath.log(random / common)
                    + (1 - agreement) * StableMath.log((1 - random) / (1 - common)))
            guard common > random, evidence > StableMath.log(leastEvidence) else { continue }
            if high < chance {
                skills[contributor].flags.append(.contrary)
            } else if low <= chance {
                skills[contributor].flags.append(.spammer)
            }
        }
    }

    /// Wilson's score interval of a share, at 95 %: E. B. Wilson, Journal of the American Statistical Association 22
    /// (1927) 209-212.
    private static func wilson(_ share: Double, _ count: Double) -> (low: Double, high: Double) {
        let z = 1.959963984540054
        let scale = 1 + z * z / count
        let middle = (share + z * z / (2 * count)) / scale
        let half = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot() / scale
        return (middle - half, middle + half)
    }
}
