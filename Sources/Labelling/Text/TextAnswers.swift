import Observations

extension TextConsensus {
    /// How much text is compared on one subject: a table of words times words then has at most 100 MB.
    static let limit = SubjectLimit(answers: 100, size: 20_000)
}

extension AnswerRule {
    /// Transcriptions: the text, how well its words agree, and each word with its votes.
    func texts(_ reading: AnswerReading) -> CrowdAnswers {
        // A declared word for "nothing to read" is an empty text.
        let (all, unreadable) = reading.answers { none.contains($0) ? "" : $0 }
        let (answers, leftOut) = all.within(TextConsensus.limit, size: TextUnits.wordCount)
        let transcriptions = Transcriptions(answers)
        let result = method == .medoid ? Medoid.consensus(of: transcriptions) : Rover().consensus(of: transcriptions)
        let blank = none.first ?? ""
        let tied = result.subjects.map(\.tiedTexts)
        let values = result.subjects.indices.map { subject in
            tied[subject].isEmpty ? result.subjects[subject].text.map { $0.isEmpty ? blank : $0 } : nil
        }
        var crowd = reading.crowd(
            answers,
            method == .medoid
                ? "The transcription that is closest to all others."
                : "The text that the transcriptions come to, word by word.",
            values: values, unreadable: unreadable + leftOut)
        crowd.votesFor = result.subjects.indices.map { subject in
            answers.range(ofSubject: subject).count { answers.values[$0] == result.subjects[subject].text }
        }
        crowd.votesForMeaning = "Transcriptions that are this text, letter by letter."
        if method == .rover {
            crowd.confidence = result.subjects.map(\.confidence)
            crowd.confidenceMeaning =
                "The mean share of the transcriptions that agree on a word, weighted by how well contributors do."
        }
        crowd.iterations = result.iterations
        crowd.tied = tied
        crowd.skills.add(
            .count("_words", "Words of the consensus on what was transcribed."),
            result.contributors.map { String($0.words) })
        crowd.skills.add(
            .share("_error_rate", "Words that differ from the consensus, per word of it."),
            result.contributors.map { NumberCell.text($0.errorRate) })
        crowd.skills.add(
            ConsensusField("_weight", .number, "How much a word counts.", minimum: "0"),
            result.contributors.map { NumberCell.text($0.weight) })
        crowd.add(
            .share("_word_agreement", "The mean share of the transcriptions that agree on a word."),
            shares: result.subjects.map(\.agreement))
        crowd.add(
            ConsensusField(
                "_votes_per_word", .number, "The mean number of transcriptions that have a word.", minimum: "0"),
            numbers: result.subjects.map(\.votesPerWord))
        crowd.add(
            ConsensusField("_words", .text, "Every word with the transcriptions that have it: fox 2|ran 3."),
            texts: result.subjects.map { ListText.joined($0.words.map { "\($0.text) \($0.votesFor)" }) })
        return crowd
    }
}

extension TranscribedText {
    /// Where words are tied: the text, and the text with the other words in their places. Else none.
    fileprivate var tiedTexts: [String] {
        guard words.contains(where: \.tied), let text else { return [] }
        let other = words.map { $0.tied ? $0.alternatives.first ?? "" : $0.text }.filter { !$0.isEmpty }
        return [text, other.joined(separator: " ")]
    }
}
