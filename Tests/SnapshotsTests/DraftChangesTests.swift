import Files
import Observations
import Testing

import Snapshots

@Suite("What a draft says about itself before it is finished")
struct DraftChangesTests {
    private let temporary = TemporaryFolder()
    private let disk = Disk()
    private var folder: SnapshotFolder { SnapshotFolder(temporary.path, disk: disk) }

    private func draft(
        _ records: [SampleRecord], encoder: ObservationEncoder = Sample.encoder(), renamed: [String: String] = [:]
    ) throws -> SnapshotDraft {
        var draft = try SnapshotDraft(
            in: folder, version: 2, previous: 1, encoder: encoder, renamed: renamed, withParquet: true, disk: disk)
        var source = Sample.source(records)
        try draft.addObservations(part: 1, of: 1, from: &source)
        try draft.addTable(Sample.consensusTable, Sample.firstConsensus)
        try draft.addTable(Sample.contributors, Sample.contributorColumns)
        return draft
    }

    @Test("Counts of withdrawn and changed records are known while the draft can still be discarded")
    func counts() throws {
        try publishSample(in: folder, version: 1, previous: nil, withParquet: true)
        var records = Array(Sample.first.dropFirst(2))
        records[0].cells[3] = "7"
        var draft = try draft(records)
        #expect(draft.previousRecords == 4, "a record with a blank licence was not published")
        #expect(try draft.differsFromPrevious())
        var causes = 0
        let counts = try draft.writeChanges { _ in
            causes += 1
            return .edition(2)
        }
        #expect(counts.withdrawn == 2 && counts.changed == 1 && counts.added == 0)
        #expect(causes == 3)
        try draft.discard()
        #expect(try disk.list(temporary.path) == ["latest", "v1"])
    }

    @Test("Changes are written once, behind everything that they are about, and before the end")
    func order() throws {
        try publishSample(in: folder, version: 1, previous: nil, withParquet: true)
        var late = try draft(Sample.first)
        try late.writeChanges { _ in .consensus }
        #expect(throws: SnapshotError.self) { try late.writeChanges { _ in .consensus } }
        let table = PublishedTable(name: "votes", title: "Votes", fields: [PublishedField("label")])
        #expect(throws: SnapshotError.self) { try late.addTable(table, [TextColumn(["fox"])]) }
        #expect(throws: SnapshotError.self) { try late.linkObservations(part: 1, of: 1) }
        try late.addFile("pipeline.yaml", title: "The definition", bytes: [])
        let finished = try late.finish(Sample.description, created: Sample.created)
        let differs = finished.differsFromPrevious
        #expect(!differs)
        try finished.discard()
        let early = try draft(Sample.first)
        do {
            _ = try early.finish(Sample.description, created: Sample.created)
            Issue.record("finished without changes")
        } catch { #expect(error is SnapshotError) }
    }

    @Test("A renamed term is one line, with the columns of its question, and its values are no changes")
    func renamed() throws {
        try publishSample(in: folder, version: 1, previous: nil, withParquet: true)
        var fields = Sample.fields
        fields[1].name = "species"
        let view = PublicView(fields: fields, withheld: ["note"], people: ["recordedBy"])
        var draft = try SnapshotDraft(
            in: folder, version: 2, previous: 1, encoder: Sample.encoder(view), renamed: ["species": "scientificName"],
            withParquet: false, disk: disk)
        let terms = fields.map { Term($0.name) }
        let batch = Sample.batch(Sample.first)
        var source = Rows(batches: [
            PlacedObservations(terms: terms, batch: batch.batch, ordinals: batch.ordinals, ids: batch.ids)
        ])
        #expect(try !draft.linkObservations(part: 1, of: 1), "the header is another one")
        try draft.addObservations(part: 1, of: 1, from: &source)
        var table = Sample.consensusTable
        table = PublishedTable(
            name: table.name, title: table.title,
            fields: table.fields.map { field in
                var field = field
                if field.name.hasPrefix("scientificName") { field.name = "species" + field.name.dropFirst(14) }
                return field
            }, primaryKey: table.primaryKey)
        try draft.addTable(table, Sample.firstConsensus)
        try draft.addTable(Sample.contributors, Sample.contributorColumns)
        #expect(try draft.differsFromPrevious())
        var lines: [String] = []
        let counts = try draft.writeChanges { change in
            lines.append("\(change.kind.rawValue) \(change.old ?? "") -> \(change.new ?? "")")
            return .edition(2)
        }
        #expect(counts.columns == 4 && counts.changed == 0 && counts.withdrawn == 0 && counts.subjects == 0)
        #expect(
            lines == [
                "column-renamed scientificName -> species", "column-renamed scientificName -> species",
                "column-renamed scientificName_status -> species_status",
                "column-renamed scientificName_confidence -> species_confidence",
            ])
        try draft.discard()
    }

    @Test("A part without a visible record is an empty table, and comes back when a record does")
    func hiddenRecords() throws {
        try publishSample(in: folder, version: 1, previous: nil, withParquet: true)
        // Places 0 and 3 stay; those between are hidden, and so is a whole batch.
        let gaps = [Sample.first[0], Sample.first[4]]
        var draft = try draft(gaps)
        let counts = try draft.writeChanges { _ in .withdrawal(3) }
        #expect(counts.withdrawn == 2)
        try draft.finish(Sample.description, created: Sample.created).makeVisible()
        #expect(try folder.package(of: 2).observationCount == 2)
        for (version, records) in [(3, []), (4, Array(Sample.first[2...2]))] {
            var draft = try SnapshotDraft(
                in: folder, version: version, previous: version - 1, encoder: Sample.encoder(), withParquet: true,
                disk: disk)
            // Batches of which every row is hidden may come as empty ones.
            var source = Rows(batches: [Sample.batch([]), Sample.batch(records), Sample.batch([])])
            try draft.addObservations(part: 1, of: 1, from: &source)
            try draft.addTable(Sample.consensusTable, Sample.firstConsensus)
            try draft.addTable(Sample.contributors, Sample.contributorColumns)
            let counts = try draft.writeChanges { _ in .withdrawal(3) }
            #expect(counts.withdrawn == (version == 3 ? 2 : 0) && counts.added == records.count)
            try draft.finish(Sample.description, created: Sample.created).makeVisible()
            #expect(try folder.verify(version).isIntact)
            #expect(try folder.package(of: version).observationCount == records.count)
        }
        let header = try text(folder.folder(of: 1) + "/observations.csv").split(separator: "\n")[0]
        #expect(try text(folder.folder(of: 3) + "/observations.csv") == header + "\n")
    }

    @Test("Parts of a large dataset may be hidden as a whole, the middle one and the last")
    func hiddenParts() throws {
        func record(_ number: UInt32) -> SampleRecord {
            var record = Sample.first[0]
            record.id = RecordID(submission: 1, record: number + 1)
            record.ordinal = number
            return record
        }
        func publish(_ version: Int, _ parts: [[SampleRecord]?]) throws -> ChangeCounts {
            var draft = try SnapshotDraft(
                in: folder, version: version, previous: version == 1 ? nil : version - 1, encoder: Sample.encoder(),
                withParquet: true, disk: disk)
            for (index, records) in parts.enumerated() {
                if let records {
                    var source = Rows(batches: records.isEmpty ? [] : [Sample.batch(records)])
                    try draft.addObservations(part: index + 1, of: parts.count, from: &source)
                } else {
                    #expect(try draft.linkObservations(part: index + 1, of: parts.count))
                }
            }
            let counts = try draft.writeChanges { _ in .withdrawal(2) }
            try draft.finish(Sample.description, created: Sample.created).makeVisible()
            #expect(try folder.verify(version).isIntact)
            return counts
        }
        _ = try publish(1, [[record(5)], [record(1_000_000), record(1_999_999)], [record(2_000_000)]])
        let counts = try publish(2, [nil, [], []])
        #expect(counts.withdrawn == 3 && counts.added == 0 && counts.changed == 0)
        let back = try publish(3, [nil, nil, [record(2_000_000), record(2_000_001)]])
        #expect(back.added == 2 && back.withdrawn == 0)
        #expect(try folder.package(of: 3).observationCount == 3)
    }

    @Test("An erasure hides what was there, and causes say what happened")
    func causes() {
        #expect(ChangeCause.erasure == ChangeCause("erasure", hidesValues: true))
        #expect(ChangeCause.submission(7).text == "submission 7" && ChangeCause.withdrawal(8).text == "withdrawal 8")
        #expect(ChangeCause.decision(9).text == "decision 9" && ChangeCause.edition(2).text == "edition 2")
        #expect(!ChangeCause.decision(9).hidesValues && ChangeCause.consensus.text == "consensus")
    }

    @Test("Decisions of experts have their place in the package and in the README")
    func decisions() throws {
        var draft = try SnapshotDraft(
            in: folder, version: 1, previous: nil, encoder: Sample.encoder(), withParquet: false, disk: disk)
        var source = Sample.source(Sample.first)
        try draft.addObservations(part: 1, of: 1, from: &source)
        try draft.addTable(Sample.contributors, Sample.contributorColumns)
        try draft.addTable(
            PublishedTable(
                name: "decisions", title: "What experts decided",
                fields: ["eventID", "question", "label"].map { PublishedField($0) }),
            [TextColumn(["e1"]), TextColumn(["scientificName"]), TextColumn(["Pica pica"])])
        try draft.addTable(Sample.consensusTable, Sample.firstConsensus)
        try draft.finish(Sample.description, created: Sample.created) { _ in .consensus }.makeVisible()
        let package = try folder.package(of: 1)
        #expect(
            package.resources.map(\.path).filter { $0.hasSuffix(".csv") } == [
                "observations.csv", "consensus.csv", "decisions.csv", "contributors.csv", "changes.csv",
            ])
        #expect(package.semantics == 1)
        #expect(try package.problem(of: "decisions.csv", disk: disk) == nil)
        let readMe = try text(folder.folder(of: 1) + "/README.md")
        #expect(readMe.contains("an expert has decided; `decisions.csv` lists all decisions."))
        #expect(readMe.contains("makes it anew from `votes.csv`, `decisions.csv` and `pipeline.yaml`"))
    }
}
