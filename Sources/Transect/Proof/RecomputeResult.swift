/// A difference between a published consensus and the one made anew.
package enum RecomputeDifference: Sendable, Equatable {
    /// A cell has another value; `nil` is an empty one.
    case value(subject: [String], column: String, published: String?, recomputed: String?)
    /// A subject that neither votes nor decisions nor the order of the table account for.
    case onlyPublished(subject: [String])
    /// A subject with votes or a decision that was not published.
    case onlyRecomputed(subject: [String])
    /// A column that the definition does not ask for.
    case columnOnlyPublished(String)
    /// A column that was not published.
    case columnOnlyRecomputed(String)
    /// All values are the same, but not the bytes.
    case bytes

    /// What differs, in one sentence without a full stop.
    package var text: String {
        func named(_ subject: [String]) -> String { subject.joined(separator: ", ").onOneLine }
        switch self {
        case .value(let subject, let column, let published, let recomputed):
            let (before, now) = (published.quoted(orElse: "empty"), recomputed.quoted(orElse: "empty"))
            return "\(named(subject)): \(column) was published as \(before), but the votes give \(now)"
        case .onlyPublished(let subject): return "\(named(subject)): was published, but its row is not in its place"
        case .onlyRecomputed(let subject): return "\(named(subject)): has votes or a decision, but was not published"
        case .columnOnlyPublished(let name): return "\(name): the definition asks for no such column"
        case .columnOnlyRecomputed(let name): return "\(name): the column was not published"
        case .bytes: return "all values are the same, but they are written with other bytes"
        }
    }
}

/// What making a published consensus anew came to.
package struct RecomputeResult: Sendable, Equatable {
    /// The version, as its descriptor numbers it.
    package let version: String
    /// The `semanticsVersion` of the program that made it, if it says so.
    package let semantics: Int?
    /// How many questions its definition asks; 0 where there is no consensus to make.
    package var questions = 0
    /// How many subjects were labelled.
    package var subjects = 0
    /// How many votes were counted.
    package var votes = 0
    /// How many decisions of experts were heeded.
    package var decisions = 0
    /// Files that are not as they were published, in words.
    package var damage: [String] = []
    /// The first differences.
    package var differences: [RecomputeDifference] = []
    /// How many there are.
    package var differenceCount = 0

    /// A result without anything yet.
    package init(version: String, semantics: Int?) {
        self.version = version
        self.semantics = semantics
    }

    /// Whether the files are those that were published, and the consensus comes out the same, byte for byte.
    package var isEqual: Bool { damage.isEmpty && differenceCount == 0 }

    /// What was found, for people: the single findings, a line each.
    package var findings: [String] {
        var lines = damage
        lines += differences.map(\.text)
        if differenceCount > differences.count { lines.append("… and \(differenceCount - differences.count) more") }
        return lines
    }

    /// What it comes to, for people.
    package var summary: String {
        guard questions > 0 else { return "v\(version): its definition asks the crowd nothing; there is no consensus." }
        var basis = "\(counted(votes, "vote")) on \(counted(questions, "question"))"
        if decisions > 0 { basis += " and \(counted(decisions, "decision")) of experts" }
        var text = "v\(version): consensus.csv made anew from \(basis): "
        switch (differenceCount == 0, damage.isEmpty) {
        case (true, true): text += "\(counted(subjects, "subject")), equal in every byte."
        case (true, false): text += "equal, but the files are not those that were published."
        case (false, _): text += "\(counted(differenceCount, "difference"))."
        }
        return text + semanticsNote
    }

    private var semanticsNote: String {
        guard let semantics, semantics != semanticsVersion, questions > 0 else { return "" }
        let relation = semantics < semanticsVersion ? "an older" : "a newer"
        return """
             The version was made by \(relation) program (semantics \(semantics), here \(semanticsVersion)), which may \
            count otherwise: to compare, use a Transect with semantics \(semantics).
            """
    }
}
