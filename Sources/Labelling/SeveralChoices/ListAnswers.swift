import Observations

extension AnswerRule {
    /// Any number of labels, each a question of its own.
    func lists(_ reading: AnswerReading) -> CrowdAnswers {
        let (answers, unreadable) = reading.answers { ChoiceLists.labels(in: $0, none: none + reading.unsure) }
        let lists = ChoiceLists(answers)
        let result = BinaryRelevance(threshold: threshold ?? 0.5).estimate(from: lists)
        let names = { (labels: [Int]) in labels.map { lists.labels[$0] } }
        var crowd = reading.crowd(
            answers, "All labels that are probable enough, separated by |.",
            values: result.subjects.map { $0.votes > 0 ? list(names($0.present)) : nil }, unreadable: unreadable)
        crowd.votesFor = result.subjects.indices.map { subject in
            answers.range(ofSubject: subject).count { answer in
                lists.answers.values[answer].elementsEqual(result.subjects[subject].present) { Int($0) == $1 }
            }
        }
        crowd.votesForMeaning = "Answers that tick exactly these labels."
        // A label at the very threshold is left open; the others stand all the same.
        crowd.tied = result.subjects.map { names($0.tied) }
        crowd.tiedMeaning = "Labels at the very threshold, which are left open, separated by |."
        crowd.add(
            ConsensusField(
                "_probabilities", .text, "Every label that somebody ticked with its probability: deer 0.97|hare 0.12."),
            texts: result.subjects.map { subject in
                ListText.joined(subject.labels.map { "\(lists.labels[$0.label]) \(NumberCell.share($0.probability))" })
            })
        crowd.add(
            ConsensusField("_ticks", .text, "Every label that somebody ticked with how many did: deer 5|hare 1."),
            texts: result.subjects.map { subject in
                ListText.joined(subject.labels.map { "\(lists.labels[$0.label]) \($0.ticks)" })
            })
        return crowd
    }

    /// Snapshot Serengeti's plurality: species, counts and behaviours.
    func species(_ reading: AnswerReading) -> CrowdAnswers {
        let bins = levels.isEmpty ? .serengeti : CountBins(reading: levels)
        let (answers, unreadable) = reading.answers {
            SpeciesPlurality.Sighting.list(in: $0, bins: bins, none: none + reading.unsure)
        }
        let subjects = SpeciesPlurality().estimate(from: answers)
        var crowd = reading.crowd(
            answers, "As many species as people saw, those with most votes, separated by |.",
            values: subjects.map { subject in
                subject.classifications == 0 || (subject.species.isEmpty && !subject.isBlank)
                    ? nil : list(subject.species.map(\.name))
            }, unreadable: unreadable)
        crowd.tied = subjects.map(\.tied)
        func add(_ suffix: String, _ meaning: String, _ cell: (SpeciesPlurality.Species) -> String) {
            crowd.add(
                ConsensusField(suffix, .text, meaning),
                texts: subjects.map { ListText.joined($0.species.map(cell)) })
        }
        let label = { (bin: Int?) in bin.map { bins.labels[$0] } ?? "" }
        add("_support", "For each species its votes, of all answers that are not blank.") {
            NumberCell.share($0.fractionSupport)
        }
        add("_counts", "For each species the median class of its count.") { label($0.count.median) }
        add("_counts_least", "For each species the lowest class of its count.") { label($0.count.least) }
        add("_counts_greatest", "For each species the highest class of its count.") { label($0.count.greatest) }
        add("_behaviours", "For each species the share of its voters who saw a behaviour: eating 0.5, resting 0.25.") {
            $0.behaviours.map { "\($0.name) \(NumberCell.share($0.fraction))" }.joined(separator: ", ")
        }
        crowd.add(
            .share("_evenness", "Pielou's evenness of the votes over all species named: 0 is unanimous."),
            shares: subjects.map(\.evenness))
        crowd.add(.share("_blank", "Answers that saw nothing, of all."), shares: subjects.map(\.fractionBlank))
        return crowd
    }

    /// Labels as one cell; the word for none where there are none.
    private func list(_ labels: [String]) -> String { ListText.joined(labels) ?? none.first ?? "none" }
}
