import Observations

/// Reads Zooniverse's export of classifications, CSV whose cells hold JSON, as flat records, in bounded memory.
///
/// **Fields.** The columns of the file except `user_ip`, `metadata`, `annotations` and `subject_data`; `contributor`,
/// which is `user_name`; `part`, the number of a record within its classification, from 1; then `metadata.started_at`,
/// `metadata.finished_at` and `metadata.user_language`; one for every task by its key (`T0`); and `subject.NAME` for
/// every key of the subject, `retired` left out, since it is another in every export. In a batch of all fields they
/// stand in that order, tasks and keys in order of appearance in the file, those without a cell in the batch left out.
///
/// **Answers.** Texts and numbers as they are; several choices and marks as lists, `fox|deer`, with `\|` and `\\` for a
/// `|` and a backslash in a part and `none` for none of all; a task that was skipped or not asked is missing. A
/// dropdown is its option's label, or else its value. A survey gives one record for each choice: `T0` is the choice,
/// `T0.HOWMANY` an answer about it; the answers to other tasks stand in the first of these records alone, so that they
/// count once. Marks are described at `ZooniverseMark`; beside them are `T0.frame`, `T0.original` and, for questions
/// about single marks, `T0.1.0` (tool 1, question 0), lists with a part for every mark in `T0`. A combination of tasks
/// is its tasks.
///
/// **Errors.** Those of `CSVReader`; `zooniverseRules` is what can be wrong with the JSON of single rows. Findings and
/// numbers of records do not depend on which fields are asked for, save that what nobody asked for is not complained
/// of.
package struct ZooniverseReader: RecordReader {
    /// All state is in one object, so that a copy of the reader is the same reader.
    private let state: State

    /// Opens an export.
    ///
    /// - Parameters:
    ///   - source: The bytes of the file in its own encoding, not compressed.
    ///   - options: As for `CSVReader`; `fields` are those of the flat records.
    ///   - submission: The submission's number, for the origins.
    /// - Throws: `ReadError`; of kind `.records` where the header is not that of an export of classifications.
    package init(_ source: any ByteSource, options: FormatOptions, submission: UInt32) throws(ReadError) {
        state = try State(source, options: options, submission: submission)
    }

    package mutating func next() throws(ReadError) -> RecordBatch? { try state.next() }

    package var description: FormatDescription { state.description }

    /// Whether a header is that of an export of classifications.
    ///
    /// Such files are not told by their looks: read as plain CSV they mean something else, and pipelines may count on
    /// it. Whoever shows files to people can give a hint.
    package static func fits(_ header: [String]) -> Bool {
        ["classification_id", "workflow_id", "annotations", "subject_data"].allSatisfy(header.contains)
    }

    /// The columns that hold JSON, or an address, and are not fields themselves.
    private static let hidden = ["user_ip", "metadata", "annotations", "subject_data"]

    /// So many bytes of cells that the records of one classification share are given again with the second record and
    /// those behind it, all together.
    private static let mostSharedBytes = 64 << 20

    /// A reader is used by one task at a time, which is what `@unchecked` stands for.
    private final class State: @unchecked Sendable {
        private var reader: CSVReader
        private var answers: ZooniverseAnswers
        private var batch: ZooniverseBatch
        private var json: JSONText
        /// The rows in hand, the next of them, and the next part of the one that is read.
        private var rows: RecordBatch?
        private var row = 0
        private var part = 0
        private var isRead = false
        /// The findings about the rows in hand that are still to come; they are in the order of the rows.
        private var rowFindings: ArraySlice<Finding> = []
        private var columns: ZooniverseColumns
        private var failure: ReadError?

        init(_ source: any ByteSource, options: FormatOptions, submission: UInt32) throws(ReadError) {
            var inner = options
            if case .only(let wanted) = options.fields {
                let plain = wanted.filter { !ZooniverseReader.hidden.contains($0) }
                inner.fields = .only(ZooniverseColumns.needed + plain.filter { !ZooniverseColumns.needed.contains($0) })
            }
            reader = try CSVReader(source, options: inner, submission: submission)
            let header = reader.description.fields
            let missing = ["classification_id", "annotations"].filter { !header.contains($0) }
            guard missing.isEmpty else {
                throw ReadError(
                    .records,
                    missing.count > 1
                        ? "the file has no column \(missing[0]) and no column \(missing[1])"
                        : "the file has no column \(missing[0])", line: 1,
                    remedy: "Send Zooniverse's export of classifications, or declare `format: csv`.")
            }
            let plain = header.filter { !ZooniverseReader.hidden.contains($0) }
            var fields = ZooniverseFields(options.fields, limit: options.limits.columns + header.count)
            for name in plain + ["contributor", "part"] { _ = fields.number(name, .plain) }
            answers = ZooniverseAnswers(ZooniverseCells(fields, limits: options.limits))
            batch = ZooniverseBatch(Origins(submission: submission, unit: .line))
            json = JSONText(depthLimit: options.limits.depth)
            columns = ZooniverseColumns(plain: plain)
        }

        var description: FormatDescription {
            var description = reader.description
            description.format = .zooniverse
            description.fields = answers.cells.fields.ordered
            description.madeUpNames = []
            return description
        }

        func next() throws(ReadError) -> RecordBatch? {
            while failure == nil, !batch.isFull, let rows = try nextRows() {
                if !isRead { read(row, of: rows) }
                addPart(of: rows)
            }
            if let finished = batch.finish(answers.cells.fields) { return finished }
            if let failure { throw failure }
            return nil
        }

        /// The rows in hand, or the next ones; `nil` at the end of the file or where it is damaged.
        private func nextRows() throws(ReadError) -> RecordBatch? {
            if let rows, row < rows.count { return rows }
            rows = nil
            do { rows = try reader.next() } catch { failure = error }
            row = 0
            if let rows {
                columns.find(in: rows.fields, answers.cells.fields)
                rowFindings = rows.findings[...]
            }
            return rows
        }

        /// Reads the JSON of a row.
        private func read(_ row: Int, of rows: RecordBatch) {
            answers.clear()
            part = 0
            isRead = true
            var broken: [String] = []
            while let finding = rowFindings.first, finding.row == row {
                rowFindings.removeFirst()
                if finding.severity == .error, let field = finding.field { broken.append(field) }
                answers.cells.note(
                    code: finding.code, severity: finding.severity, field: finding.field, value: finding.value,
                    arguments: finding.arguments)
            }
            for name in ["metadata", "annotations", "subject_data"] {
                guard let place = columns.place(of: name) else { continue }
                let column = rows.columns[place]
                // A cell that the reader of CSV has complained of is not complained of again, and not everybody passes
                // on all columns filled; but without annotations nothing is left of a classification.
                let isEmpty = column.range(row).isEmpty
                if isEmpty, name != "annotations" || broken.contains(name) { continue }
                read(name, column, row)
            }
            noteSharedCells(row, of: rows)
            answers.cells.finish()
        }

        /// How many bytes of the cells that all parts share each part but the first may have.
        private var sharedBytes: Int { ZooniverseReader.mostSharedBytes / answers.cells.parts.count }

        private func noteSharedCells(_ row: Int, of rows: RecordBatch) {
            let parts = answers.cells.parts.count
            guard parts > 1 else { return }
            var shared = answers.cells.common.reduce(0) { $0 + $1.range.count }
            for (_, place) in columns.plain where !rows.columns[place].missing[row] {
                shared += rows.columns[place].range(row).count
            }
            guard shared > sharedBytes else { return }
            answers.cells.note(
                ZooniverseRule.sharedCells, field: "annotations",
                arguments: ["\(parts)", "\(shared)", "\(sharedBytes)"])
        }

        private func read(_ name: String, _ column: TextColumn, _ row: Int) {
            let range = column.range(row)
            let piece = column.bytes.withUnsafeBytes { json.read(UnsafeRawBufferPointer(rebasing: $0[range])) }
            switch (name, piece) {
            case ("annotations", let piece?): answers.readAnnotations(piece)
            case ("subject_data", let piece?): answers.readSubjects(piece)
            case (_, let piece?): answers.readMetadata(piece)
            case (_, nil):
                let isMetadata = name == "metadata"
                let excerpt = ZooniverseCells.excerpt(column.bytes[range])
                answers.cells.note(
                    ZooniverseRule.badJSON, severity: isMetadata ? .warning : .error, field: name,
                    value: isMetadata ? nil : excerpt, arguments: ["\(json.problem.words)", "\(json.place)"])
                if !isMetadata {
                    let group = name == "annotations" ? ZooniverseFields.Group.task : .subject
                    answers.cells.put(column.bytes[range], named: name, group, part: nil)
                }
            }
        }

        /// Lays the next part of the classification that was read into the batch.
        private func addPart(of rows: RecordBatch) {
            let cells = answers.cells
            var room = part == 0 ? Int.max : sharedBytes
            func fits(_ range: Range<Int>) -> Bool {
                guard range.count <= room else { return false }
                room -= range.count
                return true
            }
            for (field, place) in columns.plain where !rows.columns[place].missing[row] {
                let range = rows.columns[place].range(row)
                if fits(range) { batch.append(rows.columns[place].bytes[range], to: field) }
            }
            if columns.hasPart { batch.append(Array("\(part + 1)".utf8)[...], to: columns.part) }
            for cell in cells.common where fits(cell.range) { batch.append(cells.text[cell.range], to: cell.field) }
            for cell in cells.parts[part] { batch.append(cells.text[cell.range], to: cell.field) }
            batch.endRecord(
                row: rows.origins.rows[row], position: rows.origins.positions[row],
                findings: part == 0 ? cells.findings : cells.findings.filter { $0.severity == .error })
            part += 1
            if part == cells.parts.count {
                row += 1
                isRead = false
            }
        }
    }
}
