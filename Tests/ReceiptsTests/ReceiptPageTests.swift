import Observations
import Receipts
import Testing

@Suite("Receipts as pages")
struct ReceiptPageTests {
    /// The names of elements that a page opens.
    private func elements(_ html: String) -> Set<String> {
        Set(html.matches(of: #/<([a-zA-Z!][a-zA-Z0-9]*)/#).map { String($0.1).lowercased() })
    }

    /// All tags in order. Where links lead is looked at elsewhere, and only a short value is kept on one line.
    private func tags(_ html: String) -> [String] {
        html.matches(of: #/<[^>]*>/#).map { String($0.0) }.filter { !$0.hasPrefix("<a ") }
            .map { $0 == "<code class=\"short\">" ? "<code>" : $0 }
    }

    private let known: Set<String> = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2", "p",
        "bdi", "svg", "rect", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "i", "code", "span", "a", "dl",
        "dt",
        "dd", "footer",
    ]

    @Test("A page loads nothing, runs nothing, and says so in its policy")
    func policy() {
        let html = SampleReceipts.partly.html(in: .english)
        #expect(html.contains("Content-Security-Policy"))
        #expect(html.contains("default-src &#39;none&#39;; style-src &#39;sha256-"))
        #expect(elements(html).isSubset(of: known))
        #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("url("))
        #expect(!html.contains(" style="))
    }

    @Test("A page says which language it is in, and has headings and names of columns")
    func accessible() throws {
        for language in Language.all {
            let html = SampleReceipts.partly.html(in: language)
            #expect(html.hasPrefix("<!doctype html>\n<html lang=\"\(language.tag)\" dir=\"ltr\">"))
            #expect(html.matches(of: #/<h1>/#).count == 1)
            #expect(html.contains("<th role=\"columnheader\" scope=\"col\">"))
        }
    }

    @Test("Whatever a file holds, the page has the elements of our own and no more", arguments: SampleReceipts.hostile)
    func hostile(value: String) {
        for language in Language.all {
            let html = SampleReceipts.hostile(value).html(in: language)
            let plain = SampleReceipts.hostile("plain").html(in: language)
            #expect(tags(html) == tags(plain))
            // Of a long value only the two links to files of that name have all.
            #expect(html.utf8.count < 200_000 + 50_000)
            #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        }
    }

    @Test("A link leads beside the page, whatever the file is called", arguments: SampleReceipts.hostile)
    func links(value: String) throws {
        let html = SampleReceipts.hostile(value).html(in: .english)
        let links = html.matches(of: #/<a href="([^"]*)"/#).map { String($0.1) }
        #expect(links.count == 2)
        for link in links {
            #expect(link.hasPrefix("./"))
            #expect(link.wholeMatch(of: #/[A-Za-z0-9._~\/%-]*/#) != nil, "\(link.prefix(200))")
        }
    }

    @Test("The bar of counts fills its width")
    func bar() throws {
        let html = SampleReceipts.partly.html(in: .english)
        let widths = html.matches(of: #/<rect class="[a-z]+" x="(\d+)" y="0" width="(\d+)"/#).compactMap { Int($0.2) }
        #expect(widths.count == 4)
        #expect((998...1010).contains(widths.reduce(0, +)))
    }

    @Test("The first thousand problems are told, and how many there are")
    func manyProblems() {
        var receipt = SampleReceipts.partly
        receipt.problems = Array(repeating: SampleReceipts.latitude, count: Receipt.problemLimit)
        receipt.problemCount = 12_345
        let html = receipt.html(in: .english)
        #expect(html.contains("The first <bdi>1,000</bdi> are told here; there are <bdi>12,345</bdi> in all."))
    }
}
