/// Each contributor beside the plurality of the others, her own vote left out so that she cannot agree with herself.
struct LeaveOneOut {
    /// Votes, agreement and chance of every contributor.
    private(set) var skills: [ContributorSkill]

    /// Votes times different labels on a subject.
    init(_ votes: Votes, _ truths: TruthClasses) {
        let tallies = SubjectTallies(votes, truths)
        skills = [ContributorSkill](repeating: ContributorSkill(), count: votes.contributors.count)
        let index = ContributorIndex(votes)
        var subjectOfVote = [UInt32](repeating: 0, count: votes.count)
        for subject in 0..<votes.subjectCount {
            for vote in votes.range(ofSubject: subject) { subjectOfVote[vote] = UInt32(subject) }
        }
        // Of one contributor: how often she gave each answer, and how often the others' plurality was each label.
        var answered = [Double](repeating: 0, count: truths.count)
        var others = answered
        for contributor in skills.indices {
            var skill = ContributorSkill()
            var agreeing = 0.0
            var touched: [UInt32] = []
            for place in index.range(contributor) {
                let vote = Int(index.votes[place])
                let own = truths.classOfLabel[Int(votes.voteLabels[vote])]
                skill.votes += 1
                guard own != TruthClasses.none else {
                    skill.unsure += 1
                    continue
                }
                let subject = Int(subjectOfVote[vote])
                var leaders: [UInt32] = []
                let count = tallies.plurality(on: subject, withoutOne: own) { leaders.append($0) }
                guard count > 0 else { continue }
                skill.comparable += 1
                answered[Int(own)] += 1
                touched.append(own)
                for leader in leaders {
                    others[Int(leader)] += 1 / Double(count)
                    touched.append(leader)
                    if leader == own { agreeing += 1 / Double(count) }
                }
            }
            if skill.comparable > 0 {
                let all = Double(skill.comparable)
                var chance = 0.0
                touched.sort()
                for (place, truth) in touched.enumerated() where place == 0 || touched[place - 1] != truth {
                    chance += answered[Int(truth)] / all * (others[Int(truth)] / all)
                    answered[Int(truth)] = 0
                    others[Int(truth)] = 0
                }
                skill.agreement = agreeing / all
                skill.chance = chance
            }
            skills[contributor] = skill
        }
    }
}
