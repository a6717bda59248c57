import Observations

extension Receipt {
    /// The receipt as plain text, for a terminal or a mail.
    package func text(in language: Language) -> String {
        var text = TextWriter(language: language)
        text.line(project)
        let headline = Headline(self, language)
        text.line(language.say(.receiptFor, path))
        text.blank()
        text.line(headline.answer)
        for sentence in headline.more { text.line(sentence) }
        text.write(countsOf: self)
        text.write(problemsOf: self)
        text.write(earlier: earlier)
        text.write(parts: parts)
        text.write(readingOf: self)
        text.write(notes: notes)
        text.write(addenda: addenda)
        text.write(fileOf: self)
        return text.text
    }
}

extension TextWriter {
    fileprivate mutating func write(countsOf receipt: Receipt) {
        guard receipt.counts.records > 0 else { return }
        title(receipt.countsTitle)
        let rows = CountRow.rows(receipt.counts)
        numbers(
            rows.map { ($0.count, language.words($0.label)) },
            total: (receipt.counts.records, language.words(receipt.totalLabel)))
    }

    fileprivate mutating func write(problemsOf receipt: Receipt) {
        for part in receipt.problemSections {
            title(part.heading)
            if part.isToMend, let mend = receipt.mend {
                line(language.say(.mendFile, mend.fileName))
                blank()
            }
            if let introduction = part.introduction {
                line(language.say(introduction))
                blank()
            }
            for problem in part.problems { write(problem) }
        }
        if receipt.problemCount > receipt.problems.count {
            blank()
            line(
                language.say(
                    .firstProblems, receipt.problems.count, language.number(receipt.problemCount)))
        }
    }

    private mutating func write(_ problem: Receipt.Problem) {
        var place = language.say(problem.isRow ? .rowNumber : .recordNumber, String(problem.row))
        if let column = problem.column {
            place.append(words: ", ")
            place.append(language.say(.columnName, column))
        }
        if let part = problem.part {
            place.append(words: ", ")
            place.append(language.say(.inFile, part))
        }
        if let value = problem.value {
            place.append(words: ": ")
            if value.isEmpty {
                place.append(words: language.words(.emptyValue))
            } else {
                place.append(fact: value)
            }
        }
        item(place)
        indented(language.say(problem.message))
    }

    fileprivate mutating func write(earlier: [Receipt.Earlier]) {
        if earlier.isEmpty { return }
        title(.earlier)
        for send in earlier {
            var sentence = language.say(.submissionNumber, String(send.submission))
            sentence.append(words: ", ")
            sentence.append(fact: send.path)
            item(sentence)
            numbers(
                [
                    (send.corrected, language.words(.corrected)), (send.unchanged, language.words(.unchanged)),
                    (send.withdrawn, language.words(.withdrawn)),
                ].filter { $0.0 > 0 })
        }
    }

    fileprivate mutating func write(parts: [Receipt.Part]) {
        if parts.isEmpty { return }
        title(.parts)
        for part in parts {
            var sentence = Sentence()
            sentence.append(fact: part.path)
            sentence.append(words: ": ")
            sentence.append(part.outcome == nil ? language.say(.partUnused) : language.say(.records, part.records))
            item(sentence)
            for sentence in part.fate(language) { indented(sentence) }
        }
    }

    fileprivate mutating func write(readingOf receipt: Receipt) {
        if receipt.reading.isEmpty, receipt.unusedColumns.isEmpty, receipt.missingColumns.isEmpty { return }
        title(.reading)
        for reading in receipt.reading {
            var sentence = language.say(reading: reading.name)
            sentence.append(words: ": ")
            sentence.append(language.say(reading.value))
            sentence.append(words: " (")
            sentence.append(language.say(reading.reason))
            sentence.append(words: ")")
            item(sentence)
        }
        if !receipt.unusedColumns.isEmpty {
            line(language.say(.unusedColumns, language.list(receipt.unusedColumns)))
        }
        if !receipt.missingColumns.isEmpty {
            line(language.say(.missingColumns, language.list(receipt.missingColumns)))
        }
    }

    fileprivate mutating func write(notes: [Receipt.Interpretation]) {
        if notes.isEmpty { return }
        title(.notes)
        line(language.say(.notesIntroduction))
        blank()
        for note in notes { item(language.say(.interpreted, note.count, language.say(note.message))) }
    }

    fileprivate mutating func write(addenda: [Receipt.Addendum]) {
        if addenda.isEmpty { return }
        title(.addenda)
        for addendum in addenda {
            item(addendum.opening(language))
            for change in CountChange.all(from: addendum.before, to: addendum.after) {
                indented(
                    Sentence(
                        words: language.words(change.label) + ": " + language.number(change.before) + " → "
                            + language.number(change.after)))
            }
        }
    }

    fileprivate mutating func write(fileOf receipt: Receipt) {
        title(.file)
        for fact in receipt.facts(language) {
            var sentence = Sentence(words: language.words(fact.label) + ": ")
            sentence.append(fact.value)
            item(sentence, isShortened: false)
        }
        line(language.say(.keepReceipt))
    }
}
