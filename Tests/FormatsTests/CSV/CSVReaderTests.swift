import ArchiveWriters
import Formats
import Observations
import Testing

@Suite("Reading CSV")
struct CSVReaderTests {
    private func read(_ text: String, _ configure: (inout FormatOptions) -> Void = { _ in }) throws -> CSVTesting.File {
        try CSVTesting.read(text, configure)
    }

    @Test("Quotes protect delimiters, line ends and quotes; spaces and quotes inside a plain cell are data")
    func quoting() throws {
        let file = try read(
            """
            name,note
            "Doe, Jane","said ""hi""
            and left"
             x , 5" beak

            """)
        #expect(file.fields == ["name", "note"])
        #expect(file.cells == [["Doe, Jane", "said \"hi\"\nand left"], [" x ", " 5\" beak"]])
        #expect(file.findings.isEmpty)
    }

    @Test("CR, LF and CRLF end lines, also mixed, and the last line needs none")
    func lineEnds() throws {
        let file = try read("a,b\r1,2\n3,4\r\n5,6\r\r\n7,\"8\r\n\"")
        #expect(file.cells == [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8\r\n"]])
        #expect(file.lines == [2, 3, 4, 6])
        #expect(file.rows == [2, 3, 4, 6])
    }

    @Test("Rows are numbered as a spreadsheet does: header and blank rows count, line ends in cells do not")
    func rowNumbers() throws {
        let file = try read("\n\na,b\n1,2\n\n,\n\"x\ny\nz\",4\n5,6\n")
        #expect(file.cells == [["1", "2"], ["x\ny\nz", "4"], ["5", "6"]])
        #expect(file.records == [1, 2, 3])
        #expect(file.rows == [4, 7, 8])
        #expect(file.lines == [4, 7, 10])
        #expect(file.findings.isEmpty)
    }

    @Test("A blank row is one in which nothing is written; a quoted empty cell is written")
    func blankRows() throws {
        let file = try read("a,b\n,\n\"\",\n,x\n")
        #expect(file.cells == [["", ""], ["", "x"]])
        #expect(file.rows == [3, 4])
        #expect(try read("a\n\n\"\"\nx\n").cells == [[""], ["x"]])
    }

    @Test("A line of blanks is a blank row where there are several columns, and a value where there is one")
    func linesOfBlanks() throws {
        let file = try read("  \na,b\n1,2\n   \n \t\n3,4\n  ")
        #expect(file.fields == ["a", "b"])
        #expect(file.cells == [["1", "2"], ["3", "4"]] && file.rows == [3, 6] && file.findings.isEmpty)
        #expect(try read("a,b\n\"  \"\n").cells == [["  ", nil]], "in quotes it is written")
        #expect(try read("a\n  \nx\n").cells == [["  "], ["x"]])
        #expect(try read("1,2\n  \n3,4\n").cells == [["1", "2"], ["3", "4"]])
    }

    @Test("A last byte 0x1A is the end of the file, as old programs write it; anywhere else it is text")
    func endOfFileMark() throws {
        for text in ["a,b\n1,2\n\u{1A}", "a,b\n1,2\u{1A}", "a,b\r\n1,2\r\n\u{1A}"] {
            for chunk in [1, 3, .max] {
                let file = try CSVTesting.read(text, chunk: chunk)
                #expect(file.cells == [["1", "2"]] && file.findings.isEmpty)
            }
        }
        #expect(try read("a\n\u{1A}x\n").cells == [["\u{1A}x"]])
        #expect(try read("a\nx\u{1A}\u{1A}").cells == [["x\u{1A}"]])
        #expect(try read("\u{1A}").fields.isEmpty)
        for length in ((64 << 10) - 3)...((64 << 10) + 1) {
            let long = "a\n" + String(repeating: "x", count: length)
            #expect(try read(long + "\u{1A}").cells == [[String(long.dropFirst(2))]])
        }
    }

    @Test("Empty cells are empty text; the cells that a short row leaves out are missing, with a word about it")
    func shortRows() throws {
        let file = try read("a,b,c\n1,,\n1,2\n1\n")
        #expect(file.cells == [["1", "", ""], ["1", "2", nil], ["1", nil, nil]])
        #expect(file.codes == ["csv-short-row", "csv-short-row"])
        #expect(file.findings.map(\.severity) == [.info, .info])
        #expect(file.findings.map(\.row) == [1, 2])
        #expect(file.findings[1].arguments == ["1", "3"])
    }

    @Test("Extra cells with text are an error that names the counts; empty ones are ignored")
    func longRows() throws {
        let file = try read("a,b\n1,2,,\n1,2,3\n4,5\n")
        #expect(file.cells == [["1", "2"], ["1", "2"], ["4", "5"]])
        #expect(file.codes == ["csv-long-row"])
        #expect(file.findings[0].severity == .error)
        #expect(file.findings[0].row == 1)
        let message = try #require(csvRules.first { $0.code == "csv-long-row" }).message(for: file.findings[0])
        #expect(message.contains("3 cells") && message.contains("only 2"))
    }

    @Test("Text after a closing quote is kept, with a warning")
    func strayQuotes() throws {
        let file = try read("a,b\n\"x\"y,1\n\"he said \"hi\" to me\",2\n\"x\" ,3\n\"x\"\"y\"z\"\"w,4\n")
        #expect(file.cells.map { $0[0] } == ["x\"y", "he said \"hi\" to me", "x ", "x\"y\"z\"\"w"])
        #expect(file.cells.map { $0[1] } == ["1", "2", "3", "4"])
        #expect(file.codes == [String](repeating: "csv-stray-quote", count: 4))
        #expect(file.findings.allSatisfy { $0.severity == .warning && $0.field == "a" })
        #expect(file.findings[1].value == "he said \"hi\" to me")
    }

    @Test("A stray quote in a cell over several lines may have run two records together: an error")
    func strayQuoteOverLines() throws {
        let file = try read("a,b\n\"x,1\n\"y\",2\n3,4\n")
        #expect(file.codes == ["csv-stray-quote"])
        #expect(file.findings[0].severity == .error)
        #expect(file.cells.last == ["3", "4"])
    }

    @Test("An open quote at the end of the file is a finding about its record, and the other records are read")
    func openQuote() throws {
        let file = try read("a,b\n1,2\n\"3,4\n5,6\n7,8\n")
        #expect(file.cells == [["1", "2"], ["3,4", nil], ["5", "6"], ["7", "8"]])
        #expect(file.codes == ["csv-open-quote"])
        #expect(file.findings[0].severity == .error)
        #expect(file.findings[0].field == "a")
        #expect(file.lines == [2, 3, 4, 5])
        #expect(try read("a,b\n1,\"2").cells == [["1", "2"]])
        #expect(try read("a,b\n1,\"").codes == ["csv-open-quote"])
    }

    @Test("Short rows behind an open quote may be the rest of its text: errors until a whole row comes")
    func shortRowsBehindOpenQuote() throws {
        let file = try read("a,b,c\n1,\"2,3\nsome text\n4,5,6\n7\n")
        #expect(file.codes == ["csv-open-quote", "csv-short-row", "csv-short-row"])
        #expect(file.findings.map(\.severity) == [.error, .error, .info])
    }

    @Test(
        "A stray open quote early in a long file costs one record, not the memory", arguments: [1_000, 100_000, .max])
    func openQuoteInLongFile(chunk: Int) throws {
        let rows = 40_000
        var text = "a,b\n\"1,2\n"
        for row in 0..<rows { text += "\(row),some text in a cell\n" }
        let file = try CSVTesting.read(text, chunk: chunk) { $0.limits.fieldBytes = 10_000 }
        #expect(file.codes == ["csv-open-quote"])
        #expect(file.cells.count == rows + 1)
        #expect(file.cells[0] == ["1,2", nil])
        #expect(file.lines == (2...UInt64(rows + 2)).map { $0 })
    }

    @Test("Cells and rows beyond the limits are left out, and reading goes on", arguments: [777, .max])
    func limits(chunk: Int) throws {
        let long = String(repeating: "x", count: 1_500)
        let file = try CSVTesting.read(
            "a,b\n1,2\n\(long),2\n\(long)\(long)\n3,4\n1,\"\(long)\nq\n5,6\n1,\"\(long)\(long)\",7\n8,9\n", chunk: chunk
        ) { $0.limits.fieldBytes = 1_000 }
        #expect(
            file.codes == ["csv-long-field", "csv-long-record", "csv-open-quote", "csv-short-row", "csv-open-quote"])
        #expect(
            file.cells == [
                ["1", "2"], ["", "2"], [nil, nil], ["3", "4"], ["1", ""], ["q", nil], ["5", "6"], ["1", ""],
                ["8", "9"],
            ])
        #expect(file.lines == [2, 3, 4, 5, 6, 7, 8, 9, 10])
    }

    @Test("A file without line ends is one record that is left out")
    func noLineEnds() throws {
        let bytes = [UInt8](repeating: 0x78, count: 3_000_000)
        let file = try CSVTesting.read(Array("a,b\n1,2\n".utf8) + bytes) { $0.limits.fieldBytes = 100_000 }
        #expect(file.codes == ["csv-long-record"])
        #expect(file.cells == [["1", "2"], [nil, nil]])
    }

    @Test("Bytes that are no text are findings about their cells, and nothing else is lost")
    func invalidText() throws {
        let ascii = String(repeating: "1,2\n", count: 20_000)
        let bytes =
            Array("a,b\n".utf8) + Array(ascii.utf8) + [0x78, 0xB3, 0x79, 0x2C, 0xC3, 0xA9, 0x0A] + Array("3,4\n".utf8)
        let file = try CSVTesting.read(bytes)
        #expect(file.codes == ["csv-invalid-text"])
        #expect(file.findings[0].row == 20_000)
        #expect(file.findings[0].field == "a")
        #expect(file.findings[0].value == "x\u{FFFD}y")
        #expect(file.cells.suffix(2) == [["x\u{FFFD}y", "é"], ["3", "4"]])
    }

    @Test("Half a surrogate pair in UTF-16 is a finding about its cell")
    func loneSurrogate() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in Array("a\tb\nx".utf16) + [0xD83D] + Array("\t1\ny\t2\n".utf16) {
            bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let file = try CSVTesting.read(bytes)
        #expect(file.codes == ["csv-invalid-text"])
        #expect(file.cells == [["x\u{FFFD}", "1"], ["y", "2"]])
        #expect(file.findings[0].arguments == ["utf-16le"])
    }

    @Test("Bytes that a declared code page does not define are findings, and what is not selected is not looked at")
    func undefinedBytes() throws {
        let bytes = Array("a,b\n".utf8) + [0x81, 0x2C, 0x80, 0x0A]
        #expect(try CSVTesting.read(bytes) { $0.encoding = "windows-1252" }.codes == ["csv-invalid-text"])
        let other = try CSVTesting.read(bytes) {
            $0.encoding = "windows-1252"
            $0.fields = .only(["b"])
        }
        #expect(other.cells == [["€"]])
        #expect(other.findings.isEmpty)
    }

    @Test("Zero bytes are findings")
    func zeroBytes() throws {
        let file = try read("a,b\n1,x\0y\n2,3\n")
        #expect(file.codes == ["csv-nul-byte"])
        #expect(file.cells == [["1", "x\0y"], ["2", "3"]])
    }

    @Test("Only the selected fields come, in the order asked for; those that the file does not have are missing")
    func selection() throws {
        let file = try read("a,b,c\n1,\"2,2\",3\n4,5\n") { $0.fields = .only(["c", "nowhere", "a", "c"]) }
        #expect(file.fields == ["c", "nowhere", "a", "c"])
        #expect(file.cells == [["3", nil, "1", "3"], [nil, nil, "4", nil]])
        #expect(file.description.fields == ["a", "b", "c"])
        let nothing = try read("a,b\n1,2\n") { $0.fields = .only([]) }
        #expect(nothing.cells == [[]])
    }

    @Test("Backslashes take the next byte as it is, where declared")
    func backslashes() throws {
        let file = try read("a,b\n\"x\\\"y\",1\\,5\n\"c:\\\\\",\\\n\n\"d\"\"e\",f\n") { $0.backslashEscapes = true }
        #expect(file.cells == [["x\"y", "1,5"], ["c:\\", "\n"], ["d\"e", "f"]])
        #expect(file.lines == [2, 3, 5])
        #expect(try read("a,b\nx\\,1\n").cells == [["x\\", "1"]])
    }

    @Test("Another quote may be declared")
    func otherQuote() throws {
        #expect(try read("a,b\n'x,''y',\"1\"\n") { $0.quote = UInt8(ascii: "'") }.cells == [["x,'y", "\"1\""]])
    }

    @Test("An empty file has no batches and says so; a header alone has no records")
    func empty() throws {
        for text in ["", "\n\n", "\u{FEFF}", " \n".filter { $0 != " " }] {
            let file = try read(text)
            #expect(file.cells.isEmpty && file.fields.isEmpty)
            #expect(file.description.details.last?.reason == "the file is empty")
        }
        let header = try read("a;b\n")
        #expect(header.cells.isEmpty)
        #expect(header.description.fields == ["a", "b"])
    }

    @Test("Batches are bounded, and their origins carry on")
    func batches() throws {
        var text = "id,text\n"
        for row in 0..<200_000 { text += "\(row),Turdus merula\n" }
        var options = FormatOptions()
        options.fields = .only(["id"])
        var reader = try CSVReader(ArraySource(Array(text.utf8)), options: options, submission: 3)
        var next = 0
        while let batch = try reader.next() {
            #expect(batch.count <= 65_536)
            #expect(batch.origins.submission == 3)
            for row in stride(from: 0, to: batch.count, by: 997) {
                #expect(batch.columns[0][row] == "\(next + row)")
                #expect(batch.origins.records[row] == UInt32(next + row + 1))
                #expect(batch.origins.rows[row] == UInt32(next + row + 2))
                #expect(batch.origins.positions[row] == UInt64(next + row + 2))
            }
            next += batch.count
        }
        #expect(next == 200_000)
        #expect(try reader.next() == nil)
    }

    @Test("A source that breaks gives out what came before, and then the error")
    func brokenSource() throws {
        struct Broken: ByteSource {
            var rest = Array("a,b\n1,2\n3,4\n5,".utf8)
            mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
                guard !rest.isEmpty else { throw ReadError(.disk, "the disk is gone", remedy: "Look for it.") }
                buffer[0] = rest.removeFirst()
                return 1
            }
        }
        #expect(throws: ReadError.self) { try CSVReader(Broken(), options: FormatOptions(), submission: 0) }
        let text = Array(("a,b\n" + String(repeating: "1,2\n", count: 40_000)).utf8)
        let whole = Compression.gzip(text, level: 0)
        let cut = GzipSource(ArraySource(Array(whole.dropLast(5_000))), limits: ReadLimits())
        var reader = try CSVReader(cut, options: FormatOptions(), submission: 0)
        let first = try #require(try reader.next())
        #expect(first.count > 10_000)
        let error = #expect(throws: ReadError.self) { while try reader.next() != nil {} }
        #expect(error?.kind == .truncated)
    }

    @Test("Impossible dialects and too many columns are refused")
    func refusals() throws {
        for delimiter in [UInt8(ascii: "\""), 10, 13, 200] {
            #expect(throws: ReadError.self) { try read("a\n") { $0.delimiter = delimiter } }
        }
        let wide = String(repeating: "x,", count: 100)
        let error = #expect(throws: ReadError.self) { try read(wide) { $0.limits.columns = 100 } }
        #expect(error?.kind == .limit)
        #expect(try read(wide) { $0.limits.columns = 101 }.fields.count == 101)
    }
}
