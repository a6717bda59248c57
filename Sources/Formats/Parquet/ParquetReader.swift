import Observations

/// Reads Parquet files as `ParquetWriter` and, with its compression off or gzip, pyarrow write them: flat columns of
/// the types of `ParquetType`, data pages V1, plain and dictionary encoding.
///
/// Only the footer and the pages of the columns that are asked for are fetched. Nothing in the file is believed: a
/// damaged one is a `ReadError`, never a crash.
package struct ParquetReader: Sendable {
    private let source: any RandomAccessSource
    private let footer: ParquetFooter

    /// Reads the footer.
    ///
    /// - Throws: `.syntax` or `.truncated` for a damaged file, `.unsupported` for a part of the format that is not
    ///   read, `.limit` for row groups of more than 16,777,216 rows, and what the source throws.
    package init(_ source: any RandomAccessSource) throws(ReadError) {
        self.source = source
        let size = source.size
        let cutShort = ReadError(
            .truncated, "The file is no Parquet file, or its end is missing", remedy: "Put a whole copy in its place.")
        guard size >= 12 else { throw cutShort }
        let tail = try Self.fetch(source, size - 8, 8)
        let magic = Array(tail[4...])
        if magic == Array("PARE".utf8) { throw .foreignParquet("encryption") }
        guard magic == ParquetLimit.magic else { throw cutShort }
        let length = (0..<4).reduce(0) { $0 | Int(tail[$1]) << (8 * $1) }
        guard length <= size - 12 else { throw .damagedParquet("the footer is longer than the file", at: size - 8) }
        let start = size - 8 - length
        footer = try ParquetFooter(try Self.fetch(source, start, length), origin: start)
    }

    /// The columns.
    package var fields: [ParquetField] { footer.fields }

    /// The key-value pairs of the footer, in its order.
    package var metadata: [(key: String, value: String)] { footer.metadata }

    /// How many row groups there are.
    package var rowGroupCount: Int { footer.groups.count }

    /// The rows of the whole file.
    package var rowCount: Int { footer.groups.reduce(0) { $0 + $1.rowCount } }

    /// The rows of one group.
    package func rowCount(of group: Int) -> Int { footer.groups[group].rowCount }

    /// The cells of some columns in one row group, in the order of `columns` (numbers in `fields`).
    ///
    /// - Throws: As `init`, and `.compression` for a page that cannot be unpacked, `.encoding` for text that is not
    ///   UTF-8.
    package func read(group: Int, columns: [Int]) throws(ReadError) -> [ParquetValues] {
        var values: [ParquetValues] = []
        for column in columns {
            let chunk = footer.groups[group].chunks[column]
            let bytes = try Self.fetch(source, chunk.pages.lowerBound, chunk.pages.count)
            let field = fields[column]
            let pages = try ParquetPages(bytes, chunk, hasLevels: !field.isRequired)
            switch field.type {
            case .text: values.append(.text(try pages.text()))
            case .int64, .timestampMicros: values.append(try pages.numbers { ParquetValues.int64($0, missing: $1) })
            case .int32, .date: values.append(try pages.numbers { ParquetValues.int32($0, missing: $1) })
            case .double: values.append(try pages.numbers { ParquetValues.double($0, missing: $1) })
            case .boolean: values.append(try pages.booleans())
            }
        }
        return values
    }

    /// What the file says about a column in a row group, without reading the column; `nil` if it says nothing.
    package func statistics(group: Int, column: Int) -> ParquetStatistics? {
        footer.groups[group].chunks[column].statistics
    }

    /// The least and the greatest value of a column of whole numbers, dates or timestamps in a row group, from its
    /// statistics; `nil` for other types, where all cells are missing, or where the file does not say.
    package func integerRange(group: Int, column: Int) -> ClosedRange<Int64>? {
        guard let statistics = statistics(group: group, column: column), let minimum = statistics.minimum,
            let maximum = statistics.maximum
        else { return nil }
        let bounds: (Int64, Int64)
        switch fields[column].type.physicalType {
        case .int32 where minimum.count == 4 && maximum.count == 4:
            bounds = (
                Int64(Int32(truncatingIfNeeded: Self.number(minimum))),
                Int64(Int32(truncatingIfNeeded: Self.number(maximum)))
            )
        case .int64 where minimum.count == 8 && maximum.count == 8:
            bounds = (Self.number(minimum), Self.number(maximum))
        default: return nil
        }
        return bounds.0 <= bounds.1 ? bounds.0...bounds.1 : nil
    }

    private static func number(_ bytes: [UInt8]) -> Int64 {
        Int64(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The bytes that the source must give, and no fewer.
    private static func fetch(
        _ source: any RandomAccessSource, _ offset: Int, _ count: Int
    ) throws(ReadError) -> [UInt8] {
        let bytes = try source.bytes(at: offset, count: count)
        guard bytes.count == count else {
            throw ReadError(
                .truncated, "The Parquet file became shorter while it was read",
                remedy: "Put a whole copy in its place.")
        }
        return bytes
    }
}
