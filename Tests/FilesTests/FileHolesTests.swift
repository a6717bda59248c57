import Files
import Glibc
import Testing

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

    @Test("A file is one hole where nothing was ever written into it")
    func holes() throws {
        #expect(try isOneHole([], size: 20_000_000))
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
