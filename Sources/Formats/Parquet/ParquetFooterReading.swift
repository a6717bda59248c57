extension ParquetFooter {
    /// Reads and checks a footer that lies `origin` bytes into a file, behind `dataEnd` bytes of pages.
    init(_ bytes: [UInt8], origin: Int) throws(ReadError) {
        self.init(fields: [], groups: [], metadata: [])
        var reader = CompactReader(bytes, 0..<bytes.count, origin: origin)
        var rowCount: Int?
        var hasGroups = false
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (2, .list): try readSchema(&reader)
            case (3, .int64): rowCount = try reader.count64()
            case (4, .list):
                guard !fields.isEmpty else { throw reader.damaged("the columns are not told before the rows") }
                for _ in 0..<(try reader.list(of: .structure)) {
                    groups.append(try readGroup(&reader, dataEnd: origin))
                }
                hasGroups = true
            case (5, .list):
                for _ in 0..<(try reader.list(of: .structure)) { metadata.append(try Self.readEntry(&reader)) }
            case (8, .structure): throw .foreignParquet("encryption")
            default: try reader.skip(field.kind)
            }
        }
        guard !fields.isEmpty, hasGroups, let rowCount else { throw reader.damaged("the footer is incomplete") }
        // Every group has at most 2²⁴ rows, so that this does not overflow.
        guard groups.reduce(0, { $0 + $1.rowCount }) == rowCount else {
            throw reader.damaged("the row groups do not add up to the rows")
        }
    }

    private static func readEntry(_ reader: inout CompactReader) throws(ReadError) -> (key: String, value: String) {
        var entry = (key: "", value: "")
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .binary): entry.key = try reader.string()
            case (2, .binary): entry.value = try reader.string()
            default: try reader.skip(field.kind)
            }
        }
        return entry
    }

    private mutating func readSchema(_ reader: inout CompactReader) throws(ReadError) {
        let count = try reader.list(of: .structure)
        guard count > 1, fields.isEmpty else { throw reader.damaged("the file has no columns") }
        let root = try SchemaElement(&reader)
        guard root.type == nil, root.children == count - 1 else {
            throw .foreignParquet("nested columns")
        }
        for _ in 1..<count { fields.append(try SchemaElement(&reader).field()) }
        guard Set(fields.map(\.name)).count == fields.count else {
            throw reader.damaged("two columns have the same name")
        }
    }

    private func readGroup(_ reader: inout CompactReader, dataEnd: Int) throws(ReadError) -> ParquetRowGroup {
        var chunks: [ParquetChunk] = []
        var rowCount: Int?
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .list):
                for _ in 0..<(try reader.list(of: .structure)) {
                    guard chunks.count < fields.count else { throw reader.damaged("a row group has too many columns") }
                    chunks.append(try readColumn(&reader, fields[chunks.count], dataEnd: dataEnd))
                }
            case (3, .int64): rowCount = try reader.count64()
            default: try reader.skip(field.kind)
            }
        }
        guard let rowCount, chunks.count == fields.count, chunks.allSatisfy({ $0.valueCount == rowCount }) else {
            throw reader.damaged("a row group is incomplete")
        }
        guard rowCount <= ParquetLimit.rows else {
            throw ReadError(
                .limit, "A row group of the Parquet file has \(rowCount) rows; at most \(ParquetLimit.rows) are read",
                remedy: "Write the file again with smaller row groups.")
        }
        return ParquetRowGroup(rowCount: rowCount, chunks: chunks)
    }

    /// A `ColumnChunk`.
    private func readColumn(
        _ reader: inout CompactReader, _ column: ParquetField, dataEnd: Int
    ) throws(ReadError) -> ParquetChunk {
        var chunk: ParquetChunk?
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .binary): throw .foreignParquet("columns in other files")
            case (3, .structure): chunk = try ParquetChunk(&reader, column)
            case (8, .structure): throw .foreignParquet("encryption")
            default: try reader.skip(field.kind)
            }
        }
        guard let chunk else { throw reader.damaged("a column has no metadata") }
        guard chunk.pages.lowerBound >= 4, chunk.pages.upperBound <= dataEnd else {
            throw reader.damaged("a column lies outside of the file")
        }
        return chunk
    }
}

extension ParquetChunk {
    /// Where the pages lie in the file.
    var pages: Range<Int> {
        let start = dictionaryPageOffset.map { min($0, dataPageOffset) } ?? dataPageOffset
        // Both come from numbers that are not negative; the sum is checked where they are read.
        return start..<start + compressedSize
    }

    /// Reads a `ColumnMetaData`.
    fileprivate init(_ reader: inout CompactReader, _ column: ParquetField) throws(ReadError) {
        var type: Int32?
        var codec: Int32?
        var counts: [Int16: Int] = [:]
        var statistics: ParquetStatistics?
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .int32): type = try reader.int32()
            case (3, .list):
                guard try reader.list(of: .binary) == 1, try reader.binary() == Array(column.name.utf8) else {
                    throw reader.damaged("the columns of a row group are not those of the file")
                }
            case (4, .int32): codec = try reader.int32()
            case (5, .int64), (6, .int64), (7, .int64), (9, .int64), (11, .int64):
                counts[field.number] = try reader.count64()
            case (12, .structure): statistics = try ParquetStatistics(&reader)
            default: try reader.skip(field.kind)
            }
        }
        guard type == column.type.physicalType.rawValue else {
            throw reader.damaged("a column changes its type")
        }
        guard let codec = codec.flatMap(ParquetCodec.init(rawValue:)) else {
            throw reader.damaged("a column is compressed in no known way")
        }
        guard codec == .uncompressed || codec == .gzip else {
            throw .foreignParquet("\(String(describing: codec)) compression")
        }
        guard let values = counts[5], let uncompressed = counts[6], let compressed = counts[7], let data = counts[9],
            compressed < 1 << 48, data < 1 << 48, counts[11] ?? 0 < 1 << 48
        else { throw reader.damaged("a column is not described in full") }
        self.init(type: column.type.physicalType, codec: codec)
        valueCount = values
        uncompressedSize = uncompressed
        compressedSize = compressed
        dataPageOffset = data
        // Some writers put 0 where there is no dictionary.
        dictionaryPageOffset = counts[11].flatMap { $0 > 0 ? $0 : nil }
        self.statistics = statistics
    }
}

extension ParquetStatistics {
    /// Reads a `Statistics`. Its old fields, whose order was never settled, are passed over.
    fileprivate init(_ reader: inout CompactReader) throws(ReadError) {
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (3, .int64): missingCount = try reader.count64()
            case (5, .binary): maximum = try reader.binary()
            case (6, .binary): minimum = try reader.binary()
            case (7, .no), (8, .no): isExact = false
            default: try reader.skip(field.kind)
            }
        }
    }
}
