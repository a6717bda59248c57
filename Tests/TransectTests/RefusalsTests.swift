import Testing

@Suite struct RefusalsTests {
    private static let source = "sources: [{files: '*.csv'}]\n"

    @Test(
        "What would fail at night, or give people away, is refused when the pipeline is checked",
        arguments: [
            ("fields: {recordID: {}}\n", "names records under recordID"), ("fields: {.x: {}}\n", "no name for a term"),
            ("", "The dataset has no terms"), ("fields: {a: {}}\nrecord: {key: [a, a]}\n", "`key` has a twice"),
            ("fields: {a: {}}\npublish: {to: drop/out}\n", "lie in one another"),
            ("fields: {a: {}}\npublish: {to: ./store/../store/segments}\n", "lie in one another"),
            ("fields: {a: {}}\npublish: {to: .}\n", "lie in one another"),
            (
                "fields: {a: {}, b: {publish: false}}\nconsensus: {subject: b, questions: {a: {}}}\n",
                "b has `publish: false`"
            ),
            (
                "fields: {a: {}, who: {}}\nconsensus: {subject: a, contributor: who, questions: {who: {}}}\n",
                "who names people"
            ),
            ("fields: {a: {}, b: {}}\nconsensus: {subject: [b, b], questions: {a: {}}}\n", "b stands twice"),
            (
                "contributors: {submitter: none}\nfields: {a: {}, b: {}}\nconsensus: {subject: b, questions: {a: {}}}\n",
                "Nobody would vote"
            ),
        ])
    func refused(rest: String, message: String) throws {
        let problems = try SmallProject(Self.source + rest).problems
        #expect(problems.contains(message), "\(problems)")
    }

    @Test(
        "A source with an encoding or a pattern that nothing stands for is refused",
        arguments: [("encoding: utf9", "encoding utf9"), ("namespace: x, files: '*.{csv,txt}'", "has braces")])
    func source(rest: String, message: String) throws {
        let files = rest.contains("files") ? "" : "files: '*.csv', "
        let problems = try SmallProject("sources: [{\(files)\(rest)}]\nfields: {a: {}}\n").problems
        #expect(problems.contains(message), "\(problems)")
    }

    @Test(
        "A side file that no version could hold is refused before the night", arguments: ["../list.csv", "votes.csv"])
    func sideFile(name: String) throws {
        let project = try SmallProject(
            Self.source + "fields: {a: {constraints: {enum: {file: \(name), column: a}}}}\n", files: [:])
        try project.put("a\nx\n", at: name)
        #expect(
            project.problems.contains("The file ../list.csv is published") || project.problems.contains("of its own"))
    }

    @Test("An allowed value that is none of the field's type is refused with its place, be it in a list or a table")
    func allowedValues() throws {
        let list = try SmallProject(
            Self.source + "fields: {a: {type: integer, constraints: {enum: [1, 2, two]}}}\n")
        #expect(
            list.problems.hasSuffix(
                ":6:10: the allowed value `two` is no integer. Write it like 12, or make the field a string."))
        let table = try SmallProject(
            Self.source + "fields: {a: {type: number, constraints: {enum: {file: ok.csv, column: v}}}}\n")
        try table.put("v,w\n1.5,x\nmany,y\n", at: "ok.csv")
        #expect(
            table.problems.contains(":6:10: the allowed value `many` in ok.csv is no number."), "\(table.problems)")
    }

    @Test("An identifier that is none is told: ORCID, licence, an empty title")
    func titlePage() throws {
        let project = try SmallProject(Self.source + "fields: {a: {}}\n")
        let page = "name: t\ntitle:\ncreators: [{name: A, orcid: 0000-0002-1825-0098}]\nlicence: Creative Commons\n"
        try project.put(page + Self.source + "fields: {a: {}}\n", at: "pipeline.yaml")
        for word in ["`title` is empty", "no ORCID iD", "no SPDX identifier"] {
            #expect(project.problems.contains(word), "\(project.problems)")
        }
    }
}
