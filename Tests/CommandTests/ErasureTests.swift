import Foundation
import Testing

/// Somebody asks for her data to be erased.
@Suite struct ErasureTests {
    private static let names = ["Nowak", "maria", "0000-0002-1825-0097"]

    @Test("Her records leave dataset, store and archive; everybody else's keep names, values and numbers")
    func data() throws {
        let project = try MariasGarden.project()
        let before = try project.published("observations.csv")
        let result = try project.erase("M. Nowak", "--data")
        #expect(result.code == 0, "\(result.talk)")
        #expect(
            result.rows == [
                """
                6 records erased: 1 archived file removed, 4 archived files replaced by a copy without the person, \
                3 submissions renamed.
                """, "The list of people no longer names the person, in 1 edition.", result.rows[2],
                """
                Published before, with data of the person: v1. They are as they were, since people may have cited them. \
                To put tombstones in their places, give the same command again with --tombstone v1.
                """, "Published v2: \(project.root)/snapshots/v2",
            ])
        #expect(result.rows[2].hasPrefix("Proof: event "))
        let hers = ["1-2,", "2-2,", "3-1,", "4-2,", "5-1,"]
        #expect(
            try project.published("observations.csv")
                == before.filter { row in !hers.contains { row.hasPrefix($0) } })
        let changes = try project.published("changes.csv")
        #expect(
            changes.prefix(6) == [
                "recordID,subject,change,term,old,new,cause", "1-2,,withdrawn,,,,erasure", "2-2,,withdrawn,,,,erasure",
                "3-1,,withdrawn,,,,erasure", "4-2,,withdrawn,,,,erasure", "5-1,,withdrawn,,,,erasure",
            ])
        #expect(changes.dropFirst().allSatisfy { $0.hasSuffix(",,,erasure") || $0.hasSuffix(",,,,erasure") })
        #expect(try project.files(in: "store", holding: Self.names).isEmpty)
        #expect(try project.files(in: "snapshots/v2", holding: Self.names).isEmpty)
        #expect(try project.read("people.csv") == "alias,person,language,credit,orcid\n\"jan\",Jan Kowal,pl,,\n")
        #expect(try project.transect("verify").code == 0)
        #expect(
            try project.night(at: Garden.thirdEvening).rows.last
                == "Nothing has changed since v2; nothing was published.")
    }

    @Test("Without people.csv every name is a person of its own, and is erased by itself")
    func withoutPeople() throws {
        let project = try MariasGarden.project(people: false)
        #expect(try project.erase("Maria Nowak", "--data").code == 0)
        #expect(try project.files(in: "store", holding: ["Maria Nowak"]).isEmpty)
        #expect(try project.published("observations.csv").contains { $0.hasPrefix("2-2,X2") })
        #expect(try project.erase("M. Nowak", "--data").code == 0)
        #expect(try project.erase("maria", "--data").code == 0)
        #expect(try project.files(in: "store", holding: Self.names).isEmpty)
        #expect(
            try project.published("observations.csv").dropFirst().map { $0.prefix { $0 != "," } }
                == ["1-1", "2-1", "2-3", "2-4", "3-2", "4-1"])
    }

    @Test("With --identity a token stands for the name: records, votes and consensus stay")
    func identity() throws {
        let project = try MariasGarden.project()
        let before = try project.published("observations.csv")
        let consensus = try project.read("snapshots/latest/consensus.csv")
        let votes = try project.published("votes.csv").count
        let result = try project.erase("Maria Nowak", "--identity", "--tombstone", "v1")
        #expect(result.code == 0, "\(result.talk)")
        #expect(
            result.rows.first?.hasPrefix("6 records given a token instead of the name: 0 archived files removed, ")
                == true, "\(result.rows)")
        #expect(result.rows.contains("A tombstone stands in the place of v1."))
        #expect(try project.read("snapshots/latest/consensus.csv") == consensus)
        #expect(try project.published("votes.csv").count == votes)
        // The pseudonyms alone differ, and hers is one as before.
        let after = try project.published("observations.csv")
        let differing = zip(before, after).filter { $0 != $1 }
        #expect(before.count == after.count && differing.count == 4)
        func pseudonyms(_ rows: [String]) -> Set<String> {
            Set(rows.map { row in String(row.split(separator: ",").first { $0.hasPrefix("c-") } ?? "") })
        }
        #expect(pseudonyms(differing.map(\.0)).count == 1 && pseudonyms(differing.map(\.1)).count == 1)
        #expect(try project.tree("snapshots").files.filter { $0.hasPrefix("v1/") } == ["v1/TOMBSTONE.md"])
        #expect(try project.files(in: "store", holding: Self.names).isEmpty)
        #expect(try project.files(in: "snapshots", holding: Self.names).isEmpty)
        let people = try project.read("people.csv")
        #expect(people.components(separatedBy: "erased-").count == 5 && people.hasSuffix("\"jan\",Jan Kowal,pl,,\n"))

        // What she sends later is hers, under the same token.
        try project.write(
            MariasGarden.header + "M7,V3,2026-05-03,Pica pica,2,M. Nowak,,\n", to: "drop/maria/june.csv")
        try project.night(at: Garden.thirdEvening)
        #expect(pseudonyms([try project.published("observations.csv").last ?? ""]) == pseudonyms(differing.map(\.1)))
        #expect(try project.files(in: "store", holding: Self.names).isEmpty)
    }

    @Test("A later export of everything does not bring her back and leaves no trace of her")
    func cumulativeExport() throws {
        let project = try MariasGarden.project()
        try project.erase("Maria Nowak", "--data")
        try MariasGarden.sendEverythingAgain(project)
        // The very file that was removed lies there once more, under a new name.
        try project.write(MariasGarden.ownList, to: "drop/club/from-her.csv")
        let result = try project.night(at: Garden.thirdEvening)
        #expect(
            result.rows.first == "1 submission, 4 records: 1 accepted, 1 correction, 2 quarantined, 0 duplicates.",
            "\(result.rows)")
        #expect(
            try project.published("observations.csv").dropFirst().map { $0.prefix { $0 != "," } }
                == ["1-1", "2-1", "2-3", "2-4", "3-2", "4-1", "7-3"])
        #expect(
            try project.published("changes.csv").dropFirst().allSatisfy {
                $0.hasSuffix("submission 7") || $0.hasPrefix(",")
            })
        #expect(try project.files(in: "store", holding: Self.names).isEmpty)
        #expect(try project.files(in: "snapshots/latest", holding: ["Nowak"]).isEmpty)
        let again = try project.night(at: "2026-05-23T12:00:00Z")
        #expect(again.rows.first == "Nothing new in the drop folder.")
    }

    @Test("people.csv may not name her again")
    func peopleAgain() throws {
        let project = try MariasGarden.project()
        try project.erase("Maria Nowak", "--identity")
        try project.write(MariasGarden.people, to: "people.csv")
        let result = try project.transect("run")
        #expect(result.code == 2)
        #expect(result.talk.contains("people.csv names somebody again whose data were erased."))
        #expect(try project.files(in: "store", holding: Self.names).isEmpty)
    }

    @Test("A rehearsal says what would be done and changes nothing")
    func rehearsal() throws {
        let project = try MariasGarden.project()
        let before = try project.tree("")
        let result = try project.erase("maria", "--data", "--dry-run")
        #expect(result.code == 0)
        #expect(
            result.rows.first == """
                6 records would be erased: 1 archived file would be removed, 4 archived files would be replaced by a \
                copy without the person, 3 submissions would be renamed.
                """)
        #expect(
            try project.tree("").without { $0.hasPrefix("store/ledger") }.differences(
                from: before.without { $0.hasPrefix("store/ledger") }
            ).isEmpty)
    }

    @Test("What cannot be done is refused in plain words, before anything is")
    func refusals() throws {
        let project = try MariasGarden.project()
        for (options, says) in [
            (["--data", "--identity"], "Say how much: either --identity or --data."),
            ([], "Say how much: either --identity or --data."),
            (["--data", "--tombstone", "v7"], "There is no version v7."),
        ] {
            let result = try Program.run(
                ["erase", "maria", "--by", "Anna", "--why", "asked", "--project", project.root] + options)
            #expect(result.code == 2 && result.talk.contains(says), "\(result)")
        }
        let named = try Program.run(
            ["erase", "maria", "--data", "--by", "Anna", "--why", "Maria Nowak asked", "--project", project.root])
        #expect(named.code == 2 && named.talk.contains("--why names the person"))
        try project.write(MariasGarden.pipeline(people: true) + "\n# another\n", to: "pipeline.yaml")
        let changed = try project.erase("maria", "--data")
        #expect(changed.code == 2 && changed.talk.contains("The definition has changed since the last run."))
        #expect(try project.transect("snapshots").rows.count == 2)
    }

    @Test("Doing it twice does nothing the second time; --data after --identity takes the rest")
    func twice() throws {
        let project = try MariasGarden.project()
        try project.erase("Maria Nowak", "--identity")
        let again = try project.erase("Maria Nowak", "--identity", at: Garden.thirdEvening)
        #expect(again.code == 0)
        #expect(again.rows.first == "Nothing of the person is left in the store; nothing had to be done.")
        #expect(again.rows.last == "Nothing has changed since v2; nothing was published.")
        let data = try project.erase("Maria Nowak", "--data", at: Garden.thirdEvening)
        #expect(data.rows.first?.hasPrefix("6 records erased: 1 archived file removed, ") == true, "\(data)")
        #expect(
            try project.published("observations.csv").dropFirst().map { $0.prefix { $0 != "," } }
                == ["1-1", "2-1", "2-3", "2-4", "3-2", "4-1"])
    }
}

/// An erasure that is killed, or whose disk fails, at the first, second, … last operation.
@Suite struct ErasureCrashTests {
    @Test(
        "An erasure that is killed at any operation and given again ends as an undisturbed one, and nothing names her",
        arguments: ["--data", "--identity"])
    func killed(mode: String) throws {
        let before = try MariasGarden.project()
        let calm = try copy(before)
        try calm.erase("Maria Nowak", mode)
        let undisturbed = try calm.outcome().tree
        let step = mode == "--data" ? Strides.of(2) : Strides.of(5)
        var operation = 1 - step
        while true {
            operation += step
            let project = try copy(before)
            let first = try Program.run(
                [
                    "erase", "Maria Nowak", mode, "--by", "Anna", "--why", "asked for it on 21 May", "--threads", "1",
                    "--project", project.root,
                ],
                environment: ["TRANSECT_FAULT": "kill:\(operation)", "TRANSECT_NOW": Garden.secondEvening])
            guard first.code != 0 else { break }
            try #require(first.code == 128 + SIGKILL, "at \(operation): \(first)")
            // Every other time an ordinary night comes first.
            if operation / step % 2 == 0 {
                let night = try project.transect("run", environment: ["TRANSECT_NOW": Garden.secondEvening])
                #expect(night.code == 0, "night after \(operation): \(night.talk)")
            }
            let again = try project.erase("Maria Nowak", mode)
            #expect(again.code == 0, "again after \(operation): \(again.talk)")
            // Whether a night came in between decides which receipts are there.
            let differences = try project.outcome().tree.without { $0.hasPrefix("receipts/") }
                .differences(from: undisturbed.without { $0.hasPrefix("receipts/") })
            #expect(differences.isEmpty, "killed at \(operation): \(differences)")
            let named = try project.files(in: "store", holding: ["Nowak", "maria"])
            #expect(named.isEmpty, "killed at \(operation): \(named)")
            let told = try project.files(in: "receipts", holding: ["Nowak", "maria"])
            #expect(told.isEmpty, "killed at \(operation): \(told)")
        }
        #expect(operation > 60, "only \(operation) operations were broken")
    }

    private func copy(_ project: ScratchProject) throws -> ScratchProject {
        let copy = try ScratchProject(copyOf: project)
        try copy.write(MariasGarden.people, to: "people.csv")
        return copy
    }
}
