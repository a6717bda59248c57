/// A sentence for people: an English template and the facts in it, so that it can be said in other languages too.
///
/// Written as a string literal: `"the archive has more than \(limit) members"` becomes the template `the archive has more
/// than {0} members` with one argument. The template is what a catalogue of translations knows it by.
package struct Wording: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The English sentence with `{0}`, `{1}` … where the facts stand.
    package let template: String
    /// The facts, as text that is the same in every language.
    package let arguments: [String]

    /// A sentence of those parts.
    package init(template: String, arguments: [String] = []) {
        self.template = template
        self.arguments = arguments
    }

    /// Text that nobody translates, such as a name or another program's message.
    package init(verbatim text: String) { self.init(template: "{0}", arguments: [text]) }

    package init(stringLiteral value: String) { self.init(template: value) }

    package init(stringInterpolation: Interpolation) {
        self.init(template: stringInterpolation.template, arguments: stringInterpolation.arguments)
    }

    /// Collects the template and the facts of a literal.
    package struct Interpolation: StringInterpolationProtocol {
        var template = ""
        var arguments: [String] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { template += literal }

        package mutating func appendInterpolation(_ fact: some CustomStringConvertible) {
            template += "{\(arguments.count)}"
            arguments.append(fact.description)
        }
    }

    /// The English sentence.
    package var description: String { filled(into: template) }

    /// A template of any language with the facts in their places. Facts are never searched for places again.
    package func filled(into template: String) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let name = rest[rest.index(after: open)..<close]
            if let index = Int(name), arguments.indices.contains(index) {
                text += arguments[index]
            } else {
                text += "{\(name)}"
            }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
