import Labelling
import Observations
import Testing

@Suite("Comparisons of two items")
struct ComparisonsTests {
    @Test("Items and pairs are in byte order, and turning a question round is the same pair")
    func pairs() {
        let votes = Votes([
            Answer(["b", "a"], "ben", "a"), Answer(["a", "b"], "ana", "b"), Answer(["a", "B"], "ana", "a"),
            Answer(["a", "b"], "cleo", "both"),
        ])
        let comparisons = Comparisons(votes, ties: ["same", "both"])
        #expect((0..<comparisons.items.count).map { comparisons.items[$0] } == ["B", "a", "b"])
        #expect(comparisons.pairs.map(\.first) == [0, 1] && comparisons.pairs.map(\.second) == [1, 2])
        #expect(comparisons.range(ofPair: 1) == 1..<4)
        #expect(comparisons.contributors == [0, 0, 1, 2])
        #expect(comparisons.preferences == [.second, .second, .first, .tie])
        // The subjects in byte order are (a, B), (a, b) and (b, a).
        #expect(comparisons.pairOfSubject == [0, 1, 1])
        #expect(comparisons.unreadable.isEmpty)
    }

    @Test("Who names neither item nor a tie, or was shown one item twice, is listed and does not count")
    func unreadable() {
        let votes = Votes([
            Answer(["a", "b"], "ana", "c"), Answer(["a", "b"], "ben", "equal"), Answer(["a", "b"], "cleo", "a"),
            Answer(["c", "c"], "ana", "c"), Answer(["b", "c"], "ana", "A"),
        ])
        let comparisons = Comparisons(votes)
        #expect(comparisons.unreadable == [0, 1, 3, 4])
        #expect(comparisons.count == 1 && comparisons.preferences == [.first])
        #expect(comparisons.pairOfSubject == [0, 1, nil])
    }

    @Test("An item that is called like a tie is preferred where it is shown")
    func itemLikeATie() {
        let votes = Votes([Answer(["a", "tie"], "ana", "tie"), Answer(["a", "b"], "ana", "tie")])
        #expect(Comparisons(votes, ties: ["tie"]).preferences == [.tie, .second])
    }
}
