import Files
import Formats
import Observations

/// Writes one table as CSV and, where it is wanted, as Parquet beside it.
package struct TableWriter: ~Copyable {
    private let stem: String
    private let folder: String
    private let fields: [PublishedField]
    private let disk: Disk
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
            parquet = try ParquetTable(
                stem: stem, fields: fields, textColumns: [], folder: folder, disk: disk, rowGroups: rowGroups)
        }
        self.init(stem: stem, folder: folder, fields: fields, disk: disk, csv: csv, parquet: parquet)
    }

    private init(
        stem: String, folder: String, fields: [PublishedField], disk: Disk, csv: consuming DraftFile,
        parquet: consuming ParquetTable?
    ) {
        self.stem = stem
        self.folder = folder
        self.fields = fields
        self.disk = disk
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
        if var table = parquet.take() {
            try table.flush()
            let unfit = table.unfitColumns
            columnar = try table.finish()
            if !unfit.isEmpty {
                try disk.remove(folder + "/" + stem + ".parquet")
                columnar = try Self.rewrite(stem, fields: fields, textColumns: unfit, folder: folder, disk: disk)
            }
        }
        return Result(csv: written, parquet: columnar, rows: rows)
    }

    /// Writes the Parquet file anew from the CSV file, with some columns as text. Needed where a value does not fit
    /// the type of its column, which only a warning let pass.
    private static func rewrite(
        _ stem: String, fields: [PublishedField], textColumns: Set<Int>, folder: String, disk: Disk
    ) throws -> WrittenFile {
        var unfit = textColumns
        while true {
            var table = try ParquetTable(stem: stem, fields: fields, textColumns: unfit, folder: folder, disk: disk)
            var rows = try PublishedRows([folder + "/" + stem + ".csv"], disk: disk)
            while let piece = try rows.nextPiece() { try table.append(piece) }
            try table.flush()
            if table.unfitColumns.isEmpty { return try table.finish() }
            unfit.formUnion(table.unfitColumns)
            _ = try table.finish()
            try disk.remove(folder + "/" + stem + ".parquet")
        }
    }
}

/// A table that is being written as Parquet, in row groups of equal length, or shorter ones where rows are long.
struct ParquetTable: ~Copyable {
    private let types: [ParquetType]
    private var writer: ParquetWriter
    private var file: DraftFile
    private var output: [UInt8] = []
    private var waiting: RowGroupGathering
    /// Columns with a value that does not fit their type. Once there is one, nothing more is written.
    private(set) var unfitColumns: Set<Int> = []

    init(
        stem: String, fields: [PublishedField], textColumns: Set<Int>, folder: String, disk: Disk,
        rowGroups: PieceLimit = .usual
    ) throws {
        waiting = RowGroupGathering(limit: rowGroups)
        let types = fields.enumerated().map { index, field in
            textColumns.contains(index) ? .text : Self.type(of: field.type)
        }
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

    /// Writes the rows that still wait. To be called before `unfitColumns` is asked and before `finish`.
    mutating func flush() throws {
        if waiting.count > 0 { try write(waiting.removeAll()) }
    }

    /// Writes rows as one row group.
    private mutating func write(_ columns: [TextColumn]) throws {
        var values: [ParquetValues] = []
        for (index, column) in columns.enumerated() {
            if let fitting = parquetValues(column, as: types[index]) {
                values.append(fitting)
            } else {
                unfitColumns.insert(index)
            }
        }
        guard unfitColumns.isEmpty else { return }
        writer.append(values, rows: nil, to: &output)
        try file.write(output)
        output.removeAll(keepingCapacity: true)
    }

    /// Writes the footer and brings the file to safety.
    consuming func finish() throws -> WrittenFile {
        writer.finish(to: &output)
        try file.write(output)
        return try file.finish()
    }
}
