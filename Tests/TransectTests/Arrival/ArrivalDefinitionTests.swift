import Intake
import Testing
import Transect

@Suite struct ArrivalDefinitionTests {
    private func project(_ text: String) throws -> SmallProject {
        try SmallProject("sources: [{files: '**/*.csv'}]\nfields: {a: {}}\n" + text)
    }

    @Test("What is declared under arrival and limits is read")
    func read() throws {
        let definition = try Definition(
            yaml: """
                name: x
                title: x
                creators: [{name: Club}]
                licence: CC0-1.0
                sources: [{files: '*.csv'}]
                arrival: {marker: "{name}.ok", quiet: 30, patience: 600, largest: 2 GB, hardLinks: refuse,
                  originals: move, done: finished}
                limits: {files: none, records: 1000, bytes: 5MB}
                contributors: {submitter: {name: "{submitter}-*.csv"}}
                """, file: "pipeline.yaml")
        var rules = ArrivalRules()
        (rules.marker, rules.quiet, rules.patience) = ("{name}.ok", 30, 600)
        (rules.largest, rules.hardLinks, rules.originals, rules.done) = (2_000_000_000, .refuse, .move, "finished")
        #expect(definition.arrival == rules)
        #expect(definition.limits.files == nil && definition.limits.records == 1000)
        #expect(definition.limits.bytes == 5_000_000)
        let pattern = try #require(SubmitterPattern("{submitter}-*.csv"))
        #expect(definition.submitter == .name(pattern))
    }

    @Test("Unless declared, submitters may send 10,000 files a night; where all files come from one place, any number")
    func presets() throws {
        #expect(NightLimits().files == 10_000)
        let title = "name: x\ntitle: x\ncreators: [{name: C}]\nlicence: CC0-1.0\nsources: [{files: '*.csv'}]\n"
        #expect(try Definition(yaml: title, file: "").limits == NightLimits())
        #expect(try Definition(yaml: title + "contributors: {submitter: none}", file: "").limits.files == nil)
    }

    @Test(
        "What cannot be meant is refused with what to write instead",
        arguments: [
            ("arrival: {marker: a/b}", "`marker` must be the name of a file"),
            ("arrival: {marker: '{name}'}", "`marker` must be the name of a file"),
            ("arrival: {marker: '{nmae}.done'}", "`marker` must be the name of a file"),
            ("arrival: {marker: .done}", "is never looked at"),
            ("arrival: {quite: 3}", "Did you mean `quiet`?"),
            ("arrival: {largest: much}", "`largest` must be a number of bytes"),
            ("arrival: {originals: delete}", "must be one of keep, remove, move"),
            ("arrival: {done: finished}", "declare `originals: move` beside it"),
            ("arrival: {originals: move, done: drop/done}", "lie in one another"),
            ("arrival: {originals: move, done: store}", "lie in one another"),
            ("limits: {files: 0}", "`files` must be a whole number from 1, or none"),
            ("limits: {bytes: 99999999999TB}", "`bytes` must be a number of bytes"),
            ("contributors: {submitter: {name: '*.csv'}}", "must have {submitter} once"),
            ("contributors: {submitter: folders}", "Did you mean `folder`?"),
        ])
    func refused(text: String, says: String) throws {
        let problems = try project(text).problems
        #expect(problems.contains(says), "\(problems)")
    }

    @Test("A file whose name does not say who sent it is left, and told")
    func unnamed() async throws {
        let project = try SmallProject(
            "sources: [{files: '*.csv'}]\nfields: {a: {}}\ncontributors: {submitter: {name: '{submitter}-*'}}\n",
            files: ["maria-may.csv": "a\n1\n", "may.csv": "a\n2\n", "$(x)\u{202E}-may.csv": "a\n3\n"])
        let report = try await project.run()
        #expect(report.counts.accepted == 2)
        #expect(report.skipped.map(\.path) == ["may.csv"])
        #expect(report.skipped.first?.reason.hasPrefix("its name does not say who sent it") == true)
    }
}
