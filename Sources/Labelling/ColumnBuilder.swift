import Observations

/// Writes a column cell by cell, without a call into another module for each.
struct ColumnBuilder {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    private var missing: Bitmap

    /// A builder for that many rows, with room for their bytes.
    init(rows: Int, bytes byteCount: Int) {
        bytes.reserveCapacity(byteCount)
        ends.reserveCapacity(rows)
        missing = Bitmap(repeating: false, count: rows)
    }

    /// The finished column.
    consuming func column() -> TextColumn { TextColumn(bytes: bytes, ends: ends, missing: missing) }

    /// Adds a cell without a value.
    mutating func appendMissing() {
        missing[ends.count] = true
        ends.append(UInt32(bytes.count))
    }

    /// Adds a cell with the text of a cell of another column, which has one.
    @inline(__always)
    mutating func append(cell: Int, of other: TextColumn) {
        bytes.append(contentsOf: other.bytes[(cell == 0 ? 0 : Int(other.ends[cell - 1]))..<Int(other.ends[cell])])
        ends.append(UInt32(bytes.count))
    }

    /// Adds a cell with that text.
    mutating func append(_ text: [UInt8]) {
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
    }

    /// Adds a whole number that is not negative, in decimal digits.
    mutating func append(count: Int) {
        var unit = 1
        while count / unit >= 10 { unit *= 10 }
        while unit > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(count / unit % 10))
            unit /= 10
        }
        ends.append(UInt32(bytes.count))
    }

    /// Adds a probability or a share with six decimals, as `Millionths` rounds it.
    mutating func append(probability: Double) {
        let millionths = Millionths.rounding(probability)
        bytes.append(UInt8(ascii: "0") + UInt8(millionths / 1_000_000))
        bytes.append(UInt8(ascii: "."))
        var unit: UInt32 = 100_000
        while unit > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(millionths / unit % 10))
            unit /= 10
        }
        ends.append(UInt32(bytes.count))
    }
}

extension TextColumn {
    /// A column that takes the cells with those numbers, in their order. No cell is missing.
    func gathered(_ numbers: [UInt32]) -> TextColumn {
        withCells { source, sourceEnds in
            var ends = [UInt32]()
            ends.reserveCapacity(numbers.count)
            var size = 0
            for number in numbers {
                size += Int(sourceEnds[Int(number)]) - (number == 0 ? 0 : Int(sourceEnds[Int(number) - 1]))
                ends.append(UInt32(size))
            }
            let bytes = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
                for number in numbers {
                    let start = number == 0 ? 0 : Int(sourceEnds[Int(number) - 1])
                    let cell = UnsafeBufferPointer(rebasing: source[start..<Int(sourceEnds[Int(number)])])
                    count = bytes[count...].initialize(fromContentsOf: cell)
                }
            }
            return TextColumn(bytes: bytes, ends: ends, missing: Bitmap(repeating: false, count: numbers.count))
        }
    }
}
