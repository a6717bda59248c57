import Foundation

extension Hostile {
    /// Delimited text. Nothing in it but its encoding stops the reading.
    static let tables = listing { list in
        list.add(
            "formulas.csv", "cells that a spreadsheet would run", .taken(4),
            header + row("T1", remarks: "=1+1") + row("T2", remarks: "@SUM(A1)")
                + row("T3", remarks: "+cmd|' /C calc'!A0")
                + row("T4", remarks: "\"=HYPERLINK(\"\"http://example.org\"\",\"\"x\"\")\""))
        list.add(
            "markup.csv", "cells that a browser would run", .taken(2),
            header + row("T5", remarks: "<script>alert(1)</script>")
                + row("T6", remarks: "<img src=x onerror=alert(1)>"))
        list.add(
            "terminal.csv", "cells that a terminal would obey", .taken(1),
            header + row("T7", remarks: "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m"))
        list.add("sql.csv", "cells of SQL", .taken(1), table("T8", remarks: "'); DROP TABLE submission;--"))
        list.add(
            "right-to-left.csv", "cells that turn the text around them", .taken(1),
            table("T9", remarks: "\u{202E}abc\u{2066}"))
        list.add(
            "zero-bytes.csv", "zero bytes in two cells", .taken(1, quarantined: 2),
            header + row("T10", remarks: "a\u{0}b") + row("T11\u{0}") + row("T12"))
        list.add(
            "not-text.csv", "bytes that are no UTF-8, far from the beginning", .taken(2001, quarantined: 1),
            bytes: joined(rows("T13", 2001), "T14,2026-05-01,Pica pica,1,Eve,", [0xFF, 0xC0, 0x80, 0x0A] as [UInt8]))
        list.add(
            "wide-odd.csv", "UTF-16 with a byte too few", .taken(0, quarantined: 1),
            bytes: cut(wide(table("T15")), by: 3))
        list.add(
            "wide-halves.csv", "UTF-16 with half a character", .taken(0, quarantined: 1),
            bytes: halved(wide(table("T16", remarks: "x"))))
        list.add("utf-32.csv", "UTF-32", .refused("UTF-32"), bytes: [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0])
        list.add(
            "returns.csv", "carriage returns alone", .taken(2),
            (header + row("T17") + row("T18")).replacingOccurrences(of: "\n", with: "\r"))
        list.add(
            "open-quote.csv", "a quote that is never closed, and rows behind it", .taken(2, quarantined: 1),
            header + row("T19") + row("T20", remarks: "\"open") + row("T21"))
        list.add("quotes.csv", "nothing but quotes", .taken(0), String(repeating: "\"", count: 100_001))
        list.add(
            "huge-numbers.csv", "numbers beyond every type", .taken(0, quarantined: 4),
            header + numbers("T22", ["1e400", "99999999999999999999", "NaN", "0x7fffffff"]))
        list.add(
            "dates.csv", "dates beyond every calendar", .taken(0, quarantined: 4),
            header + dates("T23", ["2026-02-30", "12026-01-01", "-0001-01-01", "2026-05-01T25:00Z"]))
        list.add(
            "columns.csv", "200,000 columns", .refused("columns"),
            (1...200_000).map { "c\($0)" }.joined(separator: ",") + "\n1\n")
        list.add(
            "cells.csv", "a row of 200,000 cells under a short header", .taken(1, quarantined: 1),
            header + row("T24") + String(repeating: "x,", count: 200_000) + "\n")
        list.add(
            "same-names.csv", "15,000 columns of one name", .taken(0, quarantined: 1),
            String(repeating: "x,", count: 15_000) + "\n" + String(repeating: "1,", count: 15_000) + "\n")
        list.add(
            "blank-lines.csv", "a million blank lines", .taken(1),
            header + String(repeating: "\n", count: 1_000_000) + row("T25"))
        list.add("delimiters.csv", "nothing but delimiters", .taken(0), String(repeating: ",", count: 10_000))
        list.add(
            "separator.csv", "a first line that declares a quote as the delimiter", .taken(0, quarantined: 2),
            "sep=\"\n" + table("T26"))
        list.add("mark.csv", "a byte order mark and nothing else", .taken(0), bytes: [0xEF, 0xBB, 0xBF])
        list.add(
            "gigabyte.csv.gz", "one cell of 1 GB, packed only 60 times smaller", .taken(1, quarantined: 1),
            bytes: joined(
                HostileGzip.pack(header + row("T27") + "T28,2026-05-01,Pica pica,1,Eve,\""),
                HostileGzip.repeated(HostileGzip.dull(10_000_000), times: 100)))
    }

    /// UTF-16 with the only `x` made half of a character.
    private static func halved(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if let place = bytes.firstIndex(of: 0x78) { bytes[place + 1] = 0xD8 }
        return bytes
    }

    private static func numbers(_ id: String, _ values: [String]) -> String {
        values.enumerated().map { "\(id)-\($0.offset),2026-05-01,Pica pica,\($0.element),Eve,\n" }.joined()
    }

    private static func dates(_ id: String, _ values: [String]) -> String {
        values.enumerated().map { "\(id)-\($0.offset),\($0.element),Pica pica,1,Eve,\n" }.joined()
    }
}
