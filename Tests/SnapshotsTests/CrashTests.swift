import Files
import Glibc
import Observations
import Testing

import Snapshots

/// What a ledger would remember across crashes.
private final class Memory {
    var intended: (version: Int, digest: Digest)?
    var published: [Int: Digest] = [:]
}

@Suite("After a crash at any moment")
struct CrashTests {
    private var changedRecords: [SampleRecord] {
        var records = Sample.first
        records[0].cells[3] = "4"
        return records
    }

    /// A night as a run does it: finish what was begun, else draft and publish.
    private func night(_ path: String, _ memory: Memory, _ disk: Disk) throws {
        let folder = SnapshotFolder(path, disk: disk)
        if let intended = memory.intended {
            if try folder.rollForward(intended.version, digest: intended.digest) {
                memory.published[intended.version] = intended.digest
            }
            memory.intended = nil
        }
        try folder.removeDrafts()
        if memory.published[2] != nil { return }
        let finished = try draftSample(
            in: folder, version: 2, previous: 1, records: changedRecords, withParquet: true, disk: disk)
        memory.intended = (2, finished.digest)
        try finished.makeVisible()
        try finished.pointLatest()
        memory.published[2] = finished.digest
        try finished.seal()
        memory.intended = nil
    }

    private func begin(_ path: String) throws -> Memory {
        let memory = Memory()
        memory.published[1] = try publishSample(
            in: SnapshotFolder(path, disk: Disk()), version: 1, previous: nil, withParquet: true)
        return memory
    }

    private func check(_ fault: FaultPlan.Fault) throws {
        let undisturbed = TemporaryFolder()
        try night(undisturbed.path, begin(undisturbed.path), Disk())
        let expected = try contents(undisturbed.path)
        var position = 1
        while true {
            let folder = TemporaryFolder()
            let memory = try begin(folder.path)
            let plan = FaultPlan(fault, at: position)
            var failure: (any Error)?
            do { try night(folder.path, memory, Disk(faults: plan)) } catch { failure = error }
            // Whatever readers see is whole.
            let snapshots = SnapshotFolder(folder.path, disk: Disk())
            let visible = try snapshots.versions()
            #expect(visible.first == 1)
            for version in visible {
                let digest = memory.published[version] ?? memory.intended?.digest
                #expect(try snapshots.verify(version, against: digest).problems == [], "after operation \(position)")
            }
            #expect(snapshots.latest() == 1 || (snapshots.latest() == 2 && visible == [1, 2]))
            try night(folder.path, memory, Disk())
            #expect(try contents(folder.path) == expected, "after operation \(position)")
            #expect(try Disk().list(folder.path) == ["latest", "v1", "v2"])
            for version in [1, 2] {
                for name in try Disk().list(folder.path + "/v\(version)") where name != "lists" {
                    #expect(try Disk().status(folder.path + "/v\(version)/" + name)?.mode == 0o444)
                }
            }
            if !plan.hasStruck { break }
            #expect(failure != nil)
            position += 1
        }
        #expect(position > 40)
    }

    @Test("The next run makes the same version, and no visible version is ever removed or incomplete")
    func crash() throws { try check(.crash) }

    @Test("A full disk is an error, and the next run makes the same version")
    func fullDisk() throws { try check(.fail(errno: ENOSPC)) }

    @Test("A draft that is not the intended one is drafted again")
    func damagedDraft() throws {
        let temporary = TemporaryFolder()
        let folder = SnapshotFolder(temporary.path, disk: Disk())
        let finished = try draftSample(in: folder, version: 1, previous: nil, disk: Disk())
        let digest = finished.digest
        try Disk().remove(folder.draftFolder(of: 1) + "/README.md")
        #expect(try !folder.rollForward(1, digest: digest))
        #expect(try Disk().list(temporary.path) == [])
    }

    @Test("A visible version that is not the intended one is left alone")
    func foreignVersion() throws {
        let temporary = TemporaryFolder()
        let folder = SnapshotFolder(temporary.path, disk: Disk())
        try publishSample(in: folder, version: 1, previous: nil)
        #expect(throws: SnapshotError.self) { try folder.rollForward(1, digest: .sha256([])) }
        #expect(try folder.verify(1).isIntact)
    }

    @Test("Where the file system has no hard links, files are copied", arguments: [EXDEV, EMLINK, EPERM])
    func noLinks(errno: Int32) throws {
        // The only operation of a linked part that can fail with these is the link itself.
        let temporary = TemporaryFolder()
        let folder = SnapshotFolder(temporary.path, disk: Disk())
        try publishSample(in: folder, version: 1, previous: nil)
        let count = FaultPlan()
        var counted = try SnapshotDraft(
            in: folder, version: 2, previous: 1, encoder: Sample.encoder(), withParquet: false,
            disk: Disk(faults: count))
        let before = count.operations
        #expect(try counted.linkObservations(part: 1, of: 1))
        try counted.discard()
        let disk = Disk(faults: FaultPlan(.fail(errno: errno), at: before + 1))
        var draft = try SnapshotDraft(
            in: folder, version: 2, previous: 1, encoder: Sample.encoder(), withParquet: false, disk: disk)
        #expect(try draft.linkObservations(part: 1, of: 1))
        let paths = [folder.folder(of: 1), folder.draftFolder(of: 2)].map { $0 + "/observations.csv" }
        #expect(try text(paths[0]) == text(paths[1]))
        #expect(try Disk().status(paths[0])?.inode != Disk().status(paths[1])?.inode)
        try draft.discard()
    }
}
