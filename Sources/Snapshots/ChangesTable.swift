import Files
import Formats
import Observations

/// Writes `changes.csv`. A class, because the closure that receives the changes has to hold it.
final class ChangesTable {
    static let fileName = "changes.csv"

    /// The table's columns.
    static let table = PublishedTable(
        name: "changes", title: "What changed since the previous version",
        fields: [
            PublishedField("recordID", description: "The record, where one changed."),
            PublishedField(
                "subject",
                description:
                    "The subject, where its consensus changed; the values of several terms as one row of CSV."),
            PublishedField(
                "change", description: "What happened.",
                constraints: PublishedConstraints(
                    isRequired: true, enumeration: ChangeKind.allCases.map(\.rawValue))),
            PublishedField(
                "term", description: "The column whose value changed, or that was added, removed or renamed."),
            PublishedField("old", description: "The value in the previous version, or the former name of a column."),
            PublishedField("new", description: "The value in this version."),
            PublishedField(
                "cause",
                description: """
                    Why it changed. submission N: it brought or corrected the record; withdrawal N: submission N took \
                    it back or left it out, or brought it back; decision N: a decision of the project; edition N: \
                    another definition; consensus: votes came, changed or are weighed otherwise; erasure: personal \
                    data were erased, and old and new stay empty.
                    """),
        ])

    private var writer: TableWriter?
    private var columns = [TextColumn](repeating: TextColumn(), count: table.fields.count)

    init(withParquet: Bool, folder: String, disk: Disk) throws {
        writer = try TableWriter(
            stem: Self.table.name, fields: Self.table.fields, withParquet: withParquet, folder: folder, disk: disk)
    }

    /// Adds a line.
    func append(_ change: Change, cause: ChangeCause) throws {
        var (recordID, subject): (String?, String?) = (nil, nil)
        var term = change.term
        switch change.thing {
        case .record(let id): recordID = id.description
        case .subject(let values): subject = ChangedThing.text(ofSubject: values)
        case .table(let name): term = change.term.map { name == ObservationParts.stem ? $0 : "\(name).\($0)" }
        }
        let cells = [
            recordID, subject, change.kind.rawValue, term, cause.hidesValues ? nil : change.old,
            cause.hidesValues ? nil : change.new, cause.text.isEmpty ? nil : cause.text,
        ]
        for (index, cell) in cells.enumerated() {
            if let cell { columns[index].append(cell.utf8) } else { columns[index].appendMissing() }
        }
        if PieceLimit.usual.isReached(by: columns) { try flush() }
    }

    private func flush() throws {
        guard columns[0].count > 0 else { return }
        try writer?.append(TablePiece(columns))
        columns = [TextColumn](repeating: TextColumn(), count: Self.table.fields.count)
    }

    /// Brings the files to safety; to be called once.
    func finish() throws -> TableWriter.Result {
        try flush()
        guard let writer = writer.take() else { preconditionFailure("changes.csv was finished twice") }
        return try writer.finish()
    }
}
