import Validation

extension Plan {
    /// Terms that `fields` does not have and that look like one that it has: sound, since a mapping may make terms of its
    /// own, but mostly a slip. What a preset says is left out.
    ///
    /// - Parameter file: the pipeline file, as the user named it.
    package func misspeltTerms(in file: String) -> [DefinitionProblem] {
        definition.sources.flatMap { source in
            source.ownTerms.compactMap { made -> DefinitionProblem? in
                guard let meant = nearestField(to: made.term, notMadeBy: source) else { return nil }
                return DefinitionProblem(
                    file: file, place: made.place,
                    message: """
                        \(made.term) is not among `fields` and becomes a column of its own. Did you mean `\(meant)`?
                        """)
            }
        }
    }

    /// The declared field that is one or two typing mistakes away and that the source does not make in its own right;
    /// `nil` for a declared one.
    private func nearestField(to term: String, notMadeBy source: Definition.Source) -> String? {
        if definition.fields.contains(where: { $0.term == term }) { return nil }
        var best: (distance: Int, term: String)?
        for field in definition.fields where !source.makes(field.term) {
            let bound = min(best.map { $0.distance - 1 } ?? 2, term.count / 3)
            if let distance = EditDistance.between(term.lowercased(), field.term.lowercased(), bound: bound) {
                best = (distance, field.term)
            }
        }
        return best?.term
    }
}

extension Definition.Source {
    /// The terms that the source itself makes, each with its place.
    fileprivate var ownTerms: [(term: String, place: YAMLPlace)] {
        var terms: [(term: String, place: YAMLPlace)] = []
        for entry in map where entry.place != preset?.place {
            for term in [entry.to].compactMap(\.self) + (entry.split?.to ?? []) { terms.append((term, entry.place)) }
        }
        for join in joins where join.place != preset?.place { terms.append((join.term, join.place)) }
        if let unpivot, unpivot.place != preset?.place {
            terms += [unpivot.name, unpivot.value].map { (term: $0, place: unpivot.place) }
        }
        return terms
    }
}
