import Files
import Glibc
import Observations
import Testing

import Snapshots

@Suite("Versions that go")
struct RetirementTests {
    private let temporary = TemporaryFolder()
    private let disk = Disk()
    private var folder: SnapshotFolder { SnapshotFolder(temporary.path, disk: disk) }

    private static let page = Tombstone.text(
        version: 2, title: "Garden\nbirds", created: "2026-05-01T00:00:00Z", date: Sample.created,
        reason: "A contributor asked for it.")

    /// Three versions that share files.
    private func publishThree(_ folder: SnapshotFolder) throws {
        var records = Sample.first
        for version in 1...3 {
            records[0].cells[3] = "\(version + 3)"
            try publishSample(
                in: folder, version: version, previous: version == 1 ? nil : version - 1, records: records)
        }
    }

    @Test("A pruned version is gone, the others keep every byte, and errors say that it was pruned")
    func prune() throws {
        try publishThree(folder)
        let third = try contents(folder.folder(of: 3))
        try folder.remove(1)
        try folder.remove(1)
        #expect(try disk.list(temporary.path) == ["latest", "v2", "v3"])
        #expect(try folder.versions() == [2, 3])
        #expect(try folder.state(of: 1) == .absent)
        #expect(try contents(folder.folder(of: 3)) == third)
        #expect(try folder.verify(2).isIntact && folder.verify(3).isIntact)
        #expect(try folder.verify(1).problems == [.missingVersion(1)])
        #expect(try folder.verify(1, expecting: .absent).isIntact)
        #expect(try folder.verify(2, expecting: .absent).problems == [.stillThere(2)])
        let error = #expect(throws: SnapshotError.self) { try folder.package(of: 1) }
        #expect(error?.kind == .missing && error?.problem.hasSuffix("it was pruned") == true)
        #expect(error?.remedy == "There are: v2, v3.")
        #expect(throws: SnapshotError.self) { try folder.package(of: 4) }
    }

    @Test("A tombstone says what happened, and takes the place of the data")
    func tombstone() throws {
        try publishThree(folder)
        try folder.replaceByTombstone(2, Self.page)
        #expect(try contents(folder.folder(of: 2)) == ["TOMBSTONE.md": Array(Self.page.utf8)])
        #expect(Self.page.hasPrefix("# Version 2 is no longer here\n"))
        #expect(Self.page.contains("\"Garden birds\", dated 2026-05-01"))
        #expect(Self.page.contains("taken back on \(Sample.created) (UTC)"))
        #expect(Self.page.contains("Why: A contributor asked for it."))
        #expect(Self.page.contains("never given to another version"))
        #expect(try folder.versions() == [1, 3])
        #expect(try folder.tombstones() == [2])
        #expect(try disk.status(folder.folder(of: 2))?.mode == 0o555)
        #expect(try disk.status(folder.folder(of: 2) + "/TOMBSTONE.md")?.mode == 0o444)
        #expect(try folder.verify(1).isIntact && folder.verify(3).isIntact)
        #expect(try folder.verify(2, expecting: .tombstone).isIntact)
        #expect(try folder.verify(2).problems == [.takenBack(2)])
        #expect(try folder.verify(1, expecting: .tombstone).problems == [.stillThere(1)])
        let error = #expect(throws: SnapshotError.self) { try folder.package(of: 2) }
        #expect(error?.kind == .tombstone)
        // Once more changes nothing, not even the page.
        try folder.replaceByTombstone(2, "another page")
        #expect(try text(folder.folder(of: 2) + "/TOMBSTONE.md") == Self.page)
        // What creeps in beside it is found.
        chmod(folder.folder(of: 2), 0o755)
        var file = try disk.create(folder.folder(of: 2) + "/observations.csv")
        try file.write([])
        try file.close()
        #expect(try folder.verify(2, expecting: .tombstone).problems == [.unlisted("observations.csv")])
        // A tombstone may be pruned as well.
        try folder.remove(2)
        #expect(try disk.list(temporary.path) == ["latest", "v1", "v3"])
    }

    @Test("The newest version stays, for latest points to it")
    func newest() throws {
        try publishThree(folder)
        for attempt in [{ try folder.remove(3) }, { try folder.replaceByTombstone(3, Self.page) }] {
            let error = #expect(throws: SnapshotError.self) { try attempt() }
            #expect(error?.kind == .newest)
        }
        #expect(folder.latest() == 3)
        #expect(try folder.verify(3).isIntact)
        #expect(throws: SnapshotError.self) { try folder.replaceByTombstone(9, Self.page) }
    }

    @Test("A definition cannot bring a file that looks like a tombstone")
    func reserved() throws {
        #expect(SnapshotDraft.reservedNames.contains("TOMBSTONE.md"))
    }

    @Test(
        "After a crash at any operation the version is whole or gone, and the next run finishes",
        arguments: [true, false])
    func crash(prunes: Bool) throws {
        func retire(_ path: String, _ disk: Disk) throws {
            let folder = SnapshotFolder(path, disk: disk)
            try folder.removeDrafts()
            if prunes { try folder.remove(2) } else { try folder.replaceByTombstone(2, Self.page) }
        }
        var position = 1
        while true {
            let scratch = TemporaryFolder()
            let folder = SnapshotFolder(scratch.path, disk: Disk())
            try publishThree(folder)
            let plan = FaultPlan(.crash, at: position)
            do { try retire(scratch.path, Disk(faults: plan)) } catch {}
            let note = Comment(rawValue: "after operation \(position)")
            #expect(folder.latest() == 3, note)
            for version in [1, 3] { #expect(try folder.verify(version).isIntact, note) }
            switch try folder.state(of: 2) {
            case .published: #expect(try folder.verify(2).isIntact, note)
            case .tombstone: #expect(try text(folder.folder(of: 2) + "/TOMBSTONE.md") == Self.page, note)
            case .absent: break
            }
            // What the next run does first finishes what was begun; a reader then never sees less than a tombstone.
            try folder.removeDrafts()
            if !prunes { #expect(try folder.state(of: 2) != .absent, note) }
            #expect(try disk.list(scratch.path).allSatisfy { !$0.hasPrefix(".") }, note)
            try retire(scratch.path, Disk())
            let names = prunes ? ["latest", "v1", "v3"] : ["latest", "v1", "v2", "v3"]
            #expect(try disk.list(scratch.path) == names, note)
            if !prunes { #expect(try folder.verify(2, expecting: .tombstone).isIntact, note) }
            if !plan.hasStruck { break }
            position += 1
        }
        #expect(position > 8)
    }
}
