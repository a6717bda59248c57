import Observations

extension Markup {
    /// What is wrong or worth knowing, one row for each problem, the weightiest first.
    mutating func write(problemsOf receipt: Receipt) {
        for part in receipt.problemSections {
            section(part.heading) { page in
                if part.isToMend, let mend = receipt.mend { page.write(mend) }
                if let introduction = part.introduction { page.write(introduction, of: part) }
                page.table(of: part.problems, last: part.remarks)
            }
        }
        if receipt.problemCount > receipt.problems.count {
            add("<section>\n")
            let count = language.number(receipt.problemCount)
            paragraph(language.say(.firstProblems, receipt.problems.count, count))
            add("</section>\n")
        }
    }

    private mutating func write(_ mend: Receipt.Mend) {
        paragraph(language.say(.mendFile, mend.fileName))
        add("<p class=\"button\">")
        add(linkTo: mend.fileName) { link in
            link.add(.openMendFile)
            link.add(" (")
            link.add(link.language.say(.records, mend.rows))
            link.add(")")
        }
        add("</p>\n")
    }

    /// What there is to do stands out more than what there is not.
    private mutating func write(_ introduction: Phrase, of part: ProblemSection) {
        add(part.isToMend ? "<p>" : "<p class=\"soft\">")
        add(introduction)
        add("</p>\n")
    }

    private mutating func table(of problems: [Receipt.Problem], last: Phrase) {
        let isAllRows = problems.allSatisfy(\.isRow)
        let hasParts = problems.contains { $0.part != nil }
        let columns = (hasParts ? [Phrase.partFile] : []) + [isAllRows ? .row : .record, .column, .written, last]
        table(columns, rows: problems.count, unlabelled: last) { page, row, column in
            let problem = problems[row]
            switch columns[column] {
            case .partFile: page.add(value: problem.part ?? "")
            case .row, .record:
                page.add("<span class=\"number\">")
                page.add(words: String(problem.row))
                page.add("</span>")
            case .column:
                if let column = problem.column { page.add(value: column) } else { page.add(.wholeRecord) }
            case .written: page.write(written: problem.value)
            default: page.add(page.language.say(problem.message))
            }
        }
    }

    private mutating func write(written value: String?) {
        guard let value else { return }
        if value.isEmpty {
            add("<span class=\"soft\">")
            add(.emptyValue)
            add("</span>")
        } else {
            // A short value stays on one line.
            let isShort = value.unicodeScalars.prefix(25).count < 25
            add(isShort ? "<code class=\"short\">" : "<code>")
            add(value: value)
            add("</code>")
        }
    }
}
