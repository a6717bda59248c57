import Presets
import Yams

/// Fills sources with what their presets say, and remembers which presets were used.
final class PresetReader {
    private let shelf: PresetShelf
    private let problems: ProblemList
    private var texts: [String: PresetText] = [:]
    /// The types that the used presets suggest for terms, with the place where the preset is named.
    private(set) var types: [(term: String, type: Located<String>)] = []

    init(_ shelf: PresetShelf, _ problems: ProblemList) {
        self.shelf = shelf
        self.problems = problems
    }

    /// The presets that were used, by name.
    var used: [PresetText] { texts.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }

    /// A source with what its preset says; the source itself where it names none.
    ///
    /// Whatever comes from the preset stands at the place where the preset is named, because that is the line that its
    /// reader wrote.
    func filled(_ source: Node) -> Node {
        guard let own = source.mapping, let named = own["preset"] else { return source }
        guard let name = named.scalar?.string else { return source }
        do {
            guard let bytes = try shelf.text(of: name) else {
                let hint =
                    nearestName(to: name, among: Preset.all.map(\.name)).map { "Did you mean `\($0)`?" }
                    ?? "`transect presets` lists them."
                problems.add("There is no preset `\(name)`. \(hint)", at: named.place)
                return source
            }
            guard let preset = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))?.mapping else {
                problems.add("The preset \(name) is empty.", at: named.place)
                return source
            }
            texts[name] = PresetText(name: name, bytes: bytes)
            let moved = preset.moved(to: named.mark)
            for (term, field) in moved["fields"]?.mapping ?? Node.Mapping([]) {
                guard let term = term.scalar?.string, let type = field.mapping?["type"]?.scalar?.string else {
                    continue
                }
                types.append((term, Located(value: type, place: named.place)))
            }
            return .mapping(PresetOverlay(preset: moved, own: own).merged)
        } catch {
            problems.add("The preset \(name) cannot be read: \(error)", at: named.place)
            return source
        }
    }
}

extension Definition {
    /// Takes the types that presets suggest: for fields that are declared without one, and for terms that a source makes
    /// and nobody declares.
    mutating func take(_ types: [(term: String, type: Located<String>)]) {
        let made = Set(terms)
        for (term, type) in types where made.contains(term) {
            if let index = fields.firstIndex(where: { $0.term == term }) {
                if fields[index].type == nil { fields[index].type = type }
            } else {
                fields.append(Field(term: term, place: type.place, type: type))
            }
        }
    }
}

extension Node.Mapping {
    /// The same with everything in it standing at one place.
    fileprivate func moved(to mark: Mark?) -> Node.Mapping {
        Node.Mapping(map { ($0.key.moved(to: mark), $0.value.moved(to: mark)) }, tag, style, mark)
    }
}

extension Node {
    fileprivate func moved(to mark: Mark?) -> Node {
        switch self {
        case .scalar(let scalar): .scalar(Node.Scalar(scalar.string, scalar.tag, scalar.style, mark))
        case .sequence(let sequence):
            .sequence(Node.Sequence(sequence.map { $0.moved(to: mark) }, sequence.tag, sequence.style, mark))
        case .mapping(let mapping): .mapping(mapping.moved(to: mark))
        case .alias: self
        }
    }
}
