import Deduplication
import Foundation
import Formats
import Labelling
import Observations

extension PlanCompiler {
    /// The list of subjects, with the columns that are published beside the consensus.
    func subjectList(_ declared: Definition.SubjectTable, _ plan: ConsensusPlan) -> SubjectList? {
        guard let table = tables.table(declared.reference),
            let names = names(declared.key, of: table, declared.reference, plan)
        else { return nil }
        var columns: [(name: String, column: TextColumn)] = []
        for column in declared.columns {
            if schema.terms.contains(where: { $0.name == column.value }) {
                problems.add(
                    "\(column.value) is a term of the dataset and cannot also be a column of its subjects. Rename it in \(declared.reference.file).",
                    at: column.place)
            } else if isGold(column.value, in: declared.reference.file) {
                problems.add("\(column.value) holds known answers, which are never published.", at: column.place)
            } else if let cells = tables.column(column.value, of: table, declared.reference) {
                columns.append((column.value, TextColumn(cells.map { $0.isEmpty ? nil : $0 })))
            }
        }
        return SubjectList(subjectTerms: plan.subject.map { schema.terms[$0] }, names: names, columns: columns)
    }

    /// Whether a column of a file holds known answers.
    private func isGold(_ column: String, in file: String) -> Bool {
        guard let consensus = definition.consensus, let gold = consensus.gold, gold.reference.file == file else {
            return false
        }
        return gold.columns.contains { $0.column.value == column }
            || consensus.questions.contains { $0.term.value == column }
    }

    /// Known answers, question by question; one without a column has none.
    func gold(_ declared: Definition.GoldTable, _ plan: ConsensusPlan) -> [ExpertAnswers] {
        let terms = plan.subject.map { schema.terms[$0] }
        guard !terms.isEmpty, let table = tables.table(declared.reference),
            let names = names(declared.key, of: table, declared.reference, plan)
        else { return [] }
        for (question, column) in declared.columns
        where !plan.questions.contains(where: { $0.rule.term.name == question }) {
            problems.add("`gold` names \(question), which is no question.", at: column.place)
        }
        let gold = plan.questions.map { question in
            var answers = ExpertAnswers(subjectTerms: terms)
            let named = declared.columns.first { $0.question == question.rule.term.name }
            let name = named?.column.value ?? question.rule.term.name
            let cells =
                named == nil ? table.column(name) : tables.column(name, of: table, declared.reference)
            guard let cells else { return answers }
            if case .answers = question.rule.method {
                problems.add(
                    """
                    Known answers to \(question.rule.term.name) are for methods that choose one label, not for \
                    `\(question.rule.method.name)`. To measure it use `transect score`.
                    """, at: declared.reference.place)
            }
            let labels = TextColumn(cells.map { $0 }).normalised()
            answers.add(subjects: names, labels: labels)
            if let row = answers.contradicted(by: names, labels) {
                problems.addOnce(
                    """
                    \(declared.reference.file) gives two answers to \(question.rule.term.name) on \
                    \(names.map { $0[row] ?? "" }.joined(separator: ", ")). Keep the right one.
                    """, at: declared.reference.place)
            }
            return answers
        }
        if gold.allSatisfy(\.isEmpty) {
            problems.add(
                """
                \(declared.reference.file) has no known answers. It needs the subject's columns and one called as the \
                question, or named under `columns`.
                """, at: declared.reference.place)
        }
        return gold
    }

    /// The columns that name a subject.
    private func names(
        _ key: [Located<String>], of table: Table, _ reference: Definition.TableReference, _ plan: ConsensusPlan
    ) -> [TextColumn]? {
        let terms = plan.subject.map { schema.terms[$0].name }
        if !key.isEmpty, key.count != terms.count {
            problems.add(
                "`key` must name as many columns as `subject` has terms: \(terms.joined(separator: ", ")).",
                at: key[0].place)
            return nil
        }
        var names: [TextColumn] = []
        for (name, place) in key.isEmpty ? terms.map({ ($0, reference.place) }) : key.map({ ($0.value, $0.place) }) {
            let at = Definition.TableReference(place: place, file: reference.file, from: name, to: name)
            guard let cells = tables.column(name, of: table, at) else { return nil }
            names.append(TextColumn(cells.map { $0.isEmpty ? nil : $0 }).normalised())
        }
        return names
    }
}

extension Checklist {
    /// The checklist in a table with Darwin Core's columns: `taxonID` and `parentNameUsageID`, or higher ranks.
    init(_ table: Table) throws(ChecklistError) {
        func cells(_ name: String) -> [String]? { table.column(name) }
        let names = cells("scientificName") ?? cells("name") ?? []
        let ranks = cells("taxonRank")
        guard let parents = cells("parentNameUsageID"), let ids = cells("taxonID") else {
            let columns = Checklist.rankColumns.compactMap { rank in cells(rank).map { (rank, $0) } }
            try self.init(
                ranks: columns.map(\.0),
                names.indices.map { row in
                    (names[row], ranks?[row].nonEmpty, columns.map { $0.1[row] })
                })
            return
        }
        let accepted = cells("acceptedNameUsageID")
        try self.init(
            names.indices.map { row in
                Row(
                    id: ids[row], parent: parents[row].nonEmpty, name: names[row], rank: ranks?[row].nonEmpty,
                    accepted: accepted?[row].nonEmpty)
            })
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
