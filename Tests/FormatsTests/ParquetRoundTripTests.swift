import Formats
import Observations
import Testing

@Suite("Parquet: what is written is read")
struct ParquetRoundTripTests {
    @Test("Random tables of every type come back, gzipped or not", arguments: [0, 1, 2, 7, 63, 64, 65, 200, 2_500])
    func randomTables(rows: Int) throws {
        var random = ParquetRandom(UInt64(rows) + 1)
        let table = ParquetTable.random(rows: rows, &random)
        for compression in [ParquetCompression.none, .gzip] {
            let reader = try ParquetReader(table.file(compression))
            #expect(reader.fields == table.fields)
            #expect(reader.rowCount == rows)
            guard rows > 0 else {
                #expect(reader.rowGroupCount == 0)
                continue
            }
            #expect(reader.rowGroupCount == 1 && reader.rowCount(of: 0) == rows)
            let columns = try reader.read(group: 0, columns: Array(table.columns.indices))
            for (index, expected) in table.expected(nil).enumerated() {
                #expect(columns[index] == expected, "\(table.fields[index].name)")
            }
        }
    }

    @Test("Only selected rows are written, a row group for each call that has any")
    func selections() throws {
        var random = ParquetRandom(99)
        for round in 0..<6 {
            let rows = [1, 64, 130, 1_000, 1_024, 3_000][round]
            let table = ParquetTable.random(rows: rows, &random)
            let selections: [Bitmap?] = [
                ParquetTable.randomBitmap(rows, &random), nil, Bitmap(repeating: false, count: rows),
                Bitmap(repeating: true, count: rows), ParquetTable.randomBitmap(rows, &random),
            ]
            let reader = try ParquetReader(table.file(round % 2 == 0 ? .none : .gzip, groups: selections))
            let kept = selections.filter { $0?.isAnySet ?? true }
            try #require(reader.rowGroupCount == kept.count)
            for (group, rows) in kept.enumerated() {
                #expect(try reader.read(group: group, columns: Array(table.columns.indices)) == table.expected(rows))
            }
        }
    }

    @Test("A projection reads the columns that are asked for, in their order, and only their bytes")
    func projection() throws {
        var random = ParquetRandom(5)
        let table = ParquetTable.random(rows: 700, &random)
        let source = CountingSource(table.file(groups: [nil, nil]))
        let reader = try ParquetReader(source)
        let before = source.fetched
        #expect(try reader.read(group: 1, columns: [12, 3]) == [table.expected(nil)[12], table.expected(nil)[3]])
        #expect(source.fetched - before < source.size / 8)
    }

    @Test("Pages of more than a megabyte are split, and one huge cell is not")
    func manyPages() throws {
        var random = ParquetRandom(17)
        let rows = 20_000
        var table = ParquetTable()
        var missing = ParquetTable.randomBitmap(rows, &random)
        missing[7] = false
        var text = TextColumn()
        for row in 0..<rows {
            if missing[row] {
                text.appendMissing()
            } else {
                let letters = String(repeating: "abcdefghij", count: row == 7 ? 300_000 : 12 + row % 20)
                text.append("\(row) \(letters)".utf8)
            }
        }
        table.add("text", .text, .text(text))
        table.add("numbers", .int64, .int64((0..<rows).map { Int64($0) * 77_777_777 }, missing: missing))
        for rows in [nil, ParquetTable.randomBitmap(rows, &random)] {
            let reader = try ParquetReader(table.file(groups: [rows]))
            #expect(try reader.read(group: 0, columns: [0, 1]) == table.expected(rows))
        }
    }

    @Test("100,000 different values and 100,000 equal ones come back, the equal ones in next to no space")
    func cardinalities() throws {
        let rows = 100_000
        var table = ParquetTable()
        table.add("different", .text, .text(TextColumn((0..<rows).map { "observation-\($0 * 7_919 % 100_000)" })))
        #expect(table.file().count > 1_700_000)
        table = ParquetTable()
        table.add("equal", .text, .text(TextColumn(repeatElement("HumanObservation", count: rows).map(\.self))))
        table.add("none", .text, .text(TextColumn(missingRows: rows)))
        table.add("empty", .text, .text(TextColumn(repeatElement("", count: rows).map(\.self))), isRequired: true)
        table.add("number", .int64, .int64([Int64](repeating: 12, count: rows), missing: nil), isRequired: true)
        let file = table.file()
        #expect(file.count < 2_000)
        #expect(try ParquetReader(file).read(group: 0, columns: [0, 1, 2, 3]) == table.expected(nil))
    }

    @Test("Middling cardinalities come back, whether the dictionary holds or outgrows its bounds")
    func bailingOut() throws {
        // More than half are different; more than 65,536 are; together they are longer than 1 MB.
        let cases = [
            (2, 9), (255, 9), (256, 9), (257, 9), (4_000, 20), (14_000, 20), (20_000, 20), (70_000, 9), (14_000, 100),
        ]
        for (distinct, length) in cases {
            var random = ParquetRandom(UInt64(distinct))
            let numbers = (0..<2 * max(distinct, 14_000)).map { _ in
                Int64.random(in: 0..<Int64(distinct), using: &random)
            }
            var table = ParquetTable()
            if distinct < 70_000 {
                let names = (0..<distinct).map { "\($0)" + String(repeating: "x", count: length - "\($0)".utf8.count) }
                table.add("text", .text, .text(TextColumn(numbers.map { names[Int($0)] })), isRequired: true)
            }
            table.add("number", .int64, .int64(numbers, missing: nil))
            table.add("days", .date, .int32(numbers.map { Int32($0) }, missing: nil))
            let columns = Array(table.columns.indices)
            #expect(try ParquetReader(table.file()).read(group: 0, columns: columns) == table.expected(nil))
        }
    }

    @Test("Extreme numbers come back bit by bit")
    func extremes() throws {
        let doubles = [0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .nan, 0.1]
        var table = ParquetTable()
        table.add("double", .double, .double(doubles, missing: nil))
        table.add("int64", .int64, .int64([.min, .max, 0, -1, 1, 2, 3, 4], missing: nil))
        table.add("int32", .int32, .int32([.min, .max, 0, -1, 1, 2, 3, 4], missing: nil))
        let columns = try ParquetReader(table.file()).read(group: 0, columns: [0, 1, 2])
        guard case .double(let read, nil) = columns[0] else { throw UnexpectedParquet() }
        #expect(read.map(\.bitPattern) == doubles.map(\.bitPattern))
        #expect(Array(columns[1...]) == Array(table.columns[1...]))
    }

    @Test("The same input gives the same bytes, however often the caller empties the buffer")
    func determinism() throws {
        var random = ParquetRandom(3)
        let table = ParquetTable.random(rows: 900, &random)
        let metadata = [(key: "b", value: "2"), (key: "a", value: "żółw"), (key: "b", value: "")]
        let whole = table.file(groups: [nil, nil], metadata: metadata)
        #expect(whole == table.file(groups: [nil, nil], metadata: metadata))
        var writer = ParquetWriter(fields: table.fields, metadata: metadata)
        var pieces: [UInt8] = []
        var buffer: [UInt8] = []
        for _ in 0..<2 {
            writer.append(table.columns, to: &buffer)
            pieces += buffer
            buffer.removeAll(keepingCapacity: true)
        }
        writer.finish(to: &buffer)
        #expect(pieces + buffer == whole)
        let read = try ParquetReader(whole).metadata
        #expect(read.map(\.key) == metadata.map(\.key) && read.map(\.value) == metadata.map(\.value))
    }
}

/// What a test did not expect to see.
struct UnexpectedParquet: Error {}

/// A file in memory that counts the bytes it gives.
private final class CountingSource: RandomAccessSource, @unchecked Sendable {
    private let content: [UInt8]
    private(set) var fetched = 0

    init(_ content: [UInt8]) { self.content = content }

    var size: Int { content.count }

    func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8] {
        fetched += count
        return try content.bytes(at: offset, count: count)
    }
}
