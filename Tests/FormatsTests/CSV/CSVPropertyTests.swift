import Formats
import Observations
import Testing

@Suite("CSV, whatever is in it")
struct CSVPropertyTests {
    private typealias Random = CSVTesting.Random

    /// A table with the text of a file that holds it, and the line of every row.
    private struct Written {
        var header: [String] = []
        var rows: [[String]] = []
        var lines: [UInt64] = []
        var text: [UInt8] = []
        var options = FormatOptions()
    }

    private static func lineEnds(_ text: String) -> UInt64 {
        var count: UInt64 = 0
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 10 && previous != 13 || byte == 13 { count += 1 }
            previous = byte
        }
        return count
    }

    /// Writes a random table in a random dialect: an independent, slow writer.
    private static func write(_ random: inout Random, rows: Int, longest: Int) -> Written {
        let delimiter = random.pick([",", ";", "\t", "|"])
        let quote = random.pick(["\"", "\"", "'"])
        let pieces = [
            "a", "Pica", " ", ",", ";", "\t", "|", quote, quote, "\n", "\r\n", "\r", "é", "北", "🐦", "1.5", "\\", "'",
        ]
        let alwaysQuotes = random.below(4) == 0
        let lineEnds = random.below(3) == 0 ? ["\n", "\r\n", "\r"] : [random.pick(["\n", "\r\n", "\r"])]
        func quoted(_ cell: String) -> String {
            // Scalars, not characters: CRLF is one character.
            let specials = Set((delimiter + quote + "\r\n").unicodeScalars)
            guard alwaysQuotes || cell.unicodeScalars.contains(where: specials.contains) || random.below(8) == 0 else {
                return cell
            }
            var text = quote
            for scalar in cell.unicodeScalars {
                text.unicodeScalars.append(contentsOf: String(scalar) == quote ? [scalar, scalar] : [scalar])
            }
            return text + quote
        }
        var written = Written()
        let columns = 1 + random.below(6)
        written.header = (0..<columns).map { "field \($0)" }
        var line: UInt64 = 1
        func add(_ cells: [String]) {
            var text = cells.map { quoted($0) }
            if text.allSatisfy(\.isEmpty) { text[0] = quote + quote }
            // A CR before a LF would be one line end: cells never end in CR unless quoted, so this is safe.
            let end = random.pick(lineEnds)
            written.text += Array((text.joined(separator: delimiter) + end).utf8)
            line += cells.reduce(1) { $0 + Self.lineEnds($1) }
        }
        add(written.header)
        for _ in 0..<rows {
            var cells = (0..<columns).map { _ in (0..<random.below(longest)).map { _ in random.pick(pieces) }.joined() }
            // "\r" and "\n" beside each other join into one line end: that is right, and the line count knows.
            if random.below(10) == 0 { cells[0] = "" }
            written.lines.append(line)
            written.rows.append(cells)
            add(cells)
        }
        if random.below(3) == 0, let last = written.text.last, last == 10 || last == 13 {
            written.text.removeLast()
        }
        written.options.delimiter = delimiter.utf8.first
        written.options.quote = quote.utf8.first
        written.options.headerRow = 1
        return written
    }

    @Test("What is written in any dialect reads the same, in pieces of any size", arguments: UInt64(0)..<60)
    func roundTrip(seed: UInt64) throws {
        var random = Random(seed)
        let written = Self.write(&random, rows: random.below(40), longest: 1 + random.below(12))
        for chunk in [1, 2, 7, 64, .max] {
            let file = try CSVTesting.read(written.text, chunk: chunk) { $0 = written.options }
            // A text that ended in CRLF lost its LF; all else is as before.
            #expect(file.cells == written.rows, "seed \(seed)")
            #expect(file.fields == written.header)
            #expect(file.findings.isEmpty)
            // A row that ends in CR before one that begins with LF cannot be: rows begin with a cell.
            #expect(file.records == (0..<UInt32(written.rows.count)).map { $0 + 1 })
            #expect(file.rows == (0..<UInt32(written.rows.count)).map { $0 + 2 })
        }
    }

    @Test("Long files read the same wherever the window ends", arguments: UInt64(100)..<108)
    func longFiles(seed: UInt64) throws {
        var random = Random(seed)
        let written = Self.write(&random, rows: 12_000, longest: 8)
        let file = try CSVTesting.read(written.text, chunk: 10_007) { $0 = written.options }
        #expect(file.cells == written.rows)
        #expect(file.findings.isEmpty)
        #expect(file.lines == written.lines)
    }

    @Test("A record may cross the end of the window at any byte")
    func windowEnd() throws {
        let nasty = "\"a,b\"\"\"\"c\r\n\",x\r\n🐦,\"\"\r\"\r\n\",\"\"\"\"\n,y\n"
        let expected: [[String?]] = [["a,b\"\"c\r\n", "x"], ["🐦", ""], ["\r\n", "\""], ["", "y"]]
        for shift in 0..<80 {
            let filler = String(repeating: "f", count: (64 << 10) - 10 - shift)
            let file = try CSVTesting.read("p,q\n\(filler),\n" + nasty)
            #expect(Array(file.cells.dropFirst()) == expected, "shift \(shift)")
            #expect(file.cells[0] == [filler, ""])
            #expect(file.findings.isEmpty)
            #expect(file.lines == [2, 3, 5, 6, 8])
        }
    }

    @Test("Any bytes read without an error, in the same way whatever the pieces", arguments: UInt64(200)..<260)
    func randomBytes(seed: UInt64) throws {
        var random = Random(seed)
        let pieces: [[UInt8]] = [
            [0x22], [0x22], [0x2C], [0x2C], [0x0A], [0x0D], [0x0D, 0x0A], [0x61], [0x61, 0x62, 0x63], [0x20], [0x3B],
            [0xC3, 0xA9],
            [0xFF], [0xE2, 0x82], [0x00], [0x5C], [0x09], Array("0123456789abcdef0123456789".utf8),
        ]
        var bytes = Array("a,b,c\n".utf8)
        for _ in 0..<(20 + random.below(3_000)) { bytes += random.pick(pieces) }
        var options = FormatOptions()
        options.encoding = "utf-8"
        options.backslashEscapes = random.below(4) == 0
        options.limits.fieldBytes = random.pick([20, 100, 16 << 20])
        options.headerRow = 1
        options.delimiter = UInt8(ascii: ",")
        let whole = try CSVTesting.read(bytes) { $0 = options }
        #expect(try CSVTesting.read(bytes, chunk: 3) { $0 = options } == whole)
        #expect(whole.records == (0..<UInt32(whole.cells.count)).map { $0 + 1 })
        #expect(zip(whole.rows, whole.rows.dropFirst()).allSatisfy { $0 < $1 })
        #expect(zip(whole.lines, whole.lines.dropFirst()).allSatisfy { $0 < $1 })
        #expect(whole.findings.allSatisfy { whole.cells.indices.contains($0.row) })
        #expect(zip(whole.findings, whole.findings.dropFirst()).allSatisfy { $0.row <= $1.row })
        let known = Set(csvRules.map(\.code))
        #expect(whole.findings.allSatisfy { known.contains($0.code) })
        for cell in whole.cells.joined() {
            if let cell { #expect(cell.utf8.count <= options.limits.fieldBytes * 3 + 3) }
        }
        var line: UInt64 = 1
        for index in bytes.indices.dropLast() where bytes[index] == 10 || bytes[index] == 13 && bytes[index + 1] != 10 {
            line += 1
        }
        if let last = whole.lines.last { #expect(last <= line) }
    }

    @Test("Random bytes without any structure never crash, as any encoding", arguments: UInt64(300)..<340)
    func noise(seed: UInt64) throws {
        var random = Random(seed)
        let bytes = (0..<random.below(2_000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        for encoding in ["utf-8", "utf-16", "utf-16be", "windows-1252", "iso-8859-8"] {
            do {
                let file = try CSVTesting.read(bytes) { $0.encoding = encoding }
                #expect(file.cells.allSatisfy { $0.count == file.fields.count })
            } catch let error as ReadError {
                #expect(error.kind == .unsupported)  // UTF-32 by its mark
            }
        }
        _ = try? CSVTesting.read(bytes)
    }
}
