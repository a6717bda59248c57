import Glibc
import Observations

/// Finds names in text: as whole words, spelled as they are given.
struct NameSearch: Sendable {
    private let names: [[UInt8]]

    /// A search for some spellings. Names of one or two letters are not looked for.
    init(_ names: [String]) {
        var seen: Set<String> = []
        self.names = names.filter { $0.utf8.count >= 3 && seen.insert($0).inserted }.map { Array($0.utf8) }
            .sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
    }

    /// Whether there is nothing to look for.
    var isEmpty: Bool { names.isEmpty }

    /// Whether some bytes may hold a name: quick, and wrong only in one direction.
    func mayBeIn(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return names.contains { name in
            name.withUnsafeBytes { wanted in
                guard let first = wanted.first, let start = wanted.baseAddress else { return false }
                var offset = 0
                while bytes.count - offset >= wanted.count,
                    let found = memchr(base + offset, Int32(first), bytes.count - offset - wanted.count + 1)
                {
                    if memcmp(found, start, wanted.count) == 0 { return true }
                    offset = UnsafeRawPointer(found) - base + 1
                }
                return false
            }
        }
    }

    /// Whether some bytes hold a name.
    func isIn(_ bytes: ArraySlice<UInt8>) -> Bool { names.contains { firstRange(of: $0, in: bytes) != nil } }

    /// The text with every name replaced.
    func replacing(_ bytes: [UInt8], by token: String) -> [UInt8] {
        var text = bytes
        for name in names {
            var start = 0
            while let found = firstRange(of: name, in: text[start...]) {
                text.replaceSubrange(found, with: token.utf8)
                start = found.lowerBound + token.utf8.count
            }
        }
        return text
    }

    private func firstRange(of name: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard let first = name.first, bytes.count >= name.count else { return nil }
        var start = bytes.startIndex
        while let place = bytes[start...].firstIndex(of: first), place + name.count <= bytes.endIndex {
            let end = place + name.count
            let isWord =
                (place == bytes.startIndex || !NameSearch.isLetter(bytes[place - 1]))
                && (end == bytes.endIndex || !NameSearch.isLetter(bytes[end]))
            if isWord, bytes[place..<end].elementsEqual(name) { return place..<end }
            start = place + 1
        }
        return nil
    }

    /// Letters and digits, and all bytes of other scripts.
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
