import Files
import Formats
import Storage
import Testing

struct FileSourceTests {
    @Test("A place that the file does not have is an error, up to the largest number")
    func beyond() throws {
        let folder = TemporaryFolder()
        let disk = Disk(faults: FaultPlan())
        try disk.writeDurably([1, 2, 3], to: folder / "a")
        let file = FileRange(try disk.open(folder / "a"))
        #expect(try file.bytes(at: 1, count: 2) == [2, 3])
        for (offset, count) in [(2, 2), (Int.max, 30), (1, Int.max)] {
            let error = #expect(throws: ReadError.self) { try file.bytes(at: offset, count: count) }
            #expect(error?.kind == .truncated)
        }
    }
}
