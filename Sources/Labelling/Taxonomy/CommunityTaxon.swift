/// iNaturalist's rule: the lowest taxon on which more than two thirds agree.
///
/// For every taxon t that is named in a current, active identification or lies above one, with the identifications in
/// the order in which they were made:
///
/// - c(t), cumulative: those of t or of a taxon below it;
/// - d(t), disagreements: those of a taxon that is neither t nor above nor below it;
/// - x(t), ancestor disagreements: those of a taxon a above t that explicitly disagree with a taxon p displayed at the
///   time, p being below a, if t is, or is below, the child of a that leads to p; and those from before the question
///   of disagreement was asked, of a taxon above t, if they came after the first identification that counts in c(t).
///
/// The score is c ÷ (c + d + x). The community taxon is the one with the lowest rank among those with c ≥ 2 and a score
/// above ⅔; there is none with fewer than two current identifications.
package enum CommunityTaxon {
    /// A taxon with what was counted for it.
    package struct Node: Sendable, Equatable {
        /// The taxon's number in the checklist.
        package var taxon: Int
        /// c: identifications of the taxon or below.
        package var cumulative: Int
        /// d: identifications elsewhere in the tree.
        package var disagreements: Int
        /// x: identifications above it that disagree with it.
        package var ancestorDisagreements: Int

        /// c ÷ (c + d + x).
        package var score: Double {
            Double(cumulative) / Double(cumulative + disagreements + ancestorDisagreements)
        }
        /// Whether the score is above ⅔, in whole numbers.
        package var isAboveCutoff: Bool {
            3 * cumulative > 2 * (cumulative + disagreements + ancestorDisagreements)
        }
    }

    /// All taxa that the identifications imply, in the order of their numbers, counted.
    ///
    /// - Parameter identifications: In the order in which they were made.
    package static func nodes(_ identifications: [Identification], in checklist: Checklist) -> [Node] {
        let working = identifications.filter { $0.isCurrent && $0.isActive }
        var taxa: [Int] = []
        for identification in working { taxa += checklist.lineage(of: identification.taxon) }
        taxa.sort()
        var nodes: [Node] = []
        for taxon in taxa where nodes.last?.taxon != taxon {
            var node = Node(taxon: taxon, cumulative: 0, disagreements: 0, ancestorDisagreements: 0)
            for identification in working {
                if checklist.isAncestorOrSelf(taxon, of: identification.taxon) {
                    node.cumulative += 1
                } else if !checklist.isAncestorOrSelf(identification.taxon, of: taxon) {
                    node.disagreements += 1
                } else if disagrees(identification, with: taxon, node.cumulative > 0, checklist) {
                    node.ancestorDisagreements += 1
                }
            }
            nodes.append(node)
        }
        return nodes
    }

    /// Whether an identification of a taxon above `taxon` speaks against it.
    private static func disagrees(
        _ identification: Identification, with taxon: Int, _ wasIdentified: Bool, _ checklist: Checklist
    ) -> Bool {
        switch identification.disagrees {
        case nil: return wasIdentified
        case false?: return false
        case true?:
            guard let displayed = identification.displayed,
                let branch = checklist.child(of: identification.taxon, towards: displayed)
            else { return false }
            return checklist.isAncestorOrSelf(branch, of: taxon)
        }
    }

    /// The community taxon; `nil` where there are too few identifications, and where all that they have in common is
    /// above the checklist.
    package static func taxon(_ identifications: [Identification], in checklist: Checklist) -> Int? {
        guard identifications.count(where: \.isCurrent) > 1 else { return nil }
        let nodes = nodes(identifications, in: checklist)
        return lowest(nodes.filter { $0.cumulative > 1 && $0.isAboveCutoff }, checklist)
    }

    /// What is probable before there is a community: if nobody disagrees with anything, the lowest taxon of all, even
    /// on one person's word; else the community taxon.
    package static func probable(_ identifications: [Identification], in checklist: Checklist) -> Int? {
        let nodes = nodes(identifications, in: checklist)
        if nodes.contains(where: { $0.disagreements > 0 || $0.ancestorDisagreements > 0 }) {
            return taxon(identifications, in: checklist)
        }
        return lowest(nodes.filter(\.isAboveCutoff), checklist)
    }

    /// The node with the lowest rank; of several, and of taxa without rank, the one deepest in the tree. A taxon whose
    /// rank has no place in the order comes behind all that have one.
    private static func lowest(_ nodes: [Node], _ checklist: Checklist) -> Int? {
        nodes.min {
            let first = (checklist.levels[$0.taxon] ?? 500, -checklist.depths[$0.taxon], $0.taxon)
            let second = (checklist.levels[$1.taxon] ?? 500, -checklist.depths[$1.taxon], $1.taxon)
            return first < second
        }?.taxon
    }

    static let description = AnswerMethodDescription(
        method: .communityTaxon, kind: .taxon,
        title: "the lowest taxon on which more than two thirds agree",
        documentation: """
            Answers may be taxa of any rank. A taxon counts everybody who named it or something below it as for it, \
            those who named something elsewhere in the tree as against it, and those who named something above it \
            as neither, unless they said that they disagree. The consensus is the taxon of lowest rank that at least \
            two people are for and whose score, for ÷ (for + against), is above two thirds. Owners may opt out; then \
            their own identification is shown. This is the rule by which iNaturalist names observations.
            """,
        source: """
            iNaturalist, definition of the community taxon: its help page on identification, and \
            `Observation#community_taxon_nodes`, `get_community_taxon` and `probable_taxon` in its published source; \
            written anew from the definition.
            """,
        cost: "For a subject with n identifications of taxa at depth d, n²d steps.",
        example: AnswerExample(
            story: """
                On `bird-1` two of three name a blackbird, which is not above two thirds, and all are for the genus. \
                On `bird-2` three of four do. On `bird-3` the genus does not speak against the species.
                """,
            answers: [
                ["bird-1", "ana", "Turdus merula"], ["bird-1", "ben", "Turdus merula"],
                ["bird-1", "cleo", "Turdus pilaris"],
                ["bird-2", "ana", "Turdus merula"], ["bird-2", "ben", "Turdus merula"],
                ["bird-2", "cleo", "Turdus pilaris"], ["bird-2", "dan", "Turdus merula"],
                ["bird-3", "ana", "Turdus"], ["bird-3", "ben", "Turdus merula"],
                ["bird-3", "cleo", "Turdus merula"],
            ],
            columns: ["subject", "taxon", "for", "against", "score"],
            results: [
                ["bird-1", "Turdus", "3", "0", "1.000000"],
                ["bird-2", "Turdus merula", "3", "1", "0.750000"],
                ["bird-3", "Turdus merula", "2", "0", "1.000000"],
            ],
            compute: { example in
                guard let checklist = try? Checklist(Checklist.thrushes) else { return [] }
                let (answers, subjects) = example.read { checklist.taxon(named: $0) }
                return subjects.enumerated().map { number, name in
                    let identifications = answers.range(ofSubject: number).map {
                        Identification(contributor: String(answers.contributors[$0]), taxon: answers.values[$0])
                    }
                    let nodes = nodes(identifications, in: checklist)
                    let taxon = taxon(identifications, in: checklist)
                    guard let node = nodes.first(where: { $0.taxon == taxon }) else { return [name, "", "", "", ""] }
                    return [
                        name, checklist.rows[node.taxon].name, String(node.cumulative),
                        String(node.disagreements + node.ancestorDisagreements), AnswerExample.cell(node.score),
                    ]
                }
            }))
}

extension Checklist {
    /// A few birds, for worked examples.
    static let thrushes = [
        Row(id: "1", parent: nil, name: "Aves", rank: "class"),
        Row(id: "2", parent: "1", name: "Turdus", rank: "genus"),
        Row(id: "3", parent: "2", name: "Turdus merula", rank: "species"),
        Row(id: "4", parent: "2", name: "Turdus pilaris", rank: "species"),
        Row(id: "5", parent: "1", name: "Parus", rank: "genus"),
        Row(id: "6", parent: "5", name: "Parus major", rank: "species"),
    ]
}
