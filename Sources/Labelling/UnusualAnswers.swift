/// Which answers are unusual, how often each contributor gives one, and how often two would by chance give the same.
///
/// An answer is unusual where another label leads by the method's scores.
struct UnusualAnswers {
    let votes: Votes
    let truths: TruthClasses
    let rows: AnswerRows
    let index: ContributorIndex
    /// The subject of every vote.
    let subjectOfVote: [UInt32]
    /// For every vote whether it is unusual. Where nobody voted for anything that can be true, none is.
    let isUnusual: [Bool]
    /// For every row the share of the contributor's answers that are this one and unusual: u_jl.
    private let shares: [Double]

    /// Compares votes with scores. Linear in the votes.
    init(_ votes: Votes, _ scores: Scores, _ truths: TruthClasses, _ rows: AnswerRows) {
        self.votes = votes
        self.truths = truths
        self.rows = rows
        index = ContributorIndex(votes)
        var subjectOfVote = [UInt32](repeating: 0, count: votes.count)
        var isUnusual = [Bool](repeating: false, count: votes.count)
        for subject in 0..<votes.subjectCount {
            let standing = scores.standing(ofSubject: subject)
            for vote in votes.range(ofSubject: subject) {
                subjectOfVote[vote] = UInt32(subject)
                guard truths.classOfLabel[Int(votes.voteLabels[vote])] != TruthClasses.none else { continue }
                let score = scores.score(of: Int(votes.voteLabels[vote]), on: subject)
                isUnusual[vote] = standing.score - score >= Scores.tieWidth
            }
        }
        var shares = [Double](repeating: 0, count: rows.count)
        var answers = [Double](repeating: 0, count: votes.contributors.count)
        for vote in 0..<votes.count where truths.classOfLabel[Int(votes.voteLabels[vote])] != TruthClasses.none {
            answers[Int(votes.voteContributors[vote])] += 1
            if isUnusual[vote] { shares[Int(rows.ofVote[vote])] += 1 }
        }
        for contributor in answers.indices where answers[contributor] > 0 {
            for row in rows.range(contributor) { shares[row] /= answers[contributor] }
        }
        self.subjectOfVote = subjectOfVote
        self.isUnusual = isUnusual
        self.shares = shares
    }

    /// Whether a vote is for something that can be true.
    @inline(__always)
    func isNamed(_ vote: Int) -> Bool { truths.classOfLabel[Int(votes.voteLabels[vote])] != TruthClasses.none }

    /// Σ_l u_jl u_j'l: how often two share an unusual answer on a subject if they know nothing of one another and
    /// subjects are equally hard. Both have their rows in the order of the answers.
    func coincidence(_ first: Int, _ second: Int) -> Double {
        var left = rows.range(first)
        var right = rows.range(second)
        var sum = 0.0
        while let one = left.first, let other = right.first {
            if rows.answers[one] == rows.answers[other] {
                sum += shares[one] * shares[other]
                left = left.dropFirst()
                right = right.dropFirst()
            } else if rows.answers[one] < rows.answers[other] {
                left = left.dropFirst()
            } else {
                right = right.dropFirst()
            }
        }
        return sum
    }

    /// ln of the probability of `count` or more where `mean` are expected, by Poisson's distribution; 0 where no more
    /// were seen than expected.
    static func logTail(_ count: Double, mean: Double) -> Double {
        guard count > mean, mean > 0 else { return 0 }
        // The first term, and the others as parts of it, each from the one before: they fall, as count > mean.
        var sum = 0.0
        var part = 1.0
        var next = count
        while part > 1e-18 * sum {
            sum += part
            next += 1
            part *= mean / next
        }
        return count * StableMath.log(mean) - mean - StableMath.logGamma(count + 1) + StableMath.log(sum)
    }
}
