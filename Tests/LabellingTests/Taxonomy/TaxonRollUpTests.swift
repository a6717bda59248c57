import Labelling
import Testing

@Suite("Probable taxa")
struct TaxonRollUpTests {
    @Test("What is published is the deepest taxon that is probable enough, also off the leading candidate's path")
    func rollUp() throws {
        let tree = try SmallTree.checklist()
        let number = { (name: String) in try #require(tree.taxon(named: name)) }
        let candidates = [try number("merula"), try number("pilaris"), try number("major")]
        let probabilities = [0.3, 0.3, 0.4]
        let at = { (threshold: Double) in
            TaxonRollUp(threshold: threshold).rollUp(candidates, probabilities, votes: 3, tree)
        }
        #expect(at(0.9).taxon == tree.taxon(named: "Passeriformes"))
        #expect(at(0.6).taxon == tree.taxon(named: "Turdus"))
        #expect(at(0.6).leading == tree.taxon(named: "major"))
        #expect(at(0.9).path.last?.probability == 0.4)
        #expect(TaxonRollUp().rollUp([], [], votes: 0, tree).taxon == nil)
    }

    @Test("Probabilities add up along the tree, and contributors' rates to 1")
    func sums() throws {
        let tree = try SmallTree.checklist()
        let answers = try Self.generated(tree, seed: 3)
        let result = TaxonRollUp().estimate(from: answers.answers, in: tree)
        for skill in result.skills { #expect(abs(skill.exact + skill.coarser + skill.wrong - 1) < 1e-12) }
        for subject in result.subjects {
            for (above, below) in zip(subject.path, subject.path.dropFirst()) {
                #expect(above.probability >= below.probability - 1e-12)
            }
            #expect((subject.path.first?.probability ?? 0) <= 1)
        }
    }

    @Test("Of generated answers more species are right than by the community taxon, and nine of ten published hold")
    func generated() throws {
        let tree = try SmallTree.checklist()
        let (answers, truth) = try Self.generated(tree, seed: 11)
        let result = TaxonRollUp().estimate(from: answers, in: tree)
        var exact = 0
        var byRule = 0
        var right = 0
        var published = 0
        for subject in truth.indices {
            let taxon = result.subjects[subject].taxon
            if taxon == truth[subject] { exact += 1 }
            if let taxon {
                published += 1
                if tree.isAncestorOrSelf(taxon, of: truth[subject]) { right += 1 }
            }
            let identifications = answers.range(ofSubject: subject).map {
                Identification(contributor: String(answers.contributors[$0]), taxon: answers.values[$0])
            }
            if CommunityTaxon.taxon(identifications, in: tree) == truth[subject] { byRule += 1 }
        }
        #expect(exact > byRule)
        #expect(Double(right) >= 0.9 * Double(published))
        // Good people are found to be good.
        #expect(result.skills[0].exact > result.skills[7].exact + 0.2)
        #expect(result.skills[7].wrong > result.skills[0].wrong)
    }

    @Test("One answer is not a certainty")
    func single() throws {
        let tree = try SmallTree.checklist()
        let merula = try #require(tree.taxon(named: "merula"))
        let answers = AnswersBySubject([(0, 0, merula), (1, 0, merula), (1, 1, merula)], subjects: 3, contributors: 2)
        let subjects = TaxonRollUp().estimate(from: answers, in: tree).subjects
        let one = try #require(subjects[0].path.last?.probability)
        let two = try #require(subjects[1].path.last?.probability)
        #expect(one < two && two < 1)
        #expect(subjects[2].taxon == nil && subjects[2].probability == nil)
    }

    /// 300 subjects with 5 answers of 10 people, of whom 0 to 4 are right in 9 of 10, 5 and 6 coarse, 7 to 9 poor.
    private static func generated(
        _ tree: Checklist, seed: UInt64
    ) throws -> (answers: AnswersBySubject<Int>, truth: [Int]) {
        var random = SplitMix64(seed: seed)
        let species = try ["merula", "pilaris", "dauma", "major", "perennis"]
            .map { try #require(tree.taxon(named: $0)) }
        let truth = (0..<300).map { _ in species[random.below(species.count)] }
        var rows: [(subject: Int, contributor: Int, value: Int)] = []
        for subject in truth.indices {
            for _ in 0..<5 {
                let contributor = random.below(10)
                let chance = random.fraction()
                var answer = truth[subject]
                if contributor < 5 ? chance > 0.9 : contributor >= 7 && chance > 0.4 {
                    answer = species[random.below(species.count)]
                } else if contributor == 5 || contributor == 6, chance < 0.7 {
                    answer = tree.lineage(of: answer)[1 + random.below(2)]
                }
                rows.append((subject, contributor, answer))
            }
        }
        return (AnswersBySubject(rows, subjects: truth.count, contributors: 10), truth)
    }
}
