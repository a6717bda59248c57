/// A sentence for people: an English template and the facts in it, so that it can be said in other languages too.
///
/// Written as a string literal: `"the archive has more than \(limit) members"` becomes the template `the archive has more
/// than {0} members` with one argument. The template is what a catalogue of translations knows it by.
package struct Wording: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// A fact in a sentence.
    package enum Fact: Sendable, Hashable {
        /// Text that is the same in every language: a number, a name, a value.
        case text(String)
        /// Words that are translated too, such as a detail behind a colon.
        case wording(Wording)
    }

    /// The English sentence with `{0}`, `{1}` … where the facts stand.
    package let template: String
    /// The facts.
    package let arguments: [Fact]

    /// A sentence of those parts.
    package init(template: String, arguments: [Fact] = []) {
        self.template = template
        self.arguments = arguments
    }

    /// Text that nobody translates, such as a name or another program's message.
    package init(verbatim text: String) { self.init(template: "{0}", arguments: [.text(text)]) }

    package init(stringLiteral value: String) { self.init(template: value) }

    package init(stringInterpolation: Interpolation) {
        self.init(template: stringInterpolation.template, arguments: stringInterpolation.arguments)
    }

    /// Collects the template and the facts of a literal.
    package struct Interpolation: StringInterpolationProtocol {
        var template = ""
        var arguments: [Fact] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { template += literal }

        package mutating func appendInterpolation(_ fact: some CustomStringConvertible) {
            append(.text(fact.description))
        }

        package mutating func appendInterpolation(_ fact: Wording) { append(.wording(fact)) }

        private mutating func append(_ fact: Fact) {
            template += "{\(arguments.count)}"
            arguments.append(fact)
        }
    }

    /// Whether it is text that nobody translates.
    package var isVerbatim: Bool { template == "{0}" }

    /// The English sentence.
    package var description: String { said { $0 }.description }

    /// The sentence in another language; `translate` gives the template to use for an English one.
    package func said(_ translate: (String) -> String) -> Sentence {
        let facts = arguments.map { fact in
            switch fact {
            case .text(let text):
                var sentence = Sentence()
                sentence.append(fact: text)
                return sentence
            case .wording(let wording): return wording.said(translate)
            }
        }
        return Template(isVerbatim ? template : translate(template)).filled(facts)
    }
}

extension Wording {
    /// What was stored as text is English words, or a sentence without facts of its own.
    package init(stored fact: Fact) {
        switch fact {
        case .text(let text): self.init(template: text)
        case .wording(let wording): self = wording
        }
    }
}

extension Wording.Fact: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
}

/// A fact is stored as a string where it is text, and as an object where it is translated.
extension Wording.Fact: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .wording(try container.decode(Wording.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .wording(let wording): try container.encode(wording)
        }
    }
}

/// Stored as its template and its facts, so that a receipt that is written later can say it in any language.
extension Wording: Codable {
    private enum CodingKeys: String, CodingKey { case template, arguments }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            template: try container.decode(String.self, forKey: .template),
            arguments: try container.decodeIfPresent([Fact].self, forKey: .arguments) ?? [])
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(template, forKey: .template)
        if !arguments.isEmpty { try container.encode(arguments, forKey: .arguments) }
    }
}
