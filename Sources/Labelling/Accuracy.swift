import Observations

/// How often a consensus is right, measured against known answers.
///
/// What counts is the front runner, whether or not it is published, so that methods can be compared on equal terms.
/// Where n labels are tied for the first place and one of them is right, that earns 1/n: what a fair draw would earn
/// on average. It is the crowd that is measured: what experts decided is left aside.
package struct Accuracy: Sendable, Equatable {
    /// Known answers whose subject has votes.
    package private(set) var scored = 0
    /// The points for them, at most one each.
    package private(set) var points = 0.0
    /// Known answers whose subject is not in the dataset or has no votes.
    package private(set) var unknown = 0
    /// Known answers on whose subject the crowd agreed.
    package private(set) var published = 0
    /// How many of those labels are right.
    package private(set) var publishedRight = 0

    /// Points per scored answer, 0…1; `nil` where nothing was scored.
    package var share: Double? { scored == 0 ? nil : points / Double(scored) }
    /// Right labels per published label, 0…1; `nil` where nothing was published.
    package var publishedShare: Double? { published == 0 ? nil : Double(publishedRight) / Double(published) }

    /// Scores a consensus: for each known answer the subject's name, one string per subject term, and the right label.
    package init(of consensus: any QuestionConsensus, against truth: [(subject: [String], label: String)]) {
        for (name, label) in truth {
            guard let number = consensus.votes.subject(named: name) else {
                unknown += 1
                continue
            }
            let subject = consensus.subject(number)
            guard subject.votes > 0 else {
                unknown += 1
                continue
            }
            scored += 1
            let front = subject.leading.map { [$0] } ?? subject.tied
            // Labels are equal if their bytes are, as everywhere; not if they merely look the same.
            if front.contains(where: { $0.utf8.elementsEqual(label.utf8) }) { points += 1 / Double(front.count) }
            if let agreed = subject.status == .expert ? subject.crowd : subject.label {
                published += 1
                if agreed.utf8.elementsEqual(label.utf8) { publishedRight += 1 }
            }
        }
    }

    /// A consensus and, beside it, the plain majority of the same votes under the same thresholds.
    package static func besideMajority(
        _ consensus: any QuestionConsensus, against truth: [(subject: [String], label: String)]
    ) -> (method: Accuracy, majority: Accuracy) {
        (Accuracy(of: consensus, against: truth), Accuracy(of: consensus.majority, against: truth))
    }
}

extension QuestionConsensus {
    /// The plain majority of the same votes under the same thresholds.
    package var majority: Consensus {
        var rule = rule
        rule.method = .choice(.majority)
        return Consensus(votes: votes, rule: rule, estimate: Majority.estimate(from: votes, unsure: rule.unsure))
    }
}
