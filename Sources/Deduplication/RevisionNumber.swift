import Observations

/// Decimal numbers as 64-bit integers in the same order.
///
/// The sign, then in 5 bits how many digits stand before the decimal point (from −11 to 20, a number beyond
/// is the largest or smallest there is), then 17 significant digits. Unlike binary floating point this tells apart what
/// differs in the digits that were written, up to numbers of 17 digits.
enum RevisionNumber {
    private static let significantDigits = 17
    /// 10^16 up to 10^17 − 1 fit in 57 bits.
    private static let mantissaBits: Int64 = 57
    private static let exponents = -11...20
    /// Greater ones than this, written behind an `e`, are all alike.
    private static let greatestScale = 10_000

    /// The order of a number written as `-12.50` or `1.25e3`; `nil` where the text is none.
    static func order(of text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var position = 0
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative { position = 1 }
        var mantissa: Int64 = 0
        var taken = 0
        // Digits before the point, counted from the first that is not 0.
        var exponent = 0
        var digits = 0
        var isFraction = false
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "."), !isFraction, digits > 0 {
                isFraction = true
            } else if byte &- 48 <= 9 {
                digits += 1
                if taken > 0 || byte != 48 {
                    if taken < significantDigits {
                        mantissa = mantissa * 10 + Int64(byte - 48)
                    }
                    taken += 1
                    if !isFraction { exponent += 1 }
                } else if isFraction {
                    exponent -= 1
                }
            } else {
                break
            }
            position += 1
        }
        guard digits > 0, let scale = DecimalExponent.read(text, from: position, greatest: greatestScale)
        else { return nil }
        guard taken > 0 else { return 0 }
        for _ in min(taken, significantDigits)..<significantDigits { mantissa *= 10 }
        exponent += scale
        let order: Int64
        if exponent > exponents.upperBound {
            order = .max
        } else if exponent < exponents.lowerBound {
            order = 1
        } else {
            order = Int64(exponent - exponents.lowerBound) << mantissaBits | mantissa
        }
        return isNegative ? -order : order
    }
}
