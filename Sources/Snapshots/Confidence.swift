/// Published confidences: decimals with up to six places.
package enum Confidence {
    /// Moves below this are no change of the content: .05, in millionths.
    private static let threshold = 50_000

    /// Whether both are confidences and less than .05 apart.
    package static func moveIsSmall(from old: [UInt8]?, to new: [UInt8]?) -> Bool {
        guard let old = old.flatMap(millionths), let new = new.flatMap(millionths) else { return false }
        return abs(old - new) < threshold
    }

    /// A decimal from 0 to 1 in millionths, exactly; `nil` where it is none, or has more than six places.
    package static func millionths(_ text: [UInt8]) -> Int? {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let places = parts.count == 2 ? Array(parts[1]) : []
        guard let whole = parts.first, whole == [48] || whole == [49], places.count <= 6,
            parts.count == 1 || !places.isEmpty, places.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let padded = places + [UInt8](repeating: 48, count: 6 - places.count)
        return padded.reduce(Int(whole[whole.startIndex] - 48)) { $0 * 10 + Int($1 - 48) }
    }
}
