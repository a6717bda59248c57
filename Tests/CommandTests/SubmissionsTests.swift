import Foundation
import Testing

/// The list of what came.
@Suite struct SubmissionsTests {
    @Test("A row for every submission, oldest first, with what became of it")
    func rows() throws {
        let project = try Garden.projectWithHold()
        let rows = try project.transect("submissions").rows
        #expect(rows.count == 8)
        #expect(rows[0].hasPrefix("submission  arrived"))
        #expect(rows[1].hasPrefix("1           2026-05-20T12:00:00Z  ana "))
        #expect(rows[1].hasSuffix("judged     3 records: 2 accepted, 1 quarantined, 0 duplicates"))
        #expect(rows[7].contains(" dora/export.csv ") && rows[7].contains("16 of its 24 records would be quarantined"))
    }

    @Test("Submitter, state and day choose, all together")
    func conditions() throws {
        let project = try Garden.projectWithHold()
        func numbers(_ conditions: String...) throws -> [String] {
            let result = try Program.run(["submissions", "--csv", "--project", project.root] + conditions)
            #expect(result.code == 0, "\(result)")
            return result.rows.dropFirst().map { String($0.prefix { $0 != "," }) }
        }
        #expect(try numbers("--submitter", "ana") == ["1", "2", "3", "4"])
        #expect(try numbers("--state", "duplicate") == ["2"])
        #expect(try numbers("--since", "2026-05-21") == ["7"])
        #expect(try numbers("--submitter", "ana", "--state", "judged") == ["1", "3", "4"])
        #expect(try numbers("--submitter", "ana", "--state", "held") == [])
        for (conditions, says) in [
            (["--state", "revoked"], "No submission is revoked."),
            (["--since", "2027-01-01"], "No submission matches."),
            (["--state", "held", "--submitter", "ana"], "No submission matches."),
        ] {
            let none = try Program.run(["submissions", "--project", project.root] + conditions)
            #expect(none.code == 0 && none.rows == [says], "\(none)")
        }
    }

    @Test("CSV and JSON have all counts and the reasons")
    func facts() throws {
        let project = try Garden.projectWithHold()
        let csv = try project.transect("submissions", "--csv").rows
        #expect(
            csv[0] == "submission,arrived,submitter,path,bytes,state,records,accepted,corrections,quarantined,"
                + "duplicates,withdrawals,flagged,dropped,repeats,imported,held,problem,toMend")
        #expect(csv[1].hasSuffix(",judged,3,2,0,1,0,0,0,0,,false,,,1"), "\(csv[1])")
        #expect(csv[2].hasSuffix(",duplicate,0,0,0,0,0,0,0,0,1,false,,,0"), "\(csv[2])")
        #expect(csv[7].contains(",held,24,8,0,16,0,0,0,0,,false,16 of its 24 records"), "\(csv[7])")
        let output = try project.transect("submissions", "--json").output
        let list = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
        #expect(list.map { $0["submission"] as? Int } == [1, 2, 3, 4, 5, 6, 7])
        #expect(list[1]["repeats"] as? Int == 1 && list[6]["state"] as? String == "held")
        #expect((list[0]["counts"] as? [String: Int])?["quarantined"] == 1)
        #expect(list[0]["toMend"] as? Int == 1 && list[6]["toMend"] as? Int == 0)
        #expect(try project.transect("submissions", "--json", "--state", "erased").output == "[]\n")
    }

    @Test("Names of strangers are neither formulas nor commands to the terminal")
    func hostile() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write("a\n1\n", to: "drop/=ana/\u{1B}[31mred.csv")
        try project.night()
        let csv = try project.transect("submissions", "--csv").rows
        #expect(csv[1].contains(",'=ana,'=ana/\u{1B}[31mred.csv,"), "\(csv[1])")
        let text = try project.transect("submissions").output
        #expect(text.contains("=ana/\\u{1b}[31mred.csv") && !text.contains("\u{1B}"))
    }

    @Test(
        "What cannot be asked for is 2, with what there is",
        arguments: [
            (["--submitter", "anna"], "Nobody called `anna` has sent anything. Did you mean `ana`?"),
            (["--state", "hold"], "'hold' is invalid for '--state"), (["--since", "May"], "`May` is no instant"),
            (["--csv", "--json"], "--csv and --json contradict each other"),
        ])
    func refusals(arguments: [String], says: String) throws {
        let project = try Garden.project()
        try project.night()
        let result = try Program.run(["submissions", "--project", project.root] + arguments)
        #expect(result.code == 2 && result.output.isEmpty, "\(result)")
        #expect(result.talk.contains(says), "\(result.talk)")
    }

    @Test("Before the first run there is nothing to list: 2", arguments: ["submissions", "findings"])
    func tooEarly(command: String) throws {
        let result = try Garden.project().transect(command)
        #expect(result.code == 2 && result.talk.contains("run `transect run`"), "\(result)")
    }
}
