/// From an alignment to a text: the vote in each slot, and how the winning words are written.
extension WordNetwork {
    /// The place of the word with the most weight in a slot. Weights within the width of a tie are equal, and then the
    /// word that came first stands: that of the most central text.
    func winner(of slot: Slot) -> Int {
        var best = 0
        for entry in slot.words.indices where slot.weights[entry] > slot.weights[best] + Scores.tieWidth {
            best = entry
        }
        return best
    }

    /// Whether another word has as much weight.
    func isTied(_ winner: Int, in slot: Slot) -> Bool {
        slot.weights.indices.contains {
            $0 != winner && abs(slot.weights[$0] - slot.weights[winner]) < Scores.tieWidth
        }
    }

    /// The consensus with its votes.
    ///
    /// - Parameters:
    ///   - order: The answers in the order in which they were added.
    ///   - standing: The text (its place in `order`) whose words stand without a vote; `nil` for the vote.
    func transcribed(_ texts: Transcriptions, order: [Int], standing: Int? = nil) -> TranscribedText {
        guard !order.isEmpty else {
            return TranscribedText(
                text: nil, words: [], transcriptions: 0, agreement: nil, confidence: nil, votesPerWord: nil)
        }
        var words: [WordVote] = []
        var agreement = 0.0
        var confidence = 0.0
        var wordVotes = 0
        for slot in slots {
            let best = standing.map { entry(of: order[$0], at: slot.places[$0], in: slot, texts) } ?? winner(of: slot)
            let word = slot.words[best]
            let voters = voters(for: word, in: slot, texts, order)
            agreement += Double(voters.count) / Double(order.count)
            confidence += slot.weights[best] / weight
            guard word != Self.nothing else { continue }
            wordVotes += voters.count
            let others = slot.words.indices.filter { $0 != best }
                .sorted { (-slot.weights[$0], $0) < (-slot.weights[$1], $1) }
            words.append(
                WordVote(
                    text: spelling(voters, texts), votesFor: voters.count, votes: order.count,
                    support: slot.weights[best] / weight,
                    alternatives: others.map {
                        slot.words[$0] == Self.nothing
                            ? "" : spelling(self.voters(for: slot.words[$0], in: slot, texts, order), texts)
                    },
                    tied: isTied(best, in: slot)))
        }
        let places = Double(slots.count)
        return TranscribedText(
            text: words.map(\.text).joined(separator: texts.units.separator), words: words,
            transcriptions: order.count, agreement: slots.isEmpty ? 1 : agreement / places,
            confidence: slots.isEmpty ? 1 : confidence / places,
            votesPerWord: words.isEmpty ? nil : Double(wordVotes) / Double(words.count))
    }

    /// Where in a slot's words that of one text stands.
    private func entry(of answer: Int, at place: Int32, in slot: Slot, _ texts: Transcriptions) -> Int {
        slot.words.firstIndex(of: texts.word(ofAnswer: answer, at: place)) ?? 0
    }

    /// The places in all words of those who have a word in a slot; for "nothing" −1 for each of them.
    private func voters(for word: UInt32, in slot: Slot, _ texts: Transcriptions, _ order: [Int]) -> [Int] {
        var voters: [Int] = []
        for (index, answer) in order.enumerated() {
            let place = slot.places[index]
            if place < 0 {
                if word == Self.nothing { voters.append(-1) }
            } else if texts.words[texts.offsets[answer] + Int(place)] == word {
                voters.append(texts.offsets[answer] + Int(place))
            }
        }
        return voters
    }

    /// The way in which most of them wrote the word; of several the one in the most central text.
    private func spelling(_ voters: [Int], _ texts: Transcriptions) -> String {
        var best = ""
        var most = 0
        for voter in voters {
            let votes = voters.count { texts.written[$0] == texts.written[voter] }
            if votes > most { (most, best) = (votes, texts.written[voter]) }
        }
        return best
    }
}
