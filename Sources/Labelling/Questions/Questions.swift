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
        var labelled = [(any QuestionConsensus)?](repeating: nil, count: tables.count)
        let rules = tables.map(\.rule)
        let decided = experts.map(\.subjects)
        // A question with `given` needs the consensus on the other one.
        for index in rules.indices.filter({ rules[$0].given == nil }) + rules.indices.filter({ rules[$0].given != nil })
        {
            for subjects in decided { tables[index].add(subjects: subjects) }
            var votes = tables[index].seal()
            if let given = rules[index].given.flatMap({ term in rules.firstIndex { $0.term == term } }),
                let other = labelled[given]
            {
                votes = votes.given(other)
            }
            let known = index < gold.count ? KnownTruths(gold[index], in: votes) : .none
            labelled[index] = try votes.labelled(by: rules[index], deciding: experts[index], known: known)
        }
        return labelled.compactMap { $0 }
    }
}
