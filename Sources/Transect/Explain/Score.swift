import Files
import Formats
import Labelling
import Observations
import Snapshots

/// How often the consensus is right, measured against known answers, with plain majority on the same votes beside it.
package struct Score {
    private var lines: [(question: String, score: LabelScore)] = []

    /// Labels the current dataset and compares.
    ///
    /// - Parameters:
    ///   - truth: a CSV file with one column per subject term and one with the answer. Where the dataset has one subject
    ///     term, the first column may have any name; the answer's may be called as the question, `label`, or as
    ///     `labelColumn` says.
    ///     Rows in which the answer is blank are passed over, and a subject that stands twice counts once.
    /// - Throws: `UsageError` if the file does not fit, or gives two answers for one subject.
    package init(truth: String, labelColumn: String?, project: Project, disk: Disk) throws {
        let current = try CurrentConsensus(project, disk: disk)
        let (labels, subjectTerms) = (current.labels, current.subjectTerms)
        guard try disk.status(truth) != nil else { throw UsageError("There is no file \(truth).") }
        let table = try Table(csv: disk.read(truth), options: FormatOptions())
        for (index, consensus) in labels.consensus.enumerated() {
            let question = consensus.rule.term.name
            let wanted = [labelColumn, question, labels.consensus.count == 1 ? "label" : nil].compactMap { $0 }
            guard let answers = wanted.lazy.compactMap({ table.column($0) }).first else { continue }
            let subjects = try subjectTerms.map { term in
                if let column = table.column(term) { return column }
                guard subjectTerms.count == 1, let first = table.header.first, let column = table.column(first) else {
                    throw UsageError("\(truth) has no column \(term), which names the subject.")
                }
                return column
            }
            let known = try Self.known(answers, of: subjects, in: table, truth)
            // What was learnt from proves nothing.
            let gold = index < labels.ballot.gold.count ? labels.ballot.gold[index] : nil
            let fresh = known.filter { !(gold?.decides($0.subject) ?? false) }
            for score in try LabelScore.besidePlain(consensus, against: fresh) { lines.append((question, score)) }
        }
        guard lines.isEmpty else { return }
        let wanted = [labelColumn].compactMap { $0 } + labels.consensus.map(\.rule.term.name) + ["label"]
        throw UsageError("\(truth) has none of the columns \(wanted.joined(separator: ", ")); name it with --label.")
    }

    /// The known answers, one for each subject, in the order of the file.
    private static func known(
        _ answers: [String], of subjects: [[String]], in table: Table, _ path: String
    ) throws -> [(subject: [String], label: String)] {
        var known: [(subject: [String], label: String)] = []
        var first: [[String]: Int] = [:]
        for (row, label) in answers.enumerated() where !label.trimmed.isEmpty {
            let subject = subjects.map { $0[row] }
            guard let earlier = first[subject] else {
                first[subject] = row
                known.append((subject, label))
                continue
            }
            guard answers[earlier] == label else {
                throw UsageError(
                    """
                    \(path) gives two answers for \(subject.joined(separator: ", ")): \(answers[earlier]) in row \
                    \(table.numbers[earlier]) and \(label) in row \(table.numbers[row]). Keep the right one.
                    """)
            }
        }
        return known
    }

    /// The lines for people, header first.
    package var rows: [[String]] {
        let errors = LabelScore.errorNames.filter { name in lines.contains { $0.score.error(name) != nil } }
        return [["question", "method", "accuracy"] + errors + ["scored", "published", "right among published"]]
            + lines.map { question, score in
                [question, score.method, share(score.accuracy.share)] + errors.map { share(score.error($0)) }
                    + [
                        "\(score.accuracy.scored)", "\(score.accuracy.published)",
                        share(score.accuracy.publishedShare),
                    ]
            }
    }

    /// For programs.
    package var json: String {
        let value = JSONValue.array(
            lines.map { question, score in
                .object(
                    ("question", .string(question)), ("method", .string(score.method)),
                    ("accuracy", score.accuracy.share.map { .number("\($0)") }),
                    ("meanAbsoluteError", score.error(LabelScore.errorNames[0]).map { .number("\($0)") }),
                    ("wordErrorRate", score.error(LabelScore.errorNames[1]).map { .number("\($0)") }),
                    ("scored", .integer(score.accuracy.scored)), ("unknown", .integer(score.accuracy.unknown)),
                    ("published", .integer(score.accuracy.published)),
                    ("publishedRight", .integer(score.accuracy.publishedRight)))
            })
        return String(decoding: value.document, as: UTF8.self)
    }

    private func share(_ value: Double?) -> String { value.map { decimals($0, 4) } ?? "–" }
}
