import Files
import Glibc
import Testing

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

struct FileHolesTests {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())

    /// Whether a file that begins with `content` and was made `size` bytes long is one hole.
    private func isOneHole(_ content: [UInt8], size: Int) throws -> Bool {
        try disk.writeDurably(content, to: folder / "a")
        #expect(truncate(folder / "a", size) == 0)
        let file = try disk.open(folder / "a")
        return file.isOneHole
    }

    @Test(
        "A file is one hole where nothing was ever written into it",
        .enabled(if: fileSystemHasHoles, "The file system knows no holes."))
    func holes() throws {
        #expect(try isOneHole([], size: 20_000_000))
    }

    @Test("A file into which something was written is no hole, nor is an empty one")
    func noHoles() throws {
        #expect(try !isOneHole([], size: 0))
        #expect(try !isOneHole([1, 2, 3], size: 3))
        #expect(try !isOneHole([1, 2, 3], size: 20_000_000))
    }

    @Test("Reading goes on where it was")
    func place() throws {
        try disk.writeDurably([1, 2, 3], to: folder / "a")
        var file = try disk.open(folder / "a")
        let byte = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
        defer { byte.deallocate() }
        for expected in [1, 2, 3] as [UInt8] {
            let count = try file.read(into: byte)
            let isOneHole = file.isOneHole
            #expect(count == 1 && byte[0] == expected && !isOneHole)
        }
    }
}
