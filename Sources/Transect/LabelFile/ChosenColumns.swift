import Deduplication
import Files
import Formats
import Observations
import Storage

/// Some columns of a file of records, batch by batch, text in Unicode normalisation form C.
struct ChosenColumns {
    /// A column and the option that names it.
    struct Choice {
        var name: String
        var option: String
    }

    /// How many malformed records are described.
    private static let mostDescribed = 20

    let path: String
    /// Records that were passed over because they are malformed.
    private(set) var malformed = 0
    /// The first of them, with the place and what is wrong.
    private(set) var problems: [String] = []
    private let choices: [Choice]
    private var reader: any RecordReader
    private var isSeen: [Bool]

    /// Opens a file.
    ///
    /// - Throws: `UsageError` where it is not there or cannot be read.
    init(_ path: String, _ choices: [Choice], format: String? = nil, disk: Disk) throws {
        self.path = path
        self.choices = choices
        isSeen = [Bool](repeating: false, count: choices.count)
        reader = try openedRecords(path, fields: .only(choices.map(\.name)), format: format, disk: disk)
    }

    /// The next records: the chosen columns in their order, and which records are well formed (`nil`: all).
    ///
    /// - Throws: `UsageError` where the file is damaged or a column is missing.
    mutating func next() throws -> (columns: [TextColumn], rows: Bitmap?)? {
        guard let batch = try read() else {
            try refuseMissingColumns(atEnd: true)
            return nil
        }
        for (place, column) in batch.columns.enumerated() where !isSeen[place] {
            isSeen[place] = (0..<column.count).contains { !column.missing[$0] }
        }
        try refuseMissingColumns(atEnd: false)
        return (batch.columns.map { $0.normalised() }, wellFormed(batch))
    }

    private mutating func read() throws -> RecordBatch? {
        do throws(ReadError) {
            return try reader.next()
        } catch {
            throw UsageError("\(path) cannot be read: \(error)")
        }
    }

    /// A CSV file says at once which columns it has; other files when all records have been seen.
    private func refuseMissingColumns(atEnd: Bool) throws {
        let known = reader.description.fields
        guard atEnd || reader.description.format == .csv else { return }
        for (place, choice) in choices.enumerated() where !isSeen[place] && !known.contains(choice.name) {
            let near = nearestName(to: choice.name, among: known).map { " Did you mean `\($0)`?" } ?? ""
            let all = known.isEmpty ? "no columns at all" : known.joined(separator: ", ")
            throw UsageError(
                "\(path) has no column `\(choice.name)`; it has \(all).\(near) Name the right one with \(choice.option)."
            )
        }
    }

    private mutating func wellFormed(_ batch: RecordBatch) -> Bitmap? {
        var rows: Bitmap?
        for finding in batch.findings where finding.severity == .error {
            if rows == nil { rows = Bitmap(repeating: true, count: batch.count) }
            guard rows?[finding.row] == true else { continue }
            rows?[finding.row] = false
            malformed += 1
            if problems.count < Self.mostDescribed {
                let unit = batch.origins.unit == .line ? "line" : "byte"
                problems.append(
                    "\(path), \(unit) \(batch.origins.positions[finding.row]): \(RuleCatalogue.message(for: finding))")
            }
        }
        return rows
    }
}

/// Opens a file that a command names.
///
/// - Throws: `UsageError` where it is not there, is of no known format or cannot be read.
func openedRecords(
    _ path: String, fields: FieldSelection, format: String? = nil, disk: Disk
) throws -> any RecordReader {
    var options = FormatOptions()
    options.fields = fields
    if let format {
        guard let known = FileFormat(rawValue: format) else {
            let all = FileFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("There is no format \(format); there are \(all).")
        }
        options.format = known
    }
    guard try disk.status(path) != nil else { throw UsageError("There is no file \(path).") }
    do {
        return try openRecords(FileSource(disk.open(path)), name: path, options: options, submission: 0)
    } catch let error as ReadError {
        throw UsageError("\(path) cannot be read: \(error)")
    }
}
