import Observations

/// What of an observation leaves the private store.
///
/// Withheld columns are left out, the contributor is replaced by a pseudonym, and where the dataset has a column for
/// the licence of single records, those whose licence is blank are withheld: a blank licence means all rights
/// reserved.
package struct PublicView: Sendable {
    /// The published columns: `recordID`, then the terms that are not withheld.
    package let fields: [PublishedField]

    /// Where a published column comes from.
    enum Source: Sendable, Equatable {
        case column(Int)
        case pseudonym(Int)
    }

    let terms: [Term]
    let sources: [Source]
    private let licences: [Int]

    /// Names that no term of a dataset may have.
    package static let reservedTerms: Set<Term> = ["recordID"]

    /// Terms that carry the licence of a single record.
    package static let licenceTerms: [Term] = ["license", "licence", "dcterms:license"]

    /// A view of a dataset.
    ///
    /// - Parameters:
    ///   - fields: All columns of the dataset in order, withheld or not, named by their terms.
    ///   - withheld: Terms that are not published.
    ///   - people: The terms that name contributors; their values become pseudonyms.
    package init(fields: [PublishedField], withheld: Set<Term> = [], people: Set<Term> = []) {
        let terms = fields.map { Term($0.name) }
        self.terms = terms
        var published = [Self.recordID]
        var sources: [Source] = []
        for (index, field) in fields.enumerated() where !withheld.contains(terms[index]) {
            if people.contains(terms[index]) {
                published.append(Self.pseudonymised(field))
                sources.append(.pseudonym(index))
            } else {
                published.append(field)
                sources.append(.column(index))
            }
        }
        self.fields = published
        self.sources = sources
        licences = Self.licenceTerms.compactMap { terms.firstIndex(of: $0) }
    }

    /// The dataset's terms that carry the licence of a single record: all that `publishedRows` looks at.
    package var licenceTerms: [Term] { licences.map { terms[$0] } }

    /// The published rows of some observations; `nil` where all are.
    package func publishedRows(of observations: PlacedObservations) -> Bitmap? {
        guard !licences.isEmpty else { return nil }
        let columns = licences.compactMap { licence in
            observations.terms.firstIndex(of: terms[licence]).map { observations.batch[$0] }
        }
        var rows = Bitmap()
        for row in 0..<observations.count {
            rows.append(columns.contains { !Self.isBlank($0, row) })
        }
        return rows
    }

    private static func isBlank(_ column: TextColumn, _ row: Int) -> Bool {
        column.missing[row] || column.bytes[column.range(row)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private static let recordID = PublishedField(
        "recordID", title: "Record ID",
        description:
            "Names the record for ever: sequence number of the submission that first brought it, and its number there.",
        constraints: PublishedConstraints(isRequired: true, pattern: "[0-9]+-[0-9]+"))

    private static func pseudonymised(_ field: PublishedField) -> PublishedField {
        var field = field
        let sentence = "A stable pseudonym of the contributor, not a name."
        field.type = .string
        field.description = field.description.map { "\($0) \(sentence)" } ?? sentence
        field.constraints = PublishedConstraints(isRequired: field.constraints.isRequired)
        return field
    }
}
