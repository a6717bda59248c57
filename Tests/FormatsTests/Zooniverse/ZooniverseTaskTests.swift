import Formats
import Observations
import Testing

/// Every kind of task, as exports write it.
@Suite struct ZooniverseTaskTests {
    private typealias Zoo = ZooniverseTesting

    @Test(
        "An answer becomes the text of its task",
        arguments: [
            // Question, text, slider.
            (#""Yes""#, "Yes"), (#""""#, ""), (#""two\nlines \u00e9 \"x\"""#, "two\nlines é \"x\""), ("0.50", "0.50"),
            (#""0.5""#, "0.5"), ("-3", "-3"), ("true", "true"), (#""a|b""#, "a|b"),
            // Multiple choices.
            (#"["Blue","Green"]"#, "Blue|Green"), ("[]", "none"), (#"["a|b","c\\d"]"#, #"a\|b|c\\d"#), (#"["Ä"]"#, "Ä"),
            ("[1,2]", "1|2"),
            // Dropdowns, of the older classifier and the newer one.
            (#"[{"select_label":"Country","option":true,"value":"ca1","label":"Canada"}]"#, "Canada"),
            (#"[{"select_label":"Country","option":false,"value":"Atlantis | south"}]"#, "Atlantis | south"),
            (#"[{"value":"ca1","option":true}]"#, "ca1"),
            (
                #"[{"select_label":"A","option":true,"value":1,"label":"x|y"},{"select_label":"B"},{"value":3,"option":true}]"#,
                #"x\|y||3"#
            ),
            (#"{"select_label":"Country","option":true,"value":2,"label":"Peru"}"#, "Peru"),
            (#"{"selection":4,"option":true}"#, "4"),
            // Drawings.
            (#"[{"tool":0,"frame":0,"details":[],"x":10,"y":20.5,"tool_label":"Cat"}]"#, "point(10 20.5) Cat"),
            (
                #"[{"x":5,"y":5,"width":20,"height":30,"tool_label":"A|B"},{"x":1,"y":2,"r":3,"angle":0,"tool":1}]"#,
                #"box(5 5 20 30) A\|B|circle(1 2 3) 1"#
            ),
            (#"[{"x1":0,"y1":0,"x2":10,"y2":10.25,"tool_label":null}]"#, "line(0 0 10 10.25)"),
            (#"[{"x_center":10,"y_center":10,"width":5,"height":4,"angle":0,"toolIndex":0}]"#, "box(7.5 8 5 4) 0"),
            (#"[{"x_center":10,"y_center":9,"r":5}]"#, "circle(10 9 5)"),
            (#"{"x":1,"y":2,"width":3,"height":4}"#, "box(1 2 3 4)"),
        ])
    func kinds(value: String, text: String) {
        #expect(Zoo.answer(value) == .some(text))
    }

    @Test(
        "A task that was skipped is missing, whatever it is",
        arguments: [
            "null", "[null]", #"[{"select_label":"A"}]"#, #"[{"select_label":"A"},{"select_label":"B","value":null}]"#,
        ])
    func skipped(value: String) {
        let file = Zoo.read(#"[{"task":"T0","value":\#(value)}]"#, #"[{"task":"T0","value":"x"}]"#)
        #expect(file["T0"] == [nil, "x"])
        #expect(file.findings.isEmpty)
    }

    @Test("A survey is a record for each choice; other tasks stand in the first alone")
    func survey() {
        let file = Zoo.read(
            """
            [{"task":"T1","value":"Night"},{"task":"T0","value":[{"choice":"LION","answers":{"HOWMANY":"2",\
            "DOING":["EATING","RESTING"]},"filters":{}},{"choice":"ZEBRA","answers":{"HOWMANY":"11-50","DOING":[],\
            "YOUNG":null},"filters":{"COLOR":"STRIPES"}}]}]
            """, #"[{"task":"T0","value":[]},{"task":"T1","value":"Day"}]"#,
            #"[{"task":"T0","value":[{"choice":"NOTHINGHERE","answers":{},"filters":{}}]}]"#)
        #expect(file["classification_id"] == ["1", "1", "2", "3"])
        #expect(file["part"] == ["1", "2", "1", "1"])
        #expect(file["T0"] == ["LION", "ZEBRA", "none", "NOTHINGHERE"])
        #expect(file["T0.HOWMANY"] == ["2", "11-50", nil, nil])
        #expect(file["T0.DOING"] == ["EATING|RESTING", "none", nil, nil])
        #expect(file["T1"] == ["Night", nil, "Day", nil])
        #expect(file["contributor"] == ["ana", "ana", "ana", "ana"])
        #expect(file.records == [1, 2, 3, 4])
        #expect(file.positions == [2, 2, 3, 4])
        #expect(file.batches[0].origins.rows == [2, 2, 3, 4])
        #expect(file.findings.isEmpty)
    }

    @Test("A combination of tasks is its tasks; one that only names them adds nothing")
    func combination() {
        let file = Zoo.read(
            """
            [{"task":"T5","task_label":null,"value":[{"task":"T1","task_label":"a","value":"Yes"},{"task":"T2",\
            "value":null},{"task":"T3","value":["x","y"]}]}]
            """,
            """
            [{"task":"T5","taskType":"combo","value":[{"task":"T1","taskType":"single"},{"task":"T3","value":null}]},\
            {"task":"T1","value":"No"},{"task":"T3","value":["z"]}]
            """)
        #expect(file["T1"] == ["Yes", "No"])
        #expect(file["T2"] == [nil, nil])
        #expect(file["T3"] == ["x|y", "z"])
        #expect(!file.fields.contains("T5"))
        #expect(file.findings.isEmpty)
    }

    @Test("Outlines become the boxes around them, are said to, and stand beside as they were drawn")
    func outlines() {
        let path = #"{"pathX":[1.5,4,2],"pathY":[7,3,5],"toolType":"freehandLine","tool_label":"Ear"}"#
        let polygon = #"{"points":[{"x":0,"y":1},{"x":10,"y":4}],"toolIndex":1}"#
        let file = Zoo.read(
            #"[{"task":"T0","value":[\#(path),{"x":1,"y":1},\#(polygon),{"x":9,"y":8,"rx":2,"ry":1,"angle":30}]}]"#,
            #"[{"task":"T0","value":[{"x":1,"y":2,"width":4,"height":2,"angle":45}]}]"#,
            #"[{"task":"T0","value":[{"x":1,"y":2,"r":4,"angle":45,"toolType":"triangle"}]}]"#)
        #expect(
            file["T0"] == [
                "box(1.5 3 2.5 4) Ear|point(1 1)|box(0 1 10 3) 1|box(7 7 4 2)", "box(1 2 4 2)", "circle(1 2 4)",
            ])
        #expect(file["T0.original"][0]?.hasPrefix("[\(path),\(polygon),{") == true)
        #expect(file.codes == ["zooniverse-rough-mark", "zooniverse-rough-mark", "zooniverse-rough-mark"])
        #expect(file.findings[0].arguments == ["3", "4"])
        #expect(file.findings.allSatisfy { $0.severity == .info && $0.field == "T0" })
    }

    @Test("Marks without a place are left out, said to be, and stand beside")
    func lostMarks() {
        let file = Zoo.read(
            #"[{"task":"T0","value":[{"x":null,"y":null,"tool":0},{"x":1,"y":2,"tool":0},{"x":3,"width":4}]}]"#)
        #expect(file["T0"] == ["point(1 2) 0"])
        #expect(file["T0.original"] == [#"[{"x":null,"y":null,"tool":0},{"x":3,"width":4}]"#])
        #expect(file.codes == ["zooniverse-lost-mark"])
        #expect(file.findings[0].arguments == ["2", "3"])
    }

    @Test("Questions about marks become lists beside the marks, in both ways of writing them; frames too")
    func details() {
        let old = Zoo.read(
            """
            [{"task":"T0","value":[{"tool":0,"x":1,"y":2,"frame":1,"details":[{"value":"male"},{"value":["a","b"]}]},\
            {"tool":1,"x":3,"y":4,"frame":0,"details":[]},{"tool":0,"x":5,"y":6,"frame":0,"details":[{"value":null}]}]}]
            """)
        #expect(old["T0.0.0"] == ["male||"])
        #expect(old["T0.0.1"] == [#"a\|b||"#])
        #expect(old["T0.frame"] == ["1|0|0"])
        let new = Zoo.read(
            """
            [{"task":"T0.1.0","taskType":"single","markIndex":2,"value":1},\
            {"task":"T0","taskType":"drawing","value":[{"toolIndex":1,"x":null,"details":[]},{"toolIndex":1,"x":3,"y":4,\
            "details":[{"task":"T0.1.0"}]},{"toolIndex":1,"x":5,"y":6,"details":[{"task":"T0.1.0"}]}]},\
            {"task":"T0.1.0","taskType":"single","markIndex":1,"value":"0"}]
            """)
        #expect(new["T0"] == ["point(3 4) 1|point(5 6) 1"])
        #expect(new["T0.1.0"] == ["0|1"])
        #expect(new.codes == ["zooniverse-lost-mark"])
    }

    @Test(
        "What has an unknown form is kept as JSON and said to be",
        arguments: [
            #"[{"start":1,"end":4,"text":"word"}]"#, #"{"a":1}"#, #"["x",{"y":1}]"#, "[[1,2]]",
            #"[{"choice":"A"},{"x":1,"y":2}]"#,
        ])
    func unknown(value: String) {
        let file = Zoo.read(#"[{"task":"T0","value":\#(value)},{"task":"T1","value":"kept"}]"#)
        #expect(file["T0"] == [value])
        #expect(file["T1"] == ["kept"])
        #expect(file.codes == ["zooniverse-unknown-form"])
        #expect(file.findings[0].severity == .warning)
    }

    @Test("Two answers to one task are an error unless they are the same; a label that Zooniverse lost is said to be")
    func repeated() {
        let file = Zoo.read(
            #"[{"task":"T0","value":"a"},{"task":"T0","value":"b"}]"#,
            #"[{"task":"T0","value":"a"},{"task":"T0","value":"a"}]"#,
            #"[{"task":"T0","value":"a","value":"c"}]"#, #"[{"task":"T0","value":"unknown answer label"}]"#)
        #expect(file["T0"] == ["a", "a", "a", "unknown answer label"])
        #expect(file.codes == ["zooniverse-repeated-answer", "zooniverse-repeated-answer", "zooniverse-unknown-label"])
        #expect(file.findings.map(\.row) == [0, 2, 3])
        #expect(file.findings.map(\.severity) == [.error, .error, .warning])
    }
}
