import Labelling
import Observations
import Testing

/// A table with the answers of a test.
func table(_ answers: [Answer], _ rule: QuestionRule, parts: Int = 1) -> QuestionTable {
    var table = QuestionTable(subjectTerms: (0..<parts).map { Term("part\($0)") }, rule: rule)
    table.add(
        subjects: (0..<parts).map { part in TextColumn(answers.map { $0.subject[part] }) },
        contributors: TextColumn(answers.map(\.contributor)), labels: TextColumn(answers.map(\.label)),
        submissions: answers.map(\.submission), ordinals: answers.indices.map { answers[$0].ordinal ?? UInt32($0) })
    return table
}

/// A rule for answers of other kinds.
func rule(
    _ method: AnswerMethod, _ accept: Acceptance = Acceptance(), tell: (inout AnswerRule) -> Void = { _ in }
) -> QuestionRule {
    var answers = AnswerRule(method)
    tell(&answers)
    return QuestionRule(term: "q", method: .answers(answers), accept: accept)
}

@Suite("Tables of answers") struct QuestionTableTests {
    @Test("Several rows of one contributor on one subject are one list; a newer submission replaces it whole")
    func joinedRows() {
        var lists = table(
            [
                Answer("p1", "ana", "hare"), Answer("p1", "ben", "deer|fox"), Answer("p1", "ana", "deer"),
                Answer("p1", "ana", "hare"), Answer("p2", "ana", "none"),
                Answer("p1", "ben", "wolf", in: 2), Answer("p1", "ben", "bear", in: 2),
            ], rule(.binaryRelevance))
        #expect(lists.seal().rows == ["p1 ana deer|hare", "p1 ben bear|wolf", "p2 ana none"])
    }

    @Test("Rows of one file without submissions are joined, too")
    func joinedInOrder() {
        var lists = QuestionTable(subjectTerms: ["image"], rule: rule(.binaryRelevance), isInOrder: true)
        for label in ["hare", "deer"] {
            lists.add(
                subjects: [TextColumn(["p1"])], contributors: TextColumn(["ana"]), labels: TextColumn([label]),
                submissions: [0], ordinals: [0])
        }
        #expect(lists.seal().rows == ["p1 ana deer|hare"])
    }

    @Test("Whoever passes has no vote, revokes none, and is counted and listed")
    func skipped() throws {
        var question = rule(.majority)
        question.skipped = ["skip", "pass"]
        question.unsure = ["?"]
        var answers = table(
            [
                Answer("p1", "ana", "fox"), Answer("p1", "ben", "skip"), Answer("p1", "ana", "pass", in: 2),
                Answer("p2", "cleo", "pass"), Answer("p2", "ana", "?"), Answer("p2", "dan", nil),
            ], question)
        let votes = answers.seal()
        #expect(votes.rows == ["p1 ana fox", "p2 ana ?"])
        let listed = votes.voteColumns()
        #expect(listed.contributors.cells == ["ana", "ana", "ben", "cleo"])
        #expect(listed.labels.cells == ["fox", "?", "skip", "pass"])
        let consensus = try votes.chosen(by: question)
        #expect(consensus.column("_skipped") == ["1", "1"])
        #expect(consensus.column("_unsure") == ["0", "1"])
        #expect(consensus.column("_votes") == ["1", "1"])
        // What is published gives the same again.
        var again = QuestionTable(subjectTerms: ["part0"], rule: question)
        again.add(
            subjects: listed.subjects, contributors: listed.contributors, labels: listed.labels,
            submissions: listed.labels.cells.map { _ in 0 }, ordinals: listed.labels.cells.indices.map { UInt32($0) })
        #expect(try again.seal().chosen(by: question).published == consensus.published)
    }

    @Test("A question that is given another's consensus counts only those who agree with it")
    func given() throws {
        let species = rule(.majority)
        var count = rule(.median)
        count.given = "label"
        count.term = "count"
        let seen = [
            ("p1", "ana", "fox"), ("p1", "ben", "fox"), ("p1", "cleo", "dog"), ("p2", "ana", "fox"),
            ("p2", "cleo", "dog"),
        ]
        let many = [
            ("p1", "ana", "2"), ("p1", "ben", "4"), ("p1", "cleo", "90"), ("p2", "ana", "7"), ("p2", "dan", "3"),
        ]
        var tables = [
            table(many.map { Answer($0.0, $0.1, $0.2) }, count), table(seen.map { Answer($0.0, $0.1, $0.2) }, species),
        ]
        let none = ExpertAnswers(subjectTerms: ["part0"])
        let consensus = try Questions.labelled(&tables, experts: [none, none])
        #expect(consensus[0].subject(0).label == "3" && consensus[0].subject(0).votes == 2)
        // Fox and dog are tied on the other: nobody agrees with nothing.
        #expect(consensus[0].subject(1).label == nil && consensus[0].subject(1).status == .insufficient)
        #expect(consensus[0].votes.rows == ["p1 ana 2", "p1 ben 4"])
    }

    @Test("What a complete list does not name is a no; an incomplete one says nothing")
    func absent() {
        let terms: [Term] = ["event", "species"]
        var lists = AbsentAnswers(subjectTerms: terms, answer: "0")
        var counts = QuestionTable(subjectTerms: terms, rule: rule(.median))
        let rows: [(event: String, species: String, who: String, complete: Bool, count: String)] = [
            ("e1", "robin", "ana", true, "2"), ("e1", "wren", "ana", true, "1"), ("e1", "robin", "ben", true, "3"),
            ("e1", "crow", "cleo", false, "5"), ("e2", "robin", "dan", true, "1"), ("e1", "robin", "eve", true, "1"),
            ("e1", "wren", "eve", false, "1"),
        ]
        let subjects = [TextColumn(rows.map(\.event)), TextColumn(rows.map(\.species))]
        let people = TextColumn(rows.map(\.who))
        var complete = Bitmap(repeating: false, count: rows.count)
        for (row, value) in rows.enumerated() { complete[row] = value.complete }
        let (submissions, ordinals) = (rows.map { _ in UInt32(1) }, rows.indices.map { UInt32($0) })
        lists.add(
            subjects: subjects, contributors: people, isComplete: complete, submissions: submissions,
            ordinals: ordinals)
        counts.add(
            subjects: subjects, contributors: people, labels: TextColumn(rows.map(\.count)), submissions: submissions,
            ordinals: ordinals)
        lists.answer(&counts)
        #expect(
            counts.seal().rows == [
                "e1 crow ana 0", "e1 crow ben 0", "e1 crow cleo 5", "e1 robin ana 2", "e1 robin ben 3",
                "e1 robin eve 1",
                "e1 wren ana 1", "e1 wren ben 0", "e1 wren eve 1", "e2 robin dan 1",
            ])
    }

    @Test("A record that is withheld makes a list incomplete, and a species that nobody asks about is never absent")
    func withheldIsNotAbsent() {
        let terms: [Term] = ["event", "species"]
        var lists = AbsentAnswers(subjectTerms: terms, answer: "0")
        var counts = QuestionTable(subjectTerms: terms, rule: rule(.median))
        let rows = [
            ("e1", "fox", "ana"), ("e1", "robin", "ana"), ("e1", "robin", "ben"), ("e1", "newt", "ben"),
            ("e1", "crow", "cleo"),
        ]
        var published = Bitmap(repeating: true, count: rows.count)
        published[0] = false
        var asked = published
        asked[3] = false
        lists.add(
            subjects: [TextColumn(rows.map(\.0)), TextColumn(rows.map(\.1))], contributors: TextColumn(rows.map(\.2)),
            isComplete: Bitmap(repeating: true, count: rows.count), submissions: rows.map { _ in 1 },
            ordinals: rows.indices.map { UInt32($0) }, published: published, asked: asked)
        lists.answer(&counts)
        // Ana's list has a record that is withheld. The newt is not asked about, the fox published by nobody.
        #expect(counts.seal().rows == ["e1 crow ben 0", "e1 robin cleo 0"])
    }

    @Test("However a list is spread over rows and cells, it is one answer")
    func oneList() {
        var lists = table(
            [
                Answer("p1", "ana", "hare|deer"), Answer("p1", "ben", "deer"), Answer("p1", "ben", "deer|hare"),
                Answer("p1", "cleo", " hare "), Answer("p1", "cleo", "deer"), Answer("p1", "dan", "a\\|b"),
                Answer("p1", "dan", "a\\|b"),
            ], rule(.binaryRelevance))
        #expect(lists.seal().rows == ["p1 ana deer|hare", "p1 ben deer|hare", "p1 cleo deer|hare", "p1 dan a\\|b"])
    }

    @Test("Votes on subjects that are not in the list wait, and their columns stand beside those that are")
    func subjectList() {
        var list = SubjectList(
            subjectTerms: ["image"], names: [TextColumn(["p2", "p1", nil, "p2"])],
            columns: [("url", TextColumn(["two", "one", "none", "again"]))])
        let listed = list.listed([TextColumn(["p1", "p9", nil, "p2", "p9", "p0"])], rows: nil)
        #expect((0..<6).map { listed[$0] } == [true, false, false, true, false, false])
        #expect(list.waiting.map { "\($0.subject[0]) \($0.records)" } == ["p0 1", "p9 2"])
        #expect(list.aligned(to: [TextColumn(["p0", "p1", "p2"])])[0].column.cells == [nil, "one", "two"])
    }
}
