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
        // Which places in the pattern the path so far can have reached: a small automaton, no backtracking.
        var places = [Bool](repeating: false, count: bytes.count + 1)
        var next = places
        reach(0, &places)
        for byte in path {
            for place in next.indices { next[place] = false }
            for place in bytes.indices where places[place] {
                if let reached = step(place, byte) { reach(reached, &next) }
            }
            swap(&places, &next)
        }
        return places[bytes.count]
    }

    /// Marks a place, and those that are reached from it without reading: stars may stand for nothing.
    private func reach(_ place: Int, _ places: inout [Bool]) {
        var place = place
        while !places[place] {
            places[place] = true
            guard place < bytes.count, bytes[place] == star else { return }
            place += isDeep(place) ? deepLength(place) : 1
        }
    }

    /// Where a byte leads from a place in the pattern; `nil` where it does not fit.
    private func step(_ place: Int, _ byte: UInt8) -> Int? {
        switch bytes[place] {
        case star: return isDeep(place) || byte != slash ? place : nil
        case UInt8(ascii: "?"): return byte == slash ? nil : place + 1
        case UInt8(ascii: "["):
            guard let close = bytes[place...].firstIndex(of: UInt8(ascii: "]")) else {
                return byte == bytes[place] ? place + 1 : nil
            }
            return bytes[(place + 1)..<close].contains(byte) ? close + 1 : nil
        default: return bytes[place] == byte ? place + 1 : nil
        }
    }

    private var star: UInt8 { UInt8(ascii: "*") }
    private var slash: UInt8 { UInt8(ascii: "/") }
    private func isDeep(_ place: Int) -> Bool { place + 1 < bytes.count && bytes[place + 1] == star }

    /// `**/` may stand for no folder at all, so its slash goes with it.
    private func deepLength(_ place: Int) -> Int { place + 2 < bytes.count && bytes[place + 2] == slash ? 3 : 2 }
}
