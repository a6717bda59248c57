import Formats
import Testing

struct FileEndingTests {
    /// What is missing at the end of some bytes that are handed over in pieces.
    private func missing(
        _ bytes: [UInt8], _ name: String, pieces: Int = 1 << 20, _ options: FormatOptions = FormatOptions()
    ) -> String? {
        var ending = FileEnding(name: name, options: options, size: Int64(bytes.count))
        bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                ending.add(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + pieces, bytes.count)]))
            }
        }
        return ending.missing()
    }

    private func missing(_ text: String, _ name: String) -> String? { missing(Array(text.utf8), name) }

    @Test("An empty file has no end yet")
    func empty() { #expect(missing("", "a.csv") == "as it is empty") }

    @Test("A quote that is open at the end of a CSV file is missed, wherever the pieces are cut")
    func quotes() {
        #expect(missing("a,b\n1,\"two\nlines\"\n", "a.csv") == nil)
        #expect(missing("a,b\n1,\"two\nli", "a.csv") == "as a quote is open at its end")
        let long = Array(("a,b\n" + String(repeating: "1,\"x\"\"y\"\n", count: 40_000)).utf8)
        #expect(missing(long, "a.csv", pieces: 1000) == nil)
        #expect(missing(Array(long.dropLast(2)), "a.csv", pieces: 1000) != nil)
    }

    @Test("Where a backslash may escape quotes, or the quote is another one, that is heeded")
    func declaredQuotes() {
        var options = FormatOptions()
        options.backslashEscapes = true
        #expect(missing(Array("a\n\"5\\\" pipe\"\n".utf8), "a.csv", options) == nil)
        options = FormatOptions()
        options.quote = UInt8(ascii: "'")
        #expect(missing(Array("a\n5\" pipe\n".utf8), "a.csv", options) == nil)
        #expect(missing(Array("a\n'5\" pipe\n".utf8), "a.csv", options) != nil)
    }

    @Test("Where nothing is quoted, no quote is open, whatever the bytes")
    func noQuotes() {
        var options = FormatOptions()
        options.quote = nil
        #expect(missing(Array("a\n5\" pipe\n".utf8), "a.csv", options) == nil)
        // «я» in windows-1251.
        #expect(missing([0x61, 0x0A, 0xFF, 0x0A], "a.csv", options) == nil)
    }

    @Test(
        "A JSON document that is cut anywhere does not close",
        arguments: [#"{"list": [{"a": "}]"}, {"b": 1}]}"#, "[[1, 2], [3]]\n", #"["a\"b"]"#])
    func json(text: String) {
        let bytes = Array(text.utf8)
        #expect(missing(bytes, "a.json") == nil)
        let end = bytes.lastIndex { $0 > 0x20 } ?? 0
        for cut in 1...end { #expect(missing(Array(bytes[..<cut]), "a.json") != nil, "cut at \(cut)") }
    }

    @Test("JSON lines close with their last line")
    func lines() {
        #expect(missing("{\"a\": 1}\n{\"a\": {\"b\": 2}}\n", "a.ndjson") == nil)
        #expect(missing("{\"a\": 1}\n{\"a\": {\"b\": 2}", "a.ndjson") == "as its last line is no whole JSON value")
        #expect(missing("{\"a\": 1}\n{\"a", "a.ndjson") != nil)
    }

    @Test("An XML document closes with its root element; comments may follow")
    func xml() {
        let whole = "<?xml version=\"1.0\"?>\n<!-- <x> --><d:list a=\"1\"><d:bird/></d:list >\n<!-- end --><?done?>\n"
        #expect(missing(whole, "a.xml") == nil)
        #expect(missing("<list/>", "a.xml") == nil)
        for cut in ["<list><bird/>", "<list><bird></bird>", "<list", "<list><list2/></list", "<list></list2>"] {
            #expect(missing(cut, "a.xml") == "as its XML does not close", "\(cut)")
        }
    }

    @Test("UTF-16 is no obstacle")
    func wide() {
        func wide(_ text: String) -> [UInt8] {
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
        #expect(missing(wide("{\"a\": \"ż\"}\r\n"), "a.json") == nil)
        #expect(missing(wide("{\"a\": \"ż"), "a.json") != nil)
        #expect(missing(wide("<a>ż</a>\n"), "a.xml") == nil)
        #expect(missing(wide("a;b\n\"1"), "a.csv") != nil)
    }

    @Test("A ZIP archive ends with its end record, which may have a comment behind it")
    func zip() {
        let end: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 16) + [3, 0] + Array("abc".utf8)
        let archive: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 7, count: 100_000) + end
        #expect(missing(archive, "a.xlsx", pieces: 4096) == nil)
        #expect(missing(Array(archive.dropLast()), "a.xlsx") == "as it has no end record of a ZIP archive")
        #expect(missing(Array(archive.prefix(5000)), "a.xlsx") != nil)
    }

    @Test("Pictures and documents are left to those who refuse them")
    func foreign() {
        #expect(missing(Array("%PDF-1.7 \" half".utf8), "a.pdf") == nil)
        #expect(missing([0xFF, 0xD8, 0xFF, 0x22], "a.jpg") == nil)
    }
}
