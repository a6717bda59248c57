import Formats
import Observations
import Testing

@Suite struct JSONReaderTests {
    @Test("An array of objects: fields in order of appearance, later keys missing before")
    func array() {
        let file = TreeTesting.json(#"[{"a": 1, "b": "x"}, {"b": "", "c": null}, {"d": true, "a": -1.50e3}]"#)
        #expect(file.error == nil)
        #expect(file.fields == ["a", "b", "c", "d"])
        #expect(file["a"] == ["1", nil, "-1.50e3"])
        #expect(file["b"] == ["x", "", nil])
        #expect(file["c"] == [nil, nil, nil])
        #expect(file["d"] == [nil, nil, "true"])
        #expect(file.records == [1, 2, 3])
        #expect(file.positions == [1, 21, 43])
        #expect(file.batches[0].origins.unit == .byteOffset)
        #expect(file.batches[0].origins.submission == 7)
        #expect(file.description.format == .json)
        #expect(file.description.fields == ["a", "b", "c", "d"])
    }

    @Test("One object is one record, and the description names an array of objects in it")
    func singleObject() {
        let file = TreeTesting.json(#"{"total": 2, "data": {"rows": [{"a": 1}, {"a": 2}]}}"#)
        #expect(file.count == 1)
        #expect(file["data"] == [#"{"rows": [{"a": 1}, {"a": 2}]}"#])
        #expect(file.description.details.first?.reason.description.contains("`records: /data/rows`") == true)
    }

    @Test("Records at a JSON Pointer, with ~0 and ~1, through arrays and past values of any size")
    func pointer() {
        let text =
            #"{"skip": [[{"x": "\u0041"}], 12, "s"], "a/b": [0, {"m~n": [{"k": 1}, {"k": 2}], "z": 1}], "end": {}}"#
        for chunk in [1, 3, 100] {
            let file = TreeTesting.json(text, chunk: chunk) { $0.records = "/a~1b/1/m~0n" }
            #expect(file.error == nil)
            #expect(file["k"] == ["1", "2"])
        }
        #expect(TreeTesting.json(text) { $0.records = "/a~1b/7" }.error?.kind == .records)
        #expect(TreeTesting.json(text) { $0.records = "/nothing" }.error?.kind == .records)
        #expect(TreeTesting.json(text) { $0.records = "no pointer" }.error?.kind == .records)
        #expect(TreeTesting.json(text) { $0.records = "/end" }.count == 1)
        #expect(TreeTesting.json(text) { $0.records = "" }.count == 1)
        #expect(TreeTesting.json(#"{"a": []}"#) { $0.records = "/a" }.error == nil)
        #expect(TreeTesting.json(#"{"a": [{"b": 1}], "a": []}"#) { $0.records = "/a" }.error?.kind == .records)
        #expect(TreeTesting.json(#"{"a": [{"b": 1}], "c": [}"#) { $0.records = "/a" }.error?.kind == .syntax)
    }

    @Test("Fields are keys or pointers from the record; objects and arrays are their exact text")
    func onlyFields() {
        let text = #"""
            [{"taxon": {"name": "Pica pica", "rank": "species"}, "photos": [{"url": "u0"}, {"url": "u1"}], "n": 01e1},
             {"photos": [ ], "taxon": null, "m": [1,  2], "n": 7}]
            """#.replacing("01e1", with: "1e1")
        let names = ["/taxon/name", "/photos/1/url", "n", "/n", "m", "taxon", "", "/photos", "absent", "n"]
        let file = TreeTesting.json(text) { $0.fields = .only(names) }
        #expect(file.error == nil)
        #expect(file.batches[0].fields == names)
        #expect(file["/taxon/name"] == ["Pica pica", nil])
        #expect(file["/photos/1/url"] == ["u1", nil])
        #expect(file["n"] == ["1e1", "7"])
        #expect(file["/n"] == ["1e1", "7"])
        #expect(file["m"] == [nil, "[1,  2]"])
        #expect(file["taxon"] == [#"{"name": "Pica pica", "rank": "species"}"#, nil])
        #expect(file[""][1] == #"{"photos": [ ], "taxon": null, "m": [1,  2], "n": 7}"#)
        #expect(file["/photos"] == [#"[{"url": "u0"}, {"url": "u1"}]"#, "[ ]"])
        #expect(file["absent"] == [nil, nil])
        #expect(file.description.fields == ["taxon", "photos", "n", "m"])
    }

    @Test("Keys that are empty or look like pointers are named by their pointer, and found under that name")
    func oddKeys() {
        let text = #"[{"": 1, "/x": 2, "a/b": 3, "c~d": 4}]"#
        let file = TreeTesting.json(text)
        #expect(file.fields == ["/", "/~1x", "a/b", "c~d"])
        let again = TreeTesting.json(text) { $0.fields = .only(file.fields) }
        #expect(file.fields.map { again[$0] } == [["1"], ["2"], ["3"], ["4"]])
    }

    @Test("Escapes are decoded, surrogate pairs joined; half a pair becomes U+FFFD with a warning")
    func strings() {
        let file = TreeTesting.json(
            #"[{"a": "\"\\\/\b\f\n\r\tA\u00e9\u20AC\ud83d\udc26", "k\u0065y": "v"}, {"a": "x\ud800y"}, "#
                + #"{"a": "\udc00\ud800\u0041"}]"#
        )
        #expect(file["a"] == ["\"\\/\u{8}\u{C}\n\r\tAé€🐦", "x\u{FFFD}y", "\u{FFFD}\u{FFFD}A"])
        #expect(file["key"] == ["v", nil, nil])
        #expect(file.codes == ["json-lone-surrogate", "json-lone-surrogate"])
        #expect(file.findings.map(\.row) == [1, 2])
        #expect(file.findings[0].severity == .warning)
        #expect(file.findings[0].field == "a")
    }

    @Test("An escaped zero character is an error, like a zero byte in CSV, wherever text comes from")
    func zeroCharacters() {
        let file = TreeTesting.json(#"[{"a": "a\u0000b", "c": "\\u0000"}, {"a": "x"}, {"k\u0000": "v"}]"#)
        #expect(file["a"] == ["a\u{0}b", "x", nil] && file["c"] == ["\\u0000", nil, nil])
        #expect(file.codes == ["json-nul-character", "json-nul-character"])
        #expect(file.findings.map(\.row) == [0, 2] && file.findings.allSatisfy { $0.severity == .error })
        #expect(file.findings[0].field == "a" && file.findings[0].value == #"a\u0000b"#)
        let unused = TreeTesting.json(#"[{"a": "a\u0000b", "c": "d", "k\u0000": 1}]"#) { $0.fields = .only(["c"]) }
        #expect(unused.codes.isEmpty)
    }

    @Test("A repeated key keeps its first value and is a finding, even if it is escaped the second time")
    func duplicateKeys() {
        let file = TreeTesting.json(#"[{"a": 1, "b": 2, "\u0061": 3}, {"a": 4}]"#)
        #expect(file["a"] == ["1", "4"])
        #expect(file.codes == ["json-duplicate-key"])
        #expect(file.findings[0].severity == .error)
        #expect(file.findings[0].field == "a")
        #expect(file.findings[0].value == "3")
        let nested = TreeTesting.json(#"[{"a": {"b": 1, "b": 2}, "x": 1, "x": 2}]"#) { $0.fields = .only(["/a/b"]) }
        #expect(nested["/a/b"] == ["1"])
        #expect(nested.codes == ["json-duplicate-key"])
    }

    @Test("A record that is no object has its text under the empty name, and a finding")
    func notObjects() {
        let file = TreeTesting.json(#"[{"a": 1}, 12, "t\u0041", [1, 2], null, {"a": 2}]"#)
        #expect(file.fields == ["a", ""])
        #expect(file[""] == [nil, "12", "tA", "[1, 2]", nil, nil])
        #expect(file["a"] == ["1", nil, nil, nil, nil, "2"])
        #expect(file.codes == Array(repeating: "json-not-an-object", count: 4))
        #expect(file.findings.map(\.row) == [1, 2, 3, 4])
        #expect(TreeTesting.json("12").count == 1)
        #expect(TreeTesting.json(" -0.5e-7 ", chunk: 1)[""] == ["-0.5e-7"])
    }

    @Test("NDJSON: blank lines are passed over, bad lines are findings, reading goes on")
    func lines() {
        let text = "{\"a\": 1}\r\n\n{\"a\": \n{\"a\": 2} x\n  \n{\"a\": 3, \"b\": [}\n{\"a\": 4}\n5"
        for chunk in [1, 7, 1000] {
            let file = TreeTesting.json(text, chunk: chunk) { $0.format = .ndjson }
            #expect(file.error == nil)
            #expect(file["a"] == ["1", nil, nil, nil, "4", nil])
            #expect(file.positions == [1, 3, 4, 6, 7, 8])
            #expect(file.records == [1, 2, 3, 4, 5, 6])
            #expect(file.batches[0].origins.unit == .line)
            #expect(file.codes == ["json-bad-line", "json-bad-line", "json-bad-line", "json-not-an-object"])
            #expect(file.findings[1].value == "{\"a\": 2} x")
            #expect(file.findings[1].arguments[1] == "10")
            #expect(file.findings[0].arguments[0].hasPrefix("the line ends too early"))
        }
        #expect(TreeTesting.json("\n\n") { $0.format = .ndjson }.error == nil)
        #expect(
            TreeTesting.json("{}") {
                $0.format = .ndjson; $0.records = "/a"
            }.error?.kind == .records)
    }

    @Test("Lines are recognised only when a second object begins on a new line")
    func linesAreRecognised() {
        #expect(TreeTesting.json("{\"a\": 1}\n\n{\"a\": 2}\n").description.format == .ndjson)
        #expect(TreeTesting.json("{\"a\": 1}\n").description.format == .json)
        #expect(TreeTesting.json("{\"a\": 1} {\"a\": 2}").error?.kind == .syntax)
        #expect(TreeTesting.json("{\"a\": 1}\n[]").error?.kind == .syntax)
        #expect(TreeTesting.json("1\n2").error?.kind == .syntax)
        let declared = TreeTesting.json("{\"a\": 1}\n{\"a\": 2}") { $0.format = .json }
        #expect(declared.error?.kind == .syntax)
        #expect(declared.error?.remedy.description.contains("ndjson") == true)
        #expect(declared.count == 1)
    }

    @Test("A syntax error has line, offset and what was expected, after the records before it")
    func syntaxError() {
        let file = TreeTesting.json("[\n {\"a\": 1},\n {\"a\": 2},\n {\"a\" 3}\n]", chunk: 5)
        #expect(file["a"] == ["1", "2"])
        #expect(file.error?.kind == .syntax)
        #expect(file.error?.line == 4)
        #expect(file.error?.offset == 30)
        #expect(file.error?.problem.description.contains("expected a colon") == true)
        #expect(TreeTesting.json("[{\"a\": \"x\ny\"}]").error?.problem.description.contains("line break") == true)
        #expect(TreeTesting.json("[{}] []").error?.problem.description.contains("nothing more") == true)
    }

    @Test("An empty file ends too early")
    func empty() {
        for text in ["", "  \n\t", "\u{FEFF}"] {
            #expect(TreeTesting.json(text).error?.kind == .truncated)
        }
        #expect(TreeTesting.json("[]").error == nil)
        #expect(TreeTesting.json("[]").count == 0)
    }

    @Test("Bytes that are not UTF-8 are refused with their offset, after the records before them")
    func encoding() {
        for chunk in [1, 2, 1000] {
            let file = TreeTesting.json(
                Array("[{\"a\": \"é🐦\"},\n{\"a\": \"".utf8) + [0xE9, 0x22, 0x7D, 0x5D], chunk: chunk)
            #expect(file["a"] == ["é🐦"])
            #expect(file.error?.kind == .encoding)
            #expect(file.error?.offset == 25)
            #expect(file.error?.line == 2)
        }
        #expect(TreeTesting.json(Array("[\"".utf8) + [0xF0, 0x9F]).error?.kind == .encoding)
    }

    @Test("Nesting is limited wherever it is, without recursion")
    func depth() {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(TreeTesting.json(nested(512)).error == nil)
        #expect(TreeTesting.json(nested(513)).error == nil)  // the outermost array only holds the records
        #expect(TreeTesting.json(nested(514)).error?.kind == .limit)
        #expect(TreeTesting.json(String(repeating: "[", count: 100_000)).error?.kind == .limit)
        #expect(TreeTesting.json(String(repeating: "{\"a\":", count: 100_000)).error?.kind == .limit)
        let deep = "{\"x\": \(nested(600)), \"r\": []}"
        #expect(TreeTesting.json(deep) { $0.records = "/r" }.error?.kind == .limit)
        #expect(TreeTesting.json(deep) { $0.format = .ndjson }.error?.kind == .limit)
        let open = String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)
        #expect(TreeTesting.json(open) { $0.limits.depth = 60_000 }.error == nil)
    }

    @Test("Fields, records and the number of keys are limited")
    func limits() {
        let long = String(repeating: "x", count: 1000)
        #expect(TreeTesting.json("[{\"a\": \"\(long)\"}]") { $0.limits.fieldBytes = 999 }.error?.kind == .limit)
        #expect(TreeTesting.json("[{\"a\": \"\(long)\"}]") { $0.limits.fieldBytes = 1000 }.error == nil)
        #expect(TreeTesting.json("[{\"a\": [\"\(long)\"]}]") { $0.limits.fieldBytes = 999 }.error?.kind == .limit)
        #expect(TreeTesting.json("[{\"a\": \"\\n\(long)\"}]") { $0.limits.fieldBytes = 999 }.error?.kind == .limit)
        let keys = "{" + (0..<100).map { "\"k\($0)\": 1" }.joined(separator: ",") + "}"
        #expect(TreeTesting.json(keys) { $0.limits.columns = 99 }.error?.kind == .limit)
        #expect(TreeTesting.json(keys) { $0.limits.columns = 100 }.fields.count == 100)
        let records = "{" + (0..<9000).map { "\"k\($0)\": \"\(long)\"" }.joined(separator: ",") + "}"
        let large = TreeTesting.json(records) {
            $0.limits.fieldBytes = 1 << 20
            $0.fields = .only(["k1"])
        }
        #expect(large.error?.kind == .limit)
        let skipped = TreeTesting.json("{\"big\": \(records), \"r\": [{\"a\": 1}]}") {
            $0.limits.fieldBytes = 1 << 12
            $0.records = "/r"
        }
        #expect(skipped["a"] == ["1"])
    }

    @Test("Batches are bounded, and a batch's fields are those of its records")
    func batches() {
        let many = TreeTesting.json(
            (0..<70_000).map { "{\"k\($0 < 65_536 ? 0 : 1)\":\($0)}" }.joined(separator: "\n").utf8)
        #expect(many.batches.map(\.count) == [65_536, 4464])
        #expect(many.batches.map(\.fields) == [["k0"], ["k1"]])
        #expect(many["k1"].last == "69999")
        #expect(many.records.last == 70_000)
        let wide = TreeTesting.json(
            "["
                + (0..<20).map { "{\"k\":\"\(String(repeating: "\($0 % 10)", count: 1 << 20))\"}" }.joined(
                    separator: ",") + "]")
        #expect(wide.batches.map(\.count) == [8, 8, 4])
        #expect(wide.count == 20)
    }

    @Test("Keys may come in any order, be left out and be added, in every record")
    func keyOrder() {
        var random = TreeTesting.Random(3)
        let names = (0..<30).map { "key\($0)" + String(repeating: "x", count: $0 * 2) }
        var records: [[String: Int]] = []
        let text = (0..<2000).map { index -> String in
            let chosen = names.filter { _ in random.below(4) > 0 }
            let ordered = index % 3 == 0 ? chosen.shuffled(using: &random) : chosen
            records.append(Dictionary(uniqueKeysWithValues: ordered.map { ($0, random.below(1000)) }))
            return "{" + ordered.map { "\"\($0)\" : \(records[index][$0] ?? 0)" }.joined(separator: ",") + "}"
        }.joined(separator: "\n")
        let wanted = names.shuffled(using: &random).prefix(12) + ["none"]
        let file = TreeTesting.json(text.utf8, chunk: 1000) { $0.fields = .only(Array(wanted)) }
        #expect(file.error == nil && file.findings.isEmpty)
        for name in wanted { #expect(file[name] == records.map { $0[name].map(String.init) }) }
        let all = TreeTesting.json(text.utf8)
        for name in names { #expect(all[name] == records.map { $0[name].map(String.init) }) }
    }

    @Test("What turns out to be no value leaves no column behind", arguments: [1, 7, .max])
    func noPhantomColumn(chunk: Int) {
        for text in [#"[{"a":1},{"a":2},]"#, #"[{"a":1},{"a":2},tru]"#, #"[{"a":1},{"a":2},}]"#] {
            let file = TreeTesting.json(text, chunk: chunk)
            #expect(file.error?.kind == .syntax && file["a"] == ["1", "2"])
            #expect(file.fields == ["a"] && file.description.fields == ["a"], "\(text)")
        }
        let lines = TreeTesting.json("{\"a\":1}\n5 x\n{\"b\":2}\n[\n7\n", chunk: chunk) { $0.format = .ndjson }
        #expect(lines.fields == ["a", "b", ""])
        #expect(lines[""] == [nil, nil, nil, nil, "7"])
        #expect(lines["b"] == [nil, nil, "2", nil, nil])
        #expect(lines.codes == ["json-bad-line", "json-bad-line", "json-not-an-object"])
    }

    @Test("Every code that is given out has a rule")
    func rules() {
        #expect(
            Set(jsonRules.map(\.code)) == [
                "json-not-an-object", "json-duplicate-key", "json-lone-surrogate", "json-nul-character",
                "json-bad-line",
            ])
        let bad = TreeTesting.json("{\"a\": 1,}\n{}") { $0.format = .ndjson }.findings[0]
        let message = jsonRules.first { $0.code == bad.code }?.message(for: bad)
        #expect(message?.contains("expected a key in double quotes, at character 9 of the line") == true)
    }

    @Test("Of a record with too many keys only so many are listed, each once, and the wanted one is read")
    func manyKeys() {
        let keys = (0..<5_000).map { "\"k\($0 % 4_000)\": 1" }.joined(separator: ", ")
        let file = TreeTesting.json("[{\(keys), \"a\": 2}]") {
            $0.fields = .only(["a"])
            $0.limits.columns = 3_000
        }
        #expect(file["a"] == ["2"])
        #expect(file.description.fields == (0..<3_000).map { "k\($0)" })
    }

    @Test("Lines that are all wrong come in small batches, since findings take more room than records")
    func manyFindings() {
        let file = TreeTesting.json(String(repeating: "{\n", count: 10_000)) { $0.format = .ndjson }
        #expect(file.count == 10_000)
        #expect(file.batches.allSatisfy { $0.findings.count <= 4_096 && $0.findings.count == $0.count })
    }
}
