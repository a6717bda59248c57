import Observations
import Snapshots
import Validation

extension Plan {
    /// The columns of the dataset as they are published: types, meaning, and the constraints that hold for every
    /// published value because a record that breaks them is quarantined.
    var publishedFields: [PublishedField] {
        zip(schema.terms, fields).map { term, rule in
            let declared = definition.fields.first { $0.term == term.name }
            let constraints = rule.severity == .error ? rule.constraints : FieldConstraints()
            func bound(_ bound: Bound?) -> String? {
                // `today` holds on the day of arrival and says nothing about the dataset.
                if case .value(let text)? = bound { text } else { nil }
            }
            // A vocabulary in a file may be long and is published beside the dataset.
            let values = constraints.enumeration.flatMap { $0.name == nil ? $0.values : nil }
            return PublishedField(
                term.name, PublishedType(rawValue: rule.type.rawValue) ?? .string, title: declared?.title,
                description: declared?.description,
                constraints: PublishedConstraints(
                    isRequired: constraints.required, isUnique: constraints.unique, minimum: bound(constraints.minimum),
                    maximum: bound(constraints.maximum), minimumLength: constraints.minLength, enumeration: values))
        }
    }

    /// The terms that are not published.
    var withheld: Set<Term> { definition.withheld }

    /// The terms that name contributors: of votes, and of records.
    var personTerms: Set<Term> { definition.personTerms }

    /// What leaves the store.
    var publicView: PublicView {
        PublicView(
            fields: publishedFields,
            withheld: withheld,
            people: personTerms)
    }

    /// What the dataset is.
    var description: DatasetDescription {
        DatasetDescription(
            name: definition.name, title: definition.title, description: definition.description,
            creators: definition.creators.map { Creator(name: $0.name, orcid: $0.orcid) },
            licence: definition.licence, keywords: definition.keywords, programVersion: programVersion,
            semanticsVersion: semanticsVersion)
    }
}

/// The version of the program.
package let programVersion = "0.1.0"

/// The version of the meaning of what the program computes. It grows with every change that makes the same history give
/// other content files; then all history is judged again.
package let semanticsVersion = 5
