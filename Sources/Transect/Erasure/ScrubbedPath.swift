import Observations
import Snapshots
import Storage

extension Suppression {
    /// A path without the names of people on the list. Its ending stays, and so does the number of its folders.
    ///
    /// A folder, or a file's name up to its first dot, that is such a name becomes the token. Within a longer name only
    /// names of at least two words are looked for (`list-maria-nowak.csv`): a single word may be a species.
    package func scrubbed(path: String) -> String {
        guard !isEmpty else { return path }
        var parts = path.pathPieces
        for index in parts.indices {
            let isFile = index == parts.count - 1
            let dot = isFile ? parts[index].dropFirst().firstIndex(of: ".") : nil
            let stem = dot.map { String(parts[index][..<$0]) } ?? parts[index]
            parts[index] = scrubbed(stem) + parts[index].dropFirst(stem.count)
        }
        return parts.joined(separator: "/")
    }

    /// The path of a file by a submitter, without the names of people on the list. Where no folder names the submitter, the
    /// file's name may: there a single word goes as well, wherever it stands between other than letters and digits.
    func scrubbed(path: String, submitter: String) -> String {
        var parts = scrubbed(path: path).pathPieces
        let folders = path.pathPieces.dropLast()
        guard let token = entry(submitter)?.token, var name = parts.popLast(),
            !folders.contains(where: { $0 == submitter })
        else { return scrubbed(path: path) }
        func isWord(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
        for range in name.ranges(of: submitter).reversed()
        where !isWord(name[..<range.lowerBound].last) && !isWord(name[range.upperBound...].first) {
            name.replaceSubrange(range, with: token)
        }
        return (parts + [name]).joined(separator: "/")
    }

    /// A submitter's name, or the token that stands in for it.
    package func scrubbed(submitter: String) -> String { entry(submitter)?.token ?? submitter }

    private func scrubbed(_ stem: String) -> String {
        if let whole = entry(stem) ?? entry(words: Suppression.words(stem)) { return whole.token }
        var text = stem
        // From the longest run of words to the shortest, so that a whole name goes before a part of it.
        for length in stride(from: min(6, Suppression.wordRanges(text).count), through: 2, by: -1) {
            var first = 0
            while true {
                let ranges = Suppression.wordRanges(text)
                guard first + length <= ranges.count else { break }
                let range = ranges[first].lowerBound..<ranges[first + length - 1].upperBound
                if let found = entry(words: Suppression.words(String(text[range]))) {
                    text.replaceSubrange(range, with: found.token)
                }
                first += 1
            }
        }
        return text
    }

    /// Words in lower case with single spaces: `Maria_Nowak` and `maria nowak` are the same.
    static func words(_ text: String) -> String {
        let canonical = PersonName.canonical(text)
        return wordRanges(canonical).map { canonical[$0].lowercased() }.joined(separator: " ")
    }

    private static func wordRanges(_ text: String) -> [Range<String.Index>] {
        text.split { character in " _-.,()+&".contains(character) }.map { $0.startIndex..<$0.endIndex }
    }
}
