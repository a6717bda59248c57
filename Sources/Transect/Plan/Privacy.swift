import Observations

extension Definition {
    /// The terms that are not published.
    var withheld: Set<Term> { Set(fields.filter { !$0.isPublished }.map { Term($0.term) }) }

    /// The terms that name contributors: of votes, and of records. They are published as pseudonyms.
    var personTerms: Set<Term> {
        var terms: Set<Term> = ["recordedBy"]
        if let voter = consensus?.contributor { terms.insert(Term(voter.value)) }
        return terms
    }

    /// The side files that say something about people or about withheld terms: `people.csv`, a list of observers, a
    /// table from addresses to names. They belong to the edition and stay in the store.
    var privateFiles: Set<String> {
        let secret = Set(withheld.union(personTerms).map(\.name))
        // Whoever knows the known answers can give them.
        var files = Set([peopleFile?.value, consensus?.gold?.reference.file].compactMap { $0 })
        for entry in sources.flatMap(\.map) where entry.to.map(secret.contains) ?? false {
            if let lookup = entry.lookup { files.insert(lookup.file) }
        }
        for field in fields where secret.contains(field.term) {
            if let reference = field.constraints.valuesFrom { files.insert(reference.file) }
        }
        for check in checks {
            let words = check.parameters.flatMap { parameter -> [String] in
                if case .words(let words) = parameter.value { words } else { [] }
            }
            guard words.contains(where: secret.contains) else { continue }
            for case .table(let reference) in check.parameters.map(\.value) { files.insert(reference.file) }
        }
        return files
    }
}
