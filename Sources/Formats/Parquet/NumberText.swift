/// Whole numbers as text.
enum IntegerText {
    /// `-?[0-9]+`, within the range of 64 bits.
    @inline(__always)
    static func parse(_ cell: UnsafeBufferPointer<UInt8>) -> Int64? {
        var index = 0
        let isNegative = cell.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        guard index < cell.count else { return nil }
        while index < cell.count - 1, decimalDigit(cell[index]) == 0 { index += 1 }
        // Nineteen digits fit an unsigned word.
        guard cell.count - index <= 19 else { return nil }
        var magnitude: UInt64 = 0
        while index < cell.count {
            let value = decimalDigit(cell[index])
            if value > 9 { return nil }
            magnitude = magnitude &* 10 &+ UInt64(value)
            index += 1
        }
        guard isNegative else { return Int64(exactly: magnitude) }
        return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
}

/// Decimal numbers as text.
enum DecimalText {
    /// `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?` as the nearest double; `nil` beyond the greatest one.
    @inline(__always)
    static func parse(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let parts = Parts(cell) else { return nil }
        // Both the digits and the power of ten are exact doubles, so that one division or multiplication rounds once
        // and is right (Clinger, "How to read floating point numbers accurately", 1990).
        if parts.digits <= 15, -22...22 ~= parts.exponent {
            let whole = Double(parts.mantissa)
            let value =
                parts.exponent < 0 ? whole / powersOfTen[-parts.exponent] : whole * powersOfTen[parts.exponent]
            return parts.isNegative ? -value : value
        }
        return parseSlowly(cell)
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Lets the standard library read a number of which the form has been looked at.
    private static func parseSlowly(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let value = Double(String(decoding: cell, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The digits of a number and where its point belongs: `mantissa` × 10^`exponent`, without zeros at either end.
    private struct Parts {
        var isNegative = false
        var mantissa: UInt64 = 0
        /// The digits of `mantissa`; above 19 it is not whole.
        var digits = 0
        var exponent = 0

        @inline(__always)
        init?(_ cell: UnsafeBufferPointer<UInt8>) {
            var index = 0
            isNegative = cell.first == UInt8(ascii: "-")
            if isNegative { index = 1 }
            let start = index
            var zeros = 0
            var point: Int?
            while index < cell.count {
                let byte = cell[index]
                let value = decimalDigit(byte)
                if value <= 9 {
                    if value == 0 {
                        if digits > 0 { zeros += 1 }
                    } else {
                        // Zeros count only where a further digit follows.
                        for _ in 0..<min(zeros, 20) { mantissa = mantissa &* 10 }
                        mantissa = mantissa &* 10 &+ UInt64(value)
                        digits += zeros + 1
                        zeros = 0
                    }
                } else if byte == UInt8(ascii: "."), point == nil, index > start {
                    point = index
                } else {
                    break
                }
                index += 1
            }
            let whole = (point ?? index) - start
            // At least one digit on either side of a point.
            guard whole > 0, point != index - 1 else { return nil }
            exponent = zeros - (point.map { index - 1 - $0 } ?? 0)
            if index < cell.count {
                guard let written = Self.exponent(cell, from: index) else { return nil }
                exponent += written
            }
            if mantissa == 0 && digits == 0 { exponent = 0 }
        }

        private static func exponent(_ cell: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
            guard cell[start] | 0x20 == UInt8(ascii: "e") else { return nil }
            var index = start + 1
            var isNegative = false
            if index < cell.count, cell[index] == UInt8(ascii: "-") || cell[index] == UInt8(ascii: "+") {
                isNegative = cell[index] == UInt8(ascii: "-")
                index += 1
            }
            guard index < cell.count else { return nil }
            var value = 0
            while index < cell.count {
                let next = decimalDigit(cell[index])
                if next > 9 { return nil }
                // Far beyond any double, but no overflow.
                value = min(value * 10 + Int(next), 1_000_000_000)
                index += 1
            }
            return isNegative ? -value : value
        }
    }
}
