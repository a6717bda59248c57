import Observations

extension Markup {
    /// What is wrong or worth knowing, one row for each problem, the weightiest first.
    mutating func write(problemsOf receipt: Receipt) {
        let errors = receipt.problems(.error)
        if !errors.isEmpty {
            section(.mend) { page in
                if let mend = receipt.mend {
                    page.paragraph(page.language.say(.mendFile, mend.fileName))
                    page.add("<p class=\"button\">")
                    page.add(linkTo: mend.fileName) { link in
                        link.add(.openMendFile)
                        link.add(" (")
                        link.add(link.language.say(.records, mend.rows))
                        link.add(")")
                    }
                    page.add("</p>\n")
                } else {
                    page.paragraph(page.language.say(.mendHere))
                }
                page.table(of: errors, last: .message)
            }
        }
        for (severity, heading) in [(Severity.warning, Phrase.look), (.info, .good)] {
            let problems = receipt.problems(severity)
            if problems.isEmpty { continue }
            section(heading) { page in
                if severity == .warning {
                    page.add("<p class=\"soft\">")
                    page.add(.lookIntroduction)
                    page.add("</p>\n")
                }
                page.table(of: problems, last: .remark)
            }
        }
        if receipt.problemCount > receipt.problems.count {
            add("<section>\n")
            let count = language.number(receipt.problemCount)
            paragraph(language.say(.firstProblems, receipt.problems.count, count))
            add("</section>\n")
        }
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
