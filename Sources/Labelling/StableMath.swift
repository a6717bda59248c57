/// `exp` and `log` whose results are the same bits on every machine.
///
/// The C library's versions take different paths where the processor has fused multiply-add, and then differ in the
/// last bit. These use IEEE 754 additions, multiplications and divisions alone, which round in one way everywhere;
/// Swift does not contract them. Both are free of branches, so that a loop over them becomes vector code with the
/// same results. Measured against the C library over their whole domains: at most 1 unit in the last place apart.
package enum StableMath {
    /// ln 2 cut after 41 bits: its product with an exponent (11 bits) is exact. `ln2Low` is the rest.
    @usableFromInline static let ln2High = 0x1.62e42fefa3000p-1
    @usableFromInline static let ln2Low = 0x1.3de6af278ece6p-42
    @usableFromInline static let log2E = 0x1.71547652b82fep+0

    /// eˣ. Below −708 the result is 0 and above 709 infinity, a little before the limits of the format.
    ///
    /// x = k ln 2 + r with whole k and |r| ≤ ln 2 ÷ 2 (Cody and Waite's two-part reduction); eʳ by its Taylor series to
    /// degree 13, whose remainder is below 4·10⁻¹⁸; then 2ᵏ through the exponent bits.
    @inlinable @inline(__always)
    package static func exp(_ x: Double) -> Double {
        x > 709 ? .infinity : exp(upTo709: x)
    }

    /// The same for arguments of which none is above 709.
    @usableFromInline @inline(__always)
    static func exp(upTo709 x: Double) -> Double {
        // Adding 1.5·2⁵² rounds to a whole number and leaves it in the lowest bits.
        let shift = 0x1.8p52
        let shifted = x * log2E + shift
        let k = shifted - shift
        let r = (x - k * ln2High) - k * ln2Low
        let r2 = r * r
        let r4 = r2 * r2
        // Σ rⁿ ÷ (n + 2)!, paired up so that the processor can compute the pairs at the same time.
        let p0 = 0.5 + r * (1.0 / 6)
        let p1 = 1.0 / 24 + r * (1.0 / 120)
        let p2 = 1.0 / 720 + r * (1.0 / 5040)
        let p3 = 1.0 / 40320 + r * (1.0 / 362_880)
        let p4 = 1.0 / 3_628_800 + r * (1.0 / 39_916_800)
        let p5 = 1.0 / 479_001_600 + r * (1.0 / 6_227_020_800)
        let series = (p0 + r2 * p1) + r4 * (p2 + r2 * p3) + (r4 * r4) * (p4 + r2 * p5)
        let fraction = 1 + (r + r2 * series)
        let power = Double(bitPattern: (shifted.bitPattern &+ 1023) << 52)
        let value = fraction * power
        return x < -708 ? 0 : value
    }

    /// The natural logarithm of a positive, finite, normal number; `nan` for everything else.
    ///
    /// x = 2ᵏ(1 + f) with √½ ≤ 1 + f < √2; with s = f ÷ (2 + f), ln(1 + f) = 2(s + s³/3 + s⁵/5 + …), to the 21st power
    /// of s (remainder below 10⁻¹⁸, relatively). As 2s = f − s·f, the rounding of s touches only small terms.
    @inlinable @inline(__always)
    package static func log(_ x: Double) -> Double {
        let rootHalf: UInt64 = 0x3FE6_A09E_667F_3BCD
        let biased = (x.bitPattern &- rootHalf &+ 0x4000_0000_0000_0000) >> 52  // k + 1024
        let mantissa = Double(bitPattern: x.bitPattern &- ((biased &- 1024) << 52))
        let k = Double(bitPattern: 0x4330_0000_0000_0000 | biased) - (0x1p52 + 1024)
        let f = mantissa - 1
        let s = f / (2 + f)
        let z = s * s
        var series = 2.0 / 21
        series = series * z + 2.0 / 19
        series = series * z + 2.0 / 17
        series = series * z + 2.0 / 15
        series = series * z + 2.0 / 13
        series = series * z + 2.0 / 11
        series = series * z + 2.0 / 9
        series = series * z + 2.0 / 7
        series = series * z + 2.0 / 5
        series = series * z + 2.0 / 3
        let value = k * ln2High + (f - (s * (f - z * series) - k * ln2Low))
        return x >= .leastNormalMagnitude && x < .infinity ? value : .nan
    }

    /// Replaces every number by its `exp`. None is positive.
    @inline(never)
    static func exp(notPositive numbers: UnsafeMutableBufferPointer<Double>) {
        for index in 0..<numbers.count { numbers[index] = exp(upTo709: numbers[index]) }
    }

    /// Replaces every number by its `log`.
    @inline(never)
    static func log(inPlace numbers: UnsafeMutableBufferPointer<Double>) {
        for index in 0..<numbers.count { numbers[index] = log(numbers[index]) }
    }
}
