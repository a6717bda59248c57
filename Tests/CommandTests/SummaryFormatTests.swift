import Foundation
import Testing

/// The summary of a run as text, as a page that can be mailed, and for programs.
@Suite struct SummaryFormatTests {
    /// The lines of a page without tags, with character references read.
    private func lines(ofPage page: String) -> [String] {
        let body = page.components(separatedBy: "<body").last ?? ""
        return body.split(separator: "\n").map { line in
            var text = String(line).replacing(/<\/?code>/, with: "`").replacing(/^ style="[^>]*>/, with: "")
                .replacing(/<[^>]*>/, with: "")
            for (reference, character) in [
                ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
            ] {
                text = text.replacingOccurrences(of: reference, with: character)
            }
            return text
        }
    }

    @Test("The page has every sentence of the text, and is whole in itself")
    func page() throws {
        let (one, two) = (try Garden.project(), try Garden.project())
        for project in [one, two] { try project.write(Garden.brokenExport(), to: "drop/dora/export.csv") }
        let text = try one.transect("run", "--format", "text")
        let page = try two.transect("run", "--format", "html")
        #expect(text.code == 1 && page.code == 1, "something is held in both")
        let lines = lines(ofPage: page.output.replacingOccurrences(of: two.root, with: one.root))
        #expect(text.rows.count > 5)
        for row in text.rows {
            let line = row.trimmingCharacters(in: .whitespaces)
            #expect(lines.contains(line), "\(line)\n\(page.output)")
        }
        #expect(page.output.hasPrefix("<!DOCTYPE html>\n") && page.output.hasSuffix("</html>\n"))
        #expect(page.output.contains("Something waits for a decision."))
        #expect(!page.output.contains("<script") && !page.output.contains("http:") && !page.output.contains("src="))
        let again = try two.transect("run", "--format", "html")
        #expect(again.code == 0 && !again.output.contains("Something waits for a decision."))
    }

    @Test("Names and values of strangers are text in the page")
    func hostile() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let hostile = "<img src=x onerror='alert(1)'>"
        try project.write(
            "\(Garden.header.dropLast()),\(hostile)\nE1,V1,2026-05-01,Pica pica,\(hostile)\u{1B},Eve,,&amp;\n",
            to: "drop/\u{202E}\(hostile)/\(hostile).csv")
        let page = try project.transect("run", "--format", "html").output
        #expect(page.contains("\\u{202e}&lt;img src=x onerror=&#39;alert(1)&#39;&gt;/"), "\(page)")
        #expect(page.contains("“&lt;img src=x onerror=&#39;alert(1)&#39;&gt;\\u{1b}”"), "\(page)")
        #expect(!page.contains("<img") && !page.contains("\u{1B}") && !page.contains("\u{202E}"))
    }

    @Test("--format json and --json are the same; --json with another format is 2")
    func json() throws {
        let project = try Garden.project()
        try project.night()
        let output = try project.transect("run", "--format", "json").output
        #expect(try project.transect("run", "--json").output == output)
        #expect(try project.transect("run", "--json", "--format", "json").output == output)
        let contradiction = try project.transect("run", "--json", "--format", "html")
        #expect(contradiction.code == 2 && contradiction.talk.contains("contradict each other"))
        #expect(try project.transect("run", "--format", "pdf").code == 2)
    }
}
