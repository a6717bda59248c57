import Formats

/// Random XML documents, most records plain, some full of traps.
struct XMLPlainDocuments {
    var random: TreeTesting.Random
    private var lineEnd = "\n"

    init(_ seed: UInt64) { random = TreeTesting.Random(seed) }

    static let fields = ["a", "b", "b_2", "p:c", "c", "d/e", "d/@x", "@id", "@x", ".", "none", "d/o/a", "p:o/a"]

    mutating func document() -> String {
        lineEnd = random.below(4) == 0 ? "\r\n" : "\n"
        var text = ["", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "\u{FEFF}", "<?xml version='1.0'?>"][
            random.below(4)]
        if text.hasPrefix("<") { text += lineEnd }
        text += "<root" + (random.below(2) == 0 ? " xmlns:p='u:1'" : " xmlns='u:0' xmlns:p='u:1' xmlns:q='u:1'") + ">"
        for _ in 0..<random.below(4) {
            text += lineEnd
            switch random.below(5) {
            case 0: text += "<group xmlns:p='u:\(random.below(3))'>" + records() + "</group>"
            case 1: text += "<group>" + records() + "</group>"
            case 2: text += "text" + records()
            case 3: text += "<p:o><p:o>" + records() + "</p:o></p:o>"
            default: text += records()
            }
        }
        return text + trap() + "</root>" + lineEnd
    }

    private mutating func records() -> String {
        let name = ["o", "o", "p:o", "other"][random.below(4)]
        var text = ""
        for _ in 0..<random.below([6, 20, 80][random.below(3)]) { text += space() + record(name, depth: 0) + space() }
        return text + (random.below(4) == 0 ? trap() : "")
    }

    private mutating func record(_ name: String, depth: Int) -> String {
        var text = "<\(name)" + attributes()
        if random.below(8) == 0 { return text + "/>" }
        text += ">"
        for _ in 0..<random.below(5) {
            text += random.below(3) == 0 ? space() : ""
            let child = ["a", "b", "b", "p:c", "c", "d"][random.below(6)]
            if child == "d", depth < 2 {
                text += record(["d", "o", "p:o"][random.below(3)], depth: depth + 1)
            } else {
                text += "<\(child)\(attributes())>\(words())</\(child)>"
            }
        }
        return text + (random.below(3) == 0 ? words() : "") + "</\(name)>"
    }

    private mutating func attributes() -> String {
        guard random.below(3) == 0 else { return "" }
        var text = ""
        for name in ["id", "x", "p:x", "xsi:nil"] where random.below(2) == 0 {
            let quote = random.below(2) == 0 ? "'" : "\""
            let value =
                random.below(12) == 0
                ? ["&lt;o>", "&#38;", "x\ty"][random.below(3)]
                : ["1", "", "é&amp;", "true", "a b > c", "&amp;&amp;"][random.below(6)]
            let prefix = name == "xsi:nil" ? " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'" : ""
            if name == "xsi:nil", random.below(20) > 0 { continue }
            text += prefix + [" ", "  ", lineEnd][random.below(3)] + "\(name)=\(quote)\(value)\(quote)"
        }
        return text + (random.below(4) == 0 ? " " : "")
    }

    private mutating func words() -> String {
        var text = ""
        for _ in 0..<random.below(4) {
            text +=
                [
                    "word", "a longer text, more than a few bytes long", "é観察🐦", "&amp;", "&lt;o>", "&quot;&apos;",
                    lineEnd,
                    "\t", " ", "]]", "a]b", "\u{FFFD}\u{E000}", "&#233;",
                ][random.below(random.below(6) == 0 ? 13 : 12)]
            if random.below(80) == 0 { text += trap() }
        }
        return text
    }

    private mutating func trap() -> String {
        [
            "<!-- <o><a>no</a></o> -->", "<![CDATA[<o><a>text</a></o>]]>", "<?pi <o><a>no</a></o> ?>",
            "<!--\n\n<p:o>-->", "<![CDATA[</o><o>\n]]>", "<t x='&lt;o>'/>", "<t xmlns='u:9'><a>1</a></t>",
        ][random.below(7)]
    }

    private mutating func space() -> String {
        ["", "", " ", lineEnd, lineEnd + "  ", lineEnd + lineEnd + "\t"][random.below(6)]
    }

    /// How the document is read.
    mutating func options() -> FormatOptions {
        var options = FormatOptions()
        options.records =
            ["//o", "//p:o", "//o", "o", "/root/*", "//group/o", "//*", "/root"][
                random.below(random.below(4) == 0 ? 8 : 4)]
        if random.below(3) == 0 { options.namespaces = ["p": "u:1"] }
        if random.below(3) > 0 { options.fields = .only(Self.fields.filter { _ in random.below(3) > 0 }) }
        if random.below(10) == 0 { options.limits.fieldBytes = 60 }
        if random.below(10) == 0 { options.limits.depth = 5 }
        if random.below(10) == 0 { options.limits.columns = 6 }
        return options
    }

    /// Small pieces, so that small documents are read as large ones are.
    mutating func pieces() -> XMLPieces {
        var pieces = XMLPieces()
        pieces.window = [200, 900, 3000, 100_000][random.below(4)] + random.below(200)
        pieces.piece = 100 + random.below([10, 100, 1000][random.below(3)])
        pieces.patience = random.below(3) == 0 ? 100 : 0
        return pieces
    }
}
