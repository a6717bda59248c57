/// Several people's readings of the same texts, cut into numbered words.
package struct Transcriptions: Sendable {
    /// Who wrote what; each value is the number of a text in the order of the answers.
    package let answers: AnswersBySubject<String>
    /// How they were cut.
    package let units: TextUnits
    /// Where the words of every answer begin, and behind the last the number of words.
    let offsets: [Int]
    /// The number of every word; equal words have equal numbers.
    let words: [UInt32]
    /// Every word as it was written.
    let written: [String]
    /// How many different words there are.
    let vocabulary: Int

    /// Cuts the texts. A blank text is an answer: there is nothing to read.
    package init(_ answers: AnswersBySubject<String>, units: TextUnits = TextUnits()) {
        self.answers = answers
        self.units = units
        // Only looked up in, never walked through: the numbers follow the order of the answers.
        var numbers: [String: UInt32] = [:]
        var offsets = [0]
        var words: [UInt32] = []
        var written: [String] = []
        for text in answers.values {
            for token in units.tokens(of: text) {
                let number = numbers[token.key] ?? UInt32(numbers.count)
                numbers[token.key] = number
                words.append(number)
                written.append(token.written)
            }
            offsets.append(words.count)
        }
        self.offsets = offsets
        self.words = words
        self.written = written
        vocabulary = numbers.count
    }

    /// The words of an answer.
    func words(ofAnswer answer: Int) -> ArraySlice<UInt32> { words[offsets[answer]..<offsets[answer + 1]] }

    /// The word at a place of an answer; nothing at −1.
    func word(ofAnswer answer: Int, at place: Int32) -> UInt32 {
        place < 0 ? WordNetwork.nothing : words[offsets[answer] + Int(place)]
    }

    /// A subject's answers by their distance from its medoid, which comes first: the order in which they are aligned.
    ///
    /// The medoid is the answer with the least sum of distances to the others; equal ones keep their contributors'
    /// order.
    func centreOutwards(subject: Int) -> [Int] {
        let range = answers.range(ofSubject: subject)
        let count = range.count
        guard count > 0 else { return [] }
        var distances = [Int](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0..<i {
                let distance = WordDistance.between(
                    words(ofAnswer: range.lowerBound + i), words(ofAnswer: range.lowerBound + j))
                distances[i * count + j] = distance
                distances[j * count + i] = distance
            }
        }
        var best = 0
        var least = Int.max
        for i in 0..<count {
            var sum = 0
            for j in 0..<count { sum += distances[i * count + j] }
            if sum < least { (least, best) = (sum, i) }
        }
        let others = (0..<count).filter { $0 != best }
            .sorted { (distances[best * count + $0], $0) < (distances[best * count + $1], $1) }
        return ([best] + others).map { range.lowerBound + $0 }
    }
}
