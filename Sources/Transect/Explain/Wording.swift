import Observations

/// A number with its noun: `1 record`, `2 records`.
package func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension String {
    /// A text that came from outside, for a line of its own: a line feed in it must not begin a line that looks like
    /// ours.
    package var onOneLine: String {
        guard utf8.contains(0x0A) else { return self }
        return String(decoding: utf8.flatMap { $0 == 0x0A ? Array("\\u{a}".utf8) : [$0] }, as: UTF8.self)
    }
}

/// That a text is no record's ID, and what one looks like.
func noRecordID(_ text: String) -> String {
    "`\(text.onOneLine)` is no record ID; a record ID looks like 12-345, as in the first column of observations.csv."
}

extension String? {
    /// A value in quotes on one line, or a word for none.
    package func quoted(orElse none: String = "nothing") -> String { map { "\"\($0.onOneLine)\"" } ?? none }
}

/// What a line about a finding says of its field and its value: `, individualCount “about 12”`. Long values are cut.
func fieldAndValue(_ field: String?, _ value: String?) -> String {
    let name = field.map { ", \($0)" } ?? ""
    return name + (value.map { " “\($0.count <= 60 ? $0 : $0.prefix(57) + "…")”" } ?? "")
}

/// A text that may hold what volunteers wrote, with control characters made visible, so that no value can command the
/// terminal, or turn the writing of a page around. Line ends stay.
package func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x0A: result.unicodeScalars.append(scalar)
        // A byte of a file name that is no text.
        case 0xF780...0xF7FF: result += "\\x" + String(scalar.value & 0xFF, radix: 16, uppercase: true)
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
            result += "\\u{" + String(scalar.value, radix: 16) + "}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

extension OutcomeCounts {
    /// `2 accepted, 1 correction, 1 quarantined, 0 duplicates`; what did not happen and is rare is not mentioned.
    var words: String { words(settled: 0) }

    /// The same with how many of the quarantined do not wait any more, as far as there are any.
    func words(settled: Int) -> String {
        var parts = ["\(accepted) accepted"]
        if corrections > 0 { parts.append(counted(corrections, "correction")) }
        parts.append("\(quarantined) quarantined" + (settled > 0 ? " (\(settled) mended or sent again since)" : ""))
        parts.append(counted(duplicates, "duplicate"))
        if withdrawals > 0 { parts.append(counted(withdrawals, "withdrawal")) }
        return parts.joined(separator: ", ")
    }
}
