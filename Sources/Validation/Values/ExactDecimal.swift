import Observations

/// A decimal number exactly as its digits say it, in whatever way it is written: 1, 1.0, 01 and 10e-1 are one value.
struct ExactDecimal: Sendable, Equatable {
    private var isNegative = false
    /// The digits from the first to the last that is not 0, as numbers; none for 0.
    private var digits: [UInt8] = []
    /// Where the point stands: the value is 0.digits × 10^scale.
    private var scale = 0

    /// Greater exponents than this are all alike: no value that a `Double` can hold comes near it.
    private static let greatestExponent = 1_000_000_000

    /// The value of a canonical number (`-?digits[.digits]`, perhaps with an exponent), or `nil` for anything else.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var position = 0
        isNegative = text.first == UInt8(ascii: "-")
        if isNegative { position = 1 }
        var isFraction = false
        var seen = 0
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            if digit <= 9 {
                seen += 1
                if digit != 0 || !digits.isEmpty { digits.append(digit) }
                if isFraction == digits.isEmpty { scale += isFraction ? -1 : 1 }
            } else if text[position] == UInt8(ascii: "."), seen > 0, !isFraction {
                isFraction = true
            } else {
                break
            }
            position += 1
        }
        let limit = Self.greatestExponent
        guard seen > 0, let exponent = DecimalExponent.read(text, from: position, greatest: limit) else { return nil }
        while digits.last == 0 { digits.removeLast() }
        scale = digits.isEmpty ? 0 : scale + exponent
        if digits.isEmpty { isNegative = false }
    }

    /// The value of a canonical number, or `nil` for anything else.
    init?(_ text: String) {
        var copy = text
        guard let value = copy.withUTF8({ ExactDecimal($0) }) else { return nil }
        self = value
    }

    /// Whether nothing stands behind the point but zeros.
    var isWhole: Bool { digits.count <= scale || digits.isEmpty }
}

extension ExactDecimal: Comparable {
    static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isNearerToZero(than: left) : left.isNearerToZero(than: right)
    }

    private func isNearerToZero(than other: ExactDecimal) -> Bool {
        if digits.isEmpty || other.digits.isEmpty { return !other.digits.isEmpty }
        return scale == other.scale ? digits.lexicographicallyPrecedes(other.digits) : scale < other.scale
    }
}
