import Observations

/// Several questions about the same subjects.
package enum Questions {
    /// The consensus on every question, in their order.
    ///
    /// - Parameters:
    ///   - tables: The answers; all tables must know the same subjects. Empty afterwards.
    ///   - experts: What experts have decided, question by question. Every question gets all decided subjects, since
    ///     their columns stand side by side.
    ///   - gold: Known answers to learn from, question by question, or none at all. They add no subjects: what is asked
    ///     as a test looks like every other subject.
    package static func labelled(
        _ tables: inout [QuestionTable], experts: [ExpertAnswers], gold: [ExpertAnswers] = []
    ) throws(LabellingError) -> [any QuestionConsensus] {
        let rules = tables.map(\.rule)
        return try labelled(sealed(&tables, experts: experts), by: rules, experts: experts, gold: gold)
    }

    /// The votes on every question, in their order. The tables are empty afterwards.
    package static func sealed(_ tables: inout [QuestionTable], experts: [ExpertAnswers]) -> [Votes] {
        let decided = experts.map(\.subjects)
        return tables.indices.map { index in
            for subjects in decided { tables[index].add(subjects: subjects) }
            return tables[index].seal()
        }
    }

    /// The consensus on every question from votes that `sealed` has given.
    ///
    /// - Parameter threads: How many threads may work on it; the result is the same with any number.
    package static func labelled(
        _ sealed: [Votes], by rules: [QuestionRule], experts: [ExpertAnswers], gold: [ExpertAnswers] = [],
        threads: Int = 1
    ) throws(LabellingError) -> [any QuestionConsensus] {
        var labelled = [(any QuestionConsensus)?](repeating: nil, count: rules.count)
        // A question with `given` needs the consensus on the other one.
        for index in rules.indices.filter({ rules[$0].given == nil }) + rules.indices.filter({ rules[$0].given != nil })
        {
            var votes = sealed[index]
            if let given = rules[index].given.flatMap({ term in rules.firstIndex { $0.term == term } }),
                let other = labelled[given]
            {
                votes = votes.given(other)
            }
            let known = index < gold.count ? KnownTruths(gold[index], in: votes) : .none
            labelled[index] = try votes.labelled(
                by: rules[index], deciding: experts[index], known: known, threads: threads)
        }
        return labelled.compactMap { $0 }
    }
}
