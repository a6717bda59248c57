import Formats
import Observations
import Testing

/// The file around the tasks: columns, subjects, metadata, damage and limits.
@Suite struct ZooniverseReaderTests {
    private typealias Zoo = ZooniverseTesting

    @Test("Plain columns, who, part, times, tasks and subject, in this order; addresses and browsers never")
    func fields() {
        let metadata =
            #"{"source":"api","session":"s3cret","user_agent":"Firefox","started_at":"2025-01-21T16:06:58.517Z","finished_at":"2025-01-21T16:08:41.259Z","user_language":"pl","viewport":{"width":1}}"#
        let subjects =
            #"{"458021":{"retired":{"id":1},"site":"A 1","n":3,"map":{"x":[1]},"#
            + #""note":null,"zażółć":"gęś 🦆"}}"#
        let file = Zoo.read(
            (Zoo.header + Zoo.row(1, #"[{"task":"T0","value":"x"}]"#, metadata: metadata, subjects: subjects)
                + Zoo.row(2, #"[{"task":"T7","value":"y"}]"#, user: "not-logged-in-b644")).utf8)
        #expect(file.error == nil && file.findings.isEmpty)
        #expect(
            file.fields == [
                "classification_id", "user_name", "user_id", "workflow_id", "workflow_name", "workflow_version",
                "created_at", "gold_standard", "expert", "subject_ids", "contributor", "part", "metadata.started_at",
                "metadata.finished_at", "metadata.user_language", "T0", "T7", "subject.site", "subject.n",
                "subject.map",
                "subject.zażółć",
            ])
        #expect(file.description.fields == file.fields.dropLast() + ["subject.note", "subject.zażółć"])
        #expect(file.description.format == .zooniverse)
        #expect(file["contributor"] == ["ana", "not-logged-in-b644"])
        #expect(file["subject.map"] == [#"{"x":[1]}"#, nil])
        #expect(file["subject.zażółć"] == ["gęś 🦆", nil])
        #expect(file["metadata.finished_at"] == ["2025-01-21T16:08:41.259Z", nil])
        #expect(file["gold_standard"] == ["", ""])
        #expect(!file.summary.contains("s3cret") && !file.summary.contains("Firefox") && !file.summary.contains("abc"))
    }

    @Test("Only the fields asked for, in their order; one that the file does not have is missing")
    func selection() {
        let file = Zoo.read(
            #"[{"task":"T0","value":[{"choice":"A","answers":{"N":"1"}},{"choice":"B","answers":{}}]}]"#,
            only: ["T0.N", "contributor", "user_ip", "nowhere", "classification_id", "part"])
        #expect(file.fields == ["T0.N", "contributor", "user_ip", "nowhere", "classification_id", "part"])
        #expect(file["T0.N"] == ["1", nil])
        #expect(file["contributor"] == ["ana", "ana"])
        #expect(file["user_ip"] == [nil, nil])
        #expect(file["nowhere"] == [nil, nil])
        #expect(file["part"] == ["1", "2"])
        #expect(file.records == [1, 2])
        // What nobody asked for is not complained of.
        let other = Zoo.read(#"[{"task":"T0","value":{"odd":1}},{"task":"T1","value":"x"}]"#, only: ["T1"])
        #expect(other.findings.isEmpty && other["T1"] == ["x"])
    }

    @Test(
        "A cell that is no JSON, or no list of answers, is an error in its row and kept as it is",
        arguments: [
            ("[{\"task\":\"T0\",\"val", "zooniverse-bad-json"), ("", "zooniverse-bad-json"),
            ("[] x", "zooniverse-bad-json"),
            ("{\"a\":01}", "zooniverse-bad-json"), ("{\"task\":\"T0\",\"value\":1}", "zooniverse-no-list"),
            ("[1]", "zooniverse-no-list"), ("null", "zooniverse-no-list"), ("\"x\"", "zooniverse-no-list"),
            ("[{\"task\":5,\"value\":1}]", "zooniverse-no-list"),
        ])
    func damage(cell: String, code: String) {
        let file = Zoo.read("[]", cell, #"[{"task":"T0","value":"x"}]"#)
        #expect(file.error == nil && file.count == 3)
        #expect(file.codes == [code])
        #expect(file.findings[0].row == 1 && file.findings[0].field == "annotations")
        #expect(file.findings[0].severity == .error)
        #expect(file["annotations"] == [nil, cell, nil])
        #expect(file["T0"] == [nil, nil, "x"])
        #expect(file["classification_id"] == ["1", "2", "3"])
        let rule = zooniverseRules.first { $0.code == code }
        #expect(rule?.message(for: file.findings[0]).contains("annotations") == true)
    }

    @Test("Damaged subjects are an error too, damaged metadata a warning that shows nothing of them")
    func otherDamage() {
        let file = Zoo.read(
            (Zoo.header + Zoo.row(1, "[]", subjects: "{\"9\":") + Zoo.row(2, "[]", subjects: "[]")
                + Zoo.row(3, "[]", metadata: "{\"session\":\"s3cret\"") + Zoo.row(4, "[]", metadata: "[\"s3cret\"]")
                + Zoo.row(5, "[]", metadata: "", subjects: "")).utf8)
        #expect(
            file.codes == ["zooniverse-bad-json", "zooniverse-no-list", "zooniverse-bad-json", "zooniverse-no-list"])
        #expect(file.findings.map(\.severity) == [.error, .error, .warning, .warning])
        #expect(file.findings.map(\.row) == [0, 1, 2, 3])
        #expect(file["subject_data"] == ["{\"9\":", "[]", nil, nil, nil])
        #expect(!"\(file.findings)".contains("s3cret") && !file.summary.contains("s3cret"))
    }

    @Test("An error of a row is one of all its parts")
    func errorsOfParts() {
        let survey = #"[{"task":"T0","value":[{"choice":"A"},{"choice":"B"}]}]"#
        let file = Zoo.read((Zoo.header + Zoo.row(1, survey, subjects: "{") + Zoo.row(2, survey)).utf8)
        #expect(file.codes == ["zooniverse-bad-json", "zooniverse-bad-json"])
        #expect(file.findings.map(\.row) == [0, 1])
    }

    @Test("What the reader of CSV finds is told of the right records")
    func csvFindings() {
        let survey = #"[{"task":"T0","value":[{"choice":"A"},{"choice":"B"}]}]"#
        let long = Zoo.row(2, survey).dropLast() + ",too,many\n"
        let file = Zoo.read((Zoo.header + Zoo.row(1, survey) + long + "3,ben,1,ip\n").utf8)
        #expect(file["classification_id"] == ["1", "1", "2", "2", "3"])
        #expect(file.codes == ["csv-long-row", "csv-long-row", "csv-short-row", "zooniverse-bad-json"])
        #expect(file.findings.map(\.row) == [2, 3, 4, 4])
    }

    @Test("A file that is no export of classifications is refused, with the way out")
    func foreign() {
        let error = Zoo.read("a,b\n1,2\n".utf8).error
        #expect(error?.kind == .records)
        #expect(error?.problem.description == "the file has no column classification_id and no column annotations")
        #expect(error?.remedy.description.contains("format: csv") == true)
        #expect(Zoo.read("".utf8).error != nil)
        #expect(Zoo.read(Zoo.header.utf8).count == 0)
    }

    @Test("Only what is declared is read so; plain CSV stays plain CSV, and the header can be recognised")
    func opening() throws {
        let text = Zoo.header + Zoo.row(1, #"[{"task":"T0","value":"x"}]"#)
        let plain = try openRecords(ArraySource(Array(text.utf8)), name: "a.csv", options: .init(), submission: 0)
        #expect(plain.description.format == .csv)
        #expect(ZooniverseReader.fits(plain.description.fields))
        #expect(!ZooniverseReader.fits(["subject_id", "workflow_id", "metadata"]))
        var options = FormatOptions()
        options.format = .zooniverse
        var declared = try openRecords(ArraySource(Array(text.utf8)), name: "a.csv", options: options, submission: 0)
        #expect(try declared.next()?.fields.contains("T0") == true)
        #expect(declared.description.format == .zooniverse)
        #expect(declared.description.details.map(\.name).contains("delimiter"))
    }

    @Test("Several subjects in one classification: a part for each")
    func severalSubjects() {
        let subjects = #"{"1":{"retired":null,"a":"x|y","b":1},"2":{"a":"z","c":null}}"#
        let file = Zoo.read((Zoo.header + Zoo.row(1, "[]", subjects: subjects)).utf8)
        #expect(file["subject.a"] == [#"x\|y|z"#])
        #expect(file["subject.b"] == ["1|"])
        #expect(file["subject.c"] == ["|"])
    }

    @Test("A hundred thousand answers in one cell are read or refused, and the next row is read")
    func manyAnswers() {
        let choices = [String](repeating: #"{"choice":"A","answers":{}}"#, count: 100_000).joined(separator: ",")
        let tasks = (0..<100_000).map { #"{"task":"T\#($0)","value":"x"}"# }.joined(separator: ",")
        let marks = [String](repeating: #"{"x":1,"y":2,"details":[{"value":1}]}"#, count: 100_000)
        let deep = String(repeating: #"[{"task":"T0","value":"#, count: 100_000)
        let combined =
            String(repeating: #"[{"task":"T0","value":"#, count: 200) + "1"
            + String(repeating: "}]", count: 200)
        let file = Zoo.read(
            #"[{"task":"T0","value":[\#(choices)]}]"#, "[\(tasks)]",
            #"[{"task":"T0","value":[\#(marks.joined(separator: ","))]}]"#, deep, combined,
            #"[{"task":"T0","value":"x"}]"#, only: ["classification_id", "T0", "annotations"])
        #expect(file["classification_id"] == ["1", "2", "3", "4", "5", "6"])
        #expect(file.codes == ["zooniverse-too-many-choices", "zooniverse-bad-json", "zooniverse-unknown-form"])
        #expect(file["T0"][1] == "x" && file["T0"][3] == nil && file["T0"][5] == "x")
        #expect(file["T0"][2]?.utf8.count == 1_100_000 - 1)
        let all = Zoo.read("[\(tasks)]", "[]")
        #expect(all.count == 2)
        #expect(Set(all.codes) == ["zooniverse-too-many-fields", "zooniverse-too-many-findings"])
        #expect(all.fields.count < 17_000)
    }

    @Test("Long surveys come in batches of bounded size")
    func batches() {
        let choices = [String](repeating: #"{"choice":"A"}"#, count: 1_000).joined(separator: ",")
        let subject = "{\"9\":{\"text\":\"\(String(repeating: "x", count: 50_000))\"}}"
        let row = Zoo.row(1, #"[{"task":"T0","value":[\#(choices)]}]"#, subjects: subject)
        let file = Zoo.read((Zoo.header + row + row).utf8)
        #expect(file.count == 2_000)
        #expect(file.batches.count > 10)
        #expect(file.records == Array(1...2_000))
        #expect(file["part"].map { Int($0 ?? "") } == Array(1...1_000) + Array(1...1_000))
        #expect(file.batches.allSatisfy { $0.fields == file.batches[0].fields })
    }

    @Test("Cut anywhere between reads, in all batches, the same comes out; damage anywhere never traps")
    func property() {
        var random = TreeTesting.Random(11)
        let rows = [
            Zoo.row(1, #"[{"task":"T0","value":[{"choice":"A","answers":{"N":["1","2"]}},{"choice":"B"}]}]"#),
            Zoo.row(2, #"[{"task":"T1","value":[{"x":1,"y":2,"details":[{"value":"é\ud800"}]}]}]"#),
            Zoo.row(3, #"[{"task":"T2","value":[{"select_label":"a","label":"b"}]},{"task":"T3","value":[]}]"#),
        ]
        let text = Array((Zoo.header + rows.joined()).utf8)
        let whole = Zoo.read(text).summary
        #expect(Zoo.read(text).codes == ["json-lone-surrogate"])
        for chunk in [1, 2, 7, 64, 300] { #expect(Zoo.read(text, chunk: chunk).summary == whole) }
        let start = Zoo.header.utf8.count
        for _ in 0..<3_000 {
            var damaged = text
            for _ in 0...random.below(4) {
                let place = start + random.below(damaged.count - start)
                switch random.below(3) {
                case 0: damaged.remove(at: place)
                case 1: damaged[place] = UInt8(random.below(256))
                default: damaged.insert(Array("[]{},:\"\\\"null01".utf8)[random.below(15)], at: place)
                }
            }
            let file = Zoo.read(damaged)
            #expect(file.error == nil || file.error?.kind == .encoding)
        }
    }

    @Test("Every rule has its code once, and a message without open places")
    func rules() {
        #expect(Set(zooniverseRules.map(\.code)).count == zooniverseRules.count)
        #expect(zooniverseRules.allSatisfy { $0.code.hasPrefix("zooniverse-") })
    }
}

/// Real exports.
@Suite(.enabled(if: TreeTesting.isShared, "the shared test data is not there"))
struct ZooniverseRealFileTests {
    private func read(_ name: String) -> TreeTesting.File {
        ZooniverseTesting.read(TreeTesting.bytes("inputs/zooniverse/\(name)"))
    }

    @Test("Outlines of cats: 153 classifications, and every drawing as boxes")
    func cats() {
        let file = read("cat-project-classifications.csv")
        #expect(file.error == nil && file.count == 153)
        #expect(file["T0"].filter { $0 == "none" }.count == 10)
        #expect(file["T0"].allSatisfy { $0 == "none" || $0?.hasPrefix("box(") == true })
        #expect(Set(file.codes) == ["zooniverse-rough-mark"] && file.findings.count == 143)
        #expect(file["T0.original"].compactMap { $0 }.count == 143)
        #expect(file["part"].allSatisfy { $0 == "1" })
        #expect(file["subject.image_name"].first == "6672150457_420d61007d_b.jpg")
        #expect(file["metadata.user_language"].allSatisfy { $0 == "en" })
    }

    @Test("Two questions about supernovae: seven classifications, three of them asked the second")
    func supernovae() {
        let file = read("slsn_classifications.csv")
        #expect(file.error == nil && file.findings.isEmpty)
        #expect(file["T0"].allSatisfy { $0 == "Yes" || $0 == "No" })
        #expect(file["T0"].filter { $0 == "Yes" }.count == 3)
        #expect(file["T1"].compactMap { $0 } == ["Yes", "No", "No"])
        #expect(file["contributor"].first == "not-logged-in-b644753d0e3948f81dc2")
        #expect(file["subject.objectId"].first == "ZTF23abjrdem")
    }

    @Test(
        "Exports of subjects and workflows are none of classifications",
        arguments: ["cat-project-subjects.csv", "slsn_workflows.csv"])
    func others(name: String) {
        #expect(read(name).error?.kind == .records)
    }
}
