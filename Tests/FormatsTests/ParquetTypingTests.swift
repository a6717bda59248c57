import Formats
import Observations
import Testing

@Suite("Parquet: text as typed values")
struct ParquetTypingTests {
    private func fits(_ cell: String, _ type: ParquetType) -> Bool {
        parquetValues(TextColumn([cell]), as: type).missing == nil
    }

    @Test("Columns become typed, missing cells stay missing")
    func columns() {
        let missing = Bitmap(count: 2, words: [0b10])
        #expect(parquetValues(TextColumn(["-12", nil]), as: .int64) == .int64([-12, 0], missing: missing))
        #expect(parquetValues(TextColumn(["12", nil]), as: .int32) == .int32([12, 0], missing: missing))
        #expect(parquetValues(TextColumn(["1.5", nil]), as: .double) == .double([1.5, 0], missing: missing))
        #expect(parquetValues(TextColumn(["true", nil]), as: .boolean) == .boolean([true, false], missing: missing))
        #expect(parquetValues(TextColumn(["1970-01-02", nil]), as: .date) == .int32([1, 0], missing: missing))
        #expect(parquetValues(TextColumn(["a", nil]), as: .text) == .text(TextColumn(["a", nil])))
        #expect(parquetValues(TextColumn(["1", "2"]), as: .int64) == .int64([1, 2], missing: nil))
        #expect(parquetValues(TextColumn([]), as: .double) == .double([], missing: nil))
    }

    @Test("A cell that is not of the type is missing, and the column keeps its type")
    func refusals() {
        let second = Bitmap(count: 3, words: [0b10])
        for cell in [
            "", "-", "+1", "1.0", "1e3", " 1", "9223372036854775808", "-9223372036854775809", "1_0", "x", "00x", "0-1",
        ] {
            #expect(!fits(cell, .int64), "\(cell)")
            #expect(parquetValues(TextColumn(["1", cell, "3"]), as: .int64) == .int64([1, 0, 3], missing: second))
        }
        #expect(fits("9223372036854775807", .int64) && fits("-9223372036854775808", .int64))
        #expect(fits("2147483647", .int32) && !fits("2147483648", .int32))
        for cell in [
            "", "-", ".", ".5", "5.", "+1", "1,5", "nan", "inf", "0x1p3", "1e", "1e+", "e5", "1.e5", "1e999", "1 ",
            "1e123456", "1e99999999999999999999", "--1", "1.2.3",
        ] {
            #expect(!fits(cell, .double), "\(cell)")
        }
        for cell in ["True", "TRUE", "1", "", "yes", "truee"] { #expect(!fits(cell, .boolean), "\(cell)") }
        for cell in [
            "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31", "2024-1-01", "24-01-01",
            "2024/01/01", "2024-01-01T", "2024-01", "", "-001-01-01", "20a4-01-01",
        ] {
            #expect(!fits(cell, .date), "\(cell)")
        }
        for cell in [
            "2024-05-01T06:30:00", "2024-05-01 06:30:00Z", "2024-05-01T24:00:00Z", "2024-05-01T23:59:60Z",
            "2024-05-01T06:30Z", "2024-05-01T06:30:00.Z", "2024-05-01T06:30:00.1234567Z", "2024-05-01T06:30:00+0200",
            "2024-05-01T06:30:00+24:00", "2024-05-01T06:30:00Zx", "2023-02-29T00:00:00Z", "2024-05-01T06:30:00.5",
            "2024-05-01", "",
        ] {
            #expect(!fits(cell, .timestampMicros), "\(cell)")
        }
    }

    @Test("Leading zeros do not change a whole number")
    func leadingZeros() {
        let cells = TextColumn(["007", "-007", "-0", "00", "0000000000000000000009223372036854775807"])
        #expect(parquetValues(cells, as: .int64) == .int64([7, -7, 0, 0, .max], missing: nil))
    }

    @Test("Decimal text becomes the nearest double, as the standard library has it")
    func decimals() throws {
        let cells = [
            "0", "-0", "0.0", "52.2297", "-0.00001", "123456789012345", "1234567890123456", "9007199254740992", "1e22",
            "1e23", "1.5e-10", "0.30000000000000004", "179.99999", "1E5", "5e-324", "1.7976931348623157e308", "100.50",
            "1000000000000000000000000", "0.000000000000000000000000000001", "0e99", "007.50", "00.5", "1e0000001",
            "52.1234567890123456789", "9007199254740993", "0.1000000000000000055", "12345678901234567890", "1e-400",
        ]
        for cell in cells {
            let values = parquetValues(TextColumn([cell]), as: .double)
            guard case .double(let doubles, nil) = values else { throw UnexpectedParquet() }
            #expect(doubles[0].bitPattern == Double(cell)?.bitPattern, "\(cell)")
        }
        var random = ParquetRandom(8)
        for _ in 0..<5_000 {
            let digits = String(UInt64.random(in: 1..<1_000_000_000_000_000, using: &random))
            let split = Int.random(in: 0..<digits.count, using: &random)
            var cell = split == 0 ? "0." + digits : digits.prefix(split) + "." + digits.dropFirst(split)
            if Bool.random(using: &random) { cell += "e\(Int.random(in: -40...40, using: &random))" }
            let values = parquetValues(TextColumn([cell]), as: .double)
            guard case .double(let doubles, nil) = values else { throw UnexpectedParquet() }
            #expect(doubles[0].bitPattern == Double(cell)?.bitPattern, "\(cell)")
        }
    }

    @Test("Every double can be had back from its own shortest text")
    func shortestText() throws {
        var random = ParquetRandom(9)
        for _ in 0..<5_000 {
            let number = Double(bitPattern: random.next())
            if !number.isFinite { continue }
            let values = parquetValues(TextColumn([number.description]), as: .double)
            #expect(values == .double([number], missing: nil), "\(number)")
        }
    }

    @Test("Dates count days, over leap years and before 1970")
    func dates() throws {
        let known: [(String, Int32)] = [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-05-01", 19_844),
            ("1900-03-01", -25_508), ("0001-01-01", -719_162), ("0000-01-01", -719_528), ("9999-12-31", 2_932_896),
        ]
        for (cell, days) in known {
            #expect(parquetValues(TextColumn([cell]), as: .date) == .int32([days], missing: nil), "\(cell)")
        }
        // Every day of four centuries follows the one before.
        var next: Int32 = -135_140
        for year in 1600..<2000 {
            for month in 1...12 {
                for day in 1...31 {
                    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
                    let cell = "\(year)-\(two(month))-\(two(day))"
                    let values = parquetValues(TextColumn([cell]), as: .date)
                    if values.missing != nil {
                        #expect(day > 28)
                        continue
                    }
                    #expect(values == .int32([next], missing: nil), "\(cell)")
                    next += 1
                }
            }
        }
        #expect(next == 10_957)
    }

    @Test("Instants count microseconds in UTC")
    func instants() {
        let known: [(String, Int64)] = [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999999Z", -1),
            ("2024-05-01T06:30:00.25+02:00", 1_714_537_800_250_000),
            ("2024-05-01T06:30:00-00:30", 1_714_546_800_000_000),
            ("2024-05-01T06:30:00.1234560Z", 1_714_545_000_123_456), ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
        ]
        for (cell, micros) in known {
            #expect(
                parquetValues(TextColumn([cell]), as: .timestampMicros) == .int64([micros], missing: nil), "\(cell)")
        }
    }
}
