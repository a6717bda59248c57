import Files
import Formats
import Observations

/// Writes one table as CSV and, where it is wanted, as Parquet beside it.
package struct TableWriter: ~Copyable {
    private let stem: String
    private let fields: [PublishedField]
    private var csv: DraftFile
    private var parquet: ParquetTable?
    private var rows = 0

    /// The files that came out.
    package struct Result {
        /// The CSV file.
        package let csv: WrittenFile
        /// The Parquet file, where it was wanted.
        package let parquet: WrittenFile?
        /// How many rows each has.
        package let rows: Int
    }

    /// Creates `<stem>.csv` with its header, and `<stem>.parquet`, in `folder`.
    ///
    /// - Parameters:
    ///   - digestsBeside: Whether another thread works out the digest of the CSV file.
    ///   - rowGroups: How large the row groups of the Parquet file are.
    package init(
        stem: String, fields: [PublishedField], withParquet: Bool, folder: String, disk: Disk,
        digestsBeside: Bool = false, rowGroups: PieceLimit = .usual
    ) throws {
        var csv = try DraftFile(stem + ".csv", in: folder, disk: disk, digestsBeside: digestsBeside)
        var header: [UInt8] = []
        CSVOutput.appendRow(fields.map(\.name), to: &header)
        try csv.write(header)
        var parquet: ParquetTable?
        if withParquet {
            parquet = try ParquetTable(stem: stem, fields: fields, folder: folder, disk: disk, rowGroups: rowGroups)
        }
        self.init(stem: stem, fields: fields, csv: csv, parquet: parquet)
    }

    private init(
        stem: String, fields: [PublishedField], csv: consuming DraftFile, parquet: consuming ParquetTable?
    ) {
        self.stem = stem
        self.fields = fields
        self.csv = csv
        self.parquet = parquet
    }

    /// Adds rows.
    package mutating func append(_ piece: TablePiece) throws {
        try append(csv: piece.encoded(), of: piece)
    }

    /// Adds rows that have been written as CSV already.
    mutating func append(csv bytes: [UInt8], of piece: TablePiece) throws {
        guard piece.columns.count == fields.count else {
            throw SnapshotError(
                .content, "\(stem) has \(fields.count) columns, but rows with \(piece.columns.count) were given",
                remedy: "This is a fault of the program; please report it.")
        }
        try csv.write(bytes)
        rows += piece.publishedCount
        try parquet?.append(piece)
    }

    /// Brings the files to safety.
    package consuming func finish() throws -> Result {
        let written = try csv.finish()
        var columnar: WrittenFile?
        if let table = parquet.take() { columnar = try table.finish() }
        return Result(csv: written, parquet: columnar, rows: rows)
    }
}

/// A table that is being written as Parquet, in row groups of equal length, or shorter ones where rows are long.
///
/// The type of a column is that of its field, whatever its cells are: the same in all parts and versions.
struct ParquetTable: ~Copyable {
    private let types: [ParquetType]
    private var writer: ParquetWriter
    private var file: DraftFile
    private var output: [UInt8] = []
    private var waiting: RowGroupGathering

    init(stem: String, fields: [PublishedField], folder: String, disk: Disk, rowGroups: PieceLimit) throws {
        waiting = RowGroupGathering(limit: rowGroups)
        let types = fields.map { Self.type(of: $0.type) }
        self.types = types
        writer = ParquetWriter(
            fields: zip(fields, types).map { field, type in
                ParquetField(name: field.name, type: type, isRequired: false)
            })
        file = try DraftFile(stem + ".parquet", in: folder, disk: disk)
    }

    private static func type(of type: PublishedType) -> ParquetType {
        switch type {
        case .integer: .int64
        case .number: .double
        case .boolean: .boolean
        case .date: .date
        // A datetime may be local time, and an eventDate a month or an interval, which no type of Parquet's can hold.
        case .string, .datetime, .eventDate: .text
        }
    }

    /// Adds rows.
    mutating func append(_ piece: TablePiece) throws {
        let count = piece.columns.first?.count ?? 0
        // Most pieces are a row group as they are.
        if waiting.isWhole(piece) { return try write(piece.columns) }
        var row = 0
        while row < count {
            row = waiting.take(piece, from: row)
            if waiting.isFull { try write(waiting.removeAll()) }
        }
    }

    /// Writes rows as one row group.
    private mutating func write(_ columns: [TextColumn]) throws {
        writer.append(zip(columns, types).map { parquetValues($0, as: $1) }, to: &output)
        try file.write(output)
        output.removeAll(keepingCapacity: true)
    }

    /// Writes the rows that still wait and the footer, and brings the file to safety.
    consuming func finish() throws -> WrittenFile {
        if waiting.count > 0 { try write(waiting.removeAll()) }
        writer.finish(to: &output)
        try file.write(output)
        return try file.finish()
    }
}
