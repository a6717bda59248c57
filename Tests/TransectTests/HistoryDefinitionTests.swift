import Deduplication
import Observations
import Testing
import Transect

/// What a pipeline says about files that were sent before: how it is read, and what is refused.
@Suite struct HistoryDefinitionTests {
    private static let titlePage = "name: trees\ntitle: Trees\ncreators: [{name: River Club}]\nlicence: CC0-1.0\n"

    private func plan(_ rest: String, _ sideFiles: [String: String] = [:]) throws -> Plan {
        var files = sideFiles.mapValues { Array($0.utf8) }
        files["pipeline.yaml"] = Array((Self.titlePage + rest).utf8)
        return try Plan(project: Project(root: "/project"), files: files)
    }

    private func problems(_ rest: String, _ sideFiles: [String: String] = [:]) -> [String] {
        do {
            _ = try plan(rest, sideFiles)
            return []
        } catch let error as DefinitionError {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("What is not declared has its default")
    func defaults() throws {
        let plan = try plan("sources: [{files: '*.csv'}]\nfields: {a: {}}\n")
        let source = try #require(plan.sources.first)
        #expect(source.mode == .append && source.resend == .auto && source.seriesRule == .path)
        #expect(source.withdrawal == nil && source.revision == nil)
        #expect(plan.holds.dropped == 0.3 && plan.holds.quarantined == 0.5 && plan.keep.nightly == nil)
        #expect(plan.renamed.isEmpty && plan.people.persons.isEmpty)
    }

    @Test("What is declared is what the plan has")
    func declared() throws {
        let plan = try plan(
            """
            contributors: {people: people.csv}
            sources:
              - {files: 'a.csv', mode: complete, series: source}
              - {files: 'b.csv', withdraw: all}
              - {files: 'c.csv', resend: replace, withdraw: {term: status, values: [deleted, " gone "]}}
            record: {key: id, revision: modified}
            fields: {id: {}, modified: {type: eventDate}, status: {wasNamed: state}}
            publish: {hold: {dropped: none, quarantined: 0}, keep: {nightly: 7, releases: all}}

            """, ["people.csv": "alias,person\nm7,Maria\n"])
        #expect(plan.sources.map(\.mode) == [.complete, .append, .append])
        #expect(plan.sources.map(\.resend) == [.replace, .add, .replace])
        #expect(plan.sources.allSatisfy { $0.revision == RevisionRule(column: 1, readsYears: true) })
        let words = ["deleted", "gone"].map { Array($0.utf8) }
        #expect(plan.sources.map(\.withdrawal) == [nil, .all, .values(column: 2, words: words)])
        #expect(plan.holds.dropped == nil && plan.holds.quarantined == 0 && plan.keep.nightly == 7)
        #expect(plan.renamed == ["status": "state"])
        #expect(plan.people.person("m7") == "Maria")
        #expect(plan.files.files.map(\.isPublished) == [true, false])
    }

    @Test("A series is a path, or all files of a source; the two never meet")
    func series() throws {
        let plan = try plan("sources: [{files: 'a/*.csv', series: source}, {files: '*.csv'}]\nfields: {a: {}}\n")
        #expect(plan.sources[0].series(of: "a/1.csv") == plan.sources[0].series(of: "a/2.csv"))
        #expect(plan.sources[0].series(of: "a/1.csv").hasPrefix("/"))
        #expect(plan.sources[1].series(of: "1.csv") == "1.csv")
    }

    @Test("Rows withdraw by their words, in any Unicode form, never by a blank; a list of keys withdraws every row")
    func withdrawnRows() throws {
        let schema = Schema([Term("id"), Term("status")])
        var origins = Origins()
        for record in 1...4 { origins.append(record: UInt32(record), row: UInt32(record), position: 0) }
        let batch = ObservationBatch(
            schema: schema,
            columns: [
                TextColumn(["1", "2", "3", "4"]), TextColumn(["supprime\u{301}", nil, "Supprimé", "supprimé"]),
            ],
            origins: origins)
        let rule = try #require(
            try plan(
                """
                sources: [{files: '*.csv', withdraw: {term: status, values: supprimé}}]
                record: {key: id}
                fields: {id: {}, status: {}}
                """
            ).sources.first?.withdrawal)
        #expect(rule.rows(of: batch).setRows == [0, 3])
        #expect(WithdrawRule.all.rows(of: batch).setRows == [0, 1, 2, 3])
    }

    @Test(
        "What cannot hold is refused, with its place and what to do",
        arguments: [
            ("sources: [{files: x}]\nrecord: {revision: b}\n", "there is no key"),
            ("sources: [{files: x}]\nrecord: {key: a, revision: a}\n", "a is part of the key"),
            ("sources: [{files: x}]\nrecord: {key: a, revision: c}\n", "c has the type string"),
            ("sources: [{files: x}]\nrecord: {key: a, revision: yes}\n", "`revision` names yes"),
            ("sources: [{files: x, withdraw: all}]\n", "records have no names here"),
            ("sources: [{files: x, withdraw: al}]\nrecord: {key: a}\n", "`withdraw` must be all"),
            ("sources: [{files: x, withdraw: {term: c, values: ['', x]}}]\nrecord: {key: a}\n", "A blank value cannot"),
            ("sources: [{files: x, withdraw: {term: c}}]\nrecord: {key: a}\n", "`withdraw` needs `values`"),
            ("sources: [{files: x, withdraw: {term: c, values: []}}]\nrecord: {key: a}\n", "`withdraw` needs `values`"),
            ("sources: [{files: x, withdraw: {term: a, values: x}}]\nrecord: {key: a}\n", "a is part of the key"),
            ("sources: [{files: x, withdraw: {term: d, values: yes}}]\nrecord: {key: a}\n", "d is boolean"),
            ("sources: [{files: x, withdraw: {term: z, values: yes}}]\nrecord: {key: a}\n", "no term of this dataset"),
            ("sources: [{files: x, mode: complete, resend: add}]\n", "`mode: complete` says that"),
            ("sources: [{files: x, mode: complete, withdraw: all}]\nrecord: {key: a}\n", "`mode: complete` every one"),
            ("sources: [{files: x, resend: replace, withdraw: all}]\nrecord: {key: a}\n", "brings no records"),
            ("sources: [{files: x, mode: compleat}]\n", "Did you mean `complete`?"),
            ("sources: [{files: x, serie: path}]\n", "Did you mean `series`?"),
            ("sources: [{files: x}]\npublish: {hold: {dropped: 30%}}\n", "must be a share from 0 to 1"),
            ("sources: [{files: x}]\npublish: {hold: {quarantined: 1.1}}\n", "must be a share from 0 to 1"),
            ("sources: [{files: x}]\npublish: {hold: {droped: 1}}\n", "Did you mean `dropped`?"),
            ("sources: [{files: x}]\npublish: {keep: {nightly: 0}}\n", "whole number from 1"),
            ("sources: [{files: x}]\npublish: {keep: {releases: 3}}\n", "none is ever pruned"),
            ("sources: [{files: x}]\ncontributors: {people: nobody.csv}\n", "The file nobody.csv cannot be read"),
        ])
    func refused(rest: String, message: String) {
        let found = problems(rest + "fields: {a: {}, b: {type: date}, c: {}, d: {type: boolean}}\n")
        #expect(found.count == 1 && found.joined().contains(message), "\(found)")
        #expect(found.first?.contains(#/^pipeline.yaml:[0-9]+:[0-9]+: /#) == true, "\(found)")
    }

    @Test(
        "A former name must be gone, and have one successor",
        arguments: [
            ("{a: {wasNamed: b}, b: {}}", "b is still a term"), ("{a: {wasNamed: a}}", "still has that name"),
            ("{a: {wasNamed: c}, b: {wasNamed: c}}", "a was named c too"), ("{a: {wasNamed: ''}}", "needs the name"),
        ])
    func formerNames(fields: String, message: String) {
        let found = problems("sources: [{files: x}]\nfields: \(fields)\n")
        #expect(found.count == 1 && found.joined().contains(message), "\(found)")
    }

    @Test("Problems of people.csv are told with those of the pipeline, file by file")
    func twoFiles() {
        let found = problems(
            "contributors: {people: people.csv}\nsources: [{files: x}]\nfields: {a: {wasNamed: a}}\n",
            ["people.csv": "alias,person\n,x\n"])
        #expect(found.map { $0.prefix { $0 != ":" } }.sorted() == ["people.csv", "pipeline.yaml"])
    }

    @Test("Limits hold what passes them, not what equals them, and nothing small")
    func limits() {
        let limits = HoldLimits()
        #expect(!limits.holdsDropped(3, of: 10) && limits.holdsDropped(4, of: 10))
        #expect(!limits.holdsDropped(4, of: 4) && limits.holdsDropped(5, of: 5))
        #expect(!limits.holdsQuarantined(10, of: 20) && limits.holdsQuarantined(11, of: 20))
        #expect(!limits.holdsQuarantined(19, of: 19) && !limits.holdsQuarantined(0, of: 0))
        var none = limits
        none.dropped = nil
        #expect(!none.holdsDropped(10, of: 10))
    }
}
