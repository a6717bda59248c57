import Foundation
import Labelling
import Observations
import Testing

/// What bad contributors do to the consensus, and whether they are found: the table of docs/robustness.md.
@Suite("Robustness against bad contributors")
struct RobustnessTests {
    private enum Kind: String, CaseIterable {
        case random, adversarial, colluding
    }

    private static let contributors = 40
    private static let subjects = 600
    private static let labels = 4
    private static let votesPerSubject = 5
    private static let seeds = UInt64(1)...8
    private static let methods: [LabellingMethod] = [.majority, .dawidSkene, .auto]

    /// A crowd of which some are bad. The same seed gives the same subjects, the same honest answers and the same order,
    /// however many are bad: a bad contributor replaces an honest one.
    private struct Crowd {
        var answers: [Answer] = []
        var truth: [(subject: [String], label: String)] = []
        let bad: Int

        init(_ kind: Kind, bad: Int, seed: UInt64) {
            self.bad = bad
            var random = SplitMix64(seed: seed)
            let errors = (0..<RobustnessTests.contributors).map { _ in 0.1 + 0.25 * random.fraction() }
            for subject in 0..<RobustnessTests.subjects {
                let right = random.below(RobustnessTests.labels)
                let agreedOn = random.below(RobustnessTests.labels)
                truth.append((["t\(subject)"], "label \(right)"))
                var who = Array(0..<RobustnessTests.contributors)
                who.shuffle(using: &random)
                for contributor in who.prefix(RobustnessTests.votesPerSubject) {
                    let isWrong = random.fraction() < errors[contributor]
                    let other = (right + 1 + random.below(RobustnessTests.labels - 1)) % RobustnessTests.labels
                    let guess = random.below(RobustnessTests.labels)
                    var label = isWrong ? other : right
                    if contributor < bad {
                        switch kind {
                        case .random: label = guess
                        case .adversarial: label = (right + 1) % RobustnessTests.labels
                        case .colluding: label = agreedOn
                        }
                    }
                    answers.append(Answer("t\(subject)", Self.name(contributor), "label \(label)"))
                }
            }
        }

        static func name(_ contributor: Int) -> String { "w\(100 + contributor)" }
    }

    /// Accuracy by method, and flags, over all seeds.
    private struct Outcome {
        var accuracies = [Double](repeating: 0, count: RobustnessTests.methods.count)
        var found = 0
        var bad = 0
        var accused = 0
        var honest = 0
    }

    private func outcome(_ kind: Kind, bad: Int) throws -> Outcome {
        var outcome = Outcome()
        for seed in Self.seeds {
            let crowd = Crowd(kind, bad: bad, seed: seed)
            let votes = Votes(crowd.answers)
            for (place, method) in Self.methods.enumerated() {
                let estimate = try method.estimate(from: votes)
                let accuracy = Accuracy(
                    of: Consensus(votes: votes, rule: rule(method), estimate: estimate), against: crowd.truth)
                outcome.accuracies[place] += (accuracy.share ?? 0) / Double(Self.seeds.count)
                guard method == .auto else { continue }
                // Names of equal length: contributors are numbered as here.
                for (number, skill) in SkillReport(votes, estimate).contributors.enumerated() {
                    if number < bad {
                        outcome.bad += 1
                        if !skill.flags.isEmpty { outcome.found += 1 }
                    } else {
                        outcome.honest += 1
                        if !skill.flags.isEmpty { outcome.accused += 1 }
                    }
                }
            }
        }
        return outcome
    }

    /// A share in %, with one decimal.
    private func percent(_ share: Double) -> String {
        let tenths = Int((abs(share) * 1000).rounded())
        return (share < 0 && tenths > 0 ? "−" : "") + "\(tenths / 10).\(tenths % 10)"
    }

    @Test("docs/robustness.md shows the loss against the clean crowd, and how many bad contributors are found")
    func table() throws {
        let clean = try outcome(.random, bad: 0)
        var lines = [
            "| none | 0 % | " + clean.accuracies.map { percent($0) }.joined(separator: " | ") + " | – | "
                + percent(Double(clean.accused) / Double(clean.honest)) + " |"
        ]
        for kind in Kind.allCases {
            for share in [10, 20, 30] {
                let outcome = try outcome(kind, bad: Self.contributors * share / 100)
                let losses = zip(clean.accuracies, outcome.accuracies).map { percent($0 - $1) }
                let recall = Double(outcome.found) / Double(outcome.bad)
                let accused = Double(outcome.accused) / Double(outcome.honest)
                lines.append(
                    "| \(kind.rawValue) | \(share) % | " + losses.joined(separator: " | ")
                        + " | \(percent(recall)) | \(percent(accused)) |")
                // What nobody should have to read a table for.
                #expect(
                    clean.accuracies[2] - outcome.accuracies[2] <= clean.accuracies[0] - outcome.accuracies[0] + 0.005)
                #expect(accused < 0.02)
                #expect(recall >= 0.8)
            }
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/robustness.md"), encoding: .utf8)
        let isCurrent = lines.allSatisfy { page.contains($0 + "\n") }
        #expect(isCurrent, "docs/robustness.md should say:\n\(lines.joined(separator: "\n"))")
    }
}
