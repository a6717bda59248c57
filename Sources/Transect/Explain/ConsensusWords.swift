import Foundation
import Labelling
import Observations
import Storage

/// What crowd and experts say of a subject, question by question, with the votes under the contributors' own names: for
/// the project's people, never for a version.
struct ConsensusWords {
    private let labels: Labels
    private let names: [String: String]
    private let answers: [[String]: RecordedDecision]

    /// Labels the current dataset.
    init(_ run: Run, _ store: Store, _ ledger: Ledger) throws {
        labels = try run.labels(store, ledger)
        names = labels.namesByPseudonym
        answers = try ledger.standingAnswers()
    }

    /// Whether there is anybody's vote or decision on a subject.
    func knows(_ subject: [String]) -> Bool {
        labels.consensus.contains { $0.votes.subject(named: subject) != nil }
    }

    /// The lines about a subject.
    func lines(about subject: [String]) -> [String] {
        var lines: [String] = []
        for consensus in labels.consensus {
            guard let number = consensus.votes.subject(named: subject) else { continue }
            let result = consensus.subject(number)
            let question = consensus.rule.term.name
            let leading = result.leading ?? result.tied.joined(separator: " and ")
            lines.append(
                "Consensus on \(question) for \(subject.joined(separator: ", ").onOneLine): "
                    + result.status.rawValue + (result.votes == 0 ? ", " : ", leading \(leading.onOneLine), ")
                    + (consensus.fields.contains { $0.suffix == "_votes_for" }
                        ? "\(result.votesFor) of \(result.votes) votes" : counted(result.votes, "answer")))
            if result.status == .expert, let label = result.label {
                lines.append("  decided: \(label.onOneLine)" + decided(question, subject))
            }
            for vote in consensus.votes.range(ofSubject: number) {
                let contributor = consensus.votes.contributors[Int(consensus.votes.voteContributors[vote])] ?? ""
                let label = consensus.votes.labels[Int(consensus.votes.voteLabels[vote])] ?? ""
                lines.append("  \((names[contributor] ?? contributor).onOneLine): \(label.onOneLine)")
            }
        }
        return lines
    }

    private func decided(_ question: String, _ subject: [String]) -> String {
        guard let recorded = answers[[question] + subject] else { return "" }
        let decision = recorded.decision
        return " by \(decision.by.onOneLine) on \(Instant(seconds: recorded.at)): \(decision.why.onOneLine)"
    }
}
