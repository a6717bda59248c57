import Observations

/// HTML as it is written: only literals of the program can be markup, everything else is text or the value of an
/// attribute, and is escaped.
struct Markup {
    let language: Language
    private(set) var html = ""

    init(language: Language) { self.language = language }

    /// Markup, which stands in the program.
    mutating func add(_ markup: StaticString) {
        markup.withUTF8Buffer { html += String(decoding: $0, as: UTF8.self) }
    }

    /// Words of the program, in the reader's language.
    mutating func add(words: String) { Markup.escape(words, into: &html) }

    /// A phrase without facts.
    mutating func add(_ phrase: Phrase) { add(words: language.words(phrase)) }

    /// A whole number, as people write it.
    mutating func add(_ number: Int) { add(words: language.number(number)) }

    /// A value from elsewhere: made visible, shortened, and kept from turning the line round (`bdi`).
    mutating func add(value: String, limit: Int = ShownValue.limit) {
        html += "<bdi>"
        Markup.escape(ShownValue(value, limit: limit).text, into: &html)
        html += "</bdi>"
    }

    /// A sentence with its facts. What its words have between backticks, with the facts in there, is code.
    mutating func add(_ sentence: Sentence, limit: Int = ShownValue.limit) {
        var isCode = false
        for piece in sentence.pieces {
            switch piece {
            case .words(let words):
                for (index, part) in words.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
                    if index > 0 {
                        add(isCode ? "</code>" : "<code>")
                        isCode.toggle()
                    }
                    add(words: String(part))
                }
            case .fact(let fact): add(value: fact, limit: limit)
            }
        }
        if isCode { add("</code>") }
    }

    /// A sentence as text alone, for a place where no markup can be (a title, an attribute).
    mutating func add(plain sentence: Sentence) {
        for piece in sentence.pieces {
            switch piece {
            case .words(let words): add(words: words)
            case .fact(let fact): add(words: ShownValue(fact).text)
            }
        }
    }

    /// A link to a file beside the page or below it. Whatever its name holds, it is only ever a name.
    mutating func add(linkTo path: String, label: (inout Markup) -> Void) {
        html += "<a href=\""
        html += Markup.reference(path)
        html += "\">"
        label(&self)
        html += "</a>"
    }

    /// Escapes text for the inside of an element and for an attribute in double quotes alike (HTML Living Standard,
    /// 13.3 “Escaping a string”).
    private static func escape(_ text: String, into html: inout String) {
        guard text.utf8.contains(where: isMarkup) else {
            html += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }

    /// A relative reference (RFC 3986 §4.2): `./` in front and everything unusual in percents, so that no name is read
    /// as a scheme, a host, a query or a fragment.
    static func reference(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes = Array("./".utf8)
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
