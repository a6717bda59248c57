import Observations
import Validation

/// The guide: one page of HTML that needs nothing else, for the screen and for paper.
extension SheetTemplate {
    /// Longer lists of allowed values stand at the end of the page.
    private static let shortList = 12
    /// What is beyond is left to the project's own pages.
    private static let longestList = 500

    /// The page. Whatever comes from the definition is text in it, never markup.
    package var guide: String {
        let heading = escaped(say(GuideSentences.title, title))
        let save = takesWorkbooks ? GuideSentences.saveAsWorkbook : GuideSentences.save
        let steps = [
            say(GuideSentences.open, tableName), say(GuideSentences.keepHeader), say(GuideSentences.likeThis),
            say(save),
        ]
        var text = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(heading)</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 1em auto; padding: 0 1em; color: #222; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border: 1px solid #bbb; padding: .3em .6em; text-align: left; vertical-align: top; }
            th { background: #eee; }
            code { font-family: monospace; background: #f4f4f4; }
            </style>
            </head>
            <body>
            <h1>\(heading)</h1>
            <ol>

            """
        for step in steps { text += "<li>\(escaped(step))</li>\n" }
        let heads = [
            GuideSentences.column, GuideSentences.expected, GuideSentences.example, GuideSentences.required,
        ]
        text += "</ol>\n<table>\n<tr>"
        for head in heads { text += "<th>\(escaped(say(head)))</th>" }
        text += "</tr>\n"
        for column in columns {
            let example = example(column).map { "<code>\(escaped($0))</code>" } ?? ""
            let need = say(column.isRequired ? GuideSentences.yes : GuideSentences.mayBeBlank)
            text += "<tr><td><strong>\(escaped(column.header))</strong></td>"
            text += "<td>\(escaped(expectation(column)))</td><td>\(example)</td><td>\(escaped(need))</td></tr>\n"
        }
        text += "</table>\n"
        for column in columns {
            guard let values = column.values, values.count > Self.shortList else { continue }
            text += "<h2>\(escaped(say(GuideSentences.list, column.header)))</h2>\n<p>"
            text += escaped(values.prefix(Self.longestList).joined(separator: " · "))
            text += values.count > Self.longestList ? " …</p>\n" : "</p>\n"
        }
        return text + "</body>\n</html>\n"
    }

    /// How a value of the column is written.
    func example(_ column: TemplateColumn) -> String? {
        if let known = column.known { return known.first }
        return column.rule.flatMap { example.text(for: $0) }
    }

    /// What a column takes, in a few sentences.
    private func expectation(_ column: TemplateColumn) -> String {
        var sentences = [column.explanation.map { $0.hasSuffix(".") ? $0 : $0 + "." }].compactMap(\.self)
        if let parts = column.parts {
            sentences.append(say(GuideSentences.parts, parts.separator, parts.names.joined(separator: parts.separator)))
        } else if let values = column.values {
            let isShort = values.count <= Self.shortList
            let written = column.rule.map { rule in values.map { example.written($0, rule) } } ?? values
            sentences.append(
                isShort
                    ? say(GuideSentences.oneOf, written.joined(separator: ", ")) : say(GuideSentences.fromList))
        } else {
            sentences.append(kind(column.rule))
        }
        if let rule = column.rule { sentences += limits(rule) }
        return sentences.joined(separator: " ")
    }

    private func kind(_ rule: FieldRule?) -> String {
        switch rule?.type ?? .string {
        case .string: say(GuideSentences.text)
        case .integer: say(GuideSentences.wholeNumber)
        case .number: say(GuideSentences.number)
        case .boolean: say(GuideSentences.either, example.words[0], example.words[1])
        case .date, .eventDate: say(GuideSentences.day)
        case .datetime: say(GuideSentences.moment)
        }
    }

    private func limits(_ rule: FieldRule) -> [String] {
        let constraints = rule.constraints
        let isDate = [.date, .datetime, .eventDate].contains(rule.type)
        var sentences: [String] = []
        for (bound, number, date) in [
            (constraints.minimum, GuideSentences.atLeast, GuideSentences.notBefore),
            (constraints.maximum, GuideSentences.atMost, GuideSentences.notAfter),
        ] {
            switch bound {
            case .value(let value): sentences.append(say(isDate ? date : number, example.written(value, rule)))
            case .today: sentences.append(say(GuideSentences.notInFuture))
            case nil: break
            }
        }
        if let length = constraints.minLength { sentences.append(say(GuideSentences.shortest, String(length))) }
        if let length = constraints.maxLength { sentences.append(say(GuideSentences.longest, String(length))) }
        if let pattern = constraints.pattern { sentences.append(say(GuideSentences.pattern, pattern)) }
        if constraints.unique { sentences.append(say(GuideSentences.different)) }
        return sentences
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
