/// What several readings of texts come to.
package struct TextConsensus: Sendable {
    /// One text per subject.
    package let subjects: [TranscribedText]
    /// One entry per contributor.
    package let contributors: [TranscriberSkill]
    /// How often the weights were learnt; 0 for methods that learn none.
    package let iterations: Int
}

/// The consensus on one text.
package struct TranscribedText: Sendable, Equatable {
    /// The text; `nil` without transcriptions. An empty text is a consensus that there is nothing to read.
    package var text: String?
    /// Its words with their votes.
    package var words: [WordVote]
    /// How many transcriptions there are.
    package var transcriptions: Int
    /// The mean share of transcriptions that agree, over all places of the alignment, those where most wrote nothing
    /// included; 1 for texts that are blank to all, `nil` without transcriptions.
    package var agreement: Double?
    /// The same with the contributors' weights.
    package var confidence: Double?
    /// The mean number of transcriptions that have the word (the consensus score of Zooniverse); `nil` without words.
    package var votesPerWord: Double?
}

/// A word of a consensus.
package struct WordVote: Sendable, Equatable {
    /// The word as most of those who have it wrote it.
    package var text: String
    /// The transcriptions that have it here.
    package var votesFor: Int
    /// All transcriptions of the subject, those with nothing here included.
    package var votes: Int
    /// `votesFor ÷ votes`.
    package var agreement: Double { Double(votesFor) / Double(votes) }
    /// The weighted share of the transcriptions that have it.
    package var support: Double
    /// The other words that were written here, best supported first; empty text stands for "no word here".
    package var alternatives: [String]
    /// Whether an alternative has as much support. The word stands because it is in the more central text.
    package var tied: Bool
}

/// How well a contributor's texts agree with the consensus.
package struct TranscriberSkill: Sendable, Equatable {
    /// Words of the consensus on the subjects that she transcribed.
    package var words: Int
    /// Her words that were inserted, dropped or replaced in comparison.
    package var errors: Int
    /// `errors ÷ words`; where weights are learnt, drawn towards everybody's rate by as much as 100 words.
    package var errorRate: Double
    /// How much her words count; 1 for methods that learn no weights.
    package var weight: Double
}
