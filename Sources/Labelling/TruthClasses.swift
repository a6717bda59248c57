import Observations

/// Which labels can be true. Every label is an answer; those that a question names as unsure are nothing but answers.
///
/// "I cannot tell" says something about the photo and about who says it, so the models learn how often each contributor
/// gives it to which truth. But no photo is of the species "I cannot tell": the symbol has no class of its own, hence
/// no probability, and it is never published.
struct TruthClasses: Sendable {
    /// What an answer without class has in `classOfLabel`.
    static let none = UInt32.max

    /// The label of every class, ascending.
    let labels: [UInt32]
    /// The class of every label; `none` for the unsure ones.
    let classOfLabel: [UInt32]

    /// The number of classes: K.
    var count: Int { labels.count }

    /// All labels of the votes but those that are named, byte for byte, in `unsure`.
    init(_ votes: Votes, unsure: [String] = []) {
        var labels: [UInt32] = []
        var classes: [UInt32] = []
        for label in 0..<votes.labels.count {
            let isUnsure =
                !unsure.isEmpty
                && unsure.contains { $0.utf8.elementsEqual(votes.labels.bytes[votes.labels.range(label)]) }
            classes.append(isUnsure ? Self.none : UInt32(labels.count))
            if !isUnsure { labels.append(UInt32(label)) }
        }
        self.labels = labels
        classOfLabel = classes
    }

    /// The class of every vote; `none` where it is for nothing that can be true. Without unsure labels the votes' own
    /// array, which takes no memory.
    func classes(of votes: Votes) -> [UInt32] {
        count == classOfLabel.count ? votes.voteLabels : votes.voteLabels.map { classOfLabel[Int($0)] }
    }

    /// Whether a subject has a vote for a label that can be true.
    func areNamed(in votes: Votes, on subject: Int) -> Bool {
        for vote in votes.range(ofSubject: subject) where classOfLabel[Int(votes.voteLabels[vote])] != Self.none {
            return true
        }
        return false
    }
}
