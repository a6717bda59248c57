import Files
import Observations
import Snapshots
import Testing

@Suite("Writing tables")
struct TableWriterTests {
    private let temporary = TemporaryFolder()
    private let disk = Disk()

    @Test("Rows that were worked out ahead and digests that another thread makes change nothing", arguments: [1, 4])
    func ahead(pieces: Int) throws {
        var plain: [TableWriter.Result] = []
        for isAhead in [false, true] {
            var writer = try TableWriter(
                stem: isAhead ? "ahead" : "plain", fields: [PublishedField("a"), PublishedField("b")],
                withParquet: false, folder: temporary.path, disk: disk, digestsBeside: isAhead)
            for number in 0..<pieces {
                var piece = TablePiece(
                    [TextColumn(["x\(number)", nil, "=1,\"2"]), TextColumn(["", "é", "3"])],
                    rows: number == 1 ? Bitmap(count: 3, words: [0b101]) : nil)
                if isAhead { piece.writeAhead() }
                try writer.append(piece)
            }
            plain.append(try writer.finish())
        }
        #expect(plain[0].csv.digest == plain[1].csv.digest)
        #expect(plain[0].rows == plain[1].rows)
        #expect(try plain[1].csv.digest == Digest.sha256(disk.read(temporary.path + "/ahead.csv")))
    }
}
