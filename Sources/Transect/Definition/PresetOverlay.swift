import Yams

/// A source laid over its preset: what the source says counts, and the preset says the rest.
///
/// `map`, `set` and `join` are merged by their keys; any other key is the source's if it has it. A term that the source
/// makes itself is not made by the preset too. An entry of the source with nothing behind it (`license:`) takes the
/// preset's entry away.
struct PresetOverlay {
    let preset: Node.Mapping
    let own: Node.Mapping

    /// The keys of a source whose entries are merged.
    private static let merging = ["map", "set", "join"]

    var merged: Node.Mapping {
        var pairs: [(Node, Node)] = []
        let made = madeTerms
        for (key, value) in preset where key.scalar?.string != "fields" {
            let name = key.scalar?.string ?? ""
            guard Self.merging.contains(name), let entries = value.mapping else {
                if own[name] == nil { pairs.append((key, value)) }
                continue
            }
            let ownEntries = own[name]?.mapping
            var kept: [(Node, Node)] = []
            for (entryKey, entry) in entries where ownEntries?[entryKey] == nil {
                if name == "map" {
                    if let rest = Self.without(made, entry) { kept.append((entryKey, rest)) }
                } else if !made.contains(entryKey.scalar?.string ?? "") {
                    kept.append((entryKey, entry))
                }
            }
            kept += ownEntries.map { $0.filter { !Self.isNothing($0.value) }.map { ($0.key, $0.value) } } ?? []
            pairs.append((key, .mapping(Node.Mapping(kept, entries.tag, entries.style, entries.mark))))
        }
        for (key, value) in own {
            let name = key.scalar?.string ?? ""
            // What is no mapping where one is expected is told when it is decoded.
            if Self.merging.contains(name), preset[name] != nil, value.mapping != nil { continue }
            if Self.merging.contains(name) { pairs.removeAll { $0.0 == key } }
            pairs.append((key, value))
        }
        return Node.Mapping(pairs, own.tag, own.style, own.mark)
    }

    /// The terms that the source itself makes.
    private var madeTerms: Set<String> {
        var terms: Set<String> = []
        for (_, entry) in own["map"]?.mapping ?? Node.Mapping([]) { terms.formUnion(Self.terms(of: entry)) }
        for name in ["set", "join"] {
            for (term, value) in own[name]?.mapping ?? Node.Mapping([]) where !Self.isNothing(value) {
                term.scalar.map { _ = terms.insert($0.string) }
            }
        }
        for key in ["name", "value"] {
            own["unpivot"]?.mapping?[key]?.scalar.map { _ = terms.insert($0.string) }
        }
        return terms
    }

    /// The terms that an entry of `map` makes.
    private static func terms(of entry: Node) -> [String] {
        if isNothing(entry) { return [] }
        if let term = entry.scalar?.string { return [term] }
        let parts = entry.mapping?["split"]?.mapping?["to"]?.sequence?.compactMap { $0.scalar?.string } ?? []
        return (entry.mapping?["to"]?.scalar.map { [$0.string] } ?? []) + parts.filter { $0 != "-" }
    }

    /// An entry of the preset's `map` without some terms, or `nil` where nothing is left of it.
    private static func without(_ made: Set<String>, _ entry: Node) -> Node? {
        let terms = terms(of: entry)
        if made.isDisjoint(with: terms) { return entry }
        guard terms.contains(where: { !made.contains($0) }), var mapping = entry.mapping,
            var split = mapping["split"]?.mapping, let parts = split["to"]?.sequence
        else { return nil }
        let rest = parts.map { part -> Node in
            guard let scalar = part.scalar, made.contains(scalar.string) else { return part }
            return .scalar(Node.Scalar("-", scalar.tag, scalar.style, scalar.mark))
        }
        split["to"] = .sequence(Node.Sequence(rest, parts.tag, parts.style, parts.mark))
        mapping["split"] = .mapping(split)
        if let to = mapping["to"]?.scalar?.string, made.contains(to) { mapping["to"] = nil }
        return .mapping(mapping)
    }

    /// Whether nothing stands behind a key.
    private static func isNothing(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }
}
