import Files
import Glibc
import Testing

struct FaultPlanTests {
    let folder = TemporaryFolder()

    @Test("The k-th operation fails with the reason asked for, and the next succeeds")
    func failOnce() throws {
        let plan = FaultPlan(.fail(errno: ENOSPC), at: 2)
        let disk = Disk(faults: plan)
        try disk.makeDirectory(folder / "a")
        #expect(throws: DiskError(.makeDirectory, folder / "b", errno: ENOSPC)) { try disk.makeDirectory(folder / "b") }
        try disk.makeDirectory(folder / "b")
        #expect(plan.operations == 3 && plan.hasStruck)
    }

    @Test("After a crash nothing works any more, not even reading")
    func crash() throws {
        let disk = Disk(faults: FaultPlan(.crash, at: 2))
        try disk.makeDirectory(folder / "a")
        #expect(try disk.list(folder.path) == ["a"])
        #expect(throws: DiskError.self) { try disk.makeDirectory(folder / "b") }
        #expect(throws: DiskError.self) { try disk.makeDirectory(folder / "b") }
        #expect(throws: DiskError.self) { _ = try disk.list(folder.path) }
    }

    @Test("A write that fails has got half way, as on a disk that fills up")
    func tornWrite() throws {
        let disk = Disk(faults: FaultPlan(.fail(errno: ENOSPC), at: 2))
        #expect(throws: DiskError(.write, folder / "a", errno: ENOSPC)) {
            var writer = try disk.create(folder / "a")
            try writer.write([1, 2, 3, 4])
            try writer.close()
        }
        #expect(try Disk(faults: FaultPlan()).read(folder / "a") == [1, 2])
    }

    @Test("A failing sync is an error and is not tried again")
    func sync() throws {
        let plan = FaultPlan(.fail(errno: EIO), at: 3)
        let disk = Disk(faults: plan)
        #expect(throws: DiskError(.sync, folder / "a", errno: EIO)) {
            var writer = try disk.create(folder / "a")
            try writer.write([1])
            try writer.sync()
        }
        #expect(plan.operations == 3)
    }

    @Test("Reading counts only where the disk is to fail with an input/output error")
    func readingFails() throws {
        try Disk(faults: FaultPlan()).writeDurably([1], to: folder / "a")
        #expect(throws: DiskError(.open, folder / "a", errno: EIO)) {
            _ = try Disk(faults: FaultPlan(.fail(errno: EIO), at: 1)).read(folder / "a")
        }
        #expect(try Disk(faults: FaultPlan(.fail(errno: ENOSPC), at: 1)).read(folder / "a") == [1])
    }

    @Test("The variable of the environment is read strictly")
    func parsing() {
        #expect(FaultPlan("kill:3") != nil && FaultPlan("enospc:1") != nil && FaultPlan("eio:12") != nil)
        for wrong in ["kill", "kill:0", "kill:-1", "kill:x", "panic:1", "", "kill:1:2"] {
            #expect(FaultPlan(wrong) == nil)
        }
    }
}
