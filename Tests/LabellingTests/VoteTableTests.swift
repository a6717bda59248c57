import Labelling
import Observations
import Testing

@Suite("From answers to votes")
struct VoteTableTests {
    @Test("Subjects, contributors and labels are numbered in byte order, votes sorted by subject and contributor")
    func canonicalOrder() {
        let votes = Votes([
            Answer("b", "zoë", "fox"), Answer("é", "ana", "dog"), Answer("b", "ana", "fox"), Answer("Z", "ben", "Dog"),
        ])
        #expect(votes.subjects[0].cells == ["Z", "b", "é"])
        #expect(votes.contributors.cells == ["ana", "ben", "zoë"])
        #expect(votes.labels.cells == ["Dog", "dog", "fox"])
        #expect(votes.rows == ["Z ben Dog", "b ana fox", "b zoë fox", "é ana dog"])
        #expect(votes.offsets == [0, 1, 3, 4])
    }

    @Test("Names sort by bytes whatever their lengths and common beginnings")
    func byteOrder() {
        var random = SplitMix64(seed: 7)
        var names: Set<[UInt8]> = [[65], [65, 0], [65, 0, 0], [65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0], [0, 0]]
        for prefix in ["", "x", "https://images.example.org/sites/42/photos/"] {
            for _ in 0..<400 {
                names.insert(Array(prefix.utf8) + (0..<random.below(20)).map { _ in UInt8(random.below(4)) * 30 })
            }
        }
        names.remove([])
        for prefix in [[], Array("https://images.example.org/".utf8)] {
            let expected = names.map { prefix + $0 }.sorted { $0.lexicographicallyPrecedes($1) }
            let shuffled = expected.shuffled(using: &random)
            let votes = Votes(shuffled.map { Answer(String(decoding: $0, as: UTF8.self), "ana", "fox") })
            #expect(votes.subjects[0].cells == expected.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    @Test("The order of the rows and the size of the batches leave no trace")
    func permutations() {
        var random = SplitMix64(seed: 11)
        let crowd = GeneratedCrowd(seed: 5, votes: 2000, perSubject: 4, contributors: 40, labels: 6)
        var answers = crowd.answers
        // Some answers were given again, in the same and in later submissions.
        for index in answers.indices { answers[index].submission = UInt32(random.below(3)) }
        for repeats in RepeatRule.allCases {
            let first = Votes(answers, repeats: repeats, batch: 4000)
            for (batch, chunk) in [(1, 100), (7, 64), (333, 1), (333, 5000)] {
                let votes = Votes(
                    answers.shuffledKeepingOrdinals(&random), repeats: repeats, batch: batch, chunk: chunk)
                #expect(votes.rows == first.rows)
                #expect(votes.offsets == first.offsets)
                #expect(votes.repeated == first.repeated)
                #expect(votes.labels == first.labels && votes.contributors == first.contributors)
            }
        }
    }

    @Test("A row with a blank subject, a blank answer or a blank contributor is no vote; the last are counted")
    func blanks() {
        let votes = Votes([
            Answer("a", "ana", "fox"), Answer("a", nil, "dog"), Answer("a", "", "dog"), Answer("a", "ben", nil),
            Answer("a", "ben", ""), Answer(nil, "ben", "fox"), Answer("", "ben", "fox"), Answer("b", nil, nil),
            Answer("a", "ana", nil, in: 9),
        ])
        #expect(votes.rows == ["a ana fox"], "a blank answer never revokes an earlier one")
        #expect(votes.withoutContributor == 2)
        #expect(votes.labels.cells == ["fox"])
        #expect(votes.subjects[0].cells == ["a", "b"], "a subject without votes keeps its row")
    }

    @Test("Rows that are not selected are passed over")
    func selection() {
        var rows = Bitmap(repeating: true, count: 3)
        rows[1] = false
        var table = VoteTable(subjectTerms: ["photo"], repeats: .error)
        table.add(
            subjects: [TextColumn(["a", "b", "c"])], contributors: TextColumn(["ana", nil, "ana"]),
            labels: TextColumn(["fox", "dog", "fox"]), submissions: [1, 1, 1], ordinals: [0, 1, 2], rows: rows)
        let votes = table.sealed()
        #expect(votes.rows == ["a ana fox", "c ana fox"])
        #expect(votes.withoutContributor == 0)
        #expect(votes.subjects[0].cells == ["a", "c"])
    }

    @Test("An answer from a later submission replaces an earlier one under either rule")
    func acrossSubmissions() {
        for repeats in RepeatRule.allCases {
            let votes = Votes(
                [Answer("a", "ana", "dog", in: 2, at: 0), Answer("a", "ana", "fox", in: 1, at: 5)], repeats: repeats)
            #expect(votes.rows == ["a ana dog"])
            #expect(votes.repeated.isEmpty)
            #expect(votes.labels.cells == ["dog"], "a replaced answer leaves no label behind")
        }
    }

    @Test("Under `error`, several answers in one submission do not count and are listed, equal ones too")
    func repeatsAreErrors() {
        let votes = Votes([
            Answer("a", "ana", "dog", at: 4), Answer("a", "ana", "fox", at: 2), Answer("a", "ben", "fox", at: 7),
            Answer("b", "cleo", "owl", at: 8), Answer("b", "cleo", "owl", at: 9),
        ])
        #expect(votes.rows == ["a ben fox"])
        #expect(votes.repeated.map(\.subject) == [0, 1])
        #expect(votes.repeated.map(\.contributor) == ["ana", "cleo"])
        #expect(votes.repeated.map(\.submission) == [1, 1])
        #expect(votes.repeated.map(\.ordinals) == [[2, 4], [8, 9]])
        #expect(votes.repeated.map(\.labels) == [["fox", "dog"], ["owl", "owl"]])
        #expect(votes.contributors.cells == ["ben"])
        #expect(votes.labels.cells == ["fox"], "owl and dog were named in answers that do not count")
        #expect(votes.subjects[0].cells == ["a", "b"])
    }

    @Test("Under `error`, a later single answer puts repeated ones right, and an earlier one stays in force")
    func repeatsAndSubmissions() {
        let mended = Votes([
            Answer("a", "ana", "dog", in: 1), Answer("a", "ana", "fox", in: 1), Answer("a", "ana", "owl", in: 2),
        ])
        #expect(mended.rows == ["a ana owl"])
        #expect(mended.repeated.isEmpty)
        let spoilt = Votes([
            Answer("a", "ana", "dog", in: 1), Answer("a", "ana", "fox", in: 2), Answer("a", "ana", "owl", in: 2),
        ])
        #expect(spoilt.rows == ["a ana dog"])
        #expect(spoilt.repeated.map(\.labels) == [["fox", "owl"]])
    }

    @Test("Under `latest`, the newest submission counts, and within it the last answer")
    func latest() {
        let votes = Votes(
            [
                Answer("a", "ana", "dog", in: 2, at: 3), Answer("a", "ana", "fox", in: 2, at: 4),
                Answer("a", "ana", "owl", in: 1, at: 9), Answer("b", "ana", "owl", in: 1, at: 1),
                Answer("b", "ana", "fox", in: 1, at: 0),
            ], repeats: .latest)
        #expect(votes.rows == ["a ana fox", "b ana owl"])
        #expect(votes.repeated.isEmpty)
    }

    @Test("Subjects of several terms differ whenever a part differs, whatever separators the parts contain")
    func compositeSubjects() {
        let parts = [
            "a", "a|b", "b", "b|c", "c", "a\u{0}", "\u{0}", "\u{0}\u{1}", "\u{1}", "\u{2}", "a\u{0}\u{1}b", ",",
        ]
        let answers = parts.flatMap { first in parts.map { Answer([first, $0], "ana", "fox") } }
        var random = SplitMix64(seed: 1)
        let votes = Votes(answers.shuffled(using: &random), batch: 10)
        #expect(votes.subjectCount == parts.count * parts.count)
        #expect(votes.count == parts.count * parts.count)
        let sorted = parts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(votes.subjects[0].cells == sorted.flatMap { first in sorted.map { _ in first } })
        #expect(votes.subjects[1].cells == sorted.flatMap { _ in sorted })
        for (index, first) in sorted.enumerated() {
            #expect(votes.subject(named: [first, "b|c"]) == index * parts.count + (sorted.firstIndex(of: "b|c") ?? 0))
        }
        #expect(votes.subject(named: ["a", "nowhere"]) == nil)
        #expect(votes.subject(named: ["a"]) == nil)
    }

    @Test("A composite subject with a blank part is no subject")
    func blankParts() {
        let votes = Votes([
            Answer(["a", nil], "ana", "fox"), Answer(["", "b"], "ana", "fox"), Answer(["a", "b"], "ana", "fox"),
        ])
        #expect(votes.subjectCount == 1)
        #expect(votes.rows == ["a b ana fox"])
    }

    @Test("No answers give no votes, no subjects and empty columns")
    func empty() throws {
        let votes = VoteTable(subjectTerms: ["photo"], repeats: .error).sealed()
        #expect(votes.count == 0 && votes.subjectCount == 0 && votes.contributors.count == 0)
        for method in LabellingMethod.allCases {
            let columns = try votes.chosen(by: rule(method)).consensusColumns(question: "species")
            #expect(columns.count == 10)
            #expect(columns.allSatisfy { $0.column.count == 0 })
        }
        #expect(votes.contributorColumns().contributions.count == 0)
    }

    @Test("A sealed table is empty and can be filled again")
    func refill() {
        var table = VoteTable(subjectTerms: ["photo"], repeats: .error)
        for name in ["a", "b"] {
            table.add(
                subjects: [TextColumn([name, name])], contributors: TextColumn(["ana", nil]),
                labels: TextColumn(["fox", "fox"]), submissions: [1, 1], ordinals: [0, 1])
            let votes = table.seal()
            #expect(votes.rows == ["\(name) ana fox"])
            #expect(votes.withoutContributor == 1)
        }
        #expect(table.seal().subjectCount == 0)
    }

    @Test("Contributions are the votes that count")
    func contributions() {
        let votes = Votes([
            Answer("a", "ana", "fox"), Answer("b", "ana", "fox"), Answer("b", "ben", "dog"), Answer("b", nil, "dog"),
            Answer("c", "cleo", "dog"), Answer("c", "cleo", "fox"),
        ])
        let columns = votes.contributorColumns()
        #expect(columns.contributors.cells == ["ana", "ben"])
        #expect(columns.contributions.cells == ["2", "1"])
    }
}

extension [Answer] {
    /// The same answers in another order; each keeps the ordinal that its place gave it.
    func shuffledKeepingOrdinals(_ random: inout SplitMix64) -> [Answer] {
        enumerated().map { index, answer in
            var answer = answer
            answer.ordinal = answer.ordinal ?? UInt32(index)
            return answer
        }.shuffled(using: &random)
    }
}
