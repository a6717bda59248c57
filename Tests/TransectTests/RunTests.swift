import Files
import Foundation
import Observations
import Storage
import Testing
import Transect

@Suite struct RunTests {
    private let source = "sources: [{files: '**/*.csv'}]\n"

    @Test("An edition that accepts nothing and is never published leaves no old rows in the next version")
    func emptyEdition() async throws {
        let project = try SmallProject(
            source + "fields: {label: {}, n: {type: integer}}\n", files: ["a.csv": "label,n\nkite,2\n"])
        try await project.run()
        try project.put("label,n\nowl,3\n", at: "drop/b.csv")
        try await project.run()
        try project.write(pipeline: source + "fields: {label: {constraints: {maxLength: 1}}, n: {}}\n")
        try await project.run(publishes: false)
        try project.write(pipeline: source + "fields: {label: {}, n: {type: integer, missingValues: ['2']}}\n")
        try await project.run()
        #expect(project.published("observations.csv") == "recordID,label,n\n1-1,kite,\n2-1,owl,3\n")
        #expect(project.published("changes.csv")?.contains("1-1,,changed,n,2,,edition 3") == true)
    }

    @Test("Trying a pipeline out leaves the draft alone that a run beside it writes")
    func draftBeside() async throws {
        let project = try SmallProject(
            source + "fields: {a: {}}\nexpect: {records: 1}\n", files: ["a.csv": "a\nx\n"])
        try project.put("", at: "snapshots/.draft-v1/observations.csv")
        let comparisons = try await Expectation(project: Project(root: project.path)).compare(now: Instant(seconds: 0))
        #expect(comparisons.filter { !$0.isMet }.isEmpty)
        #expect(FileManager.default.fileExists(atPath: project.path + "/snapshots/.draft-v1/observations.csv"))
    }

    @Test("Columns that the pipeline names and a file lacks are told, and answers that do not count")
    func missing() async throws {
        let project = try SmallProject(
            """
            sources: [{files: '**/*.csv', map: {Gatunek: label, Uwagi: notes}, join: {place: {from: [Ulica, label]}}}]
            fields: {image: {}, who: {}, label: {}, notes: {}, place: {}}
            consensus: {subject: image, contributor: who, questions: {label: {method: majority}}}
            """, files: ["a.csv": "image,who,Gatunek\n1,Ann,a\n1,Ann,b\n2,,c\n2,Ola,c\n"])
        let report = try await project.run()
        #expect(report.submissions.first?.missingFields == ["Uwagi", "Ulica"])
        #expect(report.text.contains("the file lacks: Uwagi, Ulica"))
        #expect(report.questions.first?.repeated == 2 && report.questions.first?.withoutContributor == 1)
    }

    @Test("No file lacks the columns that `unpivot` makes, also where a step reads them; those that it names are told")
    func unpivoted() async throws {
        let project = try SmallProject(
            """
            sources:
              - files: '*.csv'
                unpivot: {except: [Besuch, Datum], name: label, value: count}
                map:
                  Besuch: visit
                  Datum: day
                  label: {to: label, lookup: {file: names.csv, from: de, to: name}}
                join: {place: {from: [count, Ort]}}
            fields: {visit: {}, day: {}, label: {}, count: {}, place: {}}
            """, files: ["a.csv": "Besuch,Amsel\n1,2\n"])
        try project.put("de,name\nAmsel,Turdus merula\n", at: "names.csv")
        let report = try await project.run()
        #expect(report.submissions.first?.missingFields == ["Datum", "Ort"])
    }

    @Test("A name that was typed with separate accents is the same subject and the same answer")
    func accents() async throws {
        let composed = "wr\u{F3}bel"
        let project = try SmallProject(
            """
            sources: [{files: '**/*.csv'}]
            fields: {image: {}, who: {}, label: {}}
            consensus: {subject: image, contributor: who, questions: {label: {method: majority}}}
            """,
            files: ["a.csv": "image,who,label\n\u{E9}1,Ann,\(composed)\ne\u{301}1,Ola,wro\u{301}bel\n"])
        try await project.run()
        let consensus = try #require(project.published("consensus.csv"))
        #expect(consensus.split(separator: "\n").count == 2)
        #expect(consensus.contains(",agreed,") && consensus.contains(",2,2,1.000000,"))
    }

    @Test("Where a night breaks off early, what it has claimed is recorded before its lock is given back")
    func breaksOff() async throws {
        let project = try SmallProject(source + "fields: {a: {}}\n", files: ["maria/a.csv": "a\nx\n"])
        // No file of the definition can be kept where this lies instead of a folder.
        let digest = Digest.sha256(try Disk().read(project.path + "/pipeline.yaml"))
        try project.put("", at: "store/archive/\(digest.description.prefix(2))")
        var failure: (any Error)?
        do { try await project.run() } catch { failure = error }
        #expect(failure is DiskError, "\(String(describing: failure))")
        let ledger = try Ledger(Store(root: project.path + "/store", disk: Disk()))
        #expect(try ledger.submissions().map(\.path) == ["maria/a.csv"])
    }

    @Test("A draft that somebody removed before it had its name is drafted again under the same number")
    func lostDraft() async throws {
        let project = try SmallProject(source + "fields: {a: {}}\n", files: ["a.csv": "a\nx\n"])
        try await project.run()
        #expect(project.published("observations.csv") != nil)
        try project.put("a\ny\n", at: "drop/b.csv")
        // The machine stops at every operation in turn, until version 2 is promised and has no name yet.
        var operation = 1
        while true {
            let disk = Disk(faults: FaultPlan(.crash, at: operation))
            let options = RunOptions(threads: 1, now: Instant(seconds: 1_777_900_000))
            _ = try? await Run(project: Project(root: project.path), disk: disk, options: options).execute()
            let last = try Ledger(Store(root: project.path + "/store", disk: Disk())).snapshots().last
            if last?.number == 2, last?.state == .intent { break }
            operation += 1
            try #require(operation < 2_000)
        }
        try #require(FileManager.default.fileExists(atPath: project.path + "/snapshots/.draft-v2/datapackage.json"))
        try Disk().removeTree(project.path + "/snapshots/.draft-v2")
        try await project.run()
        #expect(project.published("observations.csv") == "recordID,a\n1-1,x\n2-1,y\n")
    }
}
