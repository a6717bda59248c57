/// Probabilities as they are printed: in millionths.
package enum Millionths {
    /// The nearest millionth to a number from 0 to 1, of two equally near ones the even one.
    ///
    /// The decision is made on the exact value of the binary number, not on a rounded product. What is below 1 is at
    /// most 999,999: a certainty that is not one is never printed as one.
    package static func rounding(_ probability: Double) -> UInt32 {
        guard probability < 1 else { return 1_000_000 }
        guard probability > 0 else { return 0 }
        // probability = significand ÷ 2^shift
        let exponent = Int(probability.exponentBitPattern)
        let significand = probability.significandBitPattern | (exponent == 0 ? 0 : 1 << 52)
        let shift = 1075 - max(exponent, 1)
        guard shift <= 80 else { return 0 }
        let product = UInt128(significand) * 1_000_000
        let whole = product >> UInt128(shift)
        let rest = product - whole << UInt128(shift)
        let half: UInt128 = 1 << UInt128(shift - 1)
        let isUp = rest > half || (rest == half && whole & 1 == 1)
        return min(UInt32(whole) + (isUp ? 1 : 0), 999_999)
    }
}
