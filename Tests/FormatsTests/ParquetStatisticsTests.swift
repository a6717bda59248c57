import Formats
import Observations
import Testing

@Suite("Parquet: statistics")
struct ParquetStatisticsTests {
    @Test("Whole numbers tell their least and greatest selected value")
    func integers() throws {
        var table = ParquetTable()
        table.add("a", .int64, .int64([900, -5, 7, -1_000], missing: nil), isRequired: true)
        table.add("b", .date, .int32([1, 2, 3, -7], missing: Bitmap(count: 4, words: [0b0101])))
        table.add("c", .timestampMicros, .int64([.min, 0, .max, 1], missing: nil))
        table.add("d", .double, .double([1, 2, 3, 4], missing: nil))
        table.add("e", .int32, .int32([0, 0, 0, 0], missing: Bitmap(repeating: true, count: 4)))
        let reader = try ParquetReader(table.file(groups: [nil, Bitmap(count: 4, words: [0b0111])]))
        #expect(reader.integerRange(group: 0, column: 0) == -1_000...900)
        #expect(reader.integerRange(group: 1, column: 0) == -5...900)
        #expect(reader.integerRange(group: 0, column: 1) == -7...2)
        #expect(reader.integerRange(group: 1, column: 1) == 2...2)
        #expect(reader.integerRange(group: 0, column: 2) == .min ... .max)
        #expect(reader.integerRange(group: 0, column: 3) == nil)
        #expect(reader.integerRange(group: 0, column: 4) == nil)
        #expect((0..<5).map { reader.statistics(group: 0, column: $0)?.missingCount } == [0, 2, 0, 0, 4])
        #expect(reader.statistics(group: 1, column: 1)?.missingCount == 2)
    }

    @Test("NaN takes no part, and a zero counts with both signs")
    func doubles() throws {
        func bounds(_ values: [Double]) throws -> [Double?] {
            var table = ParquetTable()
            table.add("a", .double, .double(values, missing: nil))
            let statistics = try ParquetReader(table.file()).statistics(group: 0, column: 0)
            return [statistics?.minimum, statistics?.maximum].map { bytes in
                bytes.map { Double(bitPattern: $0.reversed().reduce(0) { $0 << 8 | UInt64($1) }) }
            }
        }
        #expect(try bounds([3, .nan, -2, .infinity]) == [-2, .infinity])
        #expect(try bounds([.nan, .nan]) == [nil, nil])
        #expect(try bounds([0, 1])[0]?.sign == .minus)
        #expect(try bounds([-1, -0.0])[1]?.sign == .plus)
    }

    @Test("Bounds of text are cells where they are short, and cut without breaking a character where they are long")
    func text() throws {
        func statistics(_ cells: [String?]) throws -> ParquetStatistics? {
            var table = ParquetTable()
            table.add("a", .text, .text(TextColumn(cells)))
            return try ParquetReader(table.file()).statistics(group: 0, column: 0)
        }
        let few = try statistics(["b", "ż", nil, "", "b", "ż", "b"])
        #expect(few?.minimum == [] && few?.maximum == Array("ż".utf8))
        #expect(few?.isExact == true && few?.missingCount == 1)
        let many = try statistics(["Parus major", "Pica pica", "Turdus merula", nil])
        #expect(many?.minimum == Array("Parus ma".utf8) && many?.maximum == Array("Turdus n".utf8))
        #expect(many?.isExact == false)
        let wide = try statistics(["1234567ż", "1234567ź"])
        #expect(wide?.minimum == Array("1234567".utf8) && wide?.maximum == Array("1234568".utf8))
        let last = try statistics(["\u{10FFFF}\u{10FFFF}", "x"])
        #expect(last?.minimum == nil && last?.maximum == nil)
        let surrogates = try statistics(["\u{D7FF}", "x"])
        #expect(surrogates?.maximum == Array("\u{E000}".utf8))
        let long = String(repeating: "ż", count: 40)
        let cut = try statistics([long, long, long])
        #expect(cut?.minimum == Array(String(repeating: "ż", count: 32).utf8) && cut?.isExact == false)
        #expect(cut?.maximum == Array((String(repeating: "ż", count: 31) + "\u{17D}").utf8))
        let none = try statistics([nil, nil])
        #expect(none?.missingCount == 2 && none?.minimum == nil)
    }

    @Test("Bounds of text hold for every cell of random columns")
    func randomText() throws {
        var random = ParquetRandom(41)
        let kinds: [ParquetTable.TextKind] = [.few, .many, .runs, .long]
        for kind in kinds + kinds {
            let missing = ParquetTable.randomBitmap(500, &random)
            let column = ParquetTable.randomText(500, kind, missing: missing, &random)
            var table = ParquetTable()
            table.add("a", .text, .text(column))
            let statistics = try #require(try ParquetReader(table.file()).statistics(group: 0, column: 0))
            for row in 0..<500 where !missing[row] {
                let cell = column.bytes[column.range(row)]
                if let minimum = statistics.minimum { #expect(!cell.lexicographicallyPrecedes(minimum)) }
                if let maximum = statistics.maximum { #expect(!maximum.lexicographicallyPrecedes(cell)) }
            }
        }
    }
}
