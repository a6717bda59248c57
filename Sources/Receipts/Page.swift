import Observations

extension Markup {
    /// A whole page: no script, nothing from elsewhere, and a policy that forbids both.
    static func page(_ language: Language, title: Sentence, body: (inout Markup) -> Void) -> String {
        var markup = Markup(language: language)
        markup.add("<!doctype html>\n<html lang=\"")
        markup.add(words: language.tag)
        markup.add(
            "\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""
        )
        markup.add(words: PageStyle.policy)
        markup.add(
            """
            ">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>
            """)
        markup.add(plain: title)
        markup.add("</title>\n<style>")
        markup.add(PageStyle.sheet)
        markup.add("</style>\n</head>\n<body>\n<main>\n")
        body(&markup)
        markup.add("</main>\n</body>\n</html>\n")
        return markup.html
    }

    /// The head of a page: whose it is and what it is about.
    mutating func head(project: String, title: Sentence) {
        add("<header>\n<p class=\"project\">")
        add(value: project)
        add("</p>\n<h1>")
        add(title)
        add("</h1>\n</header>\n")
    }

    /// A section under a heading.
    mutating func section(_ heading: Phrase, body: (inout Markup) -> Void) {
        add("<section>\n<h2>")
        add(heading)
        add("</h2>\n")
        body(&self)
        add("</section>\n")
    }

    /// A paragraph.
    mutating func paragraph(_ sentence: Sentence) {
        add("<p>")
        add(sentence)
        add("</p>\n")
    }

    /// A table with a head, which narrow screens show as cards. The names of its columns stand beside each cell there,
    /// but for one that needs none.
    mutating func table(
        _ columns: [Phrase], rows: Int, unlabelled: Phrase? = nil,
        cell: (inout Markup, _ row: Int, _ column: Int) -> Void
    ) {
        add("<table role=\"table\" class=\"cards\">\n<thead role=\"rowgroup\"><tr role=\"row\">")
        for column in columns {
            add("<th role=\"columnheader\" scope=\"col\">")
            add(column)
            add("</th>")
        }
        add("</tr></thead>\n<tbody role=\"rowgroup\">\n")
        for row in 0..<rows {
            add("<tr role=\"row\">")
            for (place, column) in columns.enumerated() {
                add("<td role=\"cell\"")
                if column != unlabelled {
                    add(" data-label=\"")
                    add(column)
                    add("\"")
                }
                add(">")
                cell(&self, row, place)
                add("</td>")
            }
            add("</tr>\n")
        }
        add("</tbody>\n</table>\n")
    }

    /// The counts as a bar and as a table that adds up.
    ///
    /// - Parameter settled: how many of the quarantined records do not wait any more.
    mutating func counts(_ counts: OutcomeCounts, settled: Int = 0, total: Phrase) {
        let rows = CountRow.rows(counts, settled: settled)
        bar(rows, of: counts.records)
        add("<table class=\"counts\">\n<tbody>\n")
        for row in rows {
            add("<tr><th scope=\"row\"><i class=\"")
            add(row.name)
            add("\"></i>")
            add(row.label)
            add("</th><td>")
            add(row.count)
            add("</td></tr>\n")
        }
        add("</tbody>\n<tfoot><tr><th scope=\"row\">")
        add(total)
        add("</th><td>")
        add(counts.records)
        add("</td></tr></tfoot>\n</table>\n")
    }

    /// A bar of thousandths, as a drawing that needs no style of its own.
    private mutating func bar(_ rows: [CountRow], of total: Int) {
        guard total > 0 else { return }
        add("<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
        var before = 0
        for row in rows where row.count > 0 {
            let start = Markup.thousandths(before, of: total)
            let width = max(4, Markup.thousandths(before + row.count, of: total) - start)
            add("<rect class=\"")
            add(row.name)
            add("\" x=\"")
            add(words: String(min(start, 996)))
            add("\" y=\"0\" width=\"")
            add(words: String(width))
            add("\" height=\"10\"/>")
            before += row.count
        }
        add("</svg>\n")
    }

    private static func thousandths(_ part: Int, of total: Int) -> Int {
        let (high, low) = part.multipliedFullWidth(by: 1000)
        return total.dividingFullWidth((high, low)).quotient
    }
}
