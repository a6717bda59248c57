import Foundation
import Testing

/// Everything that happened, in words.
@Suite struct LogTests {
    @Test("A line for every event, oldest first: files with their submitters and counts, editions, versions, decisions")
    func lines() throws {
        let project = try Garden.projectWithHold()
        try project.decide("reject", "7")
        try project.decide("withdraw", "1-1")
        try project.night(at: Garden.thirdEvening)
        let log = try project.transect("log")
        #expect(log.talk == "What became of a file is told as it is judged now, not as it was then.\n")
        let rows = log.rows
        let instants = rows.map { String($0.prefix(20)) }
        #expect(instants == instants.sorted())
        for line in [
            "submission 1 (ana/1-list.csv) from ana arrived: 3 records: 2 accepted, 1 quarantined, 0 duplicates",
            "submission 2 (ana/2-list-copy.csv) from ana arrived: the same bytes as submission 1",
            "submission 3 (ana/3-correction.csv) from ana arrived: 1 record: 0 accepted, 1 correction, 0 quarantined, "
                + "0 duplicates",
            "edition 1 of the definition: pipeline.yaml", "v1 published: 6 records",
            "submission 7 (dora/export.csv) from dora arrived: held and rejected",
            "submission 7 (dora/export.csv) rejected by Eva: she has asked", "1-1 withdrawn by Eva: she has asked",
            "v2 published: 5 records",
        ] {
            #expect(rows.contains { $0.hasSuffix("  " + line) }, "\(line)\n\(rows.joined(separator: "\n"))")
        }
        let since = try project.transect("log", "--since", "2026-05-22").rows
        #expect(since == rows.filter { $0 >= "2026-05-22" } && since.count == 3, "\(since)")
        #expect(try project.transect("log", "--since", "2027-01-01T00:00:00Z").rows == ["Nothing has happened."])
        #expect(try project.transect("log", "--since", "yesterday").code == 2)
    }

    @Test("log --json has the facts of every event")
    func json() throws {
        let project = try Garden.project()
        try project.night()
        try project.decide("decide", "V2|Pica pica", "individualCount", "5")
        let output = try project.transect("log", "--json").output
        let events = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
        let numbers = events.compactMap { $0["event"] as? Int }
        #expect(numbers == numbers.sorted() && numbers.count == events.count)
        let claim = try #require(events.first { $0["kind"] as? String == "claim" })
        #expect(claim["path"] as? String == "ana/1-list.csv" && claim["submitter"] as? String == "ana")
        #expect((claim["counts"] as? [String: Any])?["accepted"] as? Int == 2)
        let last = try #require(events.last)
        #expect(last["kind"] as? String == "decide" && last["by"] as? String == "Eva")
        #expect(last["subject"] as? [String] == ["V2", "Pica pica"] && last["label"] as? String == "5")
        #expect(last["at"] as? String == "2026-05-22T12:00:00Z")
    }
}
