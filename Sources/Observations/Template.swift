/// The words of a sentence with places for its facts: `{field}`, `{value}`, and `{0}`, `{1}` … for numbered ones.
///
/// The template of a rule may have asides in square brackets, which are left out where a place in them stands for
/// nothing. A template is English, or a translation of it.
package struct Template: Sendable, Equatable {
    /// The words with the places.
    package let text: String

    /// The template that is written like this.
    package init(_ text: String) { self.text = text }

    /// The words before, between and behind the places.
    package var words: [String] {
        var words = [""]
        for piece in named.pieces {
            switch piece {
            case .words(let text): words[words.count - 1] += text
            case .fact: words.append("")
            }
        }
        return words
    }

    /// The names of the places, in order: `field`, `0` …
    package var places: [String] {
        named.pieces.compactMap { piece in
            switch piece {
            case .words: nil
            case .fact(let name): name
            }
        }
    }

    /// The sentence of a rule: asides in brackets are left out where a place in them is empty.
    package func message(field: String?, value: String?, arguments: [String]) -> Sentence {
        let facts: (Substring) -> Sentence? = { name in
            var fact = Sentence()
            switch name {
            case "field": fact.append(fact: field ?? "")
            case "value": fact.append(fact: value ?? "")
            default:
                guard let index = Int(name), arguments.indices.contains(index) else { return nil }
                fact.append(fact: arguments[index])
            }
            return fact
        }
        var sentence = Sentence()
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "[")),
            let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "]"))
        {
            Template.fill(rest[..<open], facts, into: &sentence)
            var aside = Sentence()
            Template.fill(rest[rest.utf8.index(after: open)..<close], facts, into: &aside)
            if !aside.pieces.contains(.fact("")) { sentence.append(aside) }
            rest = rest[rest.utf8.index(after: close)...]
        }
        Template.fill(rest, facts, into: &sentence)
        return sentence
    }

    /// The sentence with numbered facts; brackets are words like any other. A place that no fact has is left as it is.
    package func filled(_ facts: [Sentence]) -> Sentence {
        var sentence = Sentence()
        Template.fill(
            text[...],
            { name in
                guard let index = Int(name), facts.indices.contains(index) else { return nil }
                return facts[index]
            }, into: &sentence)
        return sentence
    }

    /// The sentence with the name of each place standing in it.
    private var named: Sentence {
        var sentence = Sentence()
        Template.fill(
            text[...],
            { name in
                guard name == "field" || name == "value" || Int(name) != nil else { return nil }
                var fact = Sentence()
                fact.append(fact: String(name))
                return fact
            }, into: &sentence)
        return sentence
    }

    /// Adds what stands behind a fact. A fact that ends in a full stop (`Szer. geogr.`) ends its sentence: it gets no second.
    ///
    /// - Parameter isLast: whether no fact follows. A full stop right between two facts ends no sentence.
    private static func add(_ words: Substring, behind sentence: inout Sentence, isLast: Bool = false) {
        let isDouble = sentence.endsInFullStop && (words.hasPrefix(". ") || isLast && words == ".")
        sentence.append(words: String(isDouble ? words.dropFirst() : words))
    }

    /// Facts are never searched for places again.
    private static func fill(_ text: Substring, _ fact: (Substring) -> Sentence?, into sentence: inout Sentence) {
        var rest = text
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            let next = rest.utf8.index(after: close)
            if let found = fact(rest[rest.utf8.index(after: open)..<close]) {
                add(rest[..<open], behind: &sentence)
                sentence.append(found)
            } else {
                add(rest[..<next], behind: &sentence)
            }
            rest = rest[next...]
        }
        add(rest, behind: &sentence, isLast: true)
    }
}
