import Validation

extension FuzzTarget {
    /// A pattern in the first line, and values in the others. libFuzzer's time limit shows that none takes long.
    static let patterns = FuzzTarget(name: "patterns") { input in
        var input = input
        let text = input.line()
        let values = input.parts(at: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        for value in values { demandItself(value) }
        guard let pattern = try? LinearPattern(text) else { return }
        // The same in other words. A pattern may be too large for that.
        let others = ["(?:\(text))", "\(text)|\(text)", "(?:\(text)){1}"].compactMap { try? LinearPattern($0) }
        for value in values + [text, String(repeating: values[0], count: 50)] {
            let matches = pattern.matchesWhole(value)
            for other in others where !text.contains("^") && !text.contains("$") {
                demand(other.matchesWhole(value) == matches, "\(text) and \(other.text) mean the same for \(value)")
            }
        }
    }

    /// A value with its special characters escaped is a pattern that matches that value alone.
    private static func demandItself(_ value: String) {
        var escaped = ""
        for scalar in value.unicodeScalars {
            if "\\.[]{}()*+?|^$-".unicodeScalars.contains(scalar) { escaped.unicodeScalars.append("\\") }
            escaped.unicodeScalars.append(scalar)
        }
        guard let pattern = try? LinearPattern(escaped) else { return }
        demand(pattern.matchesWhole(value), "\(escaped) matches \(value)")
        demand(!pattern.matchesWhole(value + "x"), "\(escaped) matches more than \(value)")
    }
}
