/// The exponent of a decimal number as people and programs write it: `e6`, `E+6`, `e-6`.
package enum DecimalExponent {
    /// The exponent that begins with its `e` at a place and ends with the text; 0 where the text ends at that place,
    /// `nil` where something else follows.
    ///
    /// - Parameter greatest: Exponents beyond this one, above 0 or below, are taken for it: they have any number of
    ///   digits.
    package static func read(_ text: UnsafeBufferPointer<UInt8>, from start: Int, greatest: Int) -> Int? {
        guard start < text.count else { return 0 }
        guard text[start] | 0x20 == UInt8(ascii: "e"), start + 1 < text.count else { return nil }
        var position = start + 1
        let isNegative = text[position] == UInt8(ascii: "-")
        if isNegative || text[position] == UInt8(ascii: "+") { position += 1 }
        guard position < text.count else { return nil }
        var exponent = 0
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            exponent = min(exponent * 10 + Int(digit), greatest)
            position += 1
        }
        return isNegative ? -exponent : exponent
    }
}
