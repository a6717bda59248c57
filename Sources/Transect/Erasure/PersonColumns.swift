import Observations
import Storage

/// What the columns of a source have to do with the contributor.
struct PersonColumns {
    /// The columns that the contributor is made of.
    let feeding: Set<String>
    /// All columns that the definition reads.
    let used: Set<String>

    /// The columns of one source.
    init(_ plan: Plan, _ source: Int) {
        let declared = plan.definition.sources[source]
        used = Set(plan.sources[source].interpreter.sourceFields)
        guard let contributor = plan.contributor else {
            feeding = []
            return
        }
        feeding = PersonColumns.columns(
            of: plan.schema.terms[contributor].name, declared, plan.definition, depth: 0)
    }

    /// The columns that a term is made of. What no step makes takes the column of its own name or of an alias.
    private static func columns(
        of term: String, _ source: Definition.Source, _ definition: Definition, depth: Int
    ) -> Set<String> {
        var columns: Set<String> = []
        for entry in source.map where entry.to == term || entry.split?.to.contains(term) == true {
            columns.insert(entry.column)
        }
        // A join may read terms that other steps have made; those cannot be made of one another for ever.
        for join in source.joins where join.term == term && depth < 8 {
            for part in join.from {
                columns.formUnion(
                    part == term ? [part] : PersonColumns.columns(of: part, source, definition, depth: depth + 1))
            }
        }
        if let unpivot = source.unpivot, unpivot.name == term || unpivot.value == term {
            columns.formUnion(unpivot.columns)
        }
        let isConstant = source.constants.contains { $0.term == term }
        if !columns.isEmpty || isConstant { return columns }
        let field = definition.fields.first { $0.term == term }
        return Set(field.map { definition.headers(of: $0, in: source) } ?? []).union([term])
    }

    /// Whether the contributor is made of a column.
    func feeds(_ column: String) -> Bool { feeding.contains(column) }
}
