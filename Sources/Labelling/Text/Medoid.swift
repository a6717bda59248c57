/// The one text that is closest to all others: the baseline for transcriptions.
package enum Medoid {
    /// The consensus on all subjects, each one of the texts as it was written.
    package static func consensus(of texts: Transcriptions) -> TextConsensus {
        var skills = [TranscriberSkill](
            repeating: TranscriberSkill(words: 0, errors: 0, errorRate: 0, weight: 1),
            count: texts.answers.contributorCount)
        var subjects: [TranscribedText] = []
        var shares = [Double](repeating: 0, count: texts.vocabulary)
        for subject in 0..<texts.answers.subjectCount {
            let order = texts.centreOutwards(subject: subject)
            guard let medoid = order.first else {
                subjects.append(WordNetwork().transcribed(texts, order: []))
                continue
            }
            // The medoid begins every slot that matters: the vote is counted for its words, whatever wins.
            var network = WordNetwork()
            for answer in order { network.add(texts.words(ofAnswer: answer), weight: 1, shares: &shares) }
            var text = network.transcribed(texts, order: order, standing: 0)
            text.text = texts.answers.values[medoid]
            subjects.append(text)
            for answer in order {
                let contributor = Int(texts.answers.contributors[answer])
                let words = max(texts.words(ofAnswer: medoid).count, 1)
                let distance = WordDistance.between(
                    texts.words(ofAnswer: answer), texts.words(ofAnswer: medoid))
                skills[contributor].words += words
                skills[contributor].errors += min(distance, words)
            }
        }
        for contributor in skills.indices where skills[contributor].words > 0 {
            skills[contributor].errorRate = Double(skills[contributor].errors) / Double(skills[contributor].words)
        }
        return TextConsensus(subjects: subjects, contributors: skills, iterations: 0)
    }

    static let description = AnswerMethodDescription(
        method: .medoid, kind: .text,
        title: "the transcription that is closest to all others",
        documentation: """
            Publishes one of the transcriptions unchanged: the one with the least sum of word edit distances to the \
            others, of several the first in the order of contributors. Useful where a text must be one that somebody \
            wrote, and as the baseline for other methods. The agreement counts for each of its words how many of the \
            others have the same at that place.
            """,
        source: """
            L. Kaufman and P. J. Rousseeuw, Finding groups in data, Wiley 1990, chapter 2 (medoids), with V. I. \
            Levenshtein's distance between sequences of words.
            """,
        cost: """
            For a subject with n texts of L words n²L²/2 steps, once. A subject has at most 100 texts with 20,000 words \
            together: of more the shortest count, the others as answers that cannot be read.
            """,
        example: AnswerExample(
            story: """
                The first label under `rover`: Ana's text is as close to the others as Ben's, and comes first. It \
                stays as it is, with her mistake in the year.
                """,
            answers: [
                ["label-1", "ana", "Collected near Jena, 4 May 1879"],
                ["label-1", "ben", "collected near Gena 4 May 1897"],
                ["label-1", "cleo", "Collected at Jena, May 1897"],
            ],
            columns: ["subject", "text", "votes", "agreement", "votes_per_word"],
            results: [["label-1", "Collected near Jena, 4 May 1879", "3", "0.722222", "2.166667"]],
            compute: { $0.transcribed { Medoid.consensus(of: $0) } }))
}
