import Observations
import Yams

extension Definition.Alias {
    /// `[Data, Datum]`, or by language: `{pl: Data, es: [Fecha, Día]}`.
    static func list(_ field: YAMLObject, _ problems: ProblemList) -> [Definition.Alias] {
        guard let node = field.node("aliases") else { return [] }
        var aliases: [Definition.Alias] = []
        if node.mapping == nil {
            aliases = field.list("aliases").map { Definition.Alias(header: $0.value, language: nil, place: $0.place) }
        } else if let languages = field.object("aliases", as: "`aliases`") {
            for pair in languages.all {
                aliases += languages.list(pair.key).map {
                    Definition.Alias(header: $0.value, language: pair.key, place: $0.place)
                }
            }
        }
        return aliases.compactMap { alias in
            // Readers trim headers, so that one with blanks around it would never be met.
            let header = alias.header.trimmed
            if header.isEmpty {
                problems.add("An alias is a header of volunteers' files; this one is blank.", at: alias.place)
                return nil
            }
            return Definition.Alias(header: header, language: alias.language, place: alias.place)
        }
    }
}

extension Definition {
    /// Refuses headers that would stand for two terms. Headers are compared as readers do, up to Unicode's canonical
    /// equivalence.
    func refuseSharedAliases(_ problems: ProblemList) {
        var owners: [String: String] = [:]
        for field in fields { owners[field.term] = field.term }
        for field in fields {
            for alias in field.aliases {
                if let owner = owners[alias.header], owner != field.term {
                    let meaning = owner == alias.header ? "is itself a field" : "is an alias of \(owner) already"
                    problems.add(
                        "`\(alias.header)` \(meaning); a header can stand for one term only.", at: alias.place)
                } else {
                    owners[alias.header] = field.term
                }
            }
        }
    }
}
