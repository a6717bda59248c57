import Files
import Formats
import Observations

/// What becomes of one record in a redacted copy.
package enum RowRedaction: Sendable, Equatable {
    /// It is somebody else's.
    case kept
    /// Its values go; the row stays, so that the others keep their numbers.
    case erased
    /// Its values stay as they are given, under a token that stands for the contributor; `nil` where none is needed.
    case renamed(token: String?)
}

/// Writes a redacted copy, batch by batch, into `archive/incoming`. A writer that is dropped leaves a file that the
/// next recovery removes.
package struct RedactedCopy: ~Copyable {
    private let store: Store
    private let names: [String]
    private let term: String?
    private var file: FileWriter
    private var parquet: ParquetWriter
    private var output: [UInt8] = []

    private static let unfinishedName = ".redacted"

    /// A copy with these fields, which differ from one another.
    ///
    /// - Parameters:
    ///   - term: the term under which tokens stand for contributors.
    ///   - problem: why the original could not be read to its end.
    package init(
        store: Store, fields: [String], term: String?, description: FormatDescription, unit: PositionUnit,
        problem: ReadError?
    ) throws {
        let facts = RedactedFacts(
            format: StoredFormat(description), unit: unit.rawValue,
            problem: problem.map {
                .init(
                    kind: $0.kind.rawValue, problem: .wording($0.problem), line: $0.line, offset: $0.offset,
                    remedy: .wording($0.remedy))
            })
        let metadata = [(key: RedactedLayout.key, value: try json(facts))]
        let file = try store.disk.create(store.incomingPath + "/" + RedactedCopy.unfinishedName, hashing: true)
        self.store = store
        self.term = term
        self.file = file
        names = fields
        parquet = ParquetWriter(fields: RedactedLayout.fields(fields), metadata: metadata)
    }

    /// Adds the records of a batch, which has the copy's fields in their order. Cells of erased rows are left out.
    package mutating func append(_ batch: RecordBatch, _ redactions: [RowRedaction]) throws {
        precondition(batch.fields == names && redactions.count == batch.count)
        var kept = Bitmap(repeating: true, count: batch.count)
        var erased = [Bool](repeating: false, count: batch.count)
        var tokens = TextColumn(reservingRows: batch.count)
        var terms = TextColumn(reservingRows: batch.count)
        for (row, redaction) in redactions.enumerated() {
            if redaction == .erased {
                kept[row] = false
                erased[row] = true
            }
            if case .renamed(let token?) = redaction, let term {
                tokens.append(token.utf8)
                terms.append(term.utf8)
            } else {
                tokens.appendMissing()
                terms.appendMissing()
            }
        }
        let origins = batch.origins
        let columns = batch.columns.map { column in erased.contains(true) ? column.keeping(kept) : column }
        parquet.append(
            [
                .int64(origins.records.map { Int64($0) }, missing: nil),
                .int64(origins.rows.map { Int64($0) }, missing: nil),
                .int64(origins.positions.map { Int64(bitPattern: $0) }, missing: nil),
                .boolean(erased, missing: nil), .text(tokens), .text(terms),
                .text(try findings(batch.findings, kept: kept)),
            ] + columns.map(ParquetValues.text), to: &output)
        try file.write(output)
        output.removeAll(keepingCapacity: true)
    }

    /// Completes the copy, durable under its digest in `archive/incoming`, and gives the digest.
    ///
    /// - Parameter path: the path that the submission has from then on.
    package consuming func finish(path: String) throws -> Digest {
        parquet.finish(to: &output)
        try file.write(output)
        let digest = try file.finish(syncing: true)
        try Archive(store: store).stage(
            redactedCopy: store.incomingPath + "/" + RedactedCopy.unfinishedName, digest: digest, originalPath: path)
        return digest
    }

    /// The findings of every row as JSON; those that mark erasures are made anew by the reader.
    private func findings(_ findings: [Finding], kept: Bitmap) throws -> TextColumn {
        var lists: [Int: [StoredReaderFinding]] = [:]
        for finding in findings where kept[finding.row] && !RedactedRecords.isMark(finding) {
            lists[finding.row, default: []].append(StoredReaderFinding(finding))
        }
        guard !lists.isEmpty else { return TextColumn(missingRows: kept.count) }
        var column = TextColumn(reservingRows: kept.count)
        for row in 0..<kept.count {
            if let list = lists[row] { column.append(try json(list).utf8) } else { column.appendMissing() }
        }
        return column
    }
}

extension RedactedRecords {
    /// Whether a finding only marks what was erased.
    package static func isMark(_ finding: Finding) -> Bool {
        finding.code == erasedCode || finding.code == namelessCode
    }
}

extension TextColumn {
    /// The column with cells missing where `rows` has no bit.
    fileprivate func keeping(_ rows: Bitmap) -> TextColumn {
        var column = TextColumn(reservingRows: count, bytes: bytes.count)
        for row in 0..<count {
            if rows[row] { column.append(cell: row, of: self) } else { column.appendMissing() }
        }
        return column
    }
}
