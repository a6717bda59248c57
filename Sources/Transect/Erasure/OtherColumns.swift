import Formats
import Observations
import Storage

/// The columns of a file that the definition does not read, beside those that it reads: so a redacted copy holds all
/// that the original held, for definitions to come.
struct OtherColumns {
    /// Their names.
    let fields: [String]
    private var reader: (any RecordReader)?
    private var batch: RecordBatch?
    private var row = 0

    /// The columns of a submission besides the known ones.
    init(_ archive: Archive, _ submission: Submission, _ source: SourcePlan, known: [String]) throws {
        // A copy gives all it has anyway, and a source that reads all columns has none besides.
        guard !submission.isRedacted, !source.interpreter.readsAllFields else {
            fields = []
            return
        }
        var names: [String] = []
        var seen = Set(known)
        do {
            var all = try archive.records(of: submission, source, fields: .all)
            while let batch = try all.next() {
                for field in batch.fields where seen.insert(field).inserted { names.append(field) }
            }
        } catch let problem as ReadError where problem.kind != .disk {
            // As far as it can be read: the same place at which judging stops.
        }
        fields = names
        reader = names.isEmpty ? nil : try archive.records(of: submission, source, fields: .only(names))
    }

    /// The cells of the next records. Behind the end of what can be read they are missing.
    mutating func next(_ count: Int) throws -> [TextColumn] {
        var columns = fields.map { _ in TextColumn(reservingRows: count) }
        var rest = count
        while rest > 0, !fields.isEmpty {
            if row == batch?.count ?? 0 { try readOn() }
            guard let batch else { break }
            let taken = min(rest, batch.count - row)
            for index in columns.indices {
                for offset in 0..<taken { columns[index].append(cell: row + offset, of: batch.columns[index]) }
            }
            row += taken
            rest -= taken
        }
        for index in columns.indices { for _ in 0..<rest { columns[index].appendMissing() } }
        return columns
    }

    private mutating func readOn() throws {
        row = 0
        batch = nil
        guard var reader else { return }
        do {
            batch = try reader.next()
            self.reader = batch == nil ? nil : reader
        } catch {
            guard error.kind != .disk else { throw error }
            self.reader = nil
        }
    }
}
