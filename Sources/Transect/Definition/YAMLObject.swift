import Yams

/// A YAML mapping that is being read: every key is asked for once, and keys that nobody asked for are problems.
struct YAMLObject {
    let place: YAMLPlace
    /// What the mapping is, for messages ("a source", "the field eventDate").
    let name: String
    private let pairs: [(key: String, place: YAMLPlace, value: Node)]
    private let problems: ProblemList

    init?(_ node: Node, as name: String, problems: ProblemList) {
        place = node.place
        self.name = name
        self.problems = problems
        guard let mapping = node.mapping else {
            problems.add("\(name) must have keys and values, such as `key: value`.", at: node.place)
            return nil
        }
        var pairs: [(key: String, place: YAMLPlace, value: Node)] = []
        for (key, value) in mapping {
            let text = key.scalar?.string ?? ""
            if pairs.contains(where: { $0.key == text }) {
                problems.add("`\(text)` stands twice in \(name). Keep one.", at: key.place)
            } else {
                pairs.append((text, key.place, value))
            }
        }
        self.pairs = pairs
    }

    /// All pairs in the order of the file.
    var all: [(key: String, place: YAMLPlace, value: Node)] { pairs }

    /// The value of a key.
    func node(_ key: String) -> Node? { pairs.first { $0.key == key }?.value }

    /// Reports something that is wrong in the mapping.
    func refuse(_ message: String, at place: YAMLPlace) { problems.add(message, at: place) }

    /// Reports every key that is not among `known`, with the nearest one that is.
    func refuseOthers(than known: [String]) {
        for pair in pairs where !known.contains(pair.key) {
            let hint =
                if let near = nearestName(to: pair.key, among: known) {
                    "Did you mean `\(near)`?"
                } else {
                    "It can have: \(known.joined(separator: ", "))."
                }
            problems.add("\(name) has no key `\(pair.key)`. \(hint)", at: pair.place)
        }
    }

    /// The text of a scalar.
    func text(_ key: String, required: Bool = false) -> String? { located(key, required: required)?.value }

    /// The text of a scalar with its place.
    func located(_ key: String, required: Bool = false) -> Located<String>? {
        guard let node = node(key) else {
            if required { problems.add("\(name) needs `\(key)`.", at: place) }
            return nil
        }
        guard let scalar = node.scalar else {
            problems.add("`\(key)` must be a single value.", at: node.place)
            return nil
        }
        return Located(value: scalar.string, place: node.place)
    }

    /// A list of texts; a single scalar is a list of one.
    func list(_ key: String) -> [Located<String>] {
        guard let node = node(key) else { return [] }
        if let scalar = node.scalar { return [Located(value: scalar.string, place: node.place)] }
        guard let sequence = node.sequence else {
            problems.add("`\(key)` must be a list, such as `[a, b]`.", at: node.place)
            return []
        }
        return sequence.compactMap { item in
            guard let scalar = item.scalar else {
                problems.add("`\(key)` must be a list of single values.", at: item.place)
                return nil
            }
            return Located(value: scalar.string, place: item.place)
        }
    }

    func texts(_ key: String) -> [String] { list(key).map(\.value) }

    /// `true` or `false`.
    func boolean(_ key: String, default value: Bool) -> Bool {
        guard let text = located(key) else { return value }
        switch text.value {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            problems.add("`\(key)` must be true or false, not `\(text.value)`.", at: text.place)
            return value
        }
    }

    /// A whole number that is not negative.
    func integer(_ key: String) -> Int? {
        guard let text = located(key) else { return nil }
        guard let value = Int(text.value), value >= 0 else {
            problems.add("`\(key)` must be a whole number from 0, not `\(text.value)`.", at: text.place)
            return nil
        }
        return value
    }

    /// A share between 0 and 1.
    func share(_ key: String) -> Double? {
        guard let text = located(key) else { return nil }
        guard let value = Double(text.value), (0...1).contains(value) else {
            problems.add("`\(key)` must be a number from 0 to 1, not `\(text.value)`.", at: text.place)
            return nil
        }
        return value
    }

    /// A share between 0 and 1, or `none`; `present` where nothing is declared.
    func limit(_ key: String, present: Double?) -> Double? {
        guard let text = located(key) else { return present }
        if text.value == "none" { return nil }
        guard let value = Double(text.value), (0...1).contains(value) else {
            problems.add(
                "`\(key)` must be a share from 0 to 1, such as 0.3, or none, not `\(text.value)`.", at: text.place)
            return present
        }
        return value
    }

    /// One of a closed list of words.
    func choice(_ key: String, among words: [String]) -> Located<String>? {
        guard let text = located(key) else { return nil }
        guard words.contains(text.value) else {
            let near = nearestName(to: text.value, among: words).map { " Did you mean `\($0)`?" } ?? ""
            problems.add(
                "`\(key)` must be one of \(words.joined(separator: ", ")), not `\(text.value)`.\(near)", at: text.place)
            return nil
        }
        return text
    }

    /// A mapping under a key.
    func object(_ key: String, as name: String) -> YAMLObject? {
        node(key).flatMap { YAMLObject($0, as: name, problems: problems) }
    }

    /// The pairs of a mapping of texts under a key.
    func textPairs(_ key: String) -> [(key: String, value: String)] {
        guard let object = object(key, as: "`\(key)`") else { return [] }
        return object.all.compactMap { pair in object.text(pair.key).map { (pair.key, $0) } }
    }
}

extension Node {
    var place: YAMLPlace { mark.map { YAMLPlace(line: $0.line, column: $0.column) } ?? .file }
}
