import Observations

// The numbers and the records of the file format, as far as Transect uses them: parquet-format, `parquet.thrift`.

/// `Type`: how values lie in the file.
enum PhysicalType: Int32 {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case int96 = 3
    case float = 4
    case double = 5
    case byteArray = 6
    case fixedLengthByteArray = 7
}

/// `Encoding`: how a page lays out its values.
enum ParquetEncoding: Int32 {
    case plain = 0
    /// The old name of `rleDictionary` in data pages and of `plain` in dictionary pages.
    case plainDictionary = 2
    case rle = 3
    case bitPacked = 4
    case deltaBinaryPacked = 5
    case deltaLengthByteArray = 6
    case deltaByteArray = 7
    case rleDictionary = 8
    case byteStreamSplit = 9
}

/// `CompressionCodec`.
enum ParquetCodec: Int32 {
    case uncompressed = 0
    case snappy = 1
    case gzip = 2
    case lzo = 3
    case brotli = 4
    case lz4 = 5
    case zstd = 6
    case lz4Raw = 7
}

/// `PageType`.
enum ParquetPageType: Int32 {
    case data = 0
    case index = 1
    case dictionary = 2
    case dataV2 = 3
}

/// `ColumnMetaData`: where the pages of one column in one row group lie.
struct ParquetChunk: Sendable {
    var type: PhysicalType
    var encodings: [ParquetEncoding] = []
    var codec: ParquetCodec
    /// Cells, missing ones included.
    var valueCount = 0
    /// Bytes of the pages with their headers, before and after compression.
    var uncompressedSize = 0
    var compressedSize = 0
    /// Offsets from the beginning of the file.
    var dataPageOffset = 0
    var dictionaryPageOffset: Int?
    var statistics: ParquetStatistics?
}

/// `RowGroup`: some rows, as one chunk per column.
struct ParquetRowGroup: Sendable {
    var rowCount: Int
    var chunks: [ParquetChunk]
}

/// Limits that both sides keep.
enum ParquetLimit {
    /// The most rows in a row group.
    static let rows = 1 << 24
    /// The bytes after which the writer begins a new page.
    static let pageBytes = 1 << 20
    /// The four bytes at both ends of a file.
    static let magic = Array("PAR1".utf8)
    /// Bytes that hot loops may write behind the end of what they mean to write.
    static let slack = 64
}

extension ReadError {
    /// An error about bytes that no well-formed Parquet file has.
    static func damagedParquet(_ what: Wording, at offset: Int? = nil) -> ReadError {
        ReadError(
            .syntax, "The Parquet file is damaged: \(what)", offset: offset.flatMap(UInt64.init(exactly:)),
            remedy: "Put an undamaged copy in its place.")
    }

    /// An error about a part of the format that this reader leaves out on purpose.
    static func foreignParquet(_ what: Wording) -> ReadError {
        ReadError(
            .unsupported, "The Parquet file uses \(what)",
            remedy: """
                Write it again with flat columns, plain or dictionary encoding, data pages V1, and gzip or no \
                compression.
                """)
    }
}
