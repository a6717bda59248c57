import Observations

/// The types of published columns: those of a pipeline file.
package enum PublishedType: String, Sendable, CaseIterable {
    case string, integer, number, boolean, date, datetime, eventDate

    /// The type in a Table Schema (Frictionless). An `eventDate` may be a month or an interval, which no type of date
    /// there allows, so it is a string.
    var schemaType: String { self == .eventDate ? "string" : rawValue }

    /// Whether the cells are published as free text, to which the formula guard may apply.
    var isText: Bool { self == .string || self == .eventDate }
}

/// What holds for every published value of a column.
package struct PublishedConstraints: Sendable, Equatable {
    /// No cell is empty.
    package var isRequired = false
    /// No two cells are equal.
    package var isUnique = false
    /// The smallest value, as it is spelled.
    package var minimum: String?
    /// The largest value, as it is spelled.
    package var maximum: String?
    /// The fewest characters of a text.
    package var minimumLength: Int?
    /// A regular expression that matches every text as a whole.
    package var pattern: String?
    /// The values that there can be.
    package var enumeration: [String]?

    /// Nothing holds.
    package init() {}

    /// The constraints of those parts.
    package init(
        isRequired: Bool = false, isUnique: Bool = false, minimum: String? = nil, maximum: String? = nil,
        minimumLength: Int? = nil, pattern: String? = nil, enumeration: [String]? = nil
    ) {
        self.isRequired = isRequired
        self.isUnique = isUnique
        self.minimum = minimum
        self.maximum = maximum
        self.minimumLength = minimumLength
        self.pattern = pattern
        self.enumeration = enumeration
    }
}

/// One column of a published table: its name, its type, what it means, and what holds for its values.
package struct PublishedField: Sendable, Equatable {
    /// The name in the header: a term, or a name of Transect's own.
    package var name: String
    /// The type of the values.
    package var type: PublishedType
    /// A few words, where the definition gives them.
    package var title: String?
    /// What it means.
    package var description: String?
    /// What holds for every value.
    package var constraints: PublishedConstraints
    /// The IRI of what the column means; that of Darwin Core unless another is given.
    package var rdfType: String?

    /// A column. `rdfType` is looked up in Darwin Core and Dublin Core where it is not given.
    package init(
        _ name: String, _ type: PublishedType = .string, title: String? = nil, description: String? = nil,
        constraints: PublishedConstraints = PublishedConstraints(), rdfType: String? = nil
    ) {
        self.name = name
        self.type = type
        self.title = title
        self.description = description
        self.constraints = constraints
        self.rdfType = rdfType ?? DarwinCore.iri(of: Term(name))
    }
}
