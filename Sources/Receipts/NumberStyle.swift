/// How a language writes whole numbers for people.
///
/// Source: Unicode CLDR 48, `decimalFormats`, `symbols/group` and `minimumGroupingDigits`.
struct NumberStyle: Sendable {
    /// What stands between groups of three digits.
    let mark: String
    /// So many digits must stand before the first mark; where it is 2, 1234 is written without one.
    var leastLeadingDigits = 1

    /// `12,345`.
    func text(_ number: Int) -> String {
        let digits = String(number.magnitude)
        guard digits.utf8.count >= 3 + leastLeadingDigits else { return String(number) }
        var text = number < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.utf8.count - place) % 3 == 0 { text += mark }
            text.append(digit)
        }
        return text
    }
}
