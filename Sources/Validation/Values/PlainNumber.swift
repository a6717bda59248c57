/// Numbers in their canonical form: `-?digits[.digits]`, perhaps with an exponent. No `+`, no `nan`, no hexadecimal.
enum PlainNumber {
    /// 10⁰ … 10¹⁵, all of them exact in a `Double`.
    static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

    /// The value of `-?digits[mark digits]` with at most 15 digits, where the division of two exact numbers is
    /// correctly rounded; anything else is `nil` and goes the long way. `fraction` says how many digits follow the
    /// mark.
    @inline(__always)
    static func short(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, mark: UInt8,
        powers: UnsafeBufferPointer<Double>, fraction: inout Int
    ) -> Double? {
        var position = start
        let isNegative = position < end && text[position] == UInt8(ascii: "-")
        if isNegative { position &+= 1 }
        let firstDigit = position
        var mantissa: UInt64 = 0
        while position < end {
            let digit = text[position] &- 48
            if digit > 9 { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            position &+= 1
        }
        var digits = position &- firstDigit
        if digits == 0 { return nil }
        fraction = 0
        if position < end {
            if text[position] != mark { return nil }
            position &+= 1
            let firstOfFraction = position
            while position < end {
                let digit = text[position] &- 48
                if digit > 9 { return nil }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                position &+= 1
            }
            fraction = position &- firstOfFraction
            if fraction == 0 { return nil }
            digits &+= fraction
        }
        if digits > 15 { return nil }
        let value = Double(mantissa) / powers[fraction]
        return isNegative ? -value : value
    }

    /// The value of a canonical number, or `nil` for anything else.
    static func value(of text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Double? {
        var fraction = 0
        let short = powers.withUnsafeBufferPointer {
            Self.short(text, start, end, mark: UInt8(ascii: "."), powers: $0, fraction: &fraction)
        }
        if let short { return short }
        var scratch: [UInt8] = []
        let part = UnsafeBufferPointer(rebasing: text[start..<end])
        guard case .number(let value, nil) = NumberGrammar.plain.read(part, into: &scratch) else { return nil }
        return value
    }

    /// The value of a canonical number, or `nil` for anything else.
    static func value(of text: String) -> Double? {
        var copy = text
        return copy.withUTF8 { value(of: $0, 0, $0.count) }
    }
}
