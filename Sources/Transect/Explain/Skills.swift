import Files
import Formats
import Labelling
import Observations
import Snapshots

/// What the methods have learnt about the contributors, under their own names: for the project's people alone.
package struct Skills {
    /// One question's contributors.
    private struct Table {
        let question: String
        let names: [String]
        let skills: SkillColumns
    }

    private var tables: [Table] = []

    /// Labels the current dataset and looks at the contributors.
    ///
    /// - Parameter question: Only this one; `nil` for all that say anything about contributors.
    /// - Throws: `UsageError` where there is no such question, or nothing to be said.
    package init(question: String?, project: Project, disk: Disk) throws {
        let current = try CurrentConsensus(project, disk: disk)
        let known = current.questions.questions.map(\.rule.term.name)
        if let question, !known.contains(question) {
            throw UsageError("There is no question \(question); there are \(known.joined(separator: ", ")).")
        }
        let labels = current.labels
        let names = labels.namesByPseudonym
        for consensus in labels.consensus where question.map({ $0 == consensus.rule.term.name }) ?? true {
            let skills = consensus.skills
            guard !skills.fields.isEmpty else { continue }
            let voters = consensus.votes.contributors
            tables.append(
                Table(
                    question: consensus.rule.term.name,
                    names: (0..<voters.count).map { voters[$0].map { names[$0] ?? $0 } ?? "" },
                    skills: skills.renaming(names)))
        }
        if tables.isEmpty { throw UsageError("The methods of these questions learn nothing about contributors.") }
    }

    /// The questions with the lines for people, header first.
    package var rows: [(question: String, rows: [[String]])] {
        tables.map { table in
            let header = ["contributor"] + table.skills.fields.map { String($0.suffix.dropFirst()) }
            return (
                table.question,
                [header]
                    + table.names.indices.map { row in
                        [table.names[row].onOneLine] + table.skills.columns.map { ($0[row] ?? "").onOneLine }
                    }
            )
        }
    }

    /// As CSV: question, contributor, and a row for every figure, since questions have different ones.
    package var csv: [UInt8] {
        var bytes: [UInt8] = []
        CSVOutput.appendRow(["question", "contributor", "figure", "value"], to: &bytes)
        for table in tables {
            for row in table.names.indices {
                for (field, column) in zip(table.skills.fields, table.skills.columns) {
                    guard let value = column[row] else { continue }
                    CSVOutput.appendRow(
                        [table.question, table.names[row], String(field.suffix.dropFirst()), value], to: &bytes)
                }
            }
        }
        return bytes
    }
}

extension Labels {
    /// The contributors' names by their pseudonyms.
    var namesByPseudonym: [String: String] {
        var pseudonyms = pseudonyms
        var names: [String: String] = [:]
        for id in 0..<contributors.count {
            let name = contributors[UInt32(id)]
            if let pseudonym = pseudonyms.pseudonym(of: name) { names[pseudonym] = name }
        }
        return names
    }
}

extension SkillColumns {
    /// The same with names for pseudonyms in the flags.
    fileprivate func renaming(_ names: [String: String]) -> SkillColumns {
        var renamed = self
        for (index, field) in fields.enumerated() where field.suffix == "_flags" {
            let column = columns[index]
            renamed.columns[index] = TextColumn(
                (0..<column.count).map { row in
                    guard let cell = column[row] else { return nil }
                    let flags = ListText.split(cell).map { flag in
                        guard let colon = flag.firstIndex(of: ":") else { return flag }
                        let name = String(flag[flag.index(after: colon)...])
                        return flag[...colon] + (names[name] ?? name)
                    }
                    return ListText.joined(flags)
                })
        }
        return renamed
    }
}
