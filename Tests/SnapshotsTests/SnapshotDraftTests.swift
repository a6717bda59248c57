import Files
import Formats
import Observations
import Testing

import Snapshots

@Suite("Drafting and publishing a version")
struct SnapshotDraftTests {
    private let temporary = TemporaryFolder()
    private let disk = Disk()
    private var folder: SnapshotFolder { SnapshotFolder(temporary.path + "/snapshots", disk: disk) }

    @Test("A version has all its files, verifies, and is read-only")
    func wholeVersion() throws {
        let digest = try publishSample(in: folder, version: 1, previous: nil, withParquet: true)
        let files = try contents(folder.folder(of: 1))
        #expect(
            files.keys.sorted() == [
                "CITATION.cff", "README.md", "changes.csv", "changes.parquet", "consensus.csv", "consensus.parquet",
                "contributors.csv", "contributors.parquet", "datapackage.json", "lists/gatunki ż.csv",
                "observations.csv", "observations.parquet", "pipeline.yaml",
            ])
        #expect(try folder.versions() == [1] && folder.latest() == 1)
        let report = try folder.verify(1, against: digest)
        #expect(report.problems == [] && report.files == files.count && report.isDescriptorProtected)
        #expect(try disk.status(folder.folder(of: 1))?.mode == 0o555)
        #expect(try disk.status(folder.folder(of: 1) + "/lists")?.mode == 0o555)
        for name in files.keys { #expect(try disk.status(folder.folder(of: 1) + "/" + name)?.mode == 0o444) }
        #expect(try disk.status(folder.draftFolder(of: 1)) == nil)
    }

    @Test("The same content gives the same bytes in another folder, and the date is in the description")
    func determinism() throws {
        let other = TemporaryFolder()
        try publishSample(in: folder, version: 1, previous: nil)
        try publishSample(in: SnapshotFolder(other.path, disk: disk), version: 1, previous: nil)
        #expect(try contents(folder.folder(of: 1)) == contents(other.path + "/v1"))
        let package = try folder.package(of: 1)
        #expect(package.created == "2026-05-01T21:04:05Z" && package.version == "1" && package.observationCount == 4)
        #expect(package.resources.map(\.path).first == "observations.csv")
        #expect(package.resource(at: "observations.csv")?.primaryKey == ["recordID"])
        #expect(package.resource(at: "observations.csv")?.columns.contains("note") == false)
    }

    @Test("The first version has changes with only a header; a later one lists them with their causes")
    func changes() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        #expect(try text(folder.folder(of: 1) + "/changes.csv") == "recordID,subject,change,term,old,new,cause\n")
        var records = Sample.first
        records[0].cells[1] = "@Pica"
        records.remove(at: 2)
        records.append(
            SampleRecord(3, 1, ordinal: 5, ["e9", "Apus apus", "2026-05-03", "2", nil, "Maria", "CC0", nil]))
        let consensus = Sample.consensus([
            ["e1", "@Pica", "agreed", "0.930000"], ["e9", nil, "insufficient", "0.500000"],
        ])
        try publishSample(in: folder, version: 2, previous: 1, records: records, consensus: consensus)
        #expect(
            try text(folder.folder(of: 2) + "/changes.csv") == """
                recordID,subject,change,term,old,new,cause
                1-1,,changed,scientificName,Pica pica,'@Pica,submission 2
                1-3,,withdrawn,,,,withdrawal 3
                3-1,,added,,,,submission 2
                ,e1,changed,scientificName,Pica pica,'@Pica,submission 2
                ,e2,withdrawn,,,,withdrawal 3
                ,e9,added,,,,submission 2

                """)
        let readMe = try text(folder.folder(of: 2) + "/README.md")
        #expect(
            readMe.contains("Since version 1: 1 record added, 1 changed, 1 withdrawn; the consensus on 3 subjects."))
        #expect(folder.latest() == 2)
    }

    @Test("Files that did not change are one file on the disk")
    func hardLinks() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        var records = Sample.first
        records[0].cells[3] = "4"
        let digest = try publishSample(in: folder, version: 2, previous: 1, records: records)
        func inode(_ version: Int, _ name: String) throws -> UInt64? {
            try disk.status(folder.folder(of: version) + "/" + name)?.inode
        }
        for name in ["consensus.csv", "contributors.csv", "pipeline.yaml", "lists/gatunki ż.csv"] {
            #expect(try inode(1, name) == inode(2, name))
        }
        #expect(try inode(1, "observations.csv") != inode(2, "observations.csv"))
        #expect(try folder.verify(2, against: digest).isIntact)
    }

    @Test("Nothing new is no new version; a small move of a confidence alone is nothing new")
    func unchanged() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        func differs(records: [SampleRecord] = Sample.first, _ consensus: [TextColumn]) throws -> Bool {
            let finished = try draftSample(
                in: folder, version: 2, previous: 1, records: records, consensus: consensus, disk: disk)
            let differs = finished.differsFromPrevious
            try finished.discard()
            return differs
        }
        #expect(try !differs(Sample.firstConsensus))
        let second: [String?] = ["e2", nil, "contested", "0.500000"]
        #expect(try !differs(Sample.consensus([["e1", "Pica pica", "agreed", "0.962344"], second])))
        #expect(try differs(Sample.consensus([["e1", "Pica pica", "agreed", "0.962345"], second])))
        #expect(try differs(Sample.consensus([["e1", "Pica pica", "expert", "0.912345"], second])))
        #expect(try differs(Sample.consensus([second])))
        #expect(try differs(Sample.consensus([])))
        #expect(try differs(records: Array(Sample.first.dropLast()), Sample.firstConsensus))
        #expect(try folder.versions() == [1])
    }

    @Test("Where something else changed, the confidences are published as computed")
    func newNumbers() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        let moved = Sample.consensus([
            ["e1", "Pica pica", "agreed", "0.920000"], ["e2", nil, "contested", "0.500000"],
        ])
        var records = Sample.first
        records[0].cells[3] = "4"
        try publishSample(in: folder, version: 2, previous: 1, records: records, consensus: moved)
        #expect(try text(folder.folder(of: 2) + "/consensus.csv").contains("0.920000"))
        #expect(try !text(folder.folder(of: 2) + "/changes.csv").contains("confidence"))
    }

    @Test("Observations in parts: each is a resource, unchanged ones are linked, and places must fit")
    func parts() throws {
        let million = UInt32(SnapshotDraft.placesPerPart)
        let later = SampleRecord(5, 1, ordinal: million, ["e1", "Pica", "2026", "1", nil, "Maria", "CC0", nil])
        #expect(SnapshotDraft.parts(forPlaces: 0) == 1 && SnapshotDraft.parts(forPlaces: Int(million)) == 1)
        #expect(SnapshotDraft.parts(forPlaces: Int(million) + 1) == 2)

        func draft(_ version: Int, _ previous: Int?, second: [SampleRecord], link: Bool) throws {
            var draft = try SnapshotDraft(
                in: folder, version: version, previous: previous, encoder: Sample.encoder(), withParquet: true,
                disk: disk)
            if link {
                #expect(try draft.linkObservations(part: 1, of: 2))
            } else {
                #expect(try !draft.linkObservations(part: 1, of: 2))
                var source = Sample.source(Sample.first)
                try draft.addObservations(part: 1, of: 2, from: &source)
            }
            #expect(try !draft.linkObservations(part: 3, of: 3))
            var source = Sample.source(second)
            try draft.addObservations(part: 2, of: 2, from: &source)
            let finished = try draft.finish(Sample.description, created: Sample.created) { _ in ChangeCause("edition") }
            let digest = finished.digest
            try finished.makeVisible()
            try finished.pointLatest()
            try finished.seal()
            #expect(try folder.verify(version, against: digest).problems == [])
        }
        try draft(1, nil, second: [later], link: false)
        var changed = later
        changed.cells[1] = "Pica pica"
        try draft(2, 1, second: [changed], link: true)
        let names = ["observations-000001.csv", "observations-000001.parquet"]
        for name in names {
            let inodes = try [1, 2].map { try disk.status(folder.folder(of: $0) + "/" + name)?.inode }
            #expect(inodes[0] == inodes[1])
        }
        #expect(
            try text(folder.folder(of: 2) + "/changes.csv").hasSuffix(
                "cause\n5-1,,changed,scientificName,Pica,Pica pica,edition\n"))
        #expect(try folder.package(of: 2).observationCount == 5)

        var misplaced = try SnapshotDraft(
            in: folder, version: 3, previous: 2, encoder: Sample.encoder(), withParquet: false, disk: disk)
        var source = Sample.source(Sample.first)
        #expect(throws: SnapshotError.self) { try misplaced.addObservations(part: 2, of: 2, from: &source) }
        try misplaced.discard()
    }

    @Test("Rows that other threads encode give the same file")
    func encodedElsewhere() async throws {
        try publishSample(in: folder, version: 1, previous: nil)
        var draft = try SnapshotDraft(
            in: folder, version: 2, previous: nil, encoder: Sample.encoder(), withParquet: false, disk: disk)
        var source = Sample.source(Sample.first)
        let encoder = draft.encoder
        try await draft.addObservations(part: 1, of: 1) {
            guard let rows = source.next() else { return nil }
            return await Task {
                var copy = encoder
                return copy.encode(rows)
            }.value
        }
        let written = try disk.read(folder.draftFolder(of: 2) + "/observations.csv")
        #expect(try written == disk.read(folder.folder(of: 1) + "/observations.csv"))
        try draft.discard()
    }

    @Test("What was erased is not published again in the changes")
    func erasure() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        var draft = try SnapshotDraft(
            in: folder, version: 2, previous: 1, encoder: Sample.encoder(), withParquet: false, disk: disk)
        var records = Sample.first
        records[0].cells[4] = "52.2"
        var source = Sample.source(records)
        try draft.addObservations(part: 1, of: 1, from: &source)
        try draft.addTable(Sample.consensusTable, Sample.firstConsensus)
        let finished = try draft.finish(Sample.description, created: Sample.created) { _ in
            ChangeCause("erasure", hidesValues: true)
        }
        #expect(finished.changes.changed == 1)
        let changes = try text(folder.draftFolder(of: 2) + "/changes.csv")
        #expect(changes.hasSuffix("cause\n1-1,,changed,decimalLatitude,,,erasure\n"))
        try finished.discard()
    }

    @Test("A part is not linked when its columns have changed")
    func otherColumns() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        var draft = try SnapshotDraft(
            in: folder, version: 2, previous: 1, encoder: Sample.encoder(Sample.view(withheld: [])), withParquet: false,
            disk: disk)
        #expect(try !draft.linkObservations(part: 1, of: 1))
        try draft.discard()
    }

    @Test("A Parquet column has the type of its field, however its cells are written")
    func typedColumns() throws {
        var records = Sample.first
        records[1].cells[3] = "007"
        records[1].cells[4] = "52.1234567890123456789"
        records[4].cells[3] = "about 12"
        records[4].cells[4] = "north"
        try publishSample(in: folder, version: 1, previous: nil, records: records, withParquet: true)
        let csv = try text(folder.folder(of: 1) + "/observations.csv")
        #expect(csv.contains(",007,52.1234567890123456789,") && csv.contains(",about 12,north,"))
        let parquet = try ParquetReader(disk.read(folder.folder(of: 1) + "/observations.parquet"))
        #expect(parquet.fields[4] == ParquetField(name: "individualCount", type: .int64))
        #expect(parquet.fields[5] == ParquetField(name: "decimalLatitude", type: .double))
        // What is no number at all, which a definition lets nobody send, has no value.
        let unread = Bitmap(count: 4, words: [0b1100])
        #expect(
            try parquet.read(group: 0, columns: [4, 5]) == [
                .int64([3, 7, 0, 0], missing: unread),
                .double([52.2297, 52.1234567890123456789, 0, 0], missing: unread),
            ])
        var names: [String?] = []
        for group in 0..<parquet.rowGroupCount {
            guard case .text(let column) = try parquet.read(group: group, columns: [2])[0] else { continue }
            names += (0..<column.count).map { column[$0] }
        }
        // Formula guards belong to CSV alone.
        #expect(names == ["Pica pica", "=HYPERLINK(\"x\")", "Turdus\nmerula, \"kos\"", "😀 Corvus"])
        #expect(try folder.verify(1).isIntact)
    }

    @Test(
        "Names that cannot be in a snapshot are refused",
        arguments: [
            "", "/etc/passwd", "../x", "a/../b", ".hidden", "a//b", "a\\b", "a\nb", "~x", "README.md",
            "datapackage.json",
            "observations.csv", "changes.csv",
        ])
    func badNames(name: String) throws {
        var draft = try SnapshotDraft(
            in: folder, version: 1, previous: nil, encoder: Sample.encoder(), withParquet: false, disk: disk)
        var source = Sample.source([])
        try draft.addObservations(part: 1, of: 1, from: &source)
        #expect(throws: SnapshotError.self) { try draft.addFile(name, title: "", bytes: []) }
        try draft.discard()
        #expect(try folder.versions() == [])
    }

    @Test("Without creators there is nothing to cite, and so no version")
    func noCreators() throws {
        func finish() throws {
            var description = Sample.description
            description.creators = []
            let draft = try SnapshotDraft(
                in: folder, version: 1, previous: nil, encoder: Sample.encoder(), withParquet: false, disk: disk)
            _ = try draft.finish(description, created: Sample.created) { _ in ChangeCause("") }
        }
        let error = #expect(throws: SnapshotError.self) { try finish() }
        #expect(error?.kind == .description)
    }

    @Test("A version that is there is never replaced, and latest never goes back")
    func noReplacing() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        try publishSample(in: folder, version: 2, previous: 1, records: Array(Sample.first.dropLast()))
        let before = try contents(folder.folder(of: 1))
        let again = try draftSample(in: folder, version: 1, previous: nil, records: [], disk: disk)
        try again.makeVisible()
        try again.pointLatest()
        try again.discard()
        #expect(try contents(folder.folder(of: 1)) == before && folder.latest() == 2)
        let error = #expect(throws: SnapshotError.self) { try folder.package(of: 7) }
        #expect(error?.remedy == "There are: v1, v2.")
    }
}
