import Files
import Observations
import Storage
import Testing

struct RecoveryTests {
    let scenario = StoreScenario(TemporaryFolder())
    let disk = Disk(faults: FaultPlan())
    var store: Store { Store(root: scenario.folder / "store", disk: disk) }

    init() throws {
        try scenario.deliver(night: 1)
        try scenario.run(disk, arrival: 86_400)
    }

    @Test("What the ledger does not know is removed, what it knows stays")
    func rubbish() throws {
        let before = try scenario.state()
        for path in [
            "segments/000009.parquet", "segments/x.tmp", "findings/000009.parquet", "keys/000099.keys",
            "archive/incoming/.unfinished",
            "archive/incoming/\(Digest.sha256([9])).csv", ".transect-abc.tmp", "archive/.transect-abc.tmp",
        ] { try disk.writeDurably([1], to: store.root + "/" + path) }
        let report = try store.recover(ledger: Ledger(store))
        #expect(report.removed.count == 8 && report.placed.isEmpty && !report.repairedClaimsLog)
        #expect(try scenario.state() == before)
        #expect(try store.recover(ledger: Ledger(store)) == RecoveryReport())
    }

    @Test("A torn line at the end of the log of claims is cut off")
    func tornLog() throws {
        let before = try scenario.state()
        var log = try disk.append(to: store.claimsLogPath)
        try log.write("{\"arrival\":5,\"dig")
        try log.close()
        #expect(try store.recover(ledger: Ledger(store)).repairedClaimsLog)
        #expect(try scenario.state() == before)
    }

    @Test("A log of claims that is short or gone is written anew from the ledger", arguments: [nil, 0, 30] as [Int64?])
    func lostLog(size: Int64?) throws {
        let before = try scenario.state()
        if let size { try disk.truncate(store.claimsLogPath, to: size) } else { try disk.remove(store.claimsLogPath) }
        #expect(try store.recover(ledger: Ledger(store)).repairedClaimsLog)
        #expect(try scenario.state() == before)
    }

    @Test("A file that the ledger names and that is gone is an error that names it")
    func lostSegment() throws {
        try disk.remove(store.segmentPath(1))
        #expect {
            _ = try store.recover(ledger: Ledger(store))
        } throws: { ($0 as? StoreError)?.kind == .missingFile && "\($0)".contains("segments/000001.parquet") }
    }

    @Test("An archived file that is gone is an error that names it")
    func lostArchiveFile() throws {
        let ledger = try Ledger(store)
        let submission = try #require(try ledger.submission(1))
        let archive = Archive(store: store)
        try disk.remove(archive.path(digest: submission.digest, originalPath: submission.path))
        #expect { _ = try archive.open(submission) } throws: { ($0 as? StoreError)?.kind == .missingFile }
    }
}
