import Foundation

/// Dawid–Skene written down as the formulas stand, with arrays of arrays and the C library's exp and log: slow, and
/// easy to check by reading. What the fast version must equal.
struct ReferenceDawidSkene {
    var posterior: [[Double]]
    var confusion: [[[Double]]]
    var objective: Double
    var iterations: Int

    /// Votes as (subject, contributor, label), numbered from 0.
    init(
        _ votes: [(subject: Int, contributor: Int, label: Int)], subjects: Int, contributors: Int, labels: Int,
        iterationLimit: Int = 100, leastGain: Double = 1e-6
    ) {
        let a = 0.01
        let b = 1.0
        let voted = Set(votes.map(\.subject)).sorted()
        posterior = [[Double]](repeating: [Double](repeating: 0, count: labels), count: subjects)
        for vote in votes { posterior[vote.subject][vote.label] += 1 }
        for subject in voted {
            let sum = posterior[subject].reduce(0, +)
            posterior[subject] = posterior[subject].map { $0 / sum }
        }
        confusion = []
        objective = 0
        iterations = 0
        while iterations < iterationLimit {
            iterations += 1
            // Learn.
            confusion = [[[Double]]](
                repeating: [[Double]](repeating: [Double](repeating: a, count: labels), count: labels),
                count: contributors)
            for vote in votes {
                for truth in 0..<labels {
                    confusion[vote.contributor][truth][vote.label] += posterior[vote.subject][truth]
                }
            }
            var prior = 0.0
            for contributor in 0..<contributors {
                for truth in 0..<labels {
                    let sum = confusion[contributor][truth].reduce(0, +)
                    for label in 0..<labels {
                        confusion[contributor][truth][label] /= sum
                        prior += a * log(confusion[contributor][truth][label])
                    }
                }
            }
            let classes = (0..<labels).map { label in
                (b + voted.reduce(0) { $0 + posterior[$1][label] }) / (Double(voted.count) + b * Double(labels))
            }
            prior += classes.reduce(0) { $0 + b * log($1) }
            // Expect.
            for subject in voted { posterior[subject] = classes.map { log($0) } }
            for vote in votes {
                for truth in 0..<labels {
                    posterior[vote.subject][truth] += log(confusion[vote.contributor][truth][vote.label])
                }
            }
            var likelihood = 0.0
            for subject in voted {
                let greatest = posterior[subject].max() ?? 0
                let sum = posterior[subject].reduce(0) { $0 + exp($1 - greatest) }
                likelihood += greatest + log(sum)
                posterior[subject] = posterior[subject].map { exp($0 - greatest) / sum }
            }
            let last = objective
            objective = likelihood + prior
            if iterations > 1, objective - last < leastGain * abs(objective) { break }
        }
    }
}
