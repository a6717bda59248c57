/// Several answers as one text: `fox|deer`, `none` for none. A `|` that belongs to an answer is written `\|`, a
/// backslash `\\`. Where places matter, an empty part stands for an answer that is not there.
struct ZooniverseList {
    /// The text.
    private(set) var text: [UInt8] = []
    /// How many parts there are.
    private(set) var count = 0
    /// More parts than these all the lists about marks, or about subjects, of one classification do not have.
    static let mostParts = 1_000_000
    /// What a list without any parts says.
    static let none = Array("none".utf8)

    /// Adds a part.
    mutating func append(_ part: some Sequence<UInt8>) {
        if count > 0 { text.append(UInt8(ascii: "|")) }
        count += 1
        for byte in part {
            if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
            text.append(byte)
        }
    }
}
