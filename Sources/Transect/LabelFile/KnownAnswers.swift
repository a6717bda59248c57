import Deduplication
import Files
import Formats
import Labelling
import Observations

/// Right answers from a file: a column for each part of the subject and one for the label.
struct KnownAnswers {
    /// Names that the column of the labels may have, beside that of the question.
    private static let usualNames = ["label", "truth", "gold", "gt"]

    /// The answers in the order of the file, one per subject.
    private(set) var rows: [(subject: [String], label: String)] = []

    /// Reads a whole file. Rows in which the subject or the label is blank are passed over.
    ///
    /// - Throws: `UsageError` where a column is missing, a record is malformed or two rows contradict one another.
    init(_ path: String, request: LabelRequest, disk: Disk) throws {
        var reader = try openedRecords(path, fields: .all, disk: disk)
        var labels: [[String]: String] = [:]
        do {
            while let batch = try reader.next() {
                if let finding = batch.findings.first(where: { $0.severity == .error }) {
                    throw UsageError(
                        "\(path), record \(batch.origins.records[finding.row]): \(RuleCatalogue.message(for: finding))")
                }
                let (subjects, label) = try Self.columns(batch.fields, path, request)
                let names = subjects.map { batch.columns[$0].normalised() }
                let answers = batch.columns[label].normalised()
                for row in 0..<batch.count {
                    let name = names.map { $0[row] ?? "" }
                    guard let answer = answers[row], !answer.isEmpty, !name.contains("") else { continue }
                    if let other = labels[name] {
                        guard other == answer else {
                            throw UsageError(
                                """
                                \(path) gives two answers for \(name.joined(separator: ", ")): \(other) and \
                                \(answer). Keep the right one.
                                """)
                        }
                        continue
                    }
                    labels[name] = answer
                    rows.append((name, answer))
                }
            }
        } catch let error as ReadError {
            throw UsageError("\(path) cannot be read: \(error)")
        }
        if rows.isEmpty { throw UsageError("\(path) holds no answers.") }
    }

    /// Where the subject's parts and the label stand.
    private static func columns(
        _ fields: [String], _ path: String, _ request: LabelRequest
    ) throws -> (subjects: [Int], label: Int) {
        var subjects = request.subject.compactMap { fields.firstIndex(of: $0) }
        // Where one column names the subject it may have any name, if it is the first.
        if subjects.isEmpty, request.subject.count == 1, fields.count > 1, fields[0] != request.question {
            subjects = [0]
        }
        guard subjects.count == request.subject.count else {
            let missing = request.subject.first { !fields.contains($0) } ?? ""
            throw UsageError(
                "\(path) has no column `\(missing)`, which names the subject; it has \(fields.joined(separator: ", "))."
            )
        }
        let others = fields.indices.filter { !subjects.contains($0) }
        let named = ([request.question] + usualNames).lazy.compactMap { name in others.first { fields[$0] == name } }
        guard let label = named.first ?? (others.count == 1 ? others[0] : nil) else {
            throw UsageError(
                """
                \(path) has no column `\(request.question)` with the right answers; it has \
                \(fields.joined(separator: ", ")). Call the column so, or `label`.
                """)
        }
        return (subjects, label)
    }

    /// The same as decisions, without those on subjects that no answer names.
    func decisions(_ terms: [Term]) -> ExpertAnswers {
        var decisions = ExpertAnswers(subjectTerms: terms)
        for row in rows { decisions.decide(row.subject, row.label) }
        return decisions
    }
}
