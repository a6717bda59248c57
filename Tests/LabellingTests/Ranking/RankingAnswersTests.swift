import Labelling
import Observations
import Testing

@Suite("Rankings as columns of a question") struct RankingAnswersTests {
    @Test("A pair's row names the preferred item; a table of its own ranks all items")
    func comparisons() throws {
        let example = AnswerMethod.bradleyTerry.description.example
        var question = rule(.bradleyTerry, Acceptance(votes: 2, confidence: 0.7)) { $0.ties = ["equal"] }
        question.unsure = ["?"]
        var answers = example.answers.map { Answer([$0[0], $0[1]], $0[2], $0[3]) }
        answers += [Answer(["x", "y"], "eva", "x"), Answer(["x", "y"], "finn", "y"), Answer(["x", "x"], "ana", "x")]
        answers += [Answer(["x", "y"], "cleo", "?"), Answer(["x", "y"], "dora", "bench")]
        var table = table(answers, question, parts: 2)
        let found = try table.seal().labelled(by: question)
        // (bench, hedge), (bench, pond), (hedge, bench), (hedge, pond), (pond, hedge), (x, x), (x, y)
        #expect(found.cells("_leading") == ["bench", "pond", "bench", "pond", "pond", nil, nil])
        #expect(
            found.cells("_status") == [
                "agreed", "agreed", "agreed", "agreed", "agreed", "insufficient", "contested",
            ])
        #expect(found.cells("_votes") == ["4", "4", "4", "4", "4", "0", "2"])
        #expect(found.cells("_votes_for_tie") == ["1", "0", "1", "0", "0", "0", "0"])
        #expect(found.cells("_tied") == [nil, nil, nil, nil, nil, nil, "x|y"])
        #expect(found.unreadable == 2)
        let columns = found.consensusColumns(question: "q", subjects: nil)
        #expect(columns.map(\.name) == found.fields.map { "q" + $0.suffix })
        #expect(found.fields.allSatisfy { $0.meaning.hasSuffix(".") })

        let items = try #require(found.tables.first)
        #expect(items.suffix == "_items" && !items.hasSubjects && items.fields.count == items.columns.count)
        #expect(items.columns[0].cells == ["bench", "hedge", "pond", "x", "y"])
        // x and y, at 0, come behind the pond and before the bench.
        #expect(items.columns[1].cells == ["4", "5", "1", "2", "2"])
        #expect(Array(items.columns[2].cells.prefix(3)) == example.results.map { $0[1] })
        #expect(found.skills.fields.map(\.suffix) == ["_comparisons", "_reliability"])
        #expect(found.skills.columns.allSatisfy { $0.count == found.votes.contributors.count })
    }

    @Test("Subjects that are no pairs have no comparisons")
    func noPairs() throws {
        let question = rule(.bradleyTerry)
        var table = table([Answer("a", "ana", "a"), Answer("b", "ana", "a")], question)
        let found = try table.seal().labelled(by: question)
        #expect(found.cells("") == [nil, nil] && found.unreadable == 2 && found.tables.isEmpty)
    }

    @Test("Ratings have a place, a standard error and the plain mean beside them")
    func ratings() throws {
        let question = rule(.starRatings)
        var table = table(
            [Answer("a", "ana", "5"), Answer("a", "ben", "4"), Answer("b", "ana", "2"), Answer("c", "ben", "good")],
            question)
        let found = try table.seal().labelled(by: question)
        #expect(found.cells("_rank") == ["1", "2", nil])
        #expect(found.cells("_plain_mean") == ["4.5", "2", nil])
        #expect(found.cells("_status") == ["agreed", "agreed", "insufficient"])
        #expect(found.unreadable == 1)
        #expect(found.skills.fields.map(\.suffix) == ["_bias", "_spread"])
    }
}
