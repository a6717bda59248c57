import ArchiveWriters
import Formats
import Testing

@Suite("Opening files")
struct CSVOpenRecordsTests {
    private func open(_ text: [UInt8], _ name: String, _ configure: (inout FormatOptions) -> Void = { _ in }) throws
        -> any RecordReader
    {
        var options = FormatOptions()
        configure(&options)
        return try openRecords(ArraySource(text), name: name, options: options, submission: 1)
    }

    @Test(
        "The format is told by the name, else by the first bytes",
        arguments: [
            ("a,b\n1,2\n", "x.csv", FileFormat.csv), ("a\tb\n", "x.txt", .csv), ("{}", "x.csv", .csv),
            ("a,b\n", "x", .csv),
            ("[{\"a\":1}]", "x", .json), (" \n{\"a\":1}\n", "x.json", .json),
            ("{\"a\":1}\n{\"a\":2}\n", "x.json", .ndjson),
            ("{}", "x.jsonl.gz", .ndjson), ("{\"type\" : \"FeatureCollection\",\n\"features\":[]}", "x.json", .geojson),
            ("{}", "x.GeoJSON", .geojson), ("<gpx/>", "x", .xml), ("\u{FEFF}<?xml version=\"1.0\"?><a/>", "x", .xml),
            ("<a/>", "x.kml", .xml), ("", "x", .csv),
        ] as [(String, String, FileFormat)])
    func formats(text: String, name: String, format: FileFormat) throws {
        let reader = try? open(Array(text.utf8), name)
        if let reader { #expect(reader.description.details.first { $0.name == "format" }?.value == format.rawValue) }
        if format == .csv { #expect(reader != nil) }
    }

    @Test("A compressed file reads like the file itself, and the receipt can say so")
    func compressed() throws {
        let text = Array("a;b\n1;2\n".utf8)
        var reader = try open(Compression.gzip(text), "x.csv.gz")
        let batch = try #require(try reader.next())
        #expect(batch.fields == ["a", "b"] && batch.columns[1][0] == "2")
        #expect(try reader.next() == nil)
        #expect(reader.description.details.map(\.name) == ["compression", "format", "encoding", "delimiter", "header"])
    }

    @Test("Files that are known and not read are refused by name")
    func foreign() throws {
        for (bytes, word) in [
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "Excel"), (Array("PAR1xx".utf8), "Parquet"),
            (Array("%PDF-1.7".utf8), "PDF"),
        ] as [([UInt8], String)] {
            let error = #expect(throws: ReadError.self) { _ = try open(bytes, "x.csv") }
            #expect(error?.kind == .unsupported)
            #expect(error?.problem.description.contains(word) == true)
        }
    }

    @Test(
        "JSON under the name of a table, or declared as one, is refused with the way out",
        arguments: [
            #"[{"a":1}]"#, "\n [ {\"a\": 1},\n{\"a\": 2}\n]\n", #"{"a":[1,2],"b":"}"}"#, #"{ "a\"b" : 1 }"#,
            "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\r\n\r\n{\"a\":2}",
            #"[{"a":""# + String(repeating: "x", count: 100_000),
        ])
    func json(text: String) {
        let bytes = Array(text.utf8)
        let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + bytes
        for (file, name) in [
            (bytes, "x.csv"), (wide, "x.tsv"), (marked, "x.csv"), (Compression.gzip(bytes), "x.csv.gz"),
        ] {
            let error = #expect(throws: ReadError.self) { _ = try open(file, name) }
            #expect(error?.kind == .unsupported)
            #expect(error?.problem.description == "the file is JSON, not a table")
            // Objects one a line are another format than one document.
            let isLines = text.hasPrefix("{\"a\":1}")
            #expect(error?.remedy.description.contains(isLines ? "end with .ndjson" : "end with .json") == true)
        }
        for format in [FileFormat.csv, .zooniverse] {
            // A new name does not help where the source declares what its files are.
            let error = #expect(throws: ReadError.self) { _ = try open(bytes, "x") { $0.format = format } }
            #expect(error?.problem.description == "the file is JSON, not a table")
            #expect(error?.remedy.description.contains("as CSV only") == true)
        }
    }

    @Test(
        "A table that only begins like JSON stays a table",
        arguments: [
            "{a},b\n1,2\n", "[a]\n1\n", "{\"a\",b\n1,2\n", "{\"a\":1},x\n{\"a\":2},y\n",
            "[{\"a\":1}];x\n[{\"a\":2}];y\n", "{\"a\":1}\tx\n", "{\"a\":1}\n1,2\n", "{}\n{}\n", "[1,2]\n",
        ])
    func tables(text: String) throws { _ = try open(Array(text.utf8), "x.csv") }

    @Test("A table in memory has its columns by name, and is strict")
    func table() throws {
        #expect(try Table(csv: Array("a\n\n1\n2\n".utf8)).numbers == [3, 4])
        let table = try Table(csv: Array("vernacular;scientificName\nbocian;Ciconia ciconia\nsroka\n".utf8))
        #expect(table.header == ["vernacular", "scientificName"])
        #expect(table.column("scientificName") == ["Ciconia ciconia", ""])
        #expect(table.column("x") == nil)
        let error = #expect(throws: ReadError.self) { try Table(csv: Array("a,b\n1,2\n1,2,3\n".utf8)) }
        #expect(error?.line == 3)
        #expect(try Table(csv: []).rows.isEmpty)
    }
}
