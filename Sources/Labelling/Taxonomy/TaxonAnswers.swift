import Observations

extension AnswerRule {
    /// iNaturalist's community taxon. No opinion carries an explicit disagreement, and each contributor has one.
    func communityTaxa(_ reading: AnswerReading) -> CrowdAnswers {
        guard let checklist else { return reading.crowd(reading.answers { $0 }.answers, "", values: [], unreadable: 0) }
        let (answers, unreadable) = reading.answers { checklist.taxon(named: $0) }
        var taxa: [Int?] = []
        var agreeing: [Int] = []
        var scores: [Double?] = []
        for subject in 0..<answers.subjectCount {
            let identifications = answers.range(ofSubject: subject).map {
                Identification(contributor: String(answers.contributors[$0]), taxon: answers.values[$0])
            }
            let taxon = CommunityTaxon.taxon(identifications, in: checklist)
            let node = CommunityTaxon.nodes(identifications, in: checklist).first { $0.taxon == taxon }
            taxa.append(taxon)
            agreeing.append(node?.cumulative ?? 0)
            scores.append(node?.score)
        }
        var crowd = reading.crowd(
            answers, "The lowest taxon on which more than two thirds of the answers agree.",
            values: taxa.map { $0.map { checklist.rows[$0].name } }, unreadable: unreadable)
        crowd.votesFor = agreeing
        crowd.votesForMeaning = "Answers that name the taxon or one below it."
        crowd.add(
            .share("_score", "Answers for the taxon or one below it, of those and all that contradict it."),
            shares: scores)
        addTaxonColumns(taxa, checklist, to: &crowd)
        return crowd
    }

    /// The deepest taxon that is probable enough.
    func rolledUpTaxa(_ reading: AnswerReading) -> CrowdAnswers {
        guard let checklist else { return reading.crowd(reading.answers { $0 }.answers, "", values: [], unreadable: 0) }
        let (answers, unreadable) = reading.answers { checklist.taxon(named: $0) }
        let method = TaxonRollUp(threshold: threshold ?? 0.9)
        let result = method.estimate(from: answers, in: checklist)
        let taxa = result.subjects.map(\.taxon)
        var crowd = reading.crowd(
            answers, "The deepest taxon whose probability is at least \(NumberCell.text(method.threshold)).",
            values: taxa.map { $0.map { checklist.rows[$0].name } }, unreadable: unreadable)
        crowd.votesFor = taxa.indices.map { subject in
            guard let taxon = taxa[subject] else { return 0 }
            return answers.range(ofSubject: subject).count { checklist.isAncestorOrSelf(taxon, of: answers.values[$0]) }
        }
        crowd.votesForMeaning = "Answers that name the taxon or one below it."
        crowd.confidence = zip(taxa, result.subjects).map { $0 == nil ? nil : $1.probability }
        crowd.confidenceMeaning = "The method's probability that the taxon or one below it is right. Not calibrated."
        crowd.iterations = result.iterations
        addTaxonColumns(taxa, checklist, to: &crowd)
        for (suffix, meaning, rate) in [
            ("_exact", "How often the finest taxon is named.", \TaxonRollUp.Skill.exact),
            ("_coarser", "How often a taxon above it is named.", \.coarser),
            ("_wrong", "How often another taxon is named.", \.wrong),
        ] {
            crowd.skills.add(.share(suffix, meaning), result.skills.map { NumberCell.share($0[keyPath: rate]) })
        }
        crowd.add(
            ConsensusField("_finest", .text, "The most probable taxon at any rank, however probable."),
            texts: result.subjects.map { $0.leading.map { checklist.rows[$0].name } })
        crowd.add(
            ConsensusField(
                "_path", .text, "From the top down to the most probable taxon, each with its probability: Turdus 0.98."),
            texts: result.subjects.map { subject in
                ListText.joined(
                    subject.path.map { "\(checklist.rows[$0.taxon].name) \(NumberCell.share($0.probability))" })
            })
        return crowd
    }

    private func addTaxonColumns(_ taxa: [Int?], _ checklist: Checklist, to crowd: inout CrowdAnswers) {
        crowd.add(
            ConsensusField("_taxon_id", .text, "The leading taxon's taxonID in the checklist."),
            texts: taxa.map { $0.map { checklist.rows[$0].id } })
        crowd.add(
            ConsensusField("_rank", .text, "The leading taxon's rank."),
            texts: taxa.map { $0.flatMap { checklist.rows[$0].rank } })
    }
}

extension Checklist: Equatable {
    package static func == (left: Checklist, right: Checklist) -> Bool { left.rows == right.rows }
}
