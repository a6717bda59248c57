import Formats
import Observations
import Receipts
import Storage
import Validation

extension Run {
    /// The file for mending what was quarantined of a submission; `nil` where nothing was, or where it cannot be read again.
    ///
    /// A table keeps all its columns. What is no table has those that the pipeline uses.
    func mendFile(
        of submission: Submission, _ found: ReceiptFindings.Found, _ refused: RefusedRows, _ store: Store,
        in language: Language
    ) throws -> MendFile? {
        guard submission.state == .judged, !found.quarantined.isEmpty, !submission.isRedacted,
            let format = submission.format, let source = plan.source(for: submission.path)
        else { return nil }
        let columns = format.format == .csv || format.format == .xlsx ? format.fields : nil
        var rows = MendRows(found, format, fields: columns, language)
        if let kept = refused.batches(of: submission.sequence, found.quarantined.keys, fields: columns) {
            for batch in kept { rows.add(batch) }
            return rows.file
        }
        var reader = try Archive(store: store).records(of: submission, source, fields: columns == nil ? nil : .all)
        do {
            while let batch = try reader.next() { rows.add(batch) }
        } catch {
            // What is broken is told by the receipt; the rows before it can be mended all the same.
            guard error.kind != .disk else { throw error }
        }
        return rows.file
    }
}

/// Puts the rows of a file for mending together.
private struct MendRows {
    private let found: ReceiptFindings.Found
    private let format: FormatDescription
    private let language: Language
    private var fields: [String]?
    /// Columns whose missing name is what there is to mend.
    private let nameless: Set<String>
    private(set) var file: MendFile?

    /// - Parameter fields: the columns; `nil` for those of the first rows.
    init(
        _ found: ReceiptFindings.Found, _ format: FormatDescription, fields: [String]?, _ language: Language
    ) {
        self.found = found
        self.format = format
        self.language = language
        self.fields = fields
        nameless = Set(
            found.quarantined.values.joined().filter { $0.code == MappingRules.unpivotNoName.code }
                .compactMap(\.arguments.first))
    }

    /// Adds those of some records that were quarantined.
    mutating func add(_ batch: RecordBatch) {
        let fields = self.fields ?? batch.fields
        self.fields = fields
        let places = batch.places
        let columns = fields.map { places[$0].map { batch.columns[$0] } }
        for row in 0..<batch.count {
            guard let problems = found.quarantined[batch.origins.rows[row]], let record = problems.first?.record,
                columns.reduce(0, { $0 + ($1?.range(row).count ?? 0) }) <= MendFile.longestRow
            else { continue }
            if file == nil { file = MendFile(like: format, fields: fields, nameless: nameless) }
            let messages = problems.lazy.map { [language] in language.say(Receipt.Message($0)).description }
            file?.append("\(record): \(MendFile.remark(messages))", columns.map { $0?[row] })
        }
    }
}
