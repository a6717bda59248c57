import Observations

extension Receipt {
    /// The receipt as a page: one file that needs no other, and in which nothing from the volunteer's file is markup.
    package func html(in language: Language) -> String {
        let title = language.say(.receiptFor, path)
        return Markup.page(language, title: title) { page in
            page.head(project: project, title: title)
            page.answer(Headline(self, language))
            page.write(countsOf: self)
            page.write(problemsOf: self)
            page.write(earlier: earlier)
            page.write(parts: parts)
            page.write(addenda: addenda)
            page.write(notes: notes)
            page.write(readingOf: self)
            page.write(fileOf: self)
        }
    }
}

extension Markup {
    /// The answer to "did it work?", and what there is to add.
    fileprivate mutating func answer(_ headline: Headline) {
        add("<section class=\"answer ")
        add(headline.tone.name)
        add("\">\n<p class=\"lead\">")
        add(headline.answer)
        add("</p>\n")
        for sentence in headline.more { paragraph(sentence) }
        add("</section>\n")
    }

    fileprivate mutating func write(countsOf receipt: Receipt) {
        guard receipt.counts.records > 0 else { return }
        section(receipt.countsTitle) { $0.counts(receipt.counts, total: receipt.totalLabel) }
    }

    fileprivate mutating func write(earlier: [Receipt.Earlier]) {
        if earlier.isEmpty { return }
        section(.earlier) { page in
            page.table([.earlierFile, .corrected, .unchanged, .withdrawn], rows: earlier.count) { page, row, column in
                let send = earlier[row]
                switch column {
                case 0:
                    page.add(value: send.path)
                    page.add(" <span class=\"soft\">(")
                    page.add(page.language.say(.submissionNumber, String(send.submission)))
                    page.add(")</span>")
                case 1: page.add(send.corrected)
                case 2: page.add(send.unchanged)
                default: page.add(send.withdrawn)
                }
            }
        }
    }

    fileprivate mutating func write(parts: [Receipt.Part]) {
        if parts.isEmpty { return }
        section(.parts) { page in
            page.table([.partFile, .partRecords, .remark], rows: parts.count) { page, row, column in
                let part = parts[row]
                switch column {
                case 0: page.add(value: part.path)
                case 1: page.add(part.records)
                default: page.write(remarkOn: part)
                }
            }
        }
    }

    private mutating func write(remarkOn part: Receipt.Part) {
        let fate = part.fate(language)
        if fate.isEmpty { add(part.outcome == nil ? .partUnused : .partRead) }
        for (index, sentence) in fate.enumerated() {
            if index > 0 { add(" ") }
            add(sentence)
        }
    }

    fileprivate mutating func write(addenda: [Receipt.Addendum]) {
        if addenda.isEmpty { return }
        section(.addenda) { page in
            for addendum in addenda {
                page.paragraph(addendum.opening(page.language))
                let changes = CountChange.all(from: addendum.before, to: addendum.after)
                if changes.isEmpty { continue }
                page.table([.status, .before, .after], rows: changes.count) { page, row, column in
                    switch column {
                    case 0: page.add(changes[row].label)
                    case 1: page.add(changes[row].before)
                    default: page.add(changes[row].after)
                    }
                }
            }
        }
    }

    fileprivate mutating func write(notes: [Receipt.Interpretation]) {
        if notes.isEmpty { return }
        section(.notes) { page in
            page.add("<p class=\"soft\">")
            page.add(.notesIntroduction)
            page.add("</p>\n")
            page.table([.count, .example], rows: notes.count) { page, row, column in
                if column == 0 { page.add(notes[row].count) } else { page.add(page.language.say(notes[row].message)) }
            }
        }
    }

    fileprivate mutating func write(readingOf receipt: Receipt) {
        if receipt.reading.isEmpty, receipt.unusedColumns.isEmpty, receipt.missingColumns.isEmpty { return }
        section(.reading) { page in
            let language = page.language
            if !receipt.reading.isEmpty {
                page.table([.decision, .value, .reason], rows: receipt.reading.count) { page, row, column in
                    let reading = receipt.reading[row]
                    switch column {
                    case 0: page.add(language.say(reading: reading.name))
                    case 1:
                        page.add("<code>")
                        page.add(language.say(reading.value))
                        page.add("</code>")
                    default: page.add(language.say(reading.reason))
                    }
                }
            }
            if !receipt.missingColumns.isEmpty {
                page.paragraph(language.say(.missingColumns, language.list(receipt.missingColumns)))
            }
            if !receipt.unusedColumns.isEmpty {
                page.paragraph(language.say(.unusedColumns, language.list(receipt.unusedColumns)))
            }
        }
    }

    fileprivate mutating func write(fileOf receipt: Receipt) {
        section(.file) { page in
            page.add("<dl>\n")
            for fact in receipt.facts(page.language) {
                page.add("<dt>")
                page.add(fact.label)
                page.add("</dt><dd>")
                page.add(fact.value, limit: ShownValue.longLimit)
                page.add("</dd>\n")
            }
            page.add("</dl>\n<p class=\"soft\">")
            page.add(.keepReceipt)
            page.add("</p>\n")
        }
        if let index = receipt.index {
            add("<footer><p>")
            add(linkTo: index) { $0.add(.yourContributions) }
            add("</p></footer>\n")
        }
    }
}
