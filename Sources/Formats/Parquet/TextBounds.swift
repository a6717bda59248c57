import Observations

/// The least and the greatest cell of a text column, or bounds of them, in the order of UTF-8 bytes.
enum TextBounds {
    /// Bounds are cut to this many bytes.
    private static let limit = 64

    /// From a dictionary: the least and greatest entries themselves, unless they are long.
    static func statistics(of entries: [ValueTable.Entry], in bytes: [UInt8]) -> ParquetStatistics {
        guard var least = entries.first, var greatest = entries.first else { return ParquetStatistics() }
        func cell(_ entry: ValueTable.Entry) -> ArraySlice<UInt8> {
            bytes[Int(entry.start)..<Int(entry.start) + Int(entry.length)]
        }
        bytes.withUnsafeBufferPointer { bytes in
            var low = bigEndianPrefix(bytes, Int(least.start), Int(least.length))
            var high = low
            for entry in entries {
                let prefix = bigEndianPrefix(bytes, Int(entry.start), Int(entry.length))
                if prefix < low || prefix == low && cell(entry).lexicographicallyPrecedes(cell(least)) {
                    least = entry
                    low = prefix
                }
                if prefix > high || prefix == high && cell(greatest).lexicographicallyPrecedes(cell(entry)) {
                    greatest = entry
                    high = prefix
                }
            }
        }
        if Int(least.length) <= limit && Int(greatest.length) <= limit {
            return ParquetStatistics(minimum: Array(cell(least)), maximum: Array(cell(greatest)))
        }
        return bounds(Array(cell(least).prefix(limit)), following(Array(cell(greatest).prefix(limit))))
    }

    /// From all selected cells: bounds that come from their first 8 bytes alone, which is quick.
    static func statistics(of column: TextColumn, missing: Bitmap?, _ selection: RowSelection) -> ParquetStatistics {
        var low = UInt64.max
        var high: UInt64 = 0
        var isAny = false
        column.withCells { bytes, ends in
            for run in selection.runs {
                var start = run.lowerBound == 0 ? 0 : Int(ends[run.lowerBound - 1])
                precondition(Int(ends[run.upperBound - 1]) <= bytes.count)
                for row in run {
                    let begin = start
                    start = Int(ends[row])
                    precondition(start >= begin)
                    if let missing, missing[row] { continue }
                    let prefix = bigEndianPrefix(bytes, begin, start &- begin)
                    low = min(low, prefix)
                    high = max(high, prefix)
                    isAny = true
                }
            }
        }
        if !isAny { return ParquetStatistics() }
        return bounds(Self.bytes(low), following(Self.bytes(high)))
    }

    /// The first 8 bytes of a cell as a number that orders as they do; a shorter cell is filled up with zeros.
    @inline(__always)
    private static func bigEndianPrefix(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> UInt64 {
        if start &+ 8 <= bytes.count, let base = UnsafeRawPointer(bytes.baseAddress) {
            let word = base.loadUnaligned(fromByteOffset: start, as: UInt64.self).bigEndian
            let unused = UInt64(truncatingIfNeeded: 64 &- min(length, 8) &* 8)
            return word & (UInt64.max << unused)
        }
        var prefix: UInt64 = 0
        for index in 0..<min(length, 8) { prefix |= UInt64(bytes[start + index]) << UInt64(56 - 8 * index) }
        return prefix
    }

    /// The bytes of a prefix without the zeros at its end. No cell that begins so is below them.
    private static func bytes(_ prefix: UInt64) -> [UInt8] {
        (0..<8 - prefix.trailingZeroBitCount / 8).map { UInt8(truncatingIfNeeded: prefix >> UInt64(56 - 8 * $0)) }
    }

    /// Bounds for the footer: none where there is no upper one.
    private static func bounds(_ minimum: [UInt8], _ maximum: [UInt8]?) -> ParquetStatistics {
        guard let maximum, let minimum = wholeCharacters(minimum) else { return ParquetStatistics() }
        return ParquetStatistics(minimum: Array(minimum.utf8), maximum: maximum, isExact: false)
    }

    /// A text that is greater than every text that begins with `prefix`: the last character that has one is replaced by
    /// the next character of Unicode, and what follows is cut. `nil` where there is none.
    private static func following(_ prefix: [UInt8]) -> [UInt8]? {
        guard var scalars = wholeCharacters(prefix).map({ Array($0.unicodeScalars) }) else { return nil }
        while let last = scalars.popLast() {
            // Surrogates are no characters.
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            if let scalar = Unicode.Scalar(next) {
                scalars.append(scalar)
                var text = String.UnicodeScalarView()
                text.append(contentsOf: scalars)
                return Array(String(text).utf8)
            }
        }
        return nil
    }

    /// `bytes` as text, up to three bytes of a character that was cut through left out; `nil` for what is no text.
    private static func wholeCharacters(_ bytes: [UInt8]) -> String? {
        for dropped in 0...min(3, bytes.count) {
            if let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) { return text }
        }
        return nil
    }
}
