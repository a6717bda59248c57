import Observations

extension RunReport {
    /// The summary as a page that can be mailed: the sentences of `text`, no script, nothing from elsewhere, and styles
    /// that stand in the elements themselves, since mail programs drop style sheets. Whatever strangers wrote is text in it.
    ///
    /// - Parameter instant: when the run took place.
    package func html(at instant: Instant) -> String {
        let what = isRehearsal ? "What a run would do" : importFolder == nil ? "Run" : "Import"
        let title = "\(HTML.escaped(name)): \(what.lowercased()) of \(instant)"
        var body = "<h1 style=\"\(Style.heading)\">\(HTML.escaped(name))</h1>\n"
        body += "<p style=\"\(Style.aside)\">\(what) of \(instant)</p>\n"
        if needsDecision {
            body += "<p style=\"\(Style.warning)\"><strong>Something waits for a decision.</strong></p>\n"
        }
        for passage in passages {
            body += "<p style=\"\(Style.sentence)\">\(HTML.sentence(passage.sentence))</p>\n"
            guard !passage.details.isEmpty else { continue }
            let items = passage.details.map { "<li style=\"\(Style.item)\">\(HTML.sentence($0))</li>\n" }
            body += "<ul style=\"\(Style.list)\">\n\(items.joined())</ul>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            </head>
            <body style="\(Style.page)">
            \(body)</body>
            </html>

            """
    }

    /// The sentences of the summary, each with the lines that belong to it.
    private var passages: [(sentence: String, details: [String])] {
        var passages: [(sentence: String, details: [String])] = []
        for line in lines {
            if line.hasPrefix("  "), !passages.isEmpty {
                passages[passages.count - 1].details.append(String(line.dropFirst(2)))
            } else {
                passages.append((line, []))
            }
        }
        return passages
    }
}

/// How the page looks: dark on light, at the width of a column.
private enum Style {
    static let page =
        "margin:0 auto;padding:16px;max-width:44em;font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;background:#fff"
    static let heading = "margin:0;font-size:24px"
    static let aside = "margin:0 0 16px;color:#595959"
    static let warning = "margin:0 0 16px;padding:8px 12px;border-left:4px solid #b45309;background:#fef3c7"
    static let sentence = "margin:12px 0 4px;overflow-wrap:anywhere"
    static let list = "margin:0;padding-left:24px"
    static let item = "margin:2px 0;overflow-wrap:anywhere"
}

/// Text in a page of HTML.
private enum HTML {
    /// A text with everything that could be markup as character references (HTML Living Standard, section 13.1.4), and with
    /// control characters made visible.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in printable(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The same, with what stands between two backticks as code: commands that can be typed.
    static func sentence(_ text: String) -> String {
        let parts = escaped(text).split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count % 2 == 1 else { return escaped(text) }
        var result = ""
        for (index, part) in parts.enumerated() {
            result += index % 2 == 1 ? "<code>\(part)</code>" : String(part)
        }
        return result
    }
}
