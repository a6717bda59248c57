import Files
import Foundation
import Observations
import Storage
import Testing
import Transect

/// Quarantined records that come back in a file for mending, or with the whole file.
@Suite struct MendedRecordsTests {
    private static let pipeline = """
        sources: [{files: '**/*.csv'}]
        record: {key: id}
        fields: {id: {}, n: {type: integer}}

        """
    private static let first = "id,n\na,1\nb,two\nc,three\n"
    private static let mendFile = "maria/may.csv.mend-1.csv"

    private func project(
        _ text: String = MendedRecordsTests.first, pipeline: String = MendedRecordsTests.pipeline
    ) async throws -> SmallProject {
        let project = try SmallProject(pipeline, files: ["maria/may.csv": text])
        try await project.run()
        return project
    }

    /// Puts a mend file into the drop folder as it lies among the receipts, with some texts replaced, and runs.
    private func mend(
        _ project: SmallProject, _ changes: [(String, String)], in file: String = MendedRecordsTests.mendFile
    ) async throws {
        var text = try String(contentsOfFile: "\(project.path)/receipts/\(file)", encoding: .utf8)
        for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
        try project.put(text, at: "drop/\(file)")
        try await project.run()
    }

    private func ledger(_ project: SmallProject, in folder: String = "") throws -> Ledger {
        try Ledger(Store(root: "\(project.path)\(folder)/store", disk: Disk()))
    }

    private func settled(_ project: SmallProject) throws -> [UInt32: Int] { try ledger(project).settledRecords() }

    private func mending(_ record: String, _ project: SmallProject) throws -> String? {
        try ledger(project).mending(of: #require(RecordID(record))).map { "\($0)" }
    }

    private func page(_ project: SmallProject) throws -> String {
        try String(contentsOfFile: "\(project.path)/receipts/maria/index.html", encoding: .utf8)
    }

    /// What the ledger says about mended records, row by row, and about newer states.
    private func facts(_ ledger: Ledger) throws -> [String] {
        let tables = try ledger.dump().components(separatedBy: "# ")
        let states = try ledger.dump().matches(of: #/is_new_state=\d/#).map { String($0.0) }
        return tables.filter { $0.hasPrefix("mended\n") } + states
    }

    /// A rebuild finds the same out about mended records.
    private func expectSameFacts(_ project: SmallProject) async throws {
        let report = try await Rebuild(
            project: Project(root: project.path), disk: Disk(),
            options: RunOptions(threads: 2, now: Instant(seconds: 1_800_000_000))
        ).run(into: "\(project.path)/rebuilt")
        #expect(report.versions.allSatisfy { $0.verdict == .proved }, "\(report.text)")
        let rebuilt = try facts(ledger(project, in: "/rebuilt"))
        #expect(try rebuilt == facts(ledger(project)))
        #expect(rebuilt.first?.contains("by_submission") == true || rebuilt.contains("is_new_state=1"))
    }

    @Test("A row of a mend file that is taken mends the record that it names; the others wait")
    func partly() async throws {
        let project = try await project()
        #expect(try page(project).contains("Mend file (2)"))
        try await mend(project, [("two", "2")])
        #expect(try settled(project) == [1: 1])
        #expect(try mending("1-2", project) == "2-1" && mending("1-3", project) == nil)
        #expect(try page(project).contains("Mend file (1)") && !page(project).contains("Mend file (2)"))
        #expect(project.published("observations.csv")?.contains("transect") == false)
        try await expectSameFacts(project)
    }

    @Test("A record that takes several attempts is mended by the last, whichever mend file that comes from")
    func attempts() async throws {
        let project = try await project()
        try await mend(project, [("two", "2")])
        try await mend(project, [("three", "3")], in: "maria/may.csv.mend-1.csv.mend-2.csv")
        #expect(try settled(project) == [1: 2, 2: 1])
        #expect(try mending("1-3", project) == "3-1" && mending("2-2", project) == "3-1")
        #expect(try !page(project).contains("Mend file ("))
        try await expectSameFacts(project)
    }

    @Test("Of two mend files that mend the same row the last one counts, and with it gone the first again")
    func twice() async throws {
        let project = try await project()
        try await mend(project, [("two", "2")])
        try await mend(project, [("two", "5"), ("three", "3")])
        #expect(try settled(project) == [1: 2, 2: 1], "the attempt that failed waits no more than its record")
        #expect(try mending("1-2", project) == "3-1")
        try await expectSameFacts(project)
        try revoke(3, project)
        #expect(try mending("1-2", project) == "2-1" && mending("1-3", project) == nil)
        try await project.run()
        #expect(try mending("1-2", project) == "2-1" && settled(project) == [1: 1])
    }

    private func revoke(_ submission: UInt32, _ project: SmallProject) throws {
        _ = try ledger(project).record(
            Decision(kind: .revoke, submission: submission, by: "Eva", why: "she has asked"), at: 1_779_000_000)
    }

    @Test("With a mend file that is revoked its records wait again")
    func revoked() async throws {
        let project = try await project()
        try await mend(project, [("two", "2"), ("three", "3")])
        #expect(try settled(project) == [1: 2] && !page(project).contains("Mend file ("))
        try revoke(2, project)
        #expect(try settled(project).isEmpty)
        try await project.run()
        #expect(try settled(project).isEmpty && page(project).contains("Mend file (2)"))
    }

    @Test("Nobody mends other people's records, nor any that were never quarantined")
    func foreign() async throws {
        let project = try await project()
        try project.put("transect:mend,id,n\n1-2: two,x,1\n1-3,y,2\n", at: "drop/jan/may.csv.mend-1.csv")
        try project.put(
            "transect:mend,id,n\n1-1: x,d,1\nmended!,e,2\n9-1: x,f,3\n1-9: x,g,4\n-,h,5\n0-0,i,6\n,j,7\n",
            at: "drop/\(Self.mendFile)")
        try await project.run()
        #expect(project.published("observations.csv")?.split(separator: "\n").count == 11, "all rows are taken")
        #expect(try settled(project).isEmpty)
        try project.put(
            "transect:mend,id,n\n  1-2: two,b,2\n'1-3 three,c,3\n", at: "drop/maria/may.csv.mend-1 (2).csv")
        try await project.run()
        #expect(try settled(project) == [1: 2], "neither blanks nor a guard before a name matter")
    }

    @Test("A mend file that is held mends nothing before it is accepted")
    func held() async throws {
        let rows = (1...60).map { "r\($0),\($0 <= 25 ? "x\($0)y" : "1")" }
        let project = try await project((["id,n"] + rows).joined(separator: "\n") + "\n")
        try await mend(project, (1...5).map { ("x\($0)y", "\($0)") })
        let ledger = try ledger(project)
        #expect(try ledger.submissions().map(\.state) == [.judged, .held])
        #expect(try ledger.settledRecords().isEmpty)
        _ = try ledger.record(
            Decision(kind: .accept, submission: 2, by: "Eva", why: "five are right"), at: 1_779_000_000)
        try await project.run()
        #expect(try ledger.settledRecords() == [1: 5])
        try await expectSameFacts(project)
    }

    @Test("Where one row is several records, whoever mends it mends all of them")
    func unpivoted() async throws {
        let project = try await project(
            "Data,sroka,kos\n2026-05-01,x,y\n2026-05-02,z,3\n",
            pipeline: """
                sources:
                  - files: '**/*.csv'
                    map: {Data: eventDate}
                    unpivot: {except: [Data], name: scientificName, value: individualCount}
                fields: {eventDate: {type: date}, scientificName: {}, individualCount: {type: integer}}

                """)
        try await mend(project, [(",x,y", ",1,2")])
        #expect(try settled(project) == [1: 2])
        #expect(try mending("1-1", project) == "2-1" && mending("1-2", project) == "2-1")
        #expect(try mending("1-3", project) == nil)
    }

    @Test("A file that was corrected and sent again leaves nothing of its earlier state to be mended")
    func sentAgain() async throws {
        let project = try await project()
        try project.put("id,n\na,1\nb,2\nc,three\n", at: "drop/maria/may.csv")
        try await project.run()
        #expect(try settled(project) == [1: 2], "what is still wrong waits in the new state")
        #expect(try ledger(project).newerState(of: RecordID(submission: 1, record: 2)) == 2)
        #expect(try page(project).contains("Mend file (1)") && !page(project).contains("Mend file (2)"))
        try await expectSameFacts(project)
    }

    @Test("So does one of which nothing was taken before")
    func afterNothing() async throws {
        let project = try await project("id,n\nb,two\n")
        try project.put("id,n\nb,2\n", at: "drop/maria/may.csv")
        try await project.run()
        #expect(try settled(project) == [1: 1])
    }

    @Test(
        "A file that only adds to its series leaves the earlier rows waiting",
        arguments: [
            (pipeline.replacingOccurrences(of: "'}", with: "', resend: add}"), "id,n\na,1\nb,2\n"),
            (pipeline, "id,n\nx,1\ny,2\n"),
        ])
    func adds(pipeline: String, second: String) async throws {
        let project = try await project(pipeline: pipeline)
        try project.put(second, at: "drop/maria/may.csv")
        try await project.run()
        #expect(try settled(project).isEmpty)
    }
}
