import Observations

/// What a column of a Parquet file holds. Each is one physical type with one annotation of the format
/// (parquet-format, `LogicalTypes.md`).
package enum ParquetType: String, Sendable, CaseIterable {
    /// UTF-8 text: `BYTE_ARRAY` as `STRING`.
    case text
    /// 64-bit floating point: `DOUBLE`.
    case double
    /// 64-bit signed integer: `INT64`.
    case int64
    /// 32-bit signed integer: `INT32`.
    case int32
    /// True or false: `BOOLEAN`, one bit per value.
    case boolean
    /// Days since 1970-01-01 in the proleptic Gregorian calendar: `INT32` as `DATE`.
    case date
    /// Microseconds since 1970-01-01T00:00:00Z: `INT64` as `TIMESTAMP(MICROS, UTC)`.
    case timestampMicros
}

/// A column of a Parquet file: its name, its type, and whether every row has a value.
package struct ParquetField: Sendable, Equatable {
    /// The column's name, unique in its file.
    package var name: String
    /// What it holds.
    package var type: ParquetType
    /// Whether no cell may be missing. Such a column costs no bit per row.
    package var isRequired: Bool

    /// A field of those parts.
    package init(name: String, type: ParquetType, isRequired: Bool = false) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
    }
}

/// The cells of one column, as a Parquet file takes and gives them. Where `missing` has a bit, the value beside it has
/// no meaning (the reader gives 0 or `false`); `missing` is `nil` where no cell is missing.
package enum ParquetValues: Sendable, Equatable {
    /// The cells of a `text` column.
    case text(TextColumn)
    /// The cells of an `int64` or `timestampMicros` column.
    case int64([Int64], missing: Bitmap?)
    /// The cells of an `int32` or `date` column.
    case int32([Int32], missing: Bitmap?)
    /// The cells of a `double` column.
    case double([Double], missing: Bitmap?)
    /// The cells of a `boolean` column.
    case boolean([Bool], missing: Bitmap?)

    /// The number of cells, missing ones included.
    package var count: Int {
        switch self {
        case .text(let column): column.count
        case .int64(let values, _): values.count
        case .int32(let values, _): values.count
        case .double(let values, _): values.count
        case .boolean(let values, _): values.count
        }
    }

    /// The cells that have no value; `nil` where all have one.
    package var missing: Bitmap? {
        let bitmap: Bitmap? =
            switch self {
            case .text(let column): column.missing
            case .int64(_, let missing), .int32(_, let missing), .double(_, let missing), .boolean(_, let missing):
                missing
            }
        guard let bitmap, bitmap.isAnySet else { return nil }
        return bitmap
    }

    /// Whether a column of `type` can hold these cells.
    func fits(_ type: ParquetType) -> Bool {
        switch (self, type) {
        case (.text, .text), (.double, .double), (.boolean, .boolean), (.int64, .int64), (.int64, .timestampMicros),
            (.int32, .int32), (.int32, .date):
            true
        default: false
        }
    }
}

/// How the pages of a Parquet file are packed.
package enum ParquetCompression: Sendable {
    /// Not at all.
    case none
    /// With gzip, level 6. The bytes then depend on the build of zlib as well as on the input.
    case gzip
}

/// What a file says about the cells of one column in one row group.
package struct ParquetStatistics: Sendable, Equatable {
    /// How many cells are missing.
    package var missingCount: Int?
    /// A value that no cell is below, as the format writes it (little-endian numbers, UTF-8 text).
    package var minimum: [UInt8]?
    /// A value that no cell is above, as the format writes it.
    package var maximum: [UInt8]?
    /// Whether `minimum` and `maximum` are cells themselves and not merely bounds: long text is cut short.
    package var isExact = true
}
