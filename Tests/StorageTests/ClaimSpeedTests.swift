import Files
import Glibc
import Observations
import Storage
import Testing

@Suite(.serialized, .enabled(if: getenv("TRANSECT_BENCH") != nil, "only measured when TRANSECT_BENCH is set"))
struct ClaimSpeedTests {
    @Test("Claiming 10,000 small files")
    func manySmall() throws {
        let (folder, store, disk) = try scratch()
        var deliveries: [Delivery] = []
        try disk.makeDirectory(folder / "drop/maria")
        for number in 0..<10_000 {
            let path = "maria/\(number).csv"
            var writer = try disk.create(folder / "drop/" + path)
            try writer.write("a,b\n1,\(number)\n")
            try writer.close()
            let status = try #require(try disk.status(folder / "drop/" + path))
            deliveries.append(Delivery(path: path, submitter: "maria", identity: status.identity))
        }
        try claim(deliveries, folder, store)
    }

    @Test("Claiming one file of 175 MB")
    func oneLarge() throws {
        let (folder, store, disk) = try scratch()
        try disk.makeDirectory(folder / "drop")
        var writer = try disk.create(folder / "drop/a.csv")
        let piece = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) }
        for _ in 0..<175 { try writer.write(piece) }
        try writer.sync()
        try writer.close()
        let status = try #require(try disk.status(folder / "drop/a.csv"))
        try claim([Delivery(path: "a.csv", submitter: "", identity: status.identity)], folder, store)
    }

    private func scratch() throws -> (TemporaryFolder, Store, Disk) {
        let folder = TemporaryFolder(onDisk: true)
        let disk = Disk(faults: FaultPlan())
        let store = Store(root: folder / "store", disk: disk)
        try store.prepare()
        return (folder, store, disk)
    }

    private func claim(_ deliveries: [Delivery], _ folder: TemporaryFolder, _ store: Store) throws {
        let ledger = try Ledger(store)
        let archive = Archive(store: store)
        var clock = ContinuousClock.now
        var cpu = cpuMilliseconds()
        func lap(_ what: String) {
            print("\(what): \(cpuMilliseconds() - cpu) ms cpu, \(ContinuousClock.now - clock)")
            clock = .now
            cpu = cpuMilliseconds()
        }
        let unknown = try ledger.unknown(among: deliveries)
        lap("unknown among \(deliveries.count)")
        if deliveries.count == 1 {
            let staged = try archive.stage(unknown, from: folder / "drop", ledger: ledger)
            lap("stage")
            _ = try archive.confirm(staged, arrival: 1, ledger: ledger)
            lap("confirm")
        } else {
            #expect(
                try archive.claim(unknown, from: folder / "drop", arrival: 1, ledger: ledger).submissions.count
                    == 10_000)
            lap("claim")
            #expect(try ledger.unknown(among: deliveries).isEmpty)
            lap("none unknown among \(deliveries.count)")
        }
    }
}
