import Files
import Foundation
import Observations
import Storage
import Testing
import Transect

@Suite struct GoingBackTests {
    @Test("A file that returns to an earlier state of itself counts again")
    func back() async throws {
        let project = try SmallProject("sources: [{files: '**/*.csv'}]\nfields: {label: {}, n: {}, eventDate: {}}\n")
        let first = "label,n,eventDate\nkite,1,2026-05-01\nowl,2,2026-05-01\nelk,3,2026-05-02\n"
        try project.put(first, at: "drop/a/notes.csv")
        try await project.run()
        let before = project.published("observations.csv")
        try project.put(first.replacingOccurrences(of: "owl,2", with: "owl,7"), at: "drop/a/notes.csv")
        try await project.run()
        #expect(project.published("observations.csv")?.contains("1-2,owl,7") == true)
        try project.put(first, at: "drop/a/notes.csv")
        try await project.run()
        #expect(project.published("observations.csv") == before)
        // The very same once more is a duplicate.
        try project.put(first + "", at: "drop/a/copy.csv")
        let report = try await project.run()
        #expect(report.submissions.first?.repeats == 1)
    }

    @Test("A withdrawal without a kept key, whose record has another name after a revocation, is told")
    func lapsed() async throws {
        let project = try SmallProject(
            "sources: [{files: '**/*.csv'}]\nrecord: {key: id}\nfields: {id: {}, label: {}}\n")
        let rows = (1...6).map { "\($0),kite" }.joined(separator: "\n")
        try project.put("id,label\n" + rows + "\n", at: "drop/a/list.csv")
        try await project.run()
        let ledger = try Ledger(Store(root: project.path + "/store", disk: Disk()))
        _ = try ledger.record(Decision(kind: .withdraw, records: ["1-3"], by: "Eva", why: "asked"), at: 1_777_700_000)
        try await project.run()
        #expect(project.published("observations.csv")?.contains("1-3") == false)
        try project.put("id,label\n" + rows + "\n7,owl\n", at: "drop/a/more.csv")
        try await project.run()
        _ = try ledger.record(Decision(kind: .revoke, submission: 1, by: "Eva", why: "wrong"), at: 1_777_900_000)
        let report = try await project.run()
        #expect(report.lapsed.map { "\($0.record)" } == ["1-3"])
        #expect(report.needsDecision)
        #expect(report.text.contains("(withdraw) finds no record 1-3 any more"))
    }

    @Test("Where all files of a source are one series, an old export under a new name is the newest state")
    func backUnderAnotherName() async throws {
        let project = try SmallProject(
            "sources: [{files: '**/*.csv', mode: complete, series: source}]\nrecord: {key: id}\nfields: {id: {}}\n")
        let first = "id\n1\n2\n3\n4\n5\n6\n"
        try project.put(first, at: "drop/a/may.csv")
        try await project.run()
        let before = project.published("observations.csv")
        try project.put(first + "7\n", at: "drop/a/june.csv")
        try await project.run()
        #expect(project.published("observations.csv")?.contains("2-7,7") == true)
        try project.put(first, at: "drop/a/may-again.csv")
        let report = try await project.run()
        #expect(report.submissions.first?.repeats == nil && report.submissions.first?.dropped == 1)
        #expect(project.published("observations.csv") == before)
    }

    @Test("A record is withdrawn under its name though the same night has given it other content")
    func sameNight() async throws {
        let project = try SmallProject("sources: [{files: '**/*.csv'}]\nfields: {label: {}, n: {}, eventDate: {}}\n")
        let first = "label,n,eventDate\nkite,1,2026-05-01\nowl,2,2026-05-01\nelk,3,2026-05-02\n"
        try project.put(first, at: "drop/a/notes.csv")
        try await project.run()
        // Mended and claimed, then withdrawn before anything was judged.
        try project.put(first.replacingOccurrences(of: "owl,2", with: "owl,7"), at: "drop/a/notes.csv")
        let store = Store(root: project.path + "/store", disk: Disk())
        let ledger = try Ledger(store)
        var report = RunReport()
        let options = RunOptions(threads: 2, now: Instant(seconds: 1_777_690_000))
        let run = try Run(project: Project(root: project.path), disk: Disk(), options: options)
        try await run.claim(store, ledger, &report).settle()
        _ = try ledger.record(Decision(kind: .withdraw, records: ["1-2"], by: "Eva", why: "asked"), at: 1_777_700_000)
        let night = try await project.run()
        #expect(night.lapsed.isEmpty)
        #expect(
            project.published("observations.csv")
                == "recordID,label,n,eventDate\n1-1,kite,1,2026-05-01\n1-3,elk,3,2026-05-02\n")
    }
}
