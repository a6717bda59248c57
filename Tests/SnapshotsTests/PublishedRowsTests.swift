import Files
import Formats
import Observations
import Testing

import Snapshots

@Suite("Reading published tables")
struct PublishedRowsTests {
    private let folder = TemporaryFolder()

    private func write(_ text: String, _ name: String = "t.csv") throws -> String {
        var file = try Disk().create(folder.path + "/" + name)
        try file.write(Array(text.utf8))
        try file.close()
        return folder.path + "/" + name
    }

    private func cells(_ paths: [String], bufferSize: Int) throws -> [[String?]] {
        var rows = try PublishedRows(paths, disk: Disk(), bufferSize: bufferSize)
        var cells: [Range<Int>] = []
        var result: [[String?]] = []
        while try rows.advance() {
            rows.splitCells(into: &cells)
            result.append(cells.map { rows.value($0).map { String(decoding: $0, as: UTF8.self) } })
        }
        return result
    }

    @Test("Records are found wherever the buffer ends", arguments: 1...24)
    func buffers(size: Int) throws {
        let path = try write("a,b\n1,\"x\ny\"\"z\"\n,\"\"\n3,'=4")
        let found = try cells([path], bufferSize: size)
        #expect(found == [["1", "x\ny\"z"], [nil, nil], ["3", "=4"]])
    }

    @Test("Parts follow one another under one header")
    func parts() throws {
        let first = try write("a\n1\n", "1.csv")
        let empty = try write("a\n", "2.csv")
        let last = try write("a\n2\n", "3.csv")
        #expect(try cells([first, empty, last], bufferSize: 64) == [["1"], ["2"]])
        let other = try write("b\n3\n", "4.csv")
        #expect(throws: SnapshotError.self) { try cells([first, other], bufferSize: 64) }
    }

    @Test("Whatever is written as CSV is read back, guarded and quoted as it may be")
    func roundTrip() throws {
        var random = SplitMix64(seed: 11)
        let letters = Array("=+-@\t\r\n'\",;ab1.e€ 😀".unicodeScalars)
        let rows = (0..<2000).map { _ in
            (0..<3).map { _ -> String? in
                let length = Int.random(in: 0..<6, using: &random)
                let text = String(
                    String.UnicodeScalarView((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" }))
                return text.isEmpty ? nil : text
            }
        }
        var bytes: [UInt8] = []
        CSVOutput.appendRow(["x", "y", "z"], to: &bytes)
        CSVOutput.append(columns: (0..<3).map { column in TextColumn(rows.map { $0[column] }) }, rows: nil, to: &bytes)
        let path = try write(String(decoding: bytes, as: UTF8.self))
        #expect(try cells([path], bufferSize: 100) == rows)
        var reader = try PublishedRows([path], disk: Disk())
        let piece = try #require(try reader.nextPiece())
        #expect(piece.columns[1] == TextColumn(rows.map { $0[1] }))
    }

    @Test("A piece ends with the row that fills it, in rows or in bytes")
    func pieces() throws {
        let path = try write("a,b\nxx,yy\nx,\n123456789,1\n1,\n2,\n3,\n4,\n5,\n")
        var reader = try PublishedRows([path], disk: Disk())
        var counts: [Int] = []
        while let piece = try reader.nextPiece(limit: PieceLimit(rows: 4, bytes: 10)) {
            counts.append(piece.publishedCount)
        }
        #expect(counts == [3, 4, 1])
    }
}
