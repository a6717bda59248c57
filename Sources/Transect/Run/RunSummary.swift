import Observations

extension RunReport {
    /// The summary for people.
    package var text: String { lines.joined(separator: "\n") }

    /// The sentences of the summary, whatever it is written as. A line that begins with two spaces belongs to the sentence
    /// before it.
    var lines: [String] {
        var lines: [String] = []
        lines += anewText
        lines.append(submissionsText)
        for submission in held {
            lines.append(
                "  \(submission.path.onOneLine): held, nothing of it is taken: \(submission.hold?.text ?? ""). "
                    + "See `transect held`; then `transect accept \(submission.sequence)` or `transect reject \(submission.sequence)`."
            )
        }
        if heldBefore > 0 {
            lines.append("  Still held from earlier runs: \(counted(heldBefore, "submission")). See `transect held`.")
        }
        for lapsed in lapsed {
            lines.append(
                """
                  Decision \(lapsed.decision.event) (\(lapsed.decision.decision.kind.rawValue)) finds no record \
                \(lapsed.record) any more. If another submission has the same record, it has another name now: look for it, \
                and decide again.
                """)
        }
        for submission in submissions where submission.dropped > 0 {
            lines.append(
                "  \(submission.path.onOneLine): replaces an earlier file and leaves out "
                    + "\(counted(submission.dropped, "record")) of it")
        }
        for submission in submissions where submission.problem != nil {
            lines.append("  \(submission.path.onOneLine): \(submission.problem?.onOneLine ?? "")")
        }
        for submission in submissions where !submission.unusedFields.isEmpty {
            let names = submission.unusedFields.prefix(8).joined(separator: ", ").onOneLine
            let more = submission.unusedFields.count > 8 ? " and \(submission.unusedFields.count - 8) more" : ""
            lines.append("  \(submission.path.onOneLine): columns not used by the pipeline: \(names)\(more)")
        }
        for submission in submissions where !submission.missingFields.isEmpty {
            let names = submission.missingFields.prefix(8).joined(separator: ", ").onOneLine
            let more = submission.missingFields.count > 8 ? " and \(submission.missingFields.count - 8) more" : ""
            lines.append(
                "  \(submission.path.onOneLine): columns that the pipeline names and the file lacks: \(names)\(more)")
        }
        for path in unmatched {
            lines.append("  \(path.onOneLine): no source of the pipeline takes it; it is left where it is")
        }
        for item in skipped { lines.append("  \(item.path.onOneLine): not taken: \(item.reason)") }
        lines += waitingFilesText + originalsText
        if !rules.isEmpty {
            lines.append("Found:")
            lines += rules.map {
                "  \($0.count) × \($0.code) (\($0.severity.rawValue)). First: \($0.example.onOneLine)"
            }
        }
        let isLeftAlone = heldEdition != nil
        lines.append("Dataset: \(counted(datasetRecords, "record"))\(isLeftAlone ? ", as before" : "").")
        for question in questions {
            let statuses = question.statuses.map { "\($0.count) \($0.status)" }.joined(separator: ", ")
            let votes = question.votes == 0 ? "no votes" : counted(question.votes, "vote")
            lines.append(
                "Consensus on \(question.term) (\(question.method)) from \(votes)"
                    + (statuses.isEmpty ? "." : ": \(statuses)."))
            if question.repeated > 0 {
                lines.append(
                    """
                      \(counted(question.repeated, "answer")) not counted: several of one contributor on one subject in \
                    one file
                    """)
            }
            if question.withoutContributor > 0 {
                lines.append(
                    """
                      \(counted(question.withoutContributor, "answer")) not counted: not signed, or by an account that \
                    several people use
                    """)
            }
            if question.unreadable > 0 {
                lines.append(
                    "  \(counted(question.unreadable, "answer")) not counted: none of those that the question takes")
            }
        }
        lines += waitingText
        if let outbox {
            lines.append(
                "Outbox: \(outbox.retired) with enough votes (retire.csv), \(outbox.shown) to show again (show-again.csv)."
            )
        }
        lines.append(isLeftAlone ? "Nothing was published." : publicationLine)
        if !pruned.isEmpty {
            lines.append(
                "Removed as `keep` says: \(pruned.map { "v\($0)" }.joined(separator: ", ")). They can be made again.")
        }
        return lines
    }

    /// The files that wait.
    var waitingFilesText: [String] {
        let shown = waitingFiles.prefix(20).map { file in
            "  \(file.path.onOneLine): waits: \(file.reason.text(for: file.path).onOneLine)"
        }
        let rest = waitingFiles.count - shown.count
        return shown + (rest > 0 ? ["  … and \(counted(rest, "file")) more that wait\(rest == 1 ? "s" : "")"] : [])
    }

    /// What became of files in the drop folder that have been taken.
    var originalsText: [String] {
        var lines = originals.failed.map { "  \($0.path.onOneLine): \($0.reason)" }
        if originals.removed > 0 {
            lines.append("Removed from the drop folder: \(counted(originals.removed, "file")).")
        }
        if originals.moved > 0 { lines.append("Moved out of the drop folder: \(counted(originals.moved, "file")).") }
        return lines
    }

    /// The subjects on which answers wait.
    private var waitingText: [String] {
        guard !waiting.isEmpty else { return [] }
        let shown = waiting.prefix(5).map { $0.subject.joined(separator: ", ").onOneLine }.joined(separator: "; ")
        return [
            """
            \(counted(waiting.count, "subject")) not in the list of subjects, so that the records on them wait: \
            \(shown)\(waiting.count > 5 ? "; …" : ""). They count as soon as the list has them.
            """
        ]
    }

    /// What a changed history has led to.
    private var anewText: [String] {
        var lines: [String] = []
        switch anew {
        case .edition:
            lines.append("The definition has changed: all history \(isRehearsal ? "would be" : "was") judged again.")
        case .decisions:
            lines.append(
                "After a decision about the past all history \(isRehearsal ? "would be" : "was") judged again.")
        case nil: break
        }
        if let heldEdition {
            lines.append(
                isRehearsal
                    ? "The changed definition would not be adopted: \(heldEdition). If it is meant so, run with --adopt."
                    : """
                    The changed definition was not adopted: \(heldEdition). Look at it with `transect run --dry-run`; if \
                    it is meant so, run with --adopt. Until then nothing is published, and new files wait in the \
                    archive. Under it there would be:
                    """)
        }
        if let effect {
            lines.append("Effect on the dataset: \(counted(effect.added, "record")) more, \(effect.gone) fewer.")
            lines += effect.goneBy.map { "  \($0.count) kept out by \($0.rule)" }
            lines += effect.renamed.map { "  \($0.old) is called \($0.new) from now on" }
            lines += effect.changed.map { "  \($0.count) with another \($0.term)" }
        }
        return lines
    }

    private var submissionsText: String {
        guard !submissions.isEmpty else { return "Nothing new in \(importFolder ?? "the drop folder")." }
        let counts = counts
        let flagged =
            counts.flagged > 0
            ? " (\(counts.flagged) of the accepted \(counts.flagged == 1 ? "is" : "are") flagged)" : ""
        let repeated = submissions.count { $0.repeats != nil }
        let again =
            (repeated > 0 ? ", \(repeated) of them sent before" : "")
            + (held.isEmpty ? "" : ", \(held.count) of them held")
        return """
            \(counted(submissions.count, "submission"))\(again), \(counted(counts.records, "record")): \
            \(counts.words)\(flagged).
            """
    }

    /// What was published, in one sentence.
    var publicationLine: String {
        switch publication {
        case .published(let version, let folder): "Published v\(version): \(folder)"
        case .unchanged(let version): "Nothing has changed since v\(version); nothing was published."
        case .held(let lost, let total):
            """
            Nothing was published: the version would lose \(lost) of \(total) records. If that is right, run with \
            --publish-anyway; if not, see what did it with `transect log`, and revoke the submission, or put the \
            definition back.
            """
        case .notAsked: "Nothing was published, as asked."
        case .nothing: "There is nothing to publish yet."
        }
    }
}
