/// The bytes that libFuzzer made: a few of the first choose options, the rest is the file.
///
/// Choices are made by the characters `0`, `1`, `2` … in the seeds, so that these can be read: `0date,species\n` is the
/// first way of reading that table.
struct FuzzInput {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    /// One of the choices, by the next byte.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        let byte = Int(bytes.popFirst() ?? 0x30)
        return choices[(byte + choices.count * 0x30 - 0x30) % choices.count]
    }

    /// A line, without its end, where a choice says that there is one.
    mutating func line() -> String {
        let line = bytes.prefix { $0 != 0x0A }
        bytes = bytes.dropFirst(line.count + 1)
        return String(decoding: line, as: UTF8.self)
    }

    /// A line of names, each once.
    mutating func names() -> [String] {
        line().split(separator: " ").map(String.init).reduce(into: []) { names, name in
            if !names.contains(name) { names.append(name) }
        }
    }

    /// All that has not been taken yet.
    var rest: [UInt8] { Array(bytes) }

    /// The rest, cut at a byte.
    func parts(at byte: UInt8) -> [[UInt8]] {
        bytes.split(separator: byte, omittingEmptySubsequences: false).map { Array($0) }
    }

    /// Sizes of the pieces in which the file is read besides all at once: the smallest, and an odd one.
    static let pieces = [1, 61]
}
