/// A number as it stands in a workbook.
///
/// Excel writes a number with 17 digits where 15 are not enough to tell it from its neighbours: 0.1 as
/// `0.10000000000000001`. Integers are given as they are written; other numbers in the fewest digits that mean the same
/// number, which are the ones that a person typed.
enum CellNumber {
    /// Numbers outside of this are written with an exponent, to be legible.
    private static let plainExponents = -20...21

    /// The number that a text means, `nil` where it is none. Hexadecimal digits, `nan` and `inf` are no numbers.
    static func value(_ text: ArraySlice<UInt8>) -> Double? {
        guard isNumber(text), let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
            return nil
        }
        return value
    }

    /// Adds a number to `result`, `false` where the text is none.
    static func append(_ text: ArraySlice<UInt8>, to result: inout [UInt8]) -> Bool {
        if isShort(text) {
            result.append(contentsOf: text)
            return true
        }
        guard let value = value(text) else { return false }
        result.append(contentsOf: shortest(value).utf8)
        return true
    }

    /// Whether a text is an integer, or has at most 15 digits and no needless ones: then no shorter text means the
    /// same number.
    private static func isShort(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        guard let first = digits.first, isDigit(first) else { return false }
        guard let point = digits.firstIndex(where: { !isDigit($0) }) else { return true }
        let fraction = digits[(point + 1)...]
        return digits[point] == UInt8(ascii: ".") && digits.count <= 16 && fraction.allSatisfy(isDigit)
            && !fraction.isEmpty && fraction.last != UInt8(ascii: "0")
            && (first != UInt8(ascii: "0") || point == digits.startIndex + 1)
    }

    /// Whether a text is a number: digits with a point and an exponent, perhaps.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty, text.count <= 400 else { return false }
        guard let mark = rest.first else { return true }
        guard mark | 0x20 == UInt8(ascii: "e") else { return false }
        rest.removeFirst()
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The fewest digits that mean a number, without an exponent where that stays legible.
    private static func shortest(_ value: Double) -> String {
        // Swift's description has the fewest digits, as `12.5`, `5.0`, `1e-05` or `1.5e+20`.
        var text = Substring(value.description)
        let isNegative = text.first == "-"
        if isNegative { text.removeFirst() }
        let parts = text.split(separator: "e")
        let number = parts[0].split(separator: ".")
        var fraction = number.count > 1 ? String(number[1]) : ""
        if fraction == "0" { fraction = "" }
        var digits = String(number[0]) + fraction
        // The number is 0.digits × 10^point.
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var point = number[0].utf8.count + exponent
        guard plainExponents.contains(exponent) else { return value.description }
        let zeros = digits.prefix { $0 == "0" }.count
        digits.removeFirst(zeros)
        point -= zeros
        guard !digits.isEmpty else { return "0" }
        let sign = isNegative ? "-" : ""
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.utf8.count {
            return sign + digits + String(repeating: "0", count: point - digits.utf8.count)
        }
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
}
