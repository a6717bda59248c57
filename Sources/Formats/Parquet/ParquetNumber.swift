import Observations

/// Numbers that lie in the file as they lie in memory: little-endian.
protocol ParquetNumber: BitwiseCopyable, Comparable {
    /// The physical type.
    static var physicalType: PhysicalType { get }
    /// What stands for a missing cell.
    static var zero: Self { get }
    /// The bits, for telling equal values from different ones.
    var pattern: UInt64 { get }
    /// Whether the value takes part in an order: all but NaN.
    var isOrdered: Bool { get }
    /// The least and the greatest value as the format wants them in statistics.
    static func bounds(_ minimum: Self, _ maximum: Self) -> (Self, Self)
}

extension ParquetNumber {
    /// The bytes in the file.
    var littleEndianBytes: [UInt8] {
        (0..<MemoryLayout<Self>.size).map { UInt8(truncatingIfNeeded: pattern >> UInt64(8 * $0)) }
    }
}

extension Int32: ParquetNumber {
    static var physicalType: PhysicalType { .int32 }
    var pattern: UInt64 { UInt64(UInt32(bitPattern: self)) }
    var isOrdered: Bool { true }
    static func bounds(_ minimum: Int32, _ maximum: Int32) -> (Int32, Int32) { (minimum, maximum) }
}

extension Int64: ParquetNumber {
    static var physicalType: PhysicalType { .int64 }
    var pattern: UInt64 { UInt64(bitPattern: self) }
    var isOrdered: Bool { true }
    static func bounds(_ minimum: Int64, _ maximum: Int64) -> (Int64, Int64) { (minimum, maximum) }
}

extension Double: ParquetNumber {
    static var physicalType: PhysicalType { .double }
    static var zero: Double { 0 }
    var pattern: UInt64 { bitPattern }
    var isOrdered: Bool { !isNaN }
    /// Zeros have two signs but one place in the order, so that the bounds take in both (`parquet.thrift`,
    /// `ColumnOrder`).
    static func bounds(_ minimum: Double, _ maximum: Double) -> (Double, Double) {
        (minimum == 0 ? -0.0 : minimum, maximum == 0 ? 0.0 : maximum)
    }
}

#if _endian(big)
    #error("The numbers of Parquet files are copied as they lie in memory, which must be little-endian.")
#endif
