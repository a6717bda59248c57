/// A pattern for relative paths: `*` and `?` within one name, `**/` for any number of folders, `[abc]` for one of some
/// characters. Matching takes time linear in the path for every `*`, never more.
package struct Glob: Sendable, Equatable {
    /// The pattern as it was written.
    package let pattern: String
    private let bytes: [UInt8]

    /// A pattern.
    package init(_ pattern: String) {
        self.pattern = pattern
        bytes = Array(pattern.utf8)
    }

    /// Whether a path matches; a path that ends in `.gz` matches too if it would without.
    package func matches(_ path: String) -> Bool {
        let path = Array(path.utf8)
        if matches(path[...]) { return true }
        return path.suffix(3).elementsEqual(".gz".utf8) && matches(path.dropLast(3))
    }

    private func matches(_ path: ArraySlice<UInt8>) -> Bool {
        // The set of places in the pattern that the path so far can have reached: a small automaton, no backtracking.
        var places = closure([0])
        for byte in path {
            var next: [Int] = []
            for place in places where place < bytes.count { next += step(place, byte) }
            places = closure(next)
            if places.isEmpty { return false }
        }
        return places.contains(bytes.count)
    }

    /// Places that are reached without reading: stars may stand for nothing.
    private func closure(_ start: [Int]) -> [Int] {
        var seen = Set<Int>()
        var open = start
        while let place = open.popLast() {
            guard seen.insert(place).inserted, place < bytes.count, bytes[place] == star else { continue }
            open.append(place + (isDeep(place) ? deepLength(place) : 1))
        }
        return seen.sorted()
    }

    private func step(_ place: Int, _ byte: UInt8) -> [Int] {
        switch bytes[place] {
        case star: return isDeep(place) || byte != slash ? [place] : []
        case UInt8(ascii: "?"): return byte == slash ? [] : [place + 1]
        case UInt8(ascii: "["):
            guard let close = bytes[place...].firstIndex(of: UInt8(ascii: "]")) else {
                return byte == bytes[place] ? [place + 1] : []
            }
            return bytes[(place + 1)..<close].contains(byte) ? [close + 1] : []
        default: return bytes[place] == byte ? [place + 1] : []
        }
    }

    private var star: UInt8 { UInt8(ascii: "*") }
    private var slash: UInt8 { UInt8(ascii: "/") }
    private func isDeep(_ place: Int) -> Bool { place + 1 < bytes.count && bytes[place + 1] == star }

    /// `**/` may stand for no folder at all, so its slash goes with it.
    private func deepLength(_ place: Int) -> Int { place + 2 < bytes.count && bytes[place + 2] == slash ? 3 : 2 }
}
