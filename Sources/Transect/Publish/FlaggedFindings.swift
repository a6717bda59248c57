import Observations
import Snapshots
import Storage
import Validation

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

    /// Findings are gathered, sorted and written for so many places of the dataset at a time, so that memory stays
    /// bounded also where every record is flagged.
    private static let placesAtOnce = 131_072

    private let plan: Plan
    private let store: Store
    private let segments: [SegmentFile]
    private let files: [FindingsFile]
    private var rest: Range<UInt32>
    private let step: Int

    init(plan: Plan, store: Store, ledger: Ledger) throws {
        self.plan = plan
        self.store = store
        segments = try ledger.segments()
        files = try ledger.findingsFiles()
        rest = 0..<(try ledger.nextOrdinal())
        // Few findings are read in one go: every further window looks into every file again.
        let isSmall = files.reduce(0) { $0 + $1.rows } <= FlaggedFindings.placesAtOnce
        step = isSmall ? max(1, rest.count) : FlaggedFindings.placesAtOnce
    }

    /// The next rows of the table; `nil` behind the last. Findings about an older state of a record are left out; those
    /// about a term that is not published, or about who contributed, say nothing of the value.
    mutating func next() throws -> TablePiece? {
        guard !rest.isEmpty else { return nil }
        let window = rest.prefix(step)
        rest = rest.dropFirst(step)
        return TablePiece(try columns(of: window))
    }

    private func columns(of window: Range<UInt32>) throws -> [TextColumn] {
        let flagged = try flaggedRecords(in: window)
        var columns = [TextColumn](repeating: TextColumn(), count: 4)
        guard let first = flagged.first?.ordinal, let last = flagged.last?.ordinal else { return columns }
        let silent = silentFields
        var rest = flagged[...]
        var source = try CurrentObservations(
            store: store, segments: segments, terms: plan.publicView.licenceTerms, ordinals: first..<last + 1)
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
                    append(isSilent ? nil : message(finding), to: &columns[3])
                }
                if rest.isEmpty { break }
            }
        }
        return columns
    }

    private func flaggedRecords(in window: Range<UInt32>) throws -> [StoredFinding] {
        var reader = FindingsReader(store: store, files: files, acceptedOnly: true, ordinals: window)
        var flagged: [StoredFinding] = []
        while let findings = try reader.next() { flagged += findings.filter { $0.severity == .warning } }
        // A stable sort by place keeps the order in which a record's findings were made.
        let order = flagged.indices.sorted { (flagged[$0].ordinal ?? 0, $0) < (flagged[$1].ordinal ?? 0, $1) }
        return order.map { flagged[$0] }
    }

    private var silentFields: Set<String> {
        Set(plan.withheld.union(plan.personTerms).map(\.name))
    }

    /// What is said in public. Checks quote the values of all terms that they compare, so that where some terms are
    /// withheld they only give their title.
    private func message(_ finding: StoredFinding) -> String {
        guard !plan.withheld.isEmpty, let check = CheckCatalogue.named(finding.code) else {
            return RuleCatalogue.message(for: finding)
        }
        return check.rule.title
    }

    private func append(_ text: String?, to column: inout TextColumn) {
        if let text { column.append(text.utf8) } else { column.appendMissing() }
    }
}
