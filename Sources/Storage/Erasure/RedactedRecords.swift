import Formats
import Observations

/// Reads a redacted copy: the same batches as the original gave, without the erased values.
///
/// Rows without values have the finding `erased-record`; rows whose contributor has a token instead of a name have
/// `erased-name`, with the term as its field and the token as its first argument. `ErasureMarks` (in Transect) carries
/// both through interpretation.
package struct RedactedRecords: RecordReader {
    /// The code of the finding about a row whose values are erased.
    package static let erasedCode = "erased-record"
    /// The code of the finding about a row whose contributor's name is replaced by a token.
    package static let namelessCode = "erased-name"

    private let reader: ParquetReader
    private let names: [String]
    private let submission: UInt32
    private let facts: RedactedFacts
    package let description: FormatDescription
    private var group = 0

    /// A reader of a redacted copy.
    ///
    /// - Throws: `ReadError` where the copy is damaged: of kind `.disk`, since the store is, and not what was
    ///   delivered.
    package init(_ source: any RandomAccessSource, submission: UInt32) throws(ReadError) {
        do {
            reader = try ParquetReader(source)
        } catch {
            throw RedactedRecords.damaged(error.problem)
        }
        let numbers = RedactedLayout.numbers
        guard Array(reader.fields.prefix(numbers.count)) == numbers,
            let text = reader.metadata.first(where: { $0.key == RedactedLayout.key })?.value,
            let facts = try? fromJSON(RedactedFacts.self, text), let description = try? facts.format.description(),
            PositionUnit(rawValue: facts.unit) != nil
        else { throw RedactedRecords.damaged("its columns are not those of a redacted file") }
        names = reader.fields.dropFirst(numbers.count).map { String($0.name.dropFirst()) }
        self.submission = submission
        self.facts = facts
        self.description = description
    }

    package mutating func next() throws(ReadError) -> RecordBatch? {
        guard group < reader.rowGroupCount else {
            if let problem { throw problem }
            return nil
        }
        defer { group += 1 }
        do {
            return try batch(reader.read(group: group, columns: Array(reader.fields.indices)))
        } catch {
            throw RedactedRecords.damaged(error.problem)
        }
    }

    /// Why the original could not be read to its end.
    private var problem: ReadError? {
        facts.problem.map {
            ReadError(
                ReadError.Kind(rawValue: $0.kind) ?? .syntax, Wording(stored: $0.problem), line: $0.line,
                offset: $0.offset, remedy: Wording(stored: $0.remedy))
        }
    }

    private func batch(_ columns: [ParquetValues]) throws(ReadError) -> RecordBatch {
        guard case .int64(let records, _) = columns[0], case .int64(let rows, _) = columns[1],
            case .int64(let positions, _) = columns[2], case .boolean(let erased, _) = columns[3],
            case .text(let contributors) = columns[4], case .text(let terms) = columns[5],
            case .text(let stored) = columns[6]
        else { throw RedactedRecords.damaged("a column has another type") }
        var origins = Origins(submission: submission, unit: PositionUnit(rawValue: facts.unit) ?? .line)
        var findings: [Finding] = []
        for row in records.indices {
            origins.append(
                record: UInt32(truncatingIfNeeded: records[row]), row: UInt32(truncatingIfNeeded: rows[row]),
                position: UInt64(bitPattern: positions[row]))
            if erased[row] {
                findings.append(Finding(code: RedactedRecords.erasedCode, severity: .error, row: row))
            }
            if let token = contributors[row] {
                findings.append(
                    Finding(
                        code: RedactedRecords.namelessCode, severity: .info, row: row, field: terms[row],
                        arguments: [token]))
            }
            if let text = stored[row] {
                guard let list = try? fromJSON([StoredReaderFinding].self, text) else {
                    throw RedactedRecords.damaged("what was found in a row cannot be read")
                }
                for one in list {
                    guard let finding = one.finding(row: row) else {
                        throw RedactedRecords.damaged("what was found in a row has an unknown weight")
                    }
                    findings.append(finding)
                }
            }
        }
        var cells: [TextColumn] = []
        for column in columns.dropFirst(RedactedLayout.numbers.count) {
            guard case .text(let text) = column else { throw RedactedRecords.damaged("a column is no text") }
            cells.append(text)
        }
        return RecordBatch(
            fields: names, columns: cells, origins: origins, findings: findings,
            hasPlainNumbers: description.format.hasPlainNumbers, madeUpNames: description.madeUpNames)
    }

    private static func damaged(_ detail: Wording) -> ReadError {
        ReadError(
            .disk, "A redacted copy in the archive is damaged (\(detail))",
            remedy: "Restore the store from a backup, and check the disk.")
    }
}

extension Archive {
    /// Opens the copy that took the place of a submission's file.
    ///
    /// - Throws: `StoreError` of kind `missingFile` where it is not there; `ReadError` where it is damaged.
    package func openRedacted(_ submission: Submission) throws -> RedactedRecords {
        guard let place = try find(digest: submission.digest, originalPath: submission.path) else {
            throw StoreError.missing(path(digest: submission.digest, originalPath: submission.path))
        }
        return try RedactedRecords(FileRange(try disk.open(place)), submission: submission.sequence)
    }
}
