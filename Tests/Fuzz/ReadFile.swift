import Formats
import Observations

/// Everything that a reader gives for a file, batches joined, as bytes that can be compared.
struct ReadFile {
    /// The records' numbers, rows and positions, the findings, the error and the description.
    private(set) var facts = ""
    /// The cells of each field in order of appearance. Bytes, since texts that differ may be equal as `String`.
    private(set) var cells: [(field: String, cells: [[UInt8]?])] = []
    /// The number of records.
    private(set) var count = 0
    /// Why the file was not read to its end.
    private(set) var error: ReadError?

    /// Reads all that a reader gives, and demands what every reader promises.
    @discardableResult
    init(_ open: () throws(ReadError) -> any RecordReader, each: (RecordBatch) -> Void = { _ in }) {
        do {
            var reader = try open()
            var lastRecord: UInt32 = 0
            var lastRow: UInt32 = 0
            while let batch = try next(&reader) {
                demand(batch.count > 0 && batch.count <= 65_536, "a batch has 1 to 65,536 records")
                for row in 0..<batch.count {
                    demand(batch.origins.records[row] == lastRecord + 1, "records are numbered one after the other")
                    demand(batch.origins.rows[row] >= lastRow, "rows ascend")
                    lastRecord = batch.origins.records[row]
                    lastRow = batch.origins.rows[row]
                }
                for finding in batch.findings {
                    demand(finding.row >= 0 && finding.row < batch.count, "a finding is about a record of its batch")
                }
                demand(
                    Set(batch.fields.map { Array($0.utf8) }).count == batch.fields.count, "no two columns have one name"
                )
                add(batch)
                each(batch)
            }
            facts += "\(reader.description)\n"
        } catch {
            facts += "\(error)\n"
        }
    }

    private mutating func next(_ reader: inout any RecordReader) throws(ReadError) -> RecordBatch? {
        do {
            return try reader.next()
        } catch {
            facts += "\(error.kind) \(error)\n"
            self.error = error
            let isOver = (try? reader.next()) == nil
            demand(isOver, "nothing comes after an error")
            return nil
        }
    }

    private mutating func add(_ batch: RecordBatch) {
        let origins = batch.origins
        facts += "\(origins.rows) \(origins.positions)\n"
        for finding in batch.findings {
            facts += "\(count + finding.row) \(finding.code) \(finding.severity) \(finding.field ?? "-") "
            facts += "\(finding.value ?? "-") \(finding.arguments)\n"
        }
        for (field, column) in zip(batch.fields, batch.columns) {
            demand(Self.isText(column), "the cells of a column are UTF-8")
            let place = cells.firstIndex { $0.field.utf8.elementsEqual(field.utf8) } ?? cells.count
            if place == cells.count { cells.append((field, [])) }
            cells[place].cells += [[UInt8]?](repeating: nil, count: count - cells[place].cells.count)
            cells[place].cells += (0..<batch.count).map {
                column.missing[$0] ? nil : Array(column.bytes[column.range($0)])
            }
        }
        count += batch.count
    }

    /// Whether every cell by itself is UTF-8.
    private static func isText(_ column: TextColumn) -> Bool {
        (0..<column.count).allSatisfy { String(validating: column.bytes[column.range($0)], as: UTF8.self) != nil }
    }

    /// The cells of a field, as many as there are records.
    func column(_ field: String) -> [[UInt8]?] {
        let known = cells.first { $0.field.utf8.elementsEqual(field.utf8) }?.cells ?? []
        return known + [[UInt8]?](repeating: nil, count: count - known.count)
    }

    /// Demands that two ways of reading give the same.
    func demandSame(as other: ReadFile, _ how: String) {
        demand(facts == other.facts, "\(how): \(facts) and \(other.facts)")
        demand(cells.map(\.field) == other.cells.map(\.field), "\(how): the fields differ")
        for (mine, theirs) in zip(cells, other.cells) {
            demand(mine.cells == theirs.cells, "\(how): the cells of \(mine.field) differ")
        }
    }

    /// Reads a file as a whole and in pieces, and demands that it makes no difference.
    @discardableResult
    static func inPieces(
        _ bytes: [UInt8], open: (ArraySource) throws(ReadError) -> any RecordReader
    ) -> ReadFile {
        let whole = ReadFile { () throws(ReadError) in try open(ArraySource(bytes)) }
        for piece in FuzzInput.pieces {
            ReadFile { () throws(ReadError) in try open(ArraySource(bytes, chunk: piece)) }
                .demandSame(as: whole, "in pieces of \(piece) bytes")
        }
        return whole
    }
}
