import Labelling
import Observations

/// A seeded crowd: a skewed distribution of truths, a few very active contributors and many others, most of them good,
/// some mediocre, some answering at random.
struct GeneratedCrowd {
    static let names = ["empty", "fox", "deer", "badger", "hare", "boar", "owl", "marten", "hedgehog", "human"]

    /// Per vote: subject, contributor, label. A contributor may have several on one subject.
    private(set) var votes: [(subject: Int, contributor: Int, label: Int)] = []
    private(set) var truth: [Int]
    let labels: Int

    init(seed: UInt64, votes count: Int, perSubject: Int, contributors: Int, labels: Int) {
        var random = SplitMix64(seed: seed)
        self.labels = labels
        // Truth k has a share in proportion to 1 ÷ (k + 2).
        let shares = (0..<labels).map { 1 / Double($0 + 2) }
        let subjects = max(1, count / perSubject)
        truth = (0..<subjects).map { _ in Self.draw(shares, &random) }
        let skills = (0..<contributors).map { _ -> Double in
            let kind = random.fraction()
            if kind < 0.7 { return 0.75 + 0.22 * random.fraction() }
            return kind < 0.9 ? 0.45 + 0.3 * random.fraction() : 0.1 + 0.1 * random.fraction()
        }
        let favourites = (0..<contributors).map { _ in random.below(labels) }
        for _ in 0..<count {
            let subject = random.below(subjects)
            // The square favours low numbers: active contributors.
            let activity = random.fraction()
            let contributor = Int(activity * activity * Double(contributors))
            var label = truth[subject]
            if random.fraction() > skills[contributor] {
                label = random.fraction() < 0.5 ? favourites[contributor] : random.below(labels)
            }
            votes.append((subject, contributor, label))
        }
    }

    /// The same as named answers.
    var answers: [Answer] {
        votes.enumerated().map { index, vote in
            Answer("t\(vote.subject)", "w\(vote.contributor)", name(vote.label), at: UInt32(index))
        }
    }

    /// The name of a label.
    func name(_ label: Int) -> String { label < Self.names.count ? Self.names[label] : "label-\(label)" }

    private static func draw(_ shares: [Double], _ random: inout SplitMix64) -> Int {
        var rest = random.fraction() * shares.reduce(0, +)
        for (index, share) in shares.enumerated() {
            rest -= share
            if rest < 0 { return index }
        }
        return 0
    }
}
