import Files

/// An expert's answer to a question about a subject, or that an earlier answer is taken back.
package struct ExpertDecision: Sendable, Equatable {
    /// The values that name the subject, one for each of its terms.
    package var subject: [String]
    /// The term that is asked for.
    package var question: String
    /// The answer; `nil` takes the one before back.
    package var label: String?
    /// Who decides.
    package var by: String
    /// Why.
    package var why: String
    /// Where it stands in a file (`row 3`); `nil` for arguments.
    package var place: String?

    /// A decision given by arguments.
    package init(subject: String, question: String, label: String?, author: Author) {
        self.subject = SubjectName.parts(of: subject)
        self.question = question
        self.label = label
        by = author.by
        why = author.why
    }

    private init(subject: [String], question: String, label: String, by: String, why: String, row: UInt32) {
        self.subject = subject
        self.question = question
        self.label = label.isEmpty ? nil : label
        self.by = by
        self.why = why
        place = "row \(row)"
    }

    /// The decisions of a CSV file: the subject's terms, `question`, `label` (empty: the answer before is taken back),
    /// and `by` and `why`, for which `author` stands in where they are missing or blank.
    ///
    /// - Throws: `UsageError` where there is no such file, a column lacks, or there are no rows.
    package static func read(
        _ path: String, subjectTerms: [String], author: Author, disk: Disk
    ) throws -> [ExpertDecision] {
        let table = try NumberedTable(path, disk: disk)
        let subject = try subjectTerms.map { try table.column($0) }
        let (question, label) = (try table.column("question"), try table.column("label"))
        let by = author.by.isEmpty ? try table.column("by") : table.header.firstIndex(of: "by")
        let why = author.why.isEmpty ? try table.column("why") : table.header.firstIndex(of: "why")
        guard !table.rows.isEmpty else { throw UsageError("\(path) has no rows, so there is nothing to decide.") }
        return table.rows.map { row in
            func text(_ column: Int?, else other: String) -> String {
                guard let column, !row.cells[column].isEmpty else { return other }
                return row.cells[column]
            }
            return ExpertDecision(
                subject: subject.map { row.cells[$0] }, question: row.cells[question], label: row.cells[label],
                by: text(by, else: author.by), why: text(why, else: author.why), row: row.number)
        }
    }

    /// A problem with it, at its place.
    func told(_ problem: String) -> String { place.map { "\($0): \(problem)" } ?? problem }
}
