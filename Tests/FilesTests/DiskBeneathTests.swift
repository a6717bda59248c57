import Files
import Glibc
import Testing

/// Changes in a folder that others may write to as well.
struct DiskBeneathTests {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())

    init() throws {
        try disk.makeDirectory(folder / "drop/maria")
        try disk.makeDirectory(folder / "elsewhere")
        try disk.writeDurably([1], to: folder / "drop/maria/a")
        try disk.writeDurably([2], to: folder / "elsewhere/a")
    }

    @Test("A file gets another name, is moved, and is removed")
    func changes() throws {
        try disk.rename("maria/a", toName: "b", beneath: folder / "drop")
        #expect(try disk.status("maria/a", beneath: folder / "drop") == nil)
        #expect(try disk.status("maria/b", beneath: folder / "drop")?.size == 1)
        try disk.move("maria/b", beneath: folder / "drop", to: folder / "moved")
        #expect(try disk.read(folder / "moved") == [1])
        try disk.writeDurably([3], to: folder / "drop/c")
        try disk.remove("c", beneath: folder / "drop")
        #expect(try disk.list(folder / "drop") == ["maria"])
    }

    @Test("Nothing that is there is ever replaced")
    func exists() throws {
        #expect(throws: DiskError(.rename, folder / "drop/maria/a", errno: EEXIST)) {
            try disk.move("maria/a", beneath: folder / "drop", to: folder / "elsewhere/a")
        }
        #expect(try disk.read(folder / "elsewhere/a") == [2])
    }

    @Test("A folder that has become a link leads nowhere")
    func link() throws {
        try disk.removeTree(folder / "drop/maria")
        try disk.symlink("../elsewhere", at: folder / "drop/maria")
        #expect(throws: DiskError.self) { try disk.remove("maria/a", beneath: folder / "drop") }
        #expect(throws: DiskError.self) { try disk.rename("maria/a", toName: "b", beneath: folder / "drop") }
        #expect(throws: DiskError.self) { try disk.move("maria/a", beneath: folder / "drop", to: folder / "x") }
        #expect(try disk.status("maria/a", beneath: folder / "drop") == nil)
        #expect(try disk.read(folder / "elsewhere/a") == [2])
    }

    @Test(
        "Moved to another file system, a file is whole in one of the two places after a crash anywhere",
        .enabled(if: access("/dev/shm", W_OK) == 0, "there is no second file system"))
    func otherFileSystem() throws {
        var template = Array("/dev/shm/transect-test-XXXXXX".utf8CString)
        let other = String(cString: mkdtemp(&template))
        defer { try? disk.removeTree(other) }
        var isDone = false
        var k = 0
        while !isDone {
            k += 1
            if try disk.status(other + "/a") != nil { try disk.remove(other + "/a") }
            if try disk.status(folder / "drop/maria/a") == nil {
                try disk.writeDurably([1, 2, 3], to: folder / "drop/maria/a")
            }
            let here = try disk.read(folder / "drop/maria/a")
            do {
                try Disk(faults: FaultPlan(.crash, at: k))
                    .move("maria/a", beneath: folder / "drop", to: other + "/a")
                isDone = true
            } catch {
                let stays = try disk.status(folder / "drop/maria/a") != nil
                let moved = try disk.status(other + "/a") != nil
                #expect(stays || moved)
                if moved { #expect(try disk.read(other + "/a") == here) }
            }
        }
        #expect(k > 4)
        #expect(try disk.list(folder / "drop/maria").isEmpty)
    }
}
