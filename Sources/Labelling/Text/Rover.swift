/// Alignment and word vote, each contributor's words weighted by how seldom she errs.
///
/// The texts on a subject are aligned into a network (`WordNetwork`) from the most central one outwards; in every slot
/// the word, or nothing, with the most weight stands. First all weights are 1. Then, up to `rounds` times:
///
/// - a contributor's error rate is e = (errors + s·ē) ÷ (words + s), errors and words being counted against the
///   consensus in slots that are not tied, ē everybody's rate and s = 100;
/// - her weight is ln((1 − e) ÷ e), e being kept within 0.005 and 0.5, and the weight not below 0.05: what a word
///   from her adds to the log odds that it is right;
/// - all texts are aligned and voted on anew. It ends when no text changes.
package struct Rover: Sendable {
    /// How often weights are learnt at most; 0 gives every contributor the same weight.
    package var rounds = 4
    /// As many words everybody is taken to have written at the mean error rate: s.
    package var priorWords = 100.0

    /// The method as pipelines use it. The parameters are for measuring what they do.
    package init(rounds: Int = 4, priorWords: Double = 100) {
        self.rounds = rounds
        self.priorWords = priorWords
    }

    /// The consensus on all subjects.
    package func consensus(of texts: Transcriptions) -> TextConsensus {
        let subjects = texts.answers.subjectCount
        let orders = (0..<subjects).map { texts.centreOutwards(subject: $0) }
        var shares = [Double](repeating: 0, count: texts.vocabulary)
        var skills = [TranscriberSkill](
            repeating: TranscriberSkill(words: 0, errors: 0, errorRate: 0, weight: 1),
            count: texts.answers.contributorCount)
        var winners: [[UInt32]] = []
        var networks: [WordNetwork] = []
        var iterations = 0
        while true {
            var changed = false
            for subject in 0..<subjects {
                var network = WordNetwork()
                for answer in orders[subject] {
                    let contributor = Int(texts.answers.contributors[answer])
                    network.add(
                        texts.words(ofAnswer: answer), weight: skills[contributor].weight, shares: &shares)
                }
                let words = network.slots.map { $0.words[network.winner(of: $0)] }
                    .filter { $0 != WordNetwork.nothing }
                if iterations == 0 {
                    winners.append(words)
                    networks.append(network)
                    changed = true
                } else {
                    changed = changed || words != winners[subject]
                    winners[subject] = words
                    networks[subject] = network
                }
            }
            if iterations >= rounds || !changed { break }
            iterations += 1
            learn(texts, networks, orders, &skills)
        }
        if iterations == 0 {
            learn(texts, networks, orders, &skills)
            for contributor in skills.indices { skills[contributor].weight = 1 }
        }
        return TextConsensus(
            subjects: (0..<subjects).map { networks[$0].transcribed(texts, order: orders[$0]) },
            contributors: skills, iterations: iterations)
    }

    /// Everybody's errors against the consensus, slot by slot, and the weights that follow. Slots that are tied say
    /// nothing about anybody.
    private func learn(
        _ texts: Transcriptions, _ networks: [WordNetwork], _ orders: [[Int]], _ skills: inout [TranscriberSkill]
    ) {
        for contributor in skills.indices { (skills[contributor].words, skills[contributor].errors) = (0, 0) }
        var allWords = 0
        var allErrors = 0
        for (network, order) in zip(networks, orders) {
            var words = 0
            var errors = [Int](repeating: 0, count: order.count)
            for slot in network.slots {
                let winner = network.winner(of: slot)
                if network.isTied(winner, in: slot) { continue }
                let word = slot.words[winner]
                if word != WordNetwork.nothing { words += 1 }
                for (index, answer) in order.enumerated()
                where texts.word(ofAnswer: answer, at: slot.places[index]) != word {
                    errors[index] += 1
                }
            }
            for (index, answer) in order.enumerated() {
                let contributor = Int(texts.answers.contributors[answer])
                // A text that has nothing to do with the subject is wrong in every word, not more often.
                let counted = min(errors[index], max(words, 1))
                skills[contributor].words += max(words, 1)
                skills[contributor].errors += counted
                allWords += max(words, 1)
                allErrors += counted
            }
        }
        let mean = allWords > 0 ? Double(allErrors) / Double(allWords) : 0
        for contributor in skills.indices {
            let words = Double(skills[contributor].words) + priorWords
            let errors = Double(skills[contributor].errors) + priorWords * mean
            let rate = words > 0 ? errors / words : mean
            skills[contributor].errorRate = rate
            let kept = min(max(rate, 0.005), 0.5)
            skills[contributor].weight = max(StableMath.log((1 - kept) / kept), 0.05)
        }
    }

    static let description = AnswerMethodDescription(
        method: .rover, kind: .text,
        title: "texts aligned word by word, then a weighted vote on each word",
        documentation: """
            Takes the best of several transcriptions: they are aligned, and at each place the word that the more \
            reliable contributors wrote stands, so that the consensus can be better than every single one. Words \
            are compared without regard to case and punctuation, and written as most wrote them. Beside the text \
            there is for every word how many of the transcriptions have it. The agreement is the mean share of \
            transcriptions that agree at a place. A contributor's weight follows from how often her words differ \
            from the consensus; nobody is left out. A tie between two words goes to the text that is closest to all \
            others, and the word is marked as tied.
            """,
        source: """
            J. G. Fiscus, A post-processing system to yield reduced word error rates: Recognizer Output Voting Error \
            Reduction (ROVER), IEEE ASRU 1997, 347-354; with weights as for one-coin models (S. Nitzan and J. \
            Paroush, Optimal decision rules in uncertain dichotomous choice situations, International Economic \
            Review 23 (1982) 289-297).
            """,
        cost: """
            For a subject with n texts of L words n²L²/2 steps once, and nL² steps in each of at most 5 rounds; \
            2,703 recordings with 18,900 transcriptions take about a second. A subject has at most 100 texts with 20,000 \
            words together: of more the shortest count, the others as answers that cannot be read.
            """,
        example: AnswerExample(
            story: """
                Three people read a label. Nobody has it all right, and every word is right at least twice. Of the \
                second label there are two readings, which differ in one word: a tie, marked by `?`.
                """,
            answers: [
                ["label-1", "ana", "Collected near Jena, 4 May 1879"],
                ["label-1", "ben", "collected near Gena 4 May 1897"],
                ["label-1", "cleo", "Collected at Jena, May 1897"],
                ["label-2", "dan", "leg. Haussknecht"],
                ["label-2", "eve", "leg. Hausknecht"],
            ],
            columns: ["subject", "text", "votes", "agreement", "votes_per_word"],
            results: [
                ["label-1", "Collected near Jena, 4 May 1897", "3", "0.777778", "2.333333"],
                ["label-2", "leg. Haussknecht?", "2", "0.750000", "1.500000"],
            ],
            compute: { $0.transcribed { Rover().consensus(of: $0) } }))
}

extension AnswerExample {
    /// The cells of a consensus of texts.
    func transcribed(_ method: (Transcriptions) -> TextConsensus) -> [[String]] {
        let (answers, subjects) = read { $0 }
        return zip(subjects, method(Transcriptions(answers)).subjects).map { name, subject in
            let text = subject.words.map { $0.tied ? $0.text + "?" : $0.text }.joined(separator: " ")
            return [
                name, text, String(subject.transcriptions), Self.cell(subject.agreement),
                Self.cell(subject.votesPerWord),
            ]
        }
    }
}
