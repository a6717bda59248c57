import Files

/// Who sent a file, told by its name: `{submitter}-*.csv`.
///
/// Everything stands for itself but `{submitter}`, `*` (any characters, or none) and `?` (one byte), none of which passes a
/// `/`. A pattern with a `/` is about the whole path below the drop folder, others about the name alone. Of several ways to
/// match, the one counts with the shortest beginning before the submitter, and then the shortest submitter. Time grows with
/// the length of the name times that of the pattern, never more.
package struct SubmitterPattern: Sendable, Equatable {
    /// The pattern as it was written.
    package let pattern: String
    private let before: [UInt8]
    private let behind: [UInt8]
    private let isAboutPath: Bool

    /// What stands for the submitter.
    package static let placeholder = "{submitter}"

    /// A pattern; `nil` where it does not have `{submitter}` once.
    package init?(_ pattern: String) {
        let (text, mark) = (Array(pattern.utf8), Array(Self.placeholder.utf8))
        let places = text.indices.filter { text[$0...].starts(with: mark) }
        guard places.count == 1, let place = places.first else { return nil }
        self.pattern = pattern
        before = Array(text[..<place])
        behind = Array(text[(place + mark.count)...])
        isAboutPath = text.contains(UInt8(ascii: "/"))
    }

    /// The submitter of a file; `nil` where the pattern does not match. A name that ends in `.gz` matches too if it would
    /// without.
    package func submitter(of path: String) -> String? {
        let name = (isAboutPath ? path : Disk.name(of: path)).pathBytes
        if let found = match(name) { return found }
        return name.suffix(3).elementsEqual(".gz".utf8) ? match(Array(name.dropLast(3))) : nil
    }

    private func match(_ name: [UInt8]) -> String? {
        let starts = Self.ends(of: before, in: name)
        // The rest is matched from its end, so that one pass tells every place where it may begin.
        let fromBehind = Self.ends(of: behind.reversed(), in: name.reversed())
        // The nearest end of a submitter that begins at a place, no `/` between.
        var nearest = [Int?](repeating: nil, count: name.count + 1)
        for place in name.indices.reversed() where name[place] != UInt8(ascii: "/") {
            nearest[place] = fromBehind[name.count - place - 1] ? place : nearest[place + 1]
        }
        for start in name.indices where starts[start] {
            guard let end = nearest[start] else { continue }
            return name[start...end].withUnsafeBufferPointer(String.init(pathBytes:))
        }
        return nil
    }

    /// For every number of bytes whether the pattern can match just so many from the beginning.
    private static func ends(of pattern: [UInt8], in name: [UInt8]) -> [Bool] {
        var reached = [Bool](repeating: false, count: name.count + 1)
        reached[0] = true
        for sign in pattern {
            var next = [Bool](repeating: false, count: name.count + 1)
            if sign == UInt8(ascii: "*") {
                var isOpen = false
                for place in 0...name.count {
                    if place > 0, name[place - 1] == UInt8(ascii: "/") { isOpen = false }
                    isOpen = isOpen || reached[place]
                    next[place] = isOpen
                }
            } else {
                for place in name.indices where reached[place] {
                    let byte = name[place]
                    let matches = sign == UInt8(ascii: "?") ? byte != UInt8(ascii: "/") : byte == sign
                    if matches { next[place + 1] = true }
                }
            }
            reached = next
        }
        return reached
    }
}
