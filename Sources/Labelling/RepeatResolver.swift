/// Makes one vote of each contributor's answers on a subject, by the question's rule of repeats.
struct RepeatResolver {
    /// Answers of which none counts, in canonical numbers.
    struct Group {
        var subject: Int
        var contributor: Int
        var submission: UInt32
        var ordinals: [UInt32]
        var labels: [UInt32]
    }

    /// What several answers mean.
    let rule: RepeatRule
    /// Where each subject's votes begin, the end behind the last.
    private(set) var offsets: [UInt32] = [0]
    /// The contributor of every vote that counts.
    var contributors: [UInt32] = []
    /// The label of every vote that counts.
    var labels: [UInt32] = []
    /// The answers that do not count and that no later submission has put right.
    private(set) var repeated: [Group] = []

    /// A resolver for at most that many votes.
    init(rule: RepeatRule, votes: Int) {
        self.rule = rule
        contributors.reserveCapacity(votes)
        labels.reserveCapacity(votes)
    }

    /// Takes the answers on the next subject, sorted by contributor: rank in the upper half, answer in the lower.
    mutating func resolve(
        _ answers: UnsafeBufferPointer<UInt64>, _ subject: Int, _ labelRanks: [UInt32], _ answerLabels: [UInt32],
        _ chunks: AnswerChunks
    ) {
        var start = 0
        while start < answers.count {
            let contributor = answers[start] >> 32
            var end = start + 1
            while end < answers.count, answers[end] >> 32 == contributor { end += 1 }
            if end - start == 1 {
                let answer = Int(truncatingIfNeeded: answers[start] & 0xFFFF_FFFF)
                add(contributor: UInt32(contributor), label: labelRanks[Int(answerLabels[answer])])
            } else {
                let several = answers[start..<end].map { key in
                    let answer = Int(key & 0xFFFF_FFFF)
                    return (order: chunks.order(of: answer), label: labelRanks[Int(answerLabels[answer])])
                }
                // Newest first; the label decides only where the caller gave two answers the same place.
                settle(several.sorted { ($0.order, $0.label) > ($1.order, $1.label) }, Int(contributor), subject)
            }
            start = end
        }
        offsets.append(UInt32(labels.count))
    }

    /// The newest submission with a single answer counts; where newer ones hold several, the newest of them is listed.
    ///
    /// An earlier single answer stays in force, as an accepted value does when its correction is quarantined.
    private mutating func settle(_ answers: [(order: UInt64, label: UInt32)], _ contributor: Int, _ subject: Int) {
        if rule == .latest { return add(contributor: UInt32(contributor), label: answers[0].label) }
        var start = 0
        while start < answers.count {
            let submission = answers[start].order >> 32
            let end = answers[start...].firstIndex { $0.order >> 32 != submission } ?? answers.count
            if end - start == 1 { return add(contributor: UInt32(contributor), label: answers[start].label) }
            if start == 0 {
                let oldestFirst = answers[start..<end].reversed()
                repeated.append(
                    Group(
                        subject: subject, contributor: contributor, submission: UInt32(submission),
                        ordinals: oldestFirst.map { UInt32(truncatingIfNeeded: $0.order) },
                        labels: oldestFirst.map(\.label)))
            }
            start = end
        }
    }

    private mutating func add(contributor: UInt32, label: UInt32) {
        contributors.append(contributor)
        labels.append(label)
    }
}
