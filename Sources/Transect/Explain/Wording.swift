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
