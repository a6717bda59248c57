import Formats
import Observations
import Testing

@Suite("Dates of workbooks") struct XLSXDateTests {
    private func values(
        _ numbers: [String], format: Int = 164, code: String = "yyyy\\-mm\\-dd", is1904: Bool = false
    ) throws -> CSVTesting.File {
        try WorkbookTesting.column(numbers.map { "<c s=\"1\"><v>\($0)</v></c>" }) {
            $0.formats = [0, format]
            $0.codes = [code]
            $0.is1904 = is1904
        }
    }

    private func value(_ number: String, code: String) throws -> String? {
        try values([number], code: code).column("v")[0]
    }

    @Test("Days of both systems, around the day that never was")
    func days() throws {
        let days = try values(["1", "59", "61", "367", "46143", "2958465"])
        #expect(
            days.column("v") == ["1900-01-01", "1900-02-28", "1900-03-01", "1901-01-01", "2026-05-01", "9999-12-31"])
        #expect(days.findings.isEmpty)
        let from1904 = try values(["0", "1", "44681", "60"], is1904: true)
        #expect(from1904.column("v") == ["1904-01-01", "1904-01-02", "2026-05-01", "1904-03-01"])
        #expect(from1904.description.details.contains { $0.name == "dates" })
    }

    @Test("What is no day stays a number and is told")
    func impossible() throws {
        let file = try values(["-1", "0", "2958466", "60", "1e300", "0.5", "x"])
        #expect(
            file.column("v") == ["-1", "0", "2958466", "1900-02-29", String(file.column("v")[4] ?? ""), "0.5", "x"])
        #expect(file.codes.prefix(6).allSatisfy { $0 == "xlsx-impossible-date" })
        #expect(file.codes.last == "xlsx-damaged-cell" && file.codes.count == 7)
    }

    @Test("Times, and days with times, exact to the millisecond")
    func times() throws {
        #expect(try value("0.5", code: "h:mm") == "12:00:00")
        #expect(try value("0.60416666666666663", code: "hh:mm:ss") == "14:30:00")
        #expect(try value("0", code: "h:mm AM/PM") == "00:00:00")
        #expect(try value("0.99999999999", code: "h:mm") == "1900-01-01T00:00:00")
        #expect(try value("46143.604166666664", code: "dd.mm.yyyy hh:mm") == "2026-05-01T14:30:00")
        #expect(try value("46143", code: "dd.mm.yyyy hh:mm") == "2026-05-01T00:00:00")
        #expect(try value("46143.999999999", code: "yyyy-mm-dd hh:mm") == "2026-05-02T00:00:00")
        #expect(try value("46143.52083358796", code: "yyyy-mm-dd hh:mm:ss.000") == "2026-05-01T12:30:00.022")
        // What the format does not show is kept.
        #expect(try value("46143.5", code: "yyyy-mm-dd") == "2026-05-01T12:00:00")
        #expect(try value("46143.5", code: "h:mm") == "2026-05-01T12:00:00")
        #expect(try value("0.25", code: "yyyy-mm-dd hh:mm") == "06:00:00")
    }

    @Test("Spans of time")
    func durations() throws {
        #expect(try value("1.1458333333333333", code: "[h]:mm") == "27:30:00")
        #expect(try value("0.3125", code: "[hh]:mm:ss") == "07:30:00")
        #expect(try value("-0.0625", code: "[h]:mm") == "-01:30:00")
        #expect(try value("100", code: "[mm]:ss") == "2400:00:00")
        #expect(try values(["1.5"], format: 46).column("v") == ["36:00:00"])
    }

    @Test("Every second of a day is that second", arguments: [1, 45_000, 46_143, 2_958_464])
    func seconds(day: Int) throws {
        var expected: [String?] = []
        var numbers: [String] = []
        for second in stride(from: 0, to: 86_400, by: 37) {
            numbers.append("\(Double(day) + Double(second) / 86_400)")
            let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            expected.append(clock.joined(separator: ":"))
        }
        let file = try values(numbers, format: 22)
        #expect(file.column("v").map { $0.map { String($0.suffix(8)) } } == expected)
    }

    @Test(
        "Formats of dates are told from others by their letters",
        arguments: [
            ("yyyy-mm-dd", "2026-05-01"), ("d/m/yy;@", "2026-05-01"), ("[$-415]d mmmm yyyy;@", "2026-05-01"),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026-05-01"), ("mmm\\-yy", "2026-05-01"), ("mmmm", "2026-05-01"),
            ("dd\" de \"mmmm\" de \"yyyy", "2026-05-01"), ("TT.MM.JJJJ", "2026-05-01"), ("yyyy", "2026-05-01"),
            ("d/m/yyyy h:mm", "2026-05-01T00:00:00"), ("m/d/yy h:mm AM/PM", "2026-05-01T00:00:00"),
            ("General", "46143"), ("0.00", "46143"), ("#,##0.00\\ [$zł-415]", "46143"), ("0.00E+00", "46143"),
            ("0\" days\"", "46143"), ("@", "46143"), ("[Red]0", "46143"), ("\"dd\"", "46143"), ("0_d", "46143"),
            ("# ?/?", "46143"), ("0%", "46143"), ("General\" h\"", "46143"), ("[>100]0;d", "46143"), ("", "46143"),
        ])
    func codes(code: String, expected: String) throws {
        let escaped = code.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;")
            .split(separator: ">", omittingEmptySubsequences: false).joined(separator: "&gt;")
        #expect(try value("46143", code: escaped) == expected)
    }

    @Test("Built-in formats")
    func builtIn() throws {
        for format in [14, 15, 16, 17, 27, 36, 58] {
            #expect(try values(["46143"], format: format).column("v") == ["2026-05-01"], "\(format)")
        }
        for format in [18, 19, 20, 21, 45, 47, 32] {
            #expect(try values(["0.25"], format: format).column("v") == ["06:00:00"], "\(format)")
        }
        for format in [0, 1, 2, 9, 11, 13, 37, 48, 49, 99] {
            #expect(try values(["46143"], format: format).column("v") == ["46143"], "\(format)")
        }
    }

    @Test("Texts of dates are as they are written, without a midnight that the format does not show")
    func iso() throws {
        let cells = ["2026-05-01T00:00:00", "2026-05-01T00:00:00.000Z", "2026-05-01T10:00:00", "2026-05-01"]
        let file = try WorkbookTesting.column(cells.map { "<c s=\"1\" t=\"d\"><v>\($0)</v></c>" }) {
            $0.formats = [0, 14]
        }
        #expect(file.column("v") == ["2026-05-01", "2026-05-01", "2026-05-01T10:00:00", "2026-05-01"])
    }
}
