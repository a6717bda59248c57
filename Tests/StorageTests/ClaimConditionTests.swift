import Files
import Formats
import Glibc
import Observations
import Storage
import Testing

/// What must hold of a file when it is copied.
struct ClaimConditionTests {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())
    let store: Store
    let ledger: Ledger

    init() throws {
        store = Store(root: folder / "store", disk: disk)
        try store.prepare()
        ledger = try Ledger(store)
        try disk.makeDirectory(folder / "drop")
    }

    private func claim(_ text: String, _ condition: ClaimCondition) throws -> ClaimOutcome {
        let path = folder / "drop/a.csv"
        if try disk.status(path) == nil { try disk.writeDurably(Array(text.utf8), to: path) }
        var delivery = Delivery(
            path: "a.csv", submitter: "", identity: try #require(try disk.status(path)).identity)
        delivery.condition = condition
        return try Archive(store: store, threads: 2).claim(
            [delivery], from: folder / "drop", arrival: 1, ledger: ledger)
    }

    @Test("Bytes that are not those of the checksum wait, and leave nothing in the archive")
    func otherBytes() throws {
        var condition = ClaimCondition()
        condition.digest = .sha256([1])
        let outcome = try claim("a\n1\n", condition)
        #expect(outcome.left == [LeftBehind(path: "a.csv", waits: WaitingReason(.checksum))])
        #expect(try disk.list(store.incomingPath).isEmpty && outcome.submissions.isEmpty)
    }

    @Test("Bytes that are those of the checksum are taken, whoever has the file open")
    func sameBytes() throws {
        try disk.writeDurably(Array("a\n1\n".utf8), to: folder / "drop/a.csv")
        let writer = open(folder / "drop/a.csv", O_WRONLY | O_CLOEXEC)
        defer { close(writer) }
        var condition = ClaimCondition()
        condition.digest = .sha256(Array("a\n1\n".utf8))
        #expect(try claim("", condition).submissions.count == 1)
    }

    @Test("A file that has to close and does not waits, small or large")
    func ending() throws {
        var condition = ClaimCondition()
        condition.ending = FormatOptions()
        for size in [1, 2_200_000] {
            let text = "a\n" + String(repeating: "\"x\"\n", count: size) + "\"open\n"
            let outcome = try claim(text, condition)
            #expect(outcome.left.map(\.waits) == [WaitingReason(.ending, "as a quote is open at its end")])
            #expect(try disk.list(store.incomingPath).isEmpty)
            try disk.remove(folder / "drop/a.csv")
        }
        #expect(try claim("a\n\"closed\"\n", condition).submissions.count == 1)
    }

    @Test("Where the kernel cannot tell who is writing, a file waits if that is asked")
    func notTold() throws {
        // A file system on which there are no leases.
        let identity = FileIdentity(size: 0, modifiedNanoseconds: 0, inode: 0, device: 0)
        var delivery = Delivery(path: "hostname", submitter: "", identity: identity)
        delivery.condition.unlessTold = WaitingReason(.quiet, "60")
        let staged = try Archive(store: store).stage([delivery], from: "/proc/sys/kernel", ledger: ledger)
        #expect(staged.left.map(\.waits) == [WaitingReason(.quiet, "60")])
    }

    @Test("What waits is kept by what the kernel says about it, and replaced as a whole")
    func waiting() throws {
        let one = FileIdentity(size: 1, modifiedNanoseconds: -5, inode: .max, device: 7)
        let two = FileIdentity(size: 2, modifiedNanoseconds: 5, inode: 8, device: .max)
        #expect(try ledger.waitingFiles().isEmpty)
        let files = [
            one: WaitingFile(since: 5, reason: WaitingReason(.quiet, "60")),
            two: WaitingFile(since: 6, reason: WaitingReason(.checksum)),
        ]
        try ledger.setWaitingFiles(files)
        #expect(try ledger.waitingFiles() == files)
        try ledger.setWaitingFiles([two: WaitingFile(since: 6, reason: WaitingReason(.marker, "x"))])
        #expect(try ledger.waitingFiles().keys.map(\.size) == [2])
    }
}
