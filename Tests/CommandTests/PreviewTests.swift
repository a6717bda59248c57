import Foundation
import Testing

/// `transect preview` shows how a file is read, before anything is taken.
@Suite struct PreviewTests {
    private func preview(_ text: String, named name: String, _ options: String...) throws -> Program.Result {
        let scratch = try ScratchProject()
        try scratch.write(text, to: name)
        return try Program.run(["preview", name] + options, folder: scratch.root)
    }

    @Test("CSV: what was sniffed and why, then the records")
    func csv() throws {
        let result = try preview("Data;Kto\n01.05.2026;Ewa\n02.05.2026;\n", named: "may.csv")
        #expect(result.code == 0)
        #expect(
            result.rows == [
                "may.csv: csv", "  format     csv     the name ends with .csv",
                "  encoding   utf-8   the file is plain ASCII",
                "  delimiter  ;       lines with 1 of them: 3 of the first 3",
                "  header     line 1  the first row that is not blank holds names", "  fields: Data, Kto",
                "1: Data=\"01.05.2026\" Kto=\"Ewa\"", "2: Data=\"02.05.2026\" Kto=\"\"",
            ])
        #expect(result.talk == "2 records.\n")
    }

    @Test(
        "With --json every record is one object a line, texts or null, in every format",
        arguments: [
            ("a.csv", "x,y\n1,\"two\nlines\"\n", [#"{"x":"1","y":"two\nlines"}"#]),
            (
                "a.json", #"[{"x": 1.50, "y": null}, {"x": "", "y": true}]"#,
                [#"{"x":"1.50","y":null}"#, #"{"x":"","y":"true"}"#]
            ),
            ("a.ndjson", "{\"x\": \"\\u00e9\"}\n{\"x\": 1e400}\n", [#"{"x":"é"}"#, #"{"x":"1e400"}"#]),
            (
                "a.geojson",
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1.5,2]},"properties":{"n":"x"}}]}"#,
                [#"{"n":"x","/geometry/type":"Point","/geometry/coordinates/0":"1.5","/geometry/coordinates/1":"2"}"#]
            ),
            ("a.xml", "<a><b><c>1</c></b><b><c>&lt;2</c></b></a>", [#"{"c":"1"}"#, #"{"c":"<2"}"#]),
        ])
    func json(name: String, text: String, records: [String]) throws {
        let result = try preview(text, named: name, "--json")
        #expect(result.code == 0, "\(result.talk)")
        #expect(result.rows == records)
        // The same, packed.
        let scratch = try ScratchProject()
        try scratch.writeGzip(text, to: name + ".gz")
        #expect(try Program.run(["preview", "--json", scratch.root + "/" + name + ".gz"]).rows == records)
    }

    @Test("A hundred findings are told, the rest are counted")
    func manyFindings() throws {
        let result = try preview("a,b\n" + String(repeating: "1,2,3\n", count: 1_234), named: "long.csv")
        #expect(result.code == 1)
        #expect(result.talk.split(separator: "\n").count == 102)
        #expect(result.talk.hasSuffix("… and 1134 more findings.\n1234 records. The file is not well formed.\n"))
    }

    @Test("JSON under the name of a table is refused, not read as a header without records")
    func jsonInsteadOfTable() throws {
        let result = try preview(#"[{"a":1},{"a":2}]"#, named: "export.csv")
        #expect(result.code == 1)
        #expect(result.talk.contains("export.csv: the file is JSON, not a table"))
    }

    @Test("A file that ends too early is 1, with the place; what stands before is shown")
    func damaged() throws {
        let result = try preview("{\"a\":1}\n{\"a\":", named: "cut.ndjson", "--json")
        #expect(result.code == 1)
        #expect(result.rows.first == #"{"a":"1"}"#)
        #expect(result.talk.contains("line 2") && result.talk.contains("The file is not well formed."))
    }

    @Test("With --pipeline the file is read as a run would read it, wherever it lies now")
    func pipeline() throws {
        let scratch = try ScratchProject(
            pipeline: Garden.pipeline.replacingOccurrences(
                of: "  - files: \"**/*.csv\"", with: "  - files: \"ewa/*.csv\"\n    delimiter: \"|\""))
        try scratch.write("a;b|c\n1;2|3\n", to: "drop/ewa/may.csv")
        let result = try Program.run(
            ["preview", "drop/ewa/may.csv", "--pipeline", "pipeline.yaml", "--json"], folder: scratch.root)
        #expect(result.code == 0, "\(result.talk)")
        #expect(result.rows == [#"{"a;b":"1;2","c":"3"}"#])
    }
}
