/// What comes from strangers, made fit to be shown to people: nothing in it is invisible, turns the writing round, moves a
/// terminal's cursor, or goes on for pages.
struct ShownValue {
    /// The text to show.
    let text: String

    /// So many characters (Unicode scalars) of a value are shown.
    static let limit = 160
    /// So many of a path or a digest, of which every character counts: more than any of them has.
    static let longLimit = 4_096

    /// A value as it is shown.
    init(_ value: String, limit: Int = ShownValue.limit) {
        var shown = value[...]
        var isCut = false
        if let end = value.unicodeScalars.index(
            value.startIndex, offsetBy: limit, limitedBy: value.unicodeScalars.endIndex),
            end < value.endIndex
        {
            shown = value[..<end]
            isCut = true
        }
        text =
            (shown.utf8.allSatisfy(ShownValue.isPlain) ? String(shown) : ShownValue.visible(shown)) + (isCut ? "…" : "")
    }

    /// Bytes that stand in visible characters only.
    private static func isPlain(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) }

    private static func visible(_ text: Substring) -> String {
        var visible = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20: visible.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? scalar)
            case 0x7F: visible += "\u{2421}"
            default:
                if isInvisible(scalar) {
                    let number = String(scalar.value, radix: 16, uppercase: true)
                    visible += "⟨U+" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number + "⟩"
                } else {
                    visible.unicodeScalars.append(scalar)
                }
            }
        }
        return visible
    }

    /// Control characters of C1, line separators, and what is not seen or changes the direction of what follows. The
    /// joiners U+200C and U+200D stay: Persian and emoji need them.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x80..<0xA0, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}
