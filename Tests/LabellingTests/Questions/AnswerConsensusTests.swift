import Labelling
import Observations
import Testing

extension QuestionConsensus {
    /// The cells of one column.
    func cells(_ suffix: String) -> [String?] {
        consensusColumns(question: "q", subjects: nil).first { $0.name == "q" + suffix }?.column.cells ?? []
    }
}

@Suite("The consensus on answers that are not one label") struct AnswerConsensusTests {
    private func consensus(_ answers: [(String, String, String)], _ rule: QuestionRule) throws -> any QuestionConsensus
    {
        var table = table(answers.map { Answer($0.0, $0.1, $0.2) }, rule)
        return try table.seal().labelled(by: rule)
    }

    /// What a method that needs to be told something is told in these tests.
    private func rule(forExampleOf method: AnswerMethod) throws -> QuestionRule {
        let checklist = try Checklist([
            .init(id: "1", parent: nil, name: "Aves", rank: "class"),
            .init(id: "2", parent: "1", name: "Turdus", rank: "genus"),
            .init(id: "3", parent: "2", name: "Turdus merula", rank: "species"),
            .init(id: "4", parent: "2", name: "Turdus pilaris", rank: "species"),
            .init(id: "5", parent: "1", name: "Parus", rank: "genus"),
            .init(id: "6", parent: "5", name: "Parus major", rank: "species"),
        ])
        return LabellingTests.rule(method) { answers in
            if method == .ordinal { answers.levels = ["0", "1", "2"] }
            if method.description.kind == .taxon { answers.checklist = checklist }
        }
    }

    @Test(
        "The columns of a question hold what the worked example of its method shows", arguments: AnswerMethod.allCases)
    func workedExamples(method: AnswerMethod) throws {
        let example = method.description.example
        guard example.answers.first?.count == 3 else { return }
        let found = try consensus(example.answers.map { ($0[0], $0[1], $0[2]) }, try rule(forExampleOf: method))
        // An example of marks leads with their number; its marks are compared in a test of their own.
        guard method != .marks else { return }
        // The example's second column is the consensus, in its own spelling of numbers.
        for (subject, row) in example.results.enumerated() {
            let cell = found.subject(subject).leading ?? ""
            // Examples mark a tied word by a question mark; the column leaves ties open.
            let shown = row[1].hasSuffix("?") ? "" : row[1]
            let isSame =
                cell == shown
                || (Double(cell) != nil && Double(shown).map { abs($0 - (Double(cell) ?? 0)) < 1 } == true)
            let isNone = shown.isEmpty && ["none", ""].contains(cell)
            #expect(isSame || isNone, "\(row[0]): \(cell) instead of \(shown)")
        }
    }

    @Test("Every column is described, and named after the question", arguments: AnswerMethod.allCases)
    func fields(method: AnswerMethod) throws {
        let example = method.description.example
        guard example.answers.first?.count == 3 else { return }
        let found = try consensus(example.answers.map { ($0[0], $0[1], $0[2]) }, try rule(forExampleOf: method))
        let columns = found.consensusColumns(question: "q", subjects: nil)
        #expect(columns.map(\.name) == found.fields.map { "q" + $0.suffix })
        #expect(found.fields.allSatisfy { $0.meaning.hasSuffix(".") })
        #expect(columns.allSatisfy { $0.column.count == found.votes.subjectCount })
        for (field, column) in zip(found.fields, columns) where field.kind != .text {
            #expect(column.column.cells.allSatisfy { $0 == nil || Double($0 ?? "") != nil }, "\(column.name)")
        }
        // In pieces it is the same.
        let pieces = found.consensusColumns(question: "q", subjects: 1..<found.votes.subjectCount)
        #expect(pieces.map { $0.column.cells } == columns.map { Array($0.column.cells.dropFirst()) })
    }

    @Test("Numbers have a median, an interval and a range; words among them are told and count for nothing")
    func numbers() throws {
        let found = try consensus(
            [("a", "ana", "3"), ("a", "ben", "5"), ("a", "cleo", "many"), ("b", "ana", "2.50"), ("c", "ben", "lots")],
            LabellingTests.rule(.median))
        #expect(found.cells("") == ["4", "2.5", nil])
        #expect(found.cells("_status") == ["agreed", "agreed", "insufficient"])
        #expect(found.cells("_votes") == ["2", "1", "0"])
        #expect(found.cells("_least") == ["3", "2.5", nil] && found.cells("_greatest") == ["5", "2.5", nil])
        #expect(found.unreadable == 2)
    }

    @Test("Thresholds hold for other answers as for labels; an expert's word stands above the crowd's")
    func thresholds() throws {
        var question = LabellingTests.rule(.ordinal, Acceptance(votes: 2, agreement: 0.6)) {
            $0.levels = ["low", "mid", "high"]
        }
        question.term = "q"
        let answers = [
            ("a", "ana", "low"), ("a", "ben", "low"), ("b", "ana", "mid"), ("c", "ana", "high"), ("c", "ben", "high"),
            ("c", "cleo", "high"),
        ]
        var experts = ExpertAnswers(subjectTerms: ["part0"])
        experts.decide(["c"], "mid")
        var table = table(answers.map { Answer($0.0, $0.1, $0.2) }, question)
        let found = try table.seal().labelled(by: question, deciding: experts)
        #expect(found.cells("_status") == ["agreed", "insufficient", "expert"])
        #expect(found.cells("") == ["low", nil, "mid"])
        #expect(found.cells("_crowd") == [nil, nil, "high"])
        #expect(found.statusCounts == [.agreed: 1, .insufficient: 1, .expert: 1])
    }

    @Test("A list that comes to nothing is published as the question's own word for it")
    func noneOfThem() throws {
        var question = LabellingTests.rule(.binaryRelevance) { $0.none = ["nothing here", "blank"] }
        question.term = "q"
        let found = try consensus(
            [
                ("a", "ana", "nothing here"), ("a", "ben", "blank"), ("b", "ana", "fox"), ("b", "ben", "fox|deer"),
                ("b", "cleo", "fox"),
            ], question)
        #expect(found.cells("") == ["nothing here", "fox"])
        #expect(found.cells("_votes_for") == ["2", "2"])
        #expect(found.cells("_ticks") == [nil, "deer 1|fox 3"])
    }

    @Test("Of too many or too long texts on a subject the shortest count", arguments: [AnswerMethod.rover, .medoid])
    func tooMuchText(method: AnswerMethod) throws {
        let long = String(repeating: "fox\u{A0}", count: 20_001)
        let few = [("a", "ana", long), ("a", "ben", "the fox"), ("a", "cleo", "the fox"), ("a", "dan", "a fox")]
        let many = (0...100).map { ("b", "person \($0)", $0 == 7 ? "a fox that ran" : "a fox") }
        let found = try consensus(few + many, LabellingTests.rule(method))
        #expect(found.cells("") == ["the fox", "a fox"])
        #expect(found.cells("_votes") == ["3", "100"] && found.cells("_votes_for") == ["2", "100"])
        #expect(found.unreadable == 2)
    }

    @Test("An answer of more than a thousand marks is none, and heaps of marks in one place are thinned")
    func tooManyMarks() throws {
        let column = (0..<1_001).map { "point(1 \(20 * $0))" }.joined(separator: "|")
        let heap = (0..<8).map { "point(\(2.5 * Double($0)) 1)" }.joined(separator: "|")
        let few = [("a", "ana", column), ("a", "ben", "point(1 1)")]
        let crowd = (0..<100).map { ("b", "person \($0)", heap) }
        let found = try consensus(few + crowd, LabellingTests.rule(.marks))
        #expect(found.cells("_votes") == ["1", "50"] && found.cells("_marked").first == "point(1 1)")
        #expect(found.unreadable == 51)
    }

    @Test("Texts show every word with its votes")
    func texts() throws {
        let found = try consensus(
            [("a", "ana", "the old mill"), ("a", "ben", "the old hill"), ("a", "cleo", "the old mill")],
            LabellingTests.rule(.rover))
        #expect(found.cells("") == ["the old mill"])
        #expect(found.cells("_words") == ["the 3|old 3|mill 2"])
        #expect(found.cells("_votes_for") == ["2"])
        let tied = try consensus(
            [("a", "ana", "leg. Haussknecht"), ("a", "ben", "leg. Hausknecht")], LabellingTests.rule(.rover))
        #expect(tied.cells("_status") == ["contested"] && tied.cells("_leading") == [nil])
        #expect(tied.cells("_tied") == ["leg. Haussknecht|leg. Hausknecht"])
    }

    @Test("Comparisons name the preferred item of every pair, and a table ranks all items")
    func ranking() throws {
        let question = LabellingTests.rule(.bradleyTerry) { $0.ties = ["same"] }
        let answers = [
            ("apple", "pear", "ana", "pear"), ("apple", "pear", "ben", "pear"), ("pear", "plum", "ana", "plum"),
            ("pear", "plum", "ben", "same"), ("plum", "apple", "cleo", "plum"), ("apple", "pear", "dan", "quince"),
        ]
        var table = table(answers.map { Answer([$0.0, $0.1], $0.2, $0.3) }, question, parts: 2)
        let found = try table.seal().labelled(by: question)
        #expect(found.cells("") == ["pear", "plum", "plum"])
        #expect(found.cells("_votes") == ["2", "2", "1"] && found.cells("_votes_for_tie") == ["0", "1", "0"])
        #expect(found.unreadable == 1)
        let items = try #require(found.tables.first)
        #expect(items.suffix == "_items" && items.fields.map(\.suffix).prefix(2) == ["item", "rank"])
        #expect(items.columns[0].cells == ["apple", "pear", "plum"] && items.columns[1].cells == ["3", "2", "1"])
    }

    @Test("Marks in rows of their own are one answer, and every object has a row with its figures")
    func marks() throws {
        let question = LabellingTests.rule(.marks) { $0.none = ["nothing"] }
        let found = try consensus(
            [
                ("a", "ana", "point(10 20) seal"), ("a", "ana", "box(100 100 20 30)"),
                ("a", "ben", "point(12 22) seal"),
                ("a", "ben", "box(101 99 20 31)"), ("a", "cleo", "point(11 21) seal"),
                ("a", "cleo", "box(99 101 21 30)"),
                ("b", "ana", "nothing"), ("b", "ben", "nothing"),
            ], question)
        #expect(found.cells("_count") == ["2", "0"] && found.cells("_votes") == ["3", "2"])
        #expect(found.cells("")[1] == "nothing")
        let marks = try #require(found.tables.first)
        let column = { (name: String) in
            marks.columns[1 + (marks.fields.firstIndex { $0.suffix == name } ?? 0)].cells
        }
        #expect(marks.suffix == "_marks" && marks.hasSubjects && marks.columns[0].cells == ["a", "a"])
        #expect(column("shape") == ["point", "box"] && column("label") == ["seal", nil])
        #expect(column("width")[0] == nil && column("radius") == [nil, nil] && column("contributors") == ["3", "3"])
        #expect(marks.fields.count + 1 == marks.columns.count && marks.fields.allSatisfy { $0.meaning.hasSuffix(".") })
    }

    @Test("An answer that no measurement could be spoils nothing")
    func hostileNumbers() throws {
        for method in [AnswerMethod.mean, .precisionWeighted, .median, .logCount, .starRatings] {
            let found = try consensus(
                [("a", "ana", "3"), ("a", "ben", "5"), ("a", "eve", "1e200"), ("b", "ana", "2"), ("b", "eve", "4")],
                LabellingTests.rule(method))
            #expect(found.unreadable == 1)
            let value = Double(found.cells("")[0] ?? "") ?? .nan
            #expect((2...6).contains(value), "\(method): \(value)")
        }
    }

    @Test("A word for unsure inside a list is no item of it, and alone it is unsure")
    func unsureInLists() throws {
        var question = LabellingTests.rule(.binaryRelevance)
        question.unsure = ["?"]
        let found = try consensus(
            [("a", "ana", "fox"), ("a", "ana", "?"), ("a", "ben", "fox"), ("b", "ana", "?"), ("b", "ben", "?|?")],
            question)
        #expect(found.cells("") == ["fox", nil] && found.cells("_unsure") == ["0", "2"])
        #expect(found.cells("_ticks") == ["fox 2", nil] && found.unreadable == 0)
    }

    @Test("Classes may be written with any dash")
    func dashes() throws {
        let found = try consensus(
            [("a", "ana", "2–5"), ("a", "ben", "2 - 5"), ("a", "cleo", "3")],
            LabellingTests.rule(.binnedCount) { $0.levels = ["1", "2–5", "6+"] })
        #expect(found.cells("") == ["2–5"] && found.cells("_votes") == ["3"])
        #expect(CountBins.problem(of: ["6+", "1"]) != nil && CountBins.problem(of: ["few"]) != nil)
        #expect(CountBins.problem(of: ["1", "2–5", "6+"]) == nil)
    }

    @Test("Numbers are written without noise and without exponents that nobody expects")
    func numberCells() {
        #expect(
            [0, -0.0, 12, 0.5, -3.25, 10.6332894, 1e11, 0.0000004].map(NumberCell.text) == [
                "0", "0", "12", "0.5", "-3.25", "10.633289", "100000000000", "0",
            ])
    }

    @Test("Lists in cells keep whatever their items contain")
    func listTexts() {
        for items in [["a"], ["a|b", "c\\"], ["", "x"], ["|", "\\|"]] {
            #expect(ListText.split(ListText.joined(items) ?? "") == items)
        }
    }
}
