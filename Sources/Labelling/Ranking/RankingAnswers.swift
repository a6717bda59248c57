import Observations

extension AnswerRule {
    /// Comparisons of two items, which are the subject's two terms: who is preferred, and a table of all items.
    ///
    /// Where subjects do not have two terms no answer can be read.
    func preferences(_ reading: AnswerReading) -> CrowdAnswers {
        let meaning = "The item with the greater score, by all comparisons of both."
        let votes = reading.votes
        guard votes.subjects.count == 2 else {
            var crowd = CrowdAnswers(
                meaning: meaning, values: TextColumn(missingRows: votes.subjectCount),
                votes: [Int](repeating: 0, count: votes.subjectCount))
            crowd.unreadable = votes.count
            return crowd
        }
        let comparisons = Comparisons(votes, ties: ties)
        let ranking = BradleyTerry().estimate(from: comparisons)
        let pairs = (0..<votes.subjectCount).map { ranking.preference(onSubject: $0) }
        let items = comparisons.items
        var crowd = CrowdAnswers(
            meaning: meaning, values: TextColumn(pairs.map { $0?.preferred.flatMap { items[$0] } }),
            votes: pairs.map { $0?.votes ?? 0 })
        crowd.votesFor = pairs.map { $0?.votesFor ?? 0 }
        crowd.votesForMeaning = "Answers that prefer the leading item; on a tie, the more of those for either."
        crowd.confidence = pairs.map { $0?.preferred == nil ? nil : $0?.probability }
        crowd.confidenceMeaning = "The probability that somebody of average reliability prefers it. Not calibrated."
        crowd.tied = votes.subjects[0].cells(beside: votes.subjects[1], where: pairs.map { $0?.tied ?? false })
        crowd.iterations = ranking.iterations
        crowd.unreadable = reading.unreadable(comparisons.unreadable)
        crowd.add(
            .count("_votes_for_tie", "Answers that prefer neither."), texts: pairs.map { String($0?.votesForTie ?? 0) })
        crowd.tables = [Self.table(ranking)]
        crowd.skills.add(
            .count("_comparisons", "Answers that could be read."),
            ranking.contributors.map { String($0.comparisons) })
        crowd.skills.add(
            ConsensusField(
                "_reliability", .number,
                "How strongly the answers follow the scores: 1 as expected, 0 as a coin does, below 0 the reverse."),
            ranking.contributors.map { NumberCell.text($0.reliability) })
        return crowd
    }

    /// `Q_items.csv`: one row per item, in the order of their names.
    private static func table(_ ranking: PairwiseRanking) -> AnswerTable {
        var fields = [ConsensusField("item", .text, "What was compared.")]
        var columns = [ranking.comparisons.items]
        func add(_ field: ConsensusField, _ cell: (RankedItem) -> String?) {
            fields.append(field)
            columns.append(TextColumn(ranking.items.map(cell)))
        }
        add(ConsensusField("rank", .integer, "1 for the best; equal scores share a place.", minimum: "1")) {
            $0.rank.map(String.init)
        }
        add(ConsensusField("score", .number, "A difference of 1 is a preference in 73 of 100 cases, of 2 in 88.")) {
            $0.score.map(NumberCell.text)
        }
        add(ConsensusField("standard_error", .number, "The standard error of the score.", minimum: "0")) {
            $0.standardError.map(NumberCell.text)
        }
        add(.count("wins", "Answers that prefer it.")) { String($0.wins) }
        add(.count("losses", "Answers that prefer the other item.")) { String($0.losses) }
        add(.count("ties", "Answers that prefer neither.")) { String($0.ties) }
        add(.count("group", "Equal for items that comparisons connect; between groups ranks mean little.")) {
            $0.group.map(String.init)
        }
        return AnswerTable(
            suffix: "_items", title: "Items that were compared", hasSubjects: false, fields: fields, columns: columns)
    }

    /// Ratings on a scale: value, standard error and place.
    func ratings(_ reading: AnswerReading) -> CrowdAnswers {
        let (answers, unreadable) = reading.answers(NumberText.value)
        let estimate = StarRatings().estimate(from: answers)
        let subjects = estimate.subjects
        var crowd = reading.crowd(
            answers, "The rating by an average contributor, drawn towards the mean of all subjects.",
            values: subjects.map { $0.value.map(NumberCell.text) }, unreadable: unreadable)
        crowd.kind = .number
        crowd.iterations = estimate.iterations
        crowd.add(
            ConsensusField(
                "_standard_error", .number, "The standard error of the rating; empty where all ratings are the same.",
                minimum: "0"), numbers: subjects.map(\.standardError))
        crowd.add(
            ConsensusField("_rank", .integer, "1 for the best; equal ratings share a place.", minimum: "1"),
            texts: subjects.map { $0.rank.map(String.init) })
        crowd.add(
            ConsensusField("_plain_mean", .number, "The mean of the ratings as they were given."),
            numbers: subjects.map(\.plainMean))
        crowd.skills.add(
            ConsensusField("_bias", .number, "How much higher the ratings are than those of others."),
            estimate.contributors.map { NumberCell.text($0.bias) })
        crowd.skills.add(
            ConsensusField("_spread", .number, "How far the ratings scatter about that.", minimum: "0"),
            estimate.contributors.map { NumberCell.text($0.spread) })
        return crowd
    }
}

extension TextColumn {
    /// In the rows that are asked for, the cells of two columns.
    fileprivate func cells(beside other: TextColumn, where isAsked: [Bool]) -> [[String]] {
        isAsked.enumerated().map { row, isAsked in isAsked ? [self[row] ?? "", other[row] ?? ""] : [] }
    }
}
