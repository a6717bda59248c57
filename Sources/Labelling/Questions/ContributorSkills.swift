import Observations

/// What a method has learnt about contributors on one question: columns beside their names, in the order of
/// `Votes.contributors`.
package struct SkillColumns: Sendable {
    /// The columns, described; `suffix` begins with `_` and follows the question's name where it is published.
    package var fields: [ConsensusField] = []
    /// Their cells.
    package var columns: [TextColumn] = []

    /// No columns yet.
    init() {}

    mutating func add(_ field: ConsensusField, _ cells: [String?]) {
        fields.append(field)
        columns.append(TextColumn(cells))
    }
}

extension SkillReport {
    /// The report as columns.
    ///
    /// - Parameter names: The contributors' names, for those who share unusual answers.
    package func columns(names: TextColumn) -> SkillColumns {
        var table = SkillColumns()
        func counts(_ suffix: String, _ meaning: String, _ count: (ContributorSkill) -> Int) {
            table.add(.count(suffix, meaning), contributors.map { String(count($0)) })
        }
        func shares(_ suffix: String, _ meaning: String, _ share: (ContributorSkill) -> Double?) {
            table.add(.share(suffix, meaning), contributors.map { share($0).map(NumberCell.share) })
        }
        counts("_votes", "Votes in all.", \.votes)
        counts("_unsure", "Those of them that mean \"unsure\".", \.unsure)
        counts("_comparable", "Votes on subjects on which others voted too.", \.comparable)
        shares(
            "_agreement",
            "Share of comparable votes that agree with the plurality of the others, own votes left out.", \.agreement)
        shares("_chance", "What the agreement would be if the same answers were given at random.", \.chance)
        shares(
            "_accuracy",
            "How often the answers are right by the method's probabilities; known answers count as certain.",
            \.accuracy?.mean)
        shares("_accuracy_low", "2.5 % of the belief lies below this.", \.accuracy?.low)
        shares("_accuracy_high", "2.5 % of the belief lies above this.", \.accuracy?.high)
        counts("_gold", "Votes on subjects whose right answer is known.", \.known)
        counts("_gold_right", "Those of them that are right.", \.knownRight)
        shares("_gold_accuracy", "Their share; empty without such votes.") { skill in
            skill.known > 0 ? Double(skill.knownRight) / Double(skill.known) : nil
        }
        let flags = contributors.map { skill in
            skill.flags.map { flag in
                switch flag {
                case .spammer: "spammer"
                case .contrary: "contrary"
                case .colluder(let group): "group:\(group + 1)"
                case .copier(let other): "copier:" + (names[other] ?? "")
                }
            }
        }
        table.add(
            ConsensusField(
                "_flags", .text,
                """
                spammer, contrary (agrees less than chance would), group:N (one of three or more who share unusual \
                answers with one another; all of a group have the same number) and copier:NAME (shares unusual answers), \
                separated by |; a reason to look, nothing else.
                """), flags.map { ListText.joined($0) })
        return table
    }
}
