import Files
import Formats
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

    /// Three rows of 4, 1 and 12 bytes, and five of 1 byte.
    private static let lengths = [4, 1, 12, 1, 1, 1, 1, 1]

    private static func piece(_ rows: Range<Int>) -> TablePiece {
        TablePiece([
            TextColumn(rows.map { String(repeating: "x", count: lengths[$0] - lengths[$0] / 2) }),
            TextColumn(rows.map { lengths[$0] > 1 ? String(repeating: "y", count: lengths[$0] / 2) : nil }),
        ])
    }

    @Test("A row group ends with the row that fills it, in rows or in bytes, however the rows come")
    func rowGroups() throws {
        var withHidden = Self.piece(0..<8)
        withHidden.rows = Bitmap(count: 8, words: [0b1111_0111])
        let cuts: [[TablePiece]] = [
            [Self.piece(0..<8)], (0..<8).map { Self.piece($0..<$0 + 1) }, [Self.piece(0..<2), Self.piece(2..<8)],
            // A row that is not published, and the same row behind the others.
            [withHidden, Self.piece(3..<4)],
        ]
        for (number, pieces) in cuts.enumerated() {
            var writer = try TableWriter(
                stem: "t\(number)", fields: [PublishedField("a"), PublishedField("b")], withParquet: true,
                folder: temporary.path, disk: disk, rowGroups: PieceLimit(rows: 4, bytes: 10))
            for piece in pieces { try writer.append(piece) }
            #expect(try writer.finish().rows == 8)
            let reader = try ParquetReader(disk.read("\(temporary.path)/t\(number).parquet"))
            #expect((0..<reader.rowGroupCount).map { reader.rowCount(of: $0) } == [3, 4, 1], "cut \(number)")
        }
    }
}
