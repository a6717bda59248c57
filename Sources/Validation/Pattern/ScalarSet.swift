/// A set of Unicode scalars as ascending ranges that do not touch.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
                self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

    func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

    var complement: ScalarSet {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return ScalarSet(result)
    }

    /// ASCII digits: a digit of another script is not what a field for numbers expects.
    static let digits = ScalarSet([0x30...0x39])
    /// Every scalar but the line feed and the carriage return.
    static let anyButLineEnds = ScalarSet([0x0A...0x0A, 0x0D...0x0D]).complement
    /// Unicode White_Space.
    static let whitespace = ScalarSet([
        0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
    ])
    /// Letters, marks, decimal digits and connectors such as `_`, of every script.
    static let wordCharacters = matching {
        switch $0 {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
            true
        default: false
        }
    }
    /// `\p{L}`
    static let letters = matching {
        switch $0 {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }
    /// `\p{Lu}`
    static let uppercaseLetters = matching { $0 == .uppercaseLetter }
    /// `\p{Ll}`
    static let lowercaseLetters = matching { $0 == .lowercaseLetter }

    private static func matching(_ isIncluded: (Unicode.GeneralCategory) -> Bool) -> ScalarSet {
        var ranges: [ClosedRange<UInt32>] = []
        var start: UInt32?
        // Planes 4 and above hold no letters; the loop is run once per process and set.
        for value in UInt32(0)...0x40000 {
            let isIn = Unicode.Scalar(value).map { isIncluded($0.properties.generalCategory) } ?? false
            if isIn {
                if start == nil { start = value }
            } else if let first = start {
                ranges.append(first...value - 1)
                start = nil
            }
        }
        return ScalarSet(ranges)
    }
}
