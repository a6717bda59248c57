import Files
import Glibc
import Intake
import Testing

/// Whether a file can be given to another user: by the superuser, and not in every container by this one.
private let canGiveFilesAway: Bool = {
    let folder = TemporaryFolder()
    return withExtendedLifetime(folder) { chown(folder.path, 4711, 4711) == 0 }
}()

/// Whether a file into which nothing was written takes no room here, and the kernel says that it holds no data.
private let fileSystemHasHoles: Bool = {
    let folder = TemporaryFolder()
    return withExtendedLifetime(folder) {
        let file = open(folder / "probe", O_RDWR | O_CREAT, 0o600)
        defer { close(file) }
        var status = stat()
        guard ftruncate(file, 20_000_000) == 0, fstat(file, &status) == 0, status.st_blocks < 100 else { return false }
        // SEEK_DATA, which is no part of POSIX.
        return lseek(file, 0, 3) < 0 && errno == ENXIO
    }
}()

struct DropFolderTests {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())

    func put(_ path: String, _ content: String = "a\n1\n") throws {
        try disk.makeDirectory(Disk.parent(of: folder / path))
        try disk.writeDurably(Array(content.utf8), to: folder / path)
    }

    func scan() throws -> DropScan { try DropFolder(root: folder.path, disk: disk).scan() }

    @Test("Files come in byte order of their paths, with the first folder as submitter")
    func orderAndSubmitter() throws {
        for path in ["maria/b.csv", "maria/a.csv", "maria.csv", "Zoe/x/y/c.json", "élan/e.xml", "top.csv"] {
            try put(path)
        }
        let scan = try scan()
        #expect(
            scan.arrivals.map(\.relativePath)
                == ["Zoe/x/y/c.json", "maria.csv", "maria/a.csv", "maria/b.csv", "top.csv", "élan/e.xml"])
        #expect(scan.arrivals.map(\.submitter) == ["Zoe", "", "maria", "maria", "", "élan"])
        #expect(scan.skipped.isEmpty)
        #expect(scan.arrivals.allSatisfy { $0.size == 4 && $0.inode > 0 && $0.modifiedNanoseconds > 0 })
    }

    @Test("Hidden, unfinished and editors' own files are passed over without a word, and so are checksums")
    func ignored() throws {
        for name in [
            ".hidden.csv", "a.csv.part", "a.tmp", "a.partial", "a.csv.crdownload", "a.download", "a.FilePart",
            "~$a.xlsx", "a.csv~",
            "a.csv.sha256", ".git/x.csv", "a.part/x.csv",
        ] { try put(name) }
        try put("a.csv")
        let scan = try scan()
        #expect(scan.arrivals.map(\.relativePath) == ["a.csv"])
        #expect(scan.skipped.isEmpty)
    }

    @Test(
        "Files larger than any data, and files that are nearly all holes, are left with a reason",
        .enabled(if: fileSystemHasHoles, "The file system knows no holes."))
    func sizes() throws {
        for (name, size) in [("a-terabyte.csv", 1 << 40), ("holes.csv", 1 << 30), ("small.csv", 9_000_000)] {
            try put(name)
            #expect(truncate(folder / name, size) == 0)
        }
        try put("nothing-written.csv", "")
        #expect(truncate(folder / "nothing-written.csv", 8 << 30) == 0)
        let scan = try scan()
        #expect(scan.arrivals.map(\.relativePath) == ["small.csv"])
        #expect(scan.skipped.map(\.path) == ["a-terabyte.csv", "holes.csv", "nothing-written.csv"])
        #expect(scan.skipped[0].reason.contains("larger than 64 GiB"))
        #expect(scan.skipped[1].reason.contains("nearly all holes"))
        #expect(scan.skipped[2].reason.contains("nearly all holes"))
    }

    @Test("Links, pipes and sockets are reported and never touched")
    func specialFiles() throws {
        try put("maria/a.csv")
        try disk.symlink("/etc", at: folder / "etc")
        try disk.symlink("maria/a.csv", at: folder / "link.csv")
        try disk.symlink("..", at: folder / "maria/up")
        #expect(mkfifo(folder / "pipe.csv", 0o644) == 0)
        let scan = try scan()
        #expect(scan.arrivals.map(\.relativePath) == ["maria/a.csv"])
        #expect(scan.skipped.map(\.path) == ["etc", "link.csv", "maria/up", "pipe.csv"])
        #expect(scan.skipped[0].reason == "it is a symbolic link, and links are not followed; put the file itself here")
        #expect(scan.skipped[3].reason == "it is a pipe, socket or device, not a file; put a plain file here")
    }

    @Test("The drop folder itself may be a link")
    func linkedRoot() throws {
        try put("real/maria/a.csv")
        try disk.symlink("real", at: folder / "drop")
        let scan = try DropFolder(root: folder / "drop", disk: disk).scan()
        #expect(scan.arrivals.map(\.relativePath) == ["maria/a.csv"])
    }

    @Test("Folders nested beyond the limit are reported")
    func depth() throws {
        try put((1...32).map { "\($0)" }.joined(separator: "/") + "/deep.csv")
        try put((1...33).map { "\($0)" }.joined(separator: "/") + "/deeper.csv")
        let scan = try scan()
        #expect(scan.arrivals.count == 1)
        #expect(scan.skipped.count == 1)
        #expect(scan.skipped.first?.reason == "it lies more than 32 folders deep; move its files further up")
    }

    @Test("A name that is no UTF-8 arrives like any other")
    func oddName() throws {
        let name = ([0xB3, 0x61, 0x2E, 0x63, 0x73, 0x76] as [UInt8]).withUnsafeBufferPointer { String(pathBytes: $0) }
        try put("maria/" + name)
        let arrival = try #require(try scan().arrivals.first)
        #expect(arrival.relativePath.pathBytes == Array("maria/".utf8) + [0xB3, 0x61, 0x2E, 0x63, 0x73, 0x76])
        #expect(try disk.open(arrival.relativePath, beneath: folder.path).status.identity == arrival.identity)
    }

    @Test("A drop folder that is not there is an error that names it")
    func missing() {
        #expect(throws: DiskError(.list, folder / "none", errno: ENOENT)) {
            _ = try DropFolder(root: folder / "none", disk: disk).scan()
        }
    }

    @Test("Folders called tmp are never looked into, and a drop folder that is a maildir names nobody by its parts")
    func maildir() throws {
        for path in ["tmp/a.csv", "new/b.csv", "new/maria/c.csv", "jan/tmp/d.csv", "jan/new/e.csv"] { try put(path) }
        let scan = try scan()
        #expect(scan.arrivals.map(\.relativePath) == ["jan/new/e.csv", "new/b.csv", "new/maria/c.csv"])
        #expect(scan.arrivals.map(\.submitter) == ["jan", "", "maria"])
        #expect(scan.folders == ["", "jan", "jan/new", "new", "new/maria"])
    }

    @Test("Without tmp beside it, new is a name like any other")
    func noMaildir() throws {
        try put("new/b.csv")
        #expect(try scan().arrivals.map(\.submitter) == ["new"])
    }

    @Test("A file that stands elsewhere too is taken from the folder's owner, or refused as declared")
    func hardLinks() throws {
        try put("maria/own.csv")
        try disk.link(folder / "maria/own.csv", as: folder / "maria/again.csv")
        #expect(try scan().arrivals.count == 2)
        var rules = ArrivalRules()
        rules.hardLinks = .refuse
        let refused = try DropFolder(root: folder.path, disk: disk, rules: rules).scan()
        #expect(refused.arrivals.isEmpty && refused.skipped.map(\.path) == ["maria/again.csv", "maria/own.csv"])
        #expect(
            refused.skipped.first?.reason
                == "it is a file that stands in other places too (a hard link); put a copy of it here")
    }

    @Test(
        "A file of somebody else's that stands elsewhere too is taken only where that is declared",
        .enabled(if: canGiveFilesAway, "Only the superuser can give files away."))
    func hardLinksOfOthers() throws {
        try put("maria/own.csv")
        try disk.link(folder / "maria/own.csv", as: folder / "maria/again.csv")
        try #require(chown(folder / "maria/own.csv", 4711, 4711) == 0)
        #expect(try scan().arrivals.isEmpty && scan().skipped.count == 2)
        #expect(try scan().skipped.first?.reason.contains("does not belong to the owner of this folder") == true)
        var rules = ArrivalRules()
        rules.hardLinks = .take
        #expect(try DropFolder(root: folder.path, disk: disk, rules: rules).scan().arrivals.count == 2)
    }

    @Test("What a run was about to remove when it was cut short is found, and is no data")
    func leftovers() throws {
        try put("maria/" + FileNames.taken(12))
        try put("maria/.transect-x.taken")
        let scan = try scan()
        #expect(scan.leftovers.map(\.submission) == [12])
        #expect(scan.leftovers.map(\.path) == ["maria/.transect-12.taken"])
        #expect(scan.arrivals.isEmpty)
    }
}
