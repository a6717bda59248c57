/// A seeded crowd that errs together: some subjects look like something else, and most contributors fall for it. Models
/// that take contributors to err independently are too sure of themselves on it.
struct HardCrowd {
    private(set) var answers: [Answer] = []
    private(set) var truth: [String] = []

    init(seed: UInt64, subjects: Int, perSubject: Int = 7, labels: Int = 4, hard: Double = 0.3, contributors: Int = 40)
    {
        var random = SplitMix64(seed: seed)
        for subject in 0..<subjects {
            let right = random.below(labels)
            let decoy = (right + 1 + random.below(labels - 1)) % labels
            let isHard = random.fraction() < hard
            // How strongly the decoy draws differs from one hard subject to the next.
            let pull = isHard ? 0.3 + 0.6 * random.fraction() : 0
            truth.append("label \(right)")
            var who = Array(0..<contributors)
            who.shuffle(using: &random)
            for contributor in who.prefix(perSubject) {
                var label = right
                if random.fraction() < pull {
                    label = decoy
                } else if random.fraction() < 0.15 {
                    label = random.below(labels)
                }
                answers.append(Answer(Self.name(subject), "w\(contributor)", "label \(label)"))
            }
        }
    }

    /// In byte order as in numbers.
    static func name(_ subject: Int) -> String { "t\(100_000 + subject)" }
}
