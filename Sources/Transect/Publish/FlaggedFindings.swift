import Observations
import Snapshots
import Storage

/// `findings.csv`: what was flagged about the published records, in the order of the records.
struct FlaggedFindings {
    static let table = PublishedTable(
        name: "findings", title: "What was flagged about published records",
        fields: [
            PublishedField("recordID", description: "The record."),
            PublishedField("check", description: "The rule that spoke; `transect checks` explains it."),
            PublishedField("term", description: "The term that it is about."),
            PublishedField("message", description: "What was found."),
        ])

    private let plan: Plan
    private let store: Store
    private let ledger: Ledger

    init(plan: Plan, store: Store, ledger: Ledger) {
        self.plan = plan
        self.store = store
        self.ledger = ledger
    }

    /// The table's columns. Findings about an older state of a record are left out; those about a term that is not
    /// published, or about who contributed, say nothing of the value.
    func columns() throws -> [TextColumn] {
        let flagged = try flaggedRecords()
        var columns = [TextColumn](repeating: TextColumn(), count: 4)
        guard let first = flagged.first?.ordinal, let last = flagged.last?.ordinal else { return columns }
        let silent = silentFields
        var rest = flagged[...]
        var source = try CurrentObservations(
            store: store, segments: ledger.segments(), terms: plan.publicView.licenceTerms, ordinals: first..<last + 1)
        while let observations = try source.next(), !rest.isEmpty {
            let published = plan.publicView.publishedRows(of: observations)
            for (row, ordinal) in observations.ordinals.enumerated() {
                while let finding = rest.first, let place = finding.ordinal, place <= ordinal {
                    rest.removeFirst()
                    guard place == ordinal, finding.record == observations.origins[row], published?[row] ?? true else {
                        continue
                    }
                    let isSilent = finding.field.map(silent.contains) ?? false
                    columns[0].append("\(observations.ids[row])".utf8)
                    columns[1].append(finding.code.utf8)
                    append(finding.field, to: &columns[2])
                    append(isSilent ? nil : RuleCatalogue.message(for: finding), to: &columns[3])
                }
                if rest.isEmpty { break }
            }
        }
        return columns
    }

    private func flaggedRecords() throws -> [StoredFinding] {
        var reader = FindingsReader(store: store, files: try ledger.findingsFiles(), acceptedOnly: true)
        var flagged: [StoredFinding] = []
        while let findings = try reader.next() { flagged += findings.filter { $0.severity == .warning } }
        // A stable sort by place keeps the order in which a record's findings were made.
        return flagged.enumerated().sorted {
            ($0.element.ordinal ?? 0, $0.offset) < ($1.element.ordinal ?? 0, $1.offset)
        }.map(\.element)
    }

    private var silentFields: Set<String> {
        var fields = Set(plan.definition.fields.filter { !$0.isPublished }.map(\.term))
        if let contributor = plan.contributor { fields.insert(plan.schema.terms[contributor].name) }
        return fields
    }

    private func append(_ text: String?, to column: inout TextColumn) {
        if let text { column.append(text.utf8) } else { column.appendMissing() }
    }
}
