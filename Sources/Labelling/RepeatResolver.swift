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
    /// The answers that do not count and that no later submission has put right.
    private(set) var repeated: [Group] = []
    /// How many votes there are so far.
    private var written = 0

    /// A resolver for subjects to come.
    init(rule: RepeatRule, subjects: Int) {
        self.rule = rule
        offsets.reserveCapacity(subjects + 1)
    }

    /// Takes the answers on the next subject, sorted by contributor: rank in the upper half, answer in the lower.
    ///
    /// The votes that remain are written to the front of the same memory, contributor in the upper half and label in
    /// the lower. There are never more votes than answers read, so nothing unread is overwritten.
    mutating func resolve(
        _ range: Range<Int>, of keys: UnsafeMutableBufferPointer<UInt64>, _ subject: Int, _ labelRanks: [UInt32],
        _ answerLabels: [UInt32], _ answers: AnswerChunks
    ) {
        var start = range.lowerBound
        while start < range.upperBound {
            let contributor = keys[start] >> 32
            var end = start + 1
            while end < range.upperBound, keys[end] >> 32 == contributor { end += 1 }
            var label: UInt32?
            if end - start == 1 {
                label = labelRanks[Int(answerLabels[Int(keys[start] & 0xFFFF_FFFF)])]
            } else {
                let several = keys[start..<end].map { key in
                    let answer = Int(key & 0xFFFF_FFFF)
                    return (order: answers.order(of: answer), label: labelRanks[Int(answerLabels[answer])])
                }
                // Newest first; the label decides only where the caller gave two answers the same place.
                label = settle(
                    several.sorted { ($0.order, $0.label) > ($1.order, $1.label) }, Int(contributor), subject)
            }
            if let label {
                keys[written] = contributor << 32 | UInt64(label)
                written += 1
            }
            start = end
        }
        offsets.append(UInt32(written))
    }

    /// The newest submission with a single answer counts; where newer ones hold several, the newest of them is listed.
    ///
    /// An earlier single answer stays in force, as an accepted value does when its correction is quarantined.
    private mutating func settle(_ answers: [(order: UInt64, label: UInt32)], _ contributor: Int, _ subject: Int)
        -> UInt32?
    {
        if rule == .latest { return answers[0].label }
        var start = 0
        while start < answers.count {
            let submission = answers[start].order >> 32
            let end = answers[start...].firstIndex { $0.order >> 32 != submission } ?? answers.count
            if end - start == 1 { return answers[start].label }
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
        return nil
    }
}
