import Files
import Glibc
import Observations
import Storage
import Testing

struct BackupTests {
    let scenario = StoreScenario(TemporaryFolder())
    let disk = Disk(faults: FaultPlan())
    var store: Store { Store(root: scenario.folder / "store", disk: disk) }
    var target: String { scenario.folder / "backup" }

    init() throws {
        try scenario.deliver(night: 1)
        try scenario.run(disk, arrival: 86_400)
    }

    /// The second night, with more files.
    func secondNight() throws {
        try scenario.deliver(night: 2)
        try scenario.run(disk, arrival: 2 * 86_400)
    }

    @discardableResult
    func backup(withKey: Bool = true) throws -> BackupReport {
        try store.backup(to: target, ledger: Ledger(store), withKey: withKey)
    }

    /// All that the backup's store holds, as text, after it was restored to a folder of its own.
    func restored() throws -> String {
        let folder = TemporaryFolder()
        try Store.restore(from: target, into: Store(root: folder / "store", disk: disk))
        return try StoreScenario(folder).state()
    }

    @Test("A store that was backed up and restored elsewhere is the very same, key and all")
    func roundTrip() throws {
        try secondNight()
        let report = try backup()
        #expect(report.files > 10 && report.copiedFiles <= report.files && report.removedFiles == 0)
        #expect(try restored() == scenario.state())
        let folder = TemporaryFolder()
        let other = Store(root: folder / "store", disk: disk)
        try Store.restore(from: target, into: other)
        #expect(try other.pseudonymKey(ledger: Ledger(other)) == store.pseudonymKey(ledger: Ledger(store)))
        #expect(try disk.status(other.keyPath)?.mode == 0o600 && disk.status(other.root)?.mode == 0o700)
        try other.prepare()
        #expect(try other.recover(ledger: Ledger(other)) == RecoveryReport())
    }

    @Test("The key is a file of its own and only there when the newest backup was asked for it")
    func key() throws {
        try backup(withKey: false)
        #expect(try disk.status(target + "/key") == nil && !Backup(at: target, disk: disk).holdsKey)
        #expect(try backup(withKey: true).copiedFiles == 1)
        #expect(try disk.read(target + "/key") == disk.read(store.keyPath))
        #expect(try disk.status(target + "/key")?.mode == 0o600 && Backup(at: target, disk: disk).holdsKey)
        try backup(withKey: false)
        #expect(try disk.status(target + "/key") == nil)
    }

    @Test("A repeated backup copies only what is new, and removes what nothing needs any more")
    func incremental() throws {
        let first = try backup()
        #expect(try backup().copiedFiles == 0 && first.copiedFiles > 10)
        try secondNight()
        let second = try backup()
        #expect(second.copiedFiles < second.files && second.removedFiles > 0, "an older state of the ledger")
        #expect(try restored() == scenario.state())
        let contents = try disk.list(target + "/objects").flatMap { try disk.list(target + "/objects/" + $0) }
        #expect(Set(contents).count == contents.count && contents.count <= second.files)
    }

    @Test("A content that the backup has lost, or has with another length, is copied anew")
    func lostContent() throws {
        try backup()
        let digests = try Ledger(store).submissions().map(\.digest.description)
        let contents = digests.prefix(2).map { "\(target)/objects/\($0.prefix(2))/\($0)" }
        for content in contents { try disk.remove(content) }
        try disk.writeDurably([1], to: contents[1])
        try backup()
        try Backup(at: target, disk: disk).verify()
        #expect(try restored() == scenario.state())
    }

    @Test("Two things of one name are told, not a trap; the same thing under one name is kept once")
    func oneName() throws {
        let folder = scenario.folder / "lists"
        try disk.makeDirectory(folder)
        // To the file system these are two names, though they look the same.
        for name in ["Jos\u{E9}.csv", "Jose\u{301}.csv"] {
            try disk.writeDurably(Array(name.utf8), to: folder + "/" + name)
        }
        var writer = try BackupWriter(to: target, disk: disk)
        try writer.addFile(folder + "/Jos\u{E9}.csv", as: "lists/Jos\u{E9}.csv")
        try writer.addFolder(folder, as: "lists")
        #expect {
            try writer.addFolder(scenario.drop, as: "lists")
        } throws: { "\($0)".hasPrefix("\(folder) and \(scenario.drop) would both be lists in the backup.") }
        #expect(try writer.finish().files == 2)
    }

    @Test("Two names at the top that look the same both come back, files and folders")
    func twoSpellings() throws {
        let (composed, separate) = ("Jos\u{E9}", "Jose\u{301}")
        let source = scenario.folder / "list"
        var writer = try BackupWriter(to: target, disk: disk)
        for name in [composed, separate] {
            try disk.makeDirectory(source + "/" + name)
            try disk.writeDurably(Array(name.utf8), to: source + "/" + name + "/may.csv")
            try writer.addFolder(source + "/" + name, as: name)
            try writer.addFile(source + "/" + name + "/may.csv", as: name + ".csv")
        }
        #expect(try writer.finish().files == 4)
        let place = scenario.folder / "there"
        try Backup(at: target, disk: disk).restore(into: place)
        for name in [composed, separate] {
            #expect(try disk.read(place + "/" + name + "/may.csv") == Array(name.utf8))
            #expect(try disk.read(place + "/" + name + ".csv") == Array(name.utf8))
        }
    }

    @Test("Whole folders come back with their links, their permissions and files that share one content")
    func folders() throws {
        let source = scenario.folder / "snapshots"
        for version in ["v1", "v2"] { try disk.makeDirectory(source + "/" + version) }
        try disk.writeDurably(Array("same".utf8), to: source + "/v1/a.csv")
        try disk.setReadOnly(source + "/v1/a.csv")
        try disk.link(source + "/v1/a.csv", as: source + "/v2/a.csv")
        try disk.writeDurably(Array("two".utf8), to: source + "/v2/b.csv")
        try disk.symlink("v2", at: source + "/latest")
        try disk.setReadOnly(source + "/v1")
        try disk.writeDurably(Array("x: 1\n".utf8), to: scenario.folder / "pipeline.yaml")
        var writer = try BackupWriter(to: target, disk: disk)
        try writer.addFolder(source, as: "snapshots")
        try writer.addFolder(scenario.folder / "nowhere", as: "receipts")
        try writer.addFile(scenario.folder / "pipeline.yaml", as: "pipeline.yaml")
        let report = try writer.finish()
        #expect(report.files == 4 && report.copiedFiles == 3)
        let place = scenario.folder / "there"
        try Backup(at: target, disk: disk).restore(into: place)
        #expect(try disk.list(place) == ["pipeline.yaml", "snapshots"])
        #expect(try disk.list(place + "/snapshots") == ["latest", "v1", "v2"])
        #expect(disk.readLink(place + "/snapshots/latest") == "v2")
        #expect(try disk.read(place + "/snapshots/v2/b.csv") == Array("two".utf8))
        let status = try #require(try disk.status(place + "/snapshots/v2/a.csv"))
        #expect(status.mode == 0o444 && status.links == 2)
        #expect(try disk.status(place + "/snapshots/v1")?.mode == 0o555)
    }

    @Test("A damaged backup is named and nothing is restored")
    func damage() throws {
        try backup()
        let ledger = try Ledger(store)
        let submission = try #require(try ledger.submission(1))
        let digest = submission.digest.description
        let content = "\(target)/objects/\(digest.prefix(2))/\(digest)"
        try disk.remove(content)
        try disk.writeDurably([UInt8](repeating: 1, count: Int(submission.identity.size)), to: content)
        let place = Store(root: scenario.folder / "there", disk: disk)
        func problem() throws -> String {
            do { try Store.restore(from: target, into: place) } catch let error as StoreError {
                #expect(error.kind == .backup)
                return error.problem
            }
            return ""
        }
        let name = "store/archive/\(digest.prefix(2))/\(digest).csv"
        #expect(try problem() == "A file of the backup \(target) is not as it was: \(name) is damaged")
        try disk.remove(content)
        #expect(try problem() == "A file of the backup \(target) is not as it was: \(name) is missing")
        try disk.writeDurably(Array("{".utf8), to: target + "/backup.json")
        #expect(try problem() == "The list of the backup \(target)/backup.json cannot be read")
        try disk.remove(target + "/backup.json")
        #expect(try problem() == "There is no backup in \(target)")
        #expect(try disk.status(place.root) == nil)
    }

    @Test("A list that leads out of the backup is refused", arguments: ["../x", "/x", "a//b", "a/../../b", "."])
    func hostile(path: String) throws {
        try backup()
        let list = """
            {"files":[],"folders":[],"format":1,"links":[{"path":"\(path)","to":"x"}]}
            """
        try disk.writeDurably(Array(list.utf8), to: target + "/backup.json")
        #expect(throws: StoreError.self) { try Backup(at: target, disk: disk) }
    }

    @Test("Nothing that is there is overwritten: neither by a backup nor by restoring one")
    func occupied() throws {
        try disk.makeDirectory(target)
        try disk.writeDurably([1], to: target + "/thesis.doc")
        #expect {
            try backup()
        } throws: { "\($0)".hasPrefix("The folder \(target) holds something that is no backup: thesis.doc.") }
        try disk.remove(target + "/thesis.doc")
        try backup()
        #expect {
            try Store.restore(from: target, into: store)
        } throws: { "\($0)".hasPrefix("The folder \(store.root) is not empty.") }
        let empty = scenario.folder / "empty"
        try disk.makeDirectory(empty)
        try Backup(at: target, disk: disk).restore(into: empty)
        #expect(try disk.list(empty) == ["store"])
    }

    @Test("Whatever breaks while a backup is made, the earlier one can be restored, and the next one is whole")
    func backupCrashes() throws {
        try backup()
        let first = try scenario.state()
        try secondNight()
        let second = try scenario.state()
        for fault in [FaultPlan.Fault.crash, .fail(errno: ENOSPC)] {
            var k = 1
            while true {
                try disk.removeTree(target)
                let earlier = TemporaryFolder()
                try Store.restore(from: try firstBackup(), into: Store(root: earlier / "store", disk: disk))
                let ledger = try Ledger(Store(root: earlier / "store", disk: disk))
                try Store(root: earlier / "store", disk: disk).backup(to: target, ledger: ledger, withKey: true)
                let plan = FaultPlan(fault, at: k)
                let broken = Store(root: store.root, disk: Disk(faults: plan))
                _ = try? broken.backup(to: target, ledger: Ledger(broken), withKey: true)
                let left = try restored()
                try #require(left == first || left == second, "after operation \(k)")
                try backup()
                try #require(try restored() == second, "after operation \(k)")
                if !plan.hasStruck { break }
                k += 1
            }
            #expect(k > 20)
        }
    }

    /// A backup of the first night alone.
    private func firstBackup() throws -> String {
        let place = scenario.folder / "first"
        if try disk.status(place) == nil {
            let other = StoreScenario(TemporaryFolder())
            try other.deliver(night: 1)
            try other.run(disk, arrival: 86_400)
            let store = Store(root: other.folder / "store", disk: disk)
            try store.backup(to: place, ledger: Ledger(store), withKey: true)
        }
        return place
    }

    @Test("Whatever breaks while a backup is restored, doing it again restores it")
    func restoreCrashes() throws {
        try backup()
        let expected = try scenario.state()
        var k = 1
        while true {
            let folder = TemporaryFolder()
            let plan = FaultPlan(.crash, at: k)
            try? Store.restore(from: target, into: Store(root: folder / "store", disk: Disk(faults: plan)))
            let place = Store(root: folder / "store", disk: disk)
            if plan.hasStruck {
                // Either it is whole, which only a failure at the very end can leave, or it can be started anew.
                let isWhole = try disk.status(place.root) != nil && disk.list(place.root).first == "archive"
                if !isWhole { try Store.restore(from: target, into: place) }
            }
            try #require(try StoreScenario(folder).state() == expected, "after operation \(k)")
            if !plan.hasStruck { break }
            k += 1
        }
        #expect(k > 20)
    }
}
