import Formats
import Observations
import Testing

@Suite struct CSVQuoteTests {
    @Test("Where nothing is quoted, quotation marks are text, at the beginning of a cell too")
    func noQuote() throws {
        var options = FormatOptions()
        options.quote = FormatOptions.noQuote
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
}
