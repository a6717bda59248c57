/// How the answers to a question become a consensus: as votes for one label, or as answers of another kind.
package enum QuestionMethod: Sendable, Equatable {
    /// Every answer is one label, and one label is the truth.
    case choice(LabellingMethod)
    /// Numbers, texts, taxa, lists, levels, comparisons or marks.
    case answers(AnswerRule)

    /// All names, those for one label first.
    package static let names = LabellingMethod.allCases.map(\.rawValue) + AnswerMethod.allCases.map(\.rawValue)

    /// The name as a pipeline writes it.
    package var name: String {
        switch self {
        case .choice(let method): method.rawValue
        case .answers(let rule): rule.method.rawValue
        }
    }

    /// Whether several rows of one contributor on one subject are one answer: each names an item of a list.
    package var joinsRows: Bool {
        switch self {
        case .choice: false
        case .answers(let rule): rule.method.description.kind.isList
        }
    }

    /// What `accept` can ask of this method, beside a number of votes.
    package var measures: Set<AnswerMeasure> {
        switch self {
        case .choice: [.confidence, .agreement]
        case .answers(let rule): rule.method.measures
        }
    }
}

/// A method for answers that are not one label, with what it has to be told.
package struct AnswerRule: Sendable, Equatable {
    /// The method.
    package var method: AnswerMethod
    /// Of `ordinal`: the levels, from the lowest; of `binned-count`: the classes, from few to many, Snapshot
    /// Serengeti's where none are given.
    package var levels: [String] = []
    /// Of the methods for taxa: the taxa that answers may name.
    package var checklist: Checklist?
    /// Of `taxon-roll-up` and `binary-relevance`: the probability from which something is published.
    package var threshold: Double?
    /// Of `marks`: how many pixels the marks of one object may lie from its middle; `nil` for the method's own reach.
    package var distance: Double?
    /// Of `bradley-terry`: the answers that prefer neither.
    package var ties: [String] = []
    /// Of lists and texts: the answers that say that nothing applies, the first of them the one that is published.
    package var none: [String] = ["none"]

    /// A method with nothing to be told.
    package init(_ method: AnswerMethod) { self.method = method }
}

/// What a method measures about each consensus.
package enum AnswerMeasure: String, Sendable, CaseIterable {
    /// The method's probability that the consensus is right.
    case confidence
    /// The share of the answers that say the same.
    case agreement
}

extension AnswerKind {
    /// Whether an answer is a list of items, which may stand in rows of their own.
    package var isList: Bool { self == .severalChoices || self == .marks }
}
