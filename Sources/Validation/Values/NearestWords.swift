/// Finds the entry of a vocabulary that a mistyped value most likely means.
///
/// Case does not count. The bound grows with the length: nothing but case up to 2 characters, 1 change up to 5, 2 up to
/// 11, else 3. Of several entries at the same distance the first in the order of bytes is taken, so that the answer
/// depends on nothing but the vocabulary.
///
/// In a vocabulary of more than 2,000 entries only those with the same first character are looked at: otherwise a file
/// with tens of thousands of unknown names against a checklist of as many would take hours.
struct NearestWords: Sendable {
    private let words: [String]
    /// The entries in lower case as scalars, one after the other.
    private let scalars: [UInt32]
    private let starts: [Int32]
    /// For each entry one bit per character, folded to 64: an entry whose bits differ in more places than a few changes
    /// can explain is passed over without being compared.
    private let signatures: [UInt64]
    /// In a large vocabulary, the entries by their first character.
    private let byFirst: [UInt32: [Int]]?

    /// A vocabulary is large above this many entries.
    static let largeVocabulary = 2_000

    init(_ vocabulary: Vocabulary) {
        words = vocabulary.values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var scalars: [UInt32] = []
        var starts: [Int32] = [0]
        var signatures: [UInt64] = []
        for word in words {
            let folded = Self.fold(word)
            scalars += folded
            starts.append(Int32(scalars.count))
            signatures.append(Self.signature(folded[...]))
        }
        self.scalars = scalars
        self.starts = starts
        self.signatures = signatures
        guard words.count > Self.largeVocabulary else {
            byFirst = nil
            return
        }
        // In the order of the words, so that the first of several equally near ones stays the first.
        byFirst = Dictionary(grouping: words.indices) { scalars[Int(starts[$0])] }
    }

    /// The nearest entry, or `nil` where none is near.
    func nearest(to value: String) -> String? {
        // A whole paragraph is no mistyped word.
        if value.utf8.count > 300 { return nil }
        let folded = Self.fold(value)
        let signature = Self.signature(folded[...])
        let bound = folded.count <= 2 ? 0 : folded.count <= 5 ? 1 : folded.count <= 11 ? 2 : 3
        guard let byFirst else { return nearest(to: folded, signature, bound, among: words.indices) }
        return folded.first.flatMap { byFirst[$0] }.flatMap { nearest(to: folded, signature, bound, among: $0) }
    }

    private func nearest(
        to folded: [UInt32], _ signature: UInt64, _ bound: Int, among candidates: some Sequence<Int>
    ) -> String? {
        var best: (word: Int, distance: Int)?
        for index in candidates {
            // One change alters at most two bits.
            if (signatures[index] ^ signature).nonzeroBitCount > 2 * bound { continue }
            let limit = best.map { $0.distance - 1 } ?? bound
            if limit < 0 { break }
            let entry = scalars[Int(starts[index])..<Int(starts[index + 1])]
            if let distance = EditDistance.between(folded[...], entry, bound: limit) { best = (index, distance) }
        }
        return best.map { words[$0.word] }
    }

    private static func fold(_ word: String) -> [UInt32] { word.lowercased().unicodeScalars.map(\.value) }

    private static func signature(_ scalars: ArraySlice<UInt32>) -> UInt64 {
        scalars.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }
}

/// Remembers what was suggested for a value, since mistakes repeat within a column.
struct Suggestions {
    private let words: NearestWords
    private var known: [String: String?] = [:]

    init(_ words: NearestWords) { self.words = words }

    /// The nearest entry; empty where none is near.
    mutating func nearest(to value: String) -> String {
        if let answer = known[value] { return answer ?? "" }
        let answer = words.nearest(to: value)
        known[value] = answer
        return answer ?? ""
    }
}
