/// The name of a field in the dataset, a Darwin Core name wherever one exists (`eventDate`, `scientificName`).
package struct Term: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The name as it stands in the header of `observations.csv`.
    package let name: String

    /// A term of that name.
    package init(_ name: String) { self.name = name }
    /// A term written as a literal.
    package init(stringLiteral value: String) { name = value }

    package var description: String { name }

    /// Terms are ordered by the bytes of their names, never by locale.
    package static func < (left: Term, right: Term) -> Bool {
        left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}

/// The terms of a dataset in the order of their columns, the same for every source and every batch of a run.
package struct Schema: Sendable, Equatable {
    /// The terms, in column order.
    package let terms: [Term]

    /// A schema of those terms, which must differ from one another.
    package init(_ terms: [Term]) { self.terms = terms }

    /// The column of a term, or `nil` if the dataset does not have it.
    package func column(of term: Term) -> Int? { terms.firstIndex(of: term) }
}
