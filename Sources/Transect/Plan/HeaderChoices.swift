import Observations
import Validation

/// Terms that files know under several headers: several entries of `map`, or the aliases of a field.
extension PlanCompiler {
    /// The steps for entries of `map` that name one term: whichever of the columns has a value is taken, and then all
    /// their replacements and the one table hold for it.
    func together(_ entries: [Definition.MapEntry], _ to: Term) -> [MappingStep] {
        var steps = [MappingStep.firstOf(columns: entries.map(\.column), to: to)]
        var replacements: [String: String] = [:]
        for entry in entries {
            for (key, value) in entry.replace {
                if let other = replacements[key], other != value {
                    problems.addOnce(
                        """
                        Several columns become \(to), and `\(key)` is replaced by `\(other)` and by `\(value)`. Replace it \
                        by one of them.
                        """, at: entry.place)
                }
                replacements[key] = value
            }
        }
        if !replacements.isEmpty { steps.append(.replace(to, replacements)) }
        let lookups = entries.compactMap(\.lookup)
        guard let lookup = lookups.first else { return steps }
        for entry in entries {
            let other = entry.lookup
            if other?.file != lookup.file || other?.from != lookup.from || other?.to != lookup.to {
                problems.addOnce(
                    """
                    Several columns become \(to), so that all of them need the same `lookup`. Write it at each, or at \
                    none.
                    """, at: entry.place)
            }
        }
        if let table = tables.lookup(lookup) { steps.append(.lookup(from: to.name, to: to, table: table)) }
        return steps
    }

    /// The steps for fields with aliases that the source's own mapping does not make. A column that the mapping names is
    /// no alias there.
    func aliasSteps(_ source: Definition.Source) -> [MappingStep] {
        definition.fields.compactMap { field in
            let columns = definition.headers(of: field, in: source)
            return columns.count > 1 ? .firstOf(columns: columns, to: Term(field.term)) : nil
        }
    }
}

extension Definition {
    /// The headers under which a source knows a field that no mapping of it makes: the term and its aliases; empty where
    /// a mapping makes it.
    func headers(of field: Field, in source: Source) -> [String] {
        if source.makes(field.term) { return [] }
        let named = Set(source.map.map(\.column))
        var headers = [field.term]
        for alias in field.aliases where !named.contains(alias.header) && !headers.contains(alias.header) {
            headers.append(alias.header)
        }
        return headers
    }
}
