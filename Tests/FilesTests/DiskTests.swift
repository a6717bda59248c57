import Files
import Glibc
import Testing

struct DiskTests {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())

    @Test("What is written comes back, small pieces and large ones, and its digest is that of the bytes")
    func roundTrip() throws {
        let small = Array("hello ".utf8)
        let large = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var writer = try disk.create(folder / "a", hashing: true)
        try writer.write(small)
        try writer.write(large)
        try writer.write(small)
        #expect(writer.count == 700_012)
        let digest = try writer.finish()
        #expect(try disk.read(folder / "a") == small + large + small)
        #expect(digest == .sha256(small + large + small))
        #expect(try disk.read(folder / "a", upTo: 8) == small + large[..<2])
    }

    @Test("A new file never replaces one that is there")
    func createIsExclusive() throws {
        try disk.writeDurably([1], to: folder / "a")
        #expect(throws: DiskError(.create, folder / "a", errno: EEXIST)) { try disk.create(folder / "a").close() }
    }

    @Test("A durable write replaces the file as a whole, and what a crash left behind does not disturb it")
    func writeDurably() throws {
        try disk.writeDurably([1, 2, 3], to: folder / "a")
        for k in 1...20 {
            let broken = Disk(faults: FaultPlan(.crash, at: k))
            do {
                try broken.writeDurably([9], to: folder / "a")
            } catch {
                let now = try disk.read(folder / "a")
                #expect(now == [1, 2, 3] || now == [9])
            }
            try disk.writeDurably([1, 2, 3], to: folder / "a")
            #expect(try disk.read(folder / "a") == [1, 2, 3])
            #expect(try disk.list(folder.path) == ["a"])
        }
    }

    @Test("Renaming without replacing fails where the name is taken, for files and for folders")
    func renameNoReplace() throws {
        try disk.writeDurably([1], to: folder / "a")
        try disk.writeDurably([2], to: folder / "b")
        #expect(throws: DiskError(.rename, folder / "b", errno: EEXIST)) {
            try disk.rename(folder / "a", to: folder / "b", replacing: false)
        }
        try disk.makeDirectory(folder / "x/y/z")
        try disk.makeDirectory(folder / "w")
        #expect(throws: DiskError.self) { try disk.rename(folder / "x", to: folder / "w", replacing: false) }
        try disk.rename(folder / "x", to: folder / "v1", replacing: false)
        #expect(try disk.status(folder / "v1/y/z")?.kind == .directory)
        try disk.rename(folder / "a", to: folder / "b")
        #expect(try disk.read(folder / "b") == [1])
    }

    @Test("A folder that is to be safe is synced into the one that it lies in, once, and so are those on the way")
    func durableFolders() throws {
        let plan = FaultPlan()
        let counting = Disk(faults: plan)
        try counting.makeDirectory(folder / "x/y")
        #expect(plan.operations == 2)
        try counting.makeDirectory(folder / "x/z/w", durably: true)
        #expect(plan.operations == 6, "two folders and two syncs more")
        try counting.makeDirectory(folder / "x/z/w", durably: true)
        #expect(plan.operations == 6, "what is there costs nothing")
    }

    @Test("A link is swapped in one step, and reading a link where there is none is nil")
    func symlinks() throws {
        try disk.symlink("v1", at: folder / "latest")
        try disk.symlink("v2", at: folder / "latest")
        #expect(disk.readLink(folder / "latest") == "v2")
        #expect(disk.readLink(folder / "nothing") == nil)
        #expect(throws: DiskError(.open, folder / "latest", errno: ELOOP)) { _ = try disk.open(folder / "latest") }
    }

    @Test("A pipe is refused and never waited for")
    func pipes() throws {
        #expect(mkfifo(folder / "pipe", 0o644) == 0)
        #expect(throws: DiskError(.open, folder / "pipe", errno: ENXIO)) { _ = try disk.open(folder / "pipe") }
        #expect(throws: DiskError.self) { _ = try disk.read(folder / "pipe") }
    }

    @Test(
        "A name that is no UTF-8 survives the way into a text and back",
        arguments: [
            [0xB3, 0x61, 0x2E, 0x63, 0x73, 0x76], Array("Łąka.csv".utf8), [0xEF, 0x9E, 0xB3], [0xC3], [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xEF, 0x9F, 0xBF, 0xFF], [0xF0, 0x9F, 0x90, 0xA6],
        ] as [[UInt8]])
    func oddNames(_ name: [UInt8]) throws {
        let text = name.withUnsafeBufferPointer { String(pathBytes: $0) }
        #expect(text.pathBytes == name)
        try disk.writeDurably([7], to: folder / text)
        #expect(try disk.list(folder.path).map(\.pathBytes) == [name])
        #expect(try disk.read(folder / text) == [7])
    }

    @Test("Bytes that are no text are shown to people as numbers")
    func readablePath() {
        let text = ([0xB3, 0x61] as [UInt8]).withUnsafeBufferPointer { String(pathBytes: $0) }
        #expect(text.readablePath == "\\xB3a")
    }

    @Test("Nobody is led out of a folder: neither by a link on the way nor by two dots")
    func beneath() throws {
        try disk.makeDirectory(folder / "root/in")
        try disk.makeDirectory(folder / "out")
        try disk.writeDurably([1], to: folder / "root/in/a")
        try disk.writeDurably([2], to: folder / "out/secret")
        try disk.symlink("../out", at: folder / "root/way")
        #expect(try disk.open("in/a", beneath: folder / "root").status.size == 1)
        #expect(throws: DiskError.self) { _ = try disk.open("way/secret", beneath: folder / "root") }
        #expect(throws: DiskError.self) { _ = try disk.open("../out/secret", beneath: folder / "root") }
        #expect(throws: DiskError.self) { _ = try disk.entries(of: "way", beneath: folder / "root") }
        #expect(try disk.entries(of: "", beneath: folder / "root").map(\.name) == ["in", "way"])
    }

    @Test("A read-only tree goes as a whole")
    func removeTree() throws {
        try disk.makeDirectory(folder / "v1/data")
        try disk.writeDurably([1], to: folder / "v1/data/a")
        try disk.setReadOnly(folder / "v1/data/a")
        try disk.setReadOnly(folder / "v1/data")
        try disk.setReadOnly(folder / "v1")
        #expect(try disk.status(folder / "v1")?.mode == 0o555)
        try disk.removeTree(folder / "v1")
        #expect(try disk.status(folder / "v1") == nil)
        try disk.removeTree(folder / "v1")
    }

    @Test("Only one can hold a lock, and it is free again when its holder is gone")
    func lock() throws {
        guard let first = try disk.lock(folder / "lock") else {
            Issue.record("nobody else holds it")
            return
        }
        let second = try disk.lock(folder / "lock")
        let isHeldByFirst = second == nil
        #expect(isHeldByFirst)
        first.release()
        let third = try disk.lock(folder / "lock")
        let isFreeAgain = third != nil
        #expect(isFreeAgain)
    }

    @Test("A mapped file shows its bytes; an empty one shows none")
    func map() throws {
        try disk.writeDurably([1, 2, 3], to: folder / "a")
        try disk.writeDurably([], to: folder / "empty")
        #expect(try disk.map(folder / "a").withBytes { Array($0) } == [1, 2, 3])
        #expect(try disk.map(folder / "empty").withBytes { $0.count } == 0)
    }

    @Test("A copy has the same bytes; appending adds; shortening cuts")
    func copyAppendTruncate() throws {
        try disk.writeDurably([1, 2, 3], to: folder / "a")
        try disk.copy(folder / "a", to: folder / "b")
        var writer = try disk.append(to: folder / "b")
        try writer.write([4])
        try writer.close()
        #expect(try disk.read(folder / "b") == [1, 2, 3, 4])
        try disk.truncate(folder / "b", to: 2)
        #expect(try disk.read(folder / "b") == [1, 2])
        try disk.link(folder / "b", as: folder / "c")
        #expect(try disk.status(folder / "c")?.links == 2)
    }

    @Test("An error says what failed, where, why and what to do")
    func wording() {
        #expect(
            DiskError(.write, "store/a", errno: ENOSPC).description
                == "Could not write to store/a: there is no space left on the disk. "
                + "Free some space and run again; what was taken before is safe.")
        #expect(
            DiskError(.open, "drop/a", errno: EACCES).description
                == "Could not open drop/a: permission denied. "
                + "Give the user who runs Transect the right to do this (see ls -ld on the path) and run again.")
    }
}
