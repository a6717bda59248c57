import Snapshots

/// Who is who: which names in the data are one person's, as a project's private `people.csv` says.
///
/// Names are compared as `PersonName.canonical` has them; nothing else is merged. A name that the file does not have is
/// a person of its own.
package struct People: Sendable {
    /// What the file says about one person, or about an account that several share.
    package struct Person: Sendable, Equatable {
        /// The name under which the person's records are joined. Pseudonyms are made from it.
        package let name: String
        /// The other names, in the order of the file.
        package var aliases: [String] = []
        /// The language for receipts (`pl`), if it is declared.
        package var language: String?
        /// The name to be credited under; `nil` for those who have not asked for it.
        package var credit: String?
        /// The ORCID iD as an address, if it is declared.
        package var orcid: String?
        /// Whether several people use this account: its records count, but it is no voter.
        package var isShared = false
    }

    /// All persons, in the order of their first rows.
    package let persons: [Person]
    /// The place of a person by every name, only ever looked up.
    private let places: [String: Int]

    /// Nobody is known: every name is a person of its own.
    package static let none = People([])

    /// People whose names do not overlap.
    init(_ persons: [Person]) {
        self.persons = persons
        var places: [String: Int] = [:]
        for (place, person) in persons.enumerated() {
            for name in [person.name] + person.aliases { places[name] = place }
        }
        self.places = places
    }

    /// Reads `people.csv`.
    ///
    /// - Parameter file: its name for messages.
    /// - Throws: `DefinitionError` with every problem of the file, each with its row and column.
    package init(csv bytes: [UInt8], file: String) throws(DefinitionError) {
        let problems = ProblemList(file: file)
        let table = PeopleTable(csv: bytes, problems)
        try problems.throwIfAny()
        self.init(PeopleJoining.persons(table.rows, problems))
        try problems.throwIfAny()
    }

    /// The name of the person that an alias stands for; the alias itself, in canonical form, where the file does not
    /// have it, and empty where it is blank.
    package func person(_ alias: String) -> String {
        let name = PersonName.canonical(alias)
        return places[name].map { persons[$0].name } ?? name
    }

    /// What the file says about a person, by an alias or by the person's own name.
    package func known(_ alias: String) -> Person? { places[PersonName.canonical(alias)].map { persons[$0] } }

    /// Whether a name is that of an account which several people share.
    package func isShared(_ alias: String) -> Bool { known(alias)?.isShared ?? false }

    /// The language for receipts, if it is declared.
    package func language(of alias: String) -> String? { known(alias)?.language }

    /// Every name of the person that an alias stands for, the person's own first. Never empty, unless the alias is
    /// blank.
    package func aliases(of alias: String) -> [String] {
        if let person = known(alias) { return [person.name] + person.aliases }
        let name = PersonName.canonical(alias)
        return name.isEmpty ? [] : [name]
    }

    /// Those who have asked to be credited by name, in the order of the file.
    package var credits: [Person] { persons.filter { $0.credit != nil } }
}
