import Labelling
import Testing

@Suite("Scoring against known answers")
struct AccuracyTests {
    @Test("A tie of n earns 1/n, subjects without votes are unknown, and what is published is told apart")
    func scoring() throws {
        let votes = Votes([
            Answer("a", "ana", "fox"), Answer("a", "ben", "fox"), Answer("b", "ana", "fox"), Answer("b", "ben", "dog"),
            Answer("c", "ana", "owl"), Answer("c", "ben", "owl"), Answer("d", nil, "owl"), Answer("e", "ana", "fox"),
        ])
        let consensus = try votes.chosen(by: rule(.majority, Acceptance(votes: 2)))
        let accuracy = Accuracy(
            of: consensus,
            against: [
                (["a"], "fox"), (["b"], "dog"), (["c"], "fox"), (["d"], "owl"), (["e"], "fox"), (["nowhere"], "fox"),
            ])
        #expect(accuracy.scored == 4)
        #expect(accuracy.points == 2.5)
        #expect(accuracy.share == 0.625)
        #expect(accuracy.unknown == 2)
        #expect(accuracy.published == 2)
        #expect(accuracy.publishedRight == 1)
        #expect(accuracy.publishedShare == 0.5)
    }

    @Test("Labels that merely look the same are different")
    func bytes() throws {
        let consensus = try Votes([Answer("a", "ana", "z\u{e9}bre")]).chosen(by: rule(.majority))
        #expect(Accuracy(of: consensus, against: [(["a"], "ze\u{301}bre")]).points == 0)
        #expect(Accuracy(of: consensus, against: [(["a"], "z\u{e9}bre")]).points == 1)
    }

    @Test("Nothing scored gives no share")
    func nothing() throws {
        let consensus = try Votes([]).chosen(by: rule(.dawidSkene))
        let both = Accuracy.besideMajority(consensus, against: [(["a"], "fox")])
        #expect(both.method.share == nil && both.majority.publishedShare == nil)
        #expect(both.method.unknown == 1)
    }
}
