import Observations

/// English words that a reader or a check puts into the sentence of its rule as an argument. They are stored with the
/// finding, so they are known again here by their form.
package struct RuleArgument: Sendable {
    /// The rules in whose sentences it can stand.
    let codes: [String]
    /// Which of the arguments it is, from 0.
    let place: Int
    /// The words, with places for what is the same in every language.
    package let template: String

    /// The places in which they stand.
    private enum Site {
        static let vocabulary = [
            "in-vocabulary", "licence-known", "basis-of-record-known", "occurrence-status-known", "constraint-enum",
        ]
        static let json = ["json-bad-line", "zooniverse-bad-json"]
        static let zooniverse = ["zooniverse-no-list"]
    }

    /// All such words; the longest form of several comes first.
    package static let all: [RuleArgument] =
        [
            RuleArgument(codes: Site.vocabulary, place: 1, template: "the list {0} … ({1} in all)"),
            RuleArgument(codes: Site.vocabulary, place: 1, template: "the list {0}"),
            RuleArgument(codes: ["licence-known"], place: 1, template: "the known licences"),
            RuleArgument(codes: ["type-boolean"], place: 1, template: "{0} or {1}"),
            RuleArgument(codes: ["split-parts"], place: 2, template: "{0} to {1}"),
            RuleArgument(codes: ["json-bad-line"], place: 0, template: "the line ends too early: {0}"),
            RuleArgument(codes: Site.zooniverse, place: 0, template: "an object"),
            RuleArgument(codes: Site.zooniverse, place: 0, template: "an object with an object for each subject"),
            RuleArgument(codes: Site.zooniverse, place: 0, template: "a list of answers, each with its task,"),
        ]
        + [
            "expected a value (an object, array, string, number, true, false or null)",
            "expected a key in double quotes", "expected a colon after the key",
            "expected a comma or } after the value", "expected a comma or ] after the value",
            "a string has no end, or holds a line break or another control character unescaped",
            "expected one of \" \\ / b f n r t or u with four hexadecimal digits after a backslash",
            "expected a number such as 0, -12 or 1.5e3, without leading zeros", "expected true, false or null",
            "expected nothing more after the end of the value", "the values are nested too deeply",
            "a field is too large", "the records have too many different keys",
        ].map { RuleArgument(codes: Site.json, place: 0, template: $0) }

    /// The argument of a rule's sentence in a language; what is no such words stays as it is.
    static func said(_ argument: String, at place: Int, of code: String, in language: Language) -> String {
        for known in all where known.place == place && known.codes.contains(code) {
            guard let facts = known.facts(in: argument) else { continue }
            let said = facts.map { RuleArgument.said($0, at: place, of: code, in: language) }.map {
                Sentence(words: $0)
            }
            return Template(language.catalogue.said(known.template, context: "argument")).filled(said).description
        }
        return argument
    }

    /// What stands in the places of the template, where the argument has its form.
    private func facts(in argument: String) -> [String]? {
        guard template.hasSuffix("{0}") || template.contains("{1}") else { return argument == template ? [] : nil }
        let parts = Template(template).words
        var rest = argument[...]
        guard rest.hasPrefix(parts[0]) else { return nil }
        rest = rest.dropFirst(parts[0].count)
        var facts: [String] = []
        for (index, part) in parts.enumerated().dropFirst() {
            let isLast = index == parts.count - 1
            if isLast {
                guard rest.hasSuffix(part) else { return nil }
                facts.append(String(rest.dropLast(part.count)))
            } else {
                guard let range = rest.ranges(of: part).last else { return nil }
                facts.append(String(rest[..<range.lowerBound]))
                rest = rest[range.upperBound...]
            }
        }
        return facts
    }
}
