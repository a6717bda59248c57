import Formats
import Observations
import Testing

@Suite struct CSVQuoteTests {
    @Test("Where nothing is quoted, quotation marks are text, at the beginning of a cell too")
    func noQuote() throws {
        var options = FormatOptions()
        options.quote = nil
        options.delimiter = UInt8(ascii: "\t")
        let text = "a\tb\n\"Mill\t2\" pipe\n\"x\" y\t\"\n"
        var reader = try CSVReader(ArraySource(Array(text.utf8)), options: options, submission: 1)
        let batch = try #require(try reader.next())
        #expect(
            (0..<batch.count).map { row in batch.columns.map { $0[row] } } == [
                ["\"Mill", "2\" pipe"], ["\"x\" y", "\""],
            ])
        #expect(batch.findings.isEmpty)
    }

    @Test("Where nothing is quoted, what cannot be decoded opens no quote, and no row is lost")
    func undecodable() throws {
        // Halves of surrogate pairs, alone, at the beginning of two cells.
        let half: [UInt16] = [0xD800]
        let units = Array("a\tb\n".utf16) + half + Array("x\t1\ny\t2\n".utf16) + half + Array("z\t3\nv\t4\n".utf16)
        let bytes = [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        for chunk in [1, 7, .max] {
            let file = try CSVTesting.read(bytes, chunk: chunk) {
                $0.quote = nil
                $0.delimiter = UInt8(ascii: "\t")
            }
            #expect(file.cells == [["\u{FFFD}x", "1"], ["y", "2"], ["\u{FFFD}z", "3"], ["v", "4"]])
            #expect(file.codes == ["csv-invalid-text", "csv-invalid-text"])
        }
    }
}
