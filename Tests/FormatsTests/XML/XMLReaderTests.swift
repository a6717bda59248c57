import Formats
import Observations
import Testing

@Suite struct XMLReaderTests {
    private let darwinCore = """
        <?xml version="1.0" encoding="UTF-8"?>
        <dwr:SimpleDarwinRecordSet xmlns:dwr="http://rs.tdwg.org/dwc/dwcrecord/"
            xmlns:dwc="http://rs.tdwg.org/dwc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <dwr:Occurrence>
            <dwc:eventDate>2025-05-01</dwc:eventDate>
            <dwc:scientificName>Pica pica</dwc:scientificName>
            <dwc:remarks>Tom &amp; Jerry &lt;3 <![CDATA[<b>&]]>&#233;</dwc:remarks>
          </dwr:Occurrence>
          <dwr:Occurrence
              id="2">
            <dwc:eventDate xsi:nil="true"/>
            <dwc:scientificName></dwc:scientificName>
          </dwr:Occurrence>
        </dwr:SimpleDarwinRecordSet>
        """

    private let namespaces = ["dwr": "http://rs.tdwg.org/dwc/dwcrecord/", "t": "http://rs.tdwg.org/dwc/terms/"]

    @Test("Records at a path with a declared prefix; names as the file writes them; empty, nil and absent")
    func darwinCoreRecords() {
        for chunk in [1, 13, .max] {
            let file = TreeTesting.xml(darwinCore, chunk: chunk) {
                $0.records = "//dwr:Occurrence"
                $0.namespaces = namespaces
            }
            #expect(file.error == nil)
            #expect(file.fields == ["dwc:eventDate", "dwc:scientificName", "dwc:remarks", "@id"])
            #expect(file["dwc:eventDate"] == ["2025-05-01", nil])
            #expect(file["dwc:scientificName"] == ["Pica pica", ""])
            #expect(file["dwc:remarks"] == ["Tom & Jerry <3 <b>&é", nil])
            #expect(file["@id"] == [nil, "2"])
            #expect(file.positions == [4, 9])
            #expect(file.records == [1, 2])
            #expect(file.batches[0].origins.unit == .line)
            #expect(file.batches[0].origins.submission == 7)
            #expect(file.description.fields == file.fields)
        }
    }

    @Test(
        "A name without prefix matches in any namespace; an undeclared prefix is the file's; a declared one is its URI")
    func names() {
        let file = TreeTesting.xml(darwinCore) {
            $0.records = "/SimpleDarwinRecordSet/Occurrence"
            $0.fields = .only(["scientificName", "dwc:eventDate", "@id", "none", "scientificName"])
        }
        #expect(file.batches[0].fields == ["scientificName", "dwc:eventDate", "@id", "none", "scientificName"])
        #expect(file["scientificName"] == ["Pica pica", ""])
        #expect(file["dwc:eventDate"] == ["2025-05-01", nil])
        #expect(file["@id"] == [nil, "2"])
        #expect(file["none"] == [nil, nil])
        #expect(file.description.fields == ["dwc:eventDate", "dwc:scientificName", "dwc:remarks", "@id"])
        let byURI = TreeTesting.xml(darwinCore) {
            $0.records = "/*/dwr:Occurrence"
            $0.namespaces = namespaces
            $0.fields = .only(["t:scientificName", "x:scientificName"])
        }
        #expect(byURI["t:scientificName"] == ["Pica pica", ""])
        #expect(byURI["x:scientificName"] == [nil, nil])
        let undeclared = TreeTesting.xml(darwinCore) {
            $0.records = "//x:Occurrence"
            $0.namespaces = namespaces
        }
        #expect(undeclared.error?.kind == .records)
    }

    @Test("Paths: children, descendants, any name, without a leading slash; a record in a record is part of it")
    func paths() {
        let text = "<a><b><c>1</c></b><d><b><c>2</c><b><c>3</c></b></b></d><c>4</c></a>"
        func count(_ path: String) -> Int { TreeTesting.xml(text) { $0.records = path }.count }
        #expect(count("/a/b") == 1)
        #expect(count("//b") == 2)
        #expect(count("b") == 2)
        #expect(count("/a/*") == 3)
        #expect(count("/a//c") == 4)
        #expect(count("/a/*/b/c") == 1)
        #expect(count("/a") == 1)
        #expect(count("/*") == 1)
        #expect(count("//d//c") == 2)
        for path in ["", "/", "//", "a/", "///a", "/a[1]", "/a/@b", "a b", "a:b:c", ":a"] {
            #expect(TreeTesting.xml(text) { $0.records = path }.error?.kind == .records, "\(path)")
        }
        #expect(TreeTesting.xml(text) { $0.records = "//nothing" }.error?.kind == .records)
        #expect(TreeTesting.xml(text) { $0.records = "/a/b/nothing" }.error == nil)
        #expect(TreeTesting.xml("<set/>") { $0.records = "//nothing" }.error == nil)
    }

    @Test("Nested paths, attributes, own text, mixed content and white space")
    func fields() {
        let text = """
            <r><o id="1" note="a &amp; b &lt; &quot;c&quot; &#38;#38;"><place lat="52">
               <name> near <b>Ely</b>! </name>
               <lat> 52.1 </lat>
              </place>tail</o><o id="2"><place lat="53"/></o></r>
            """
        let names = [
            "@id", "@note", "place/@lat", "place/name", "place/lat", "place/name/b", "place", ".", "place/none",
        ]
        let file = TreeTesting.xml(text) {
            $0.records = "//o"; $0.fields = .only(names)
        }
        #expect(file.error == nil && file.findings.isEmpty)
        #expect(file["@id"] == ["1", "2"])
        #expect(file["@note"] == ["a & b < \"c\" &#38;", nil])
        #expect(file["place/@lat"] == ["52", "53"])
        #expect(file["place/name"] == ["near Ely!", nil])
        #expect(file["place/lat"] == [" 52.1 ", nil])
        #expect(file["place/name/b"] == ["Ely", nil])
        #expect(file["place"][1] == "")
        #expect(file["place"][0]?.hasPrefix("near Ely!") == true)
        #expect(file["."][0]?.hasSuffix("tail") == true)
        #expect(file["place/none"] == [nil, nil])
        let all = TreeTesting.xml(text) { $0.records = "//o" }
        #expect(all.fields == ["@id", "@note", "place/@lat", "place/name/b", "place/name", "place/lat", "."])
        #expect(all["place/name"] == ["near Ely!", nil])
        #expect(all["."][1] == nil)
    }

    @Test("Repeated elements are name_2, name_3 …; asking for fewer is a warning")
    func repeated() {
        let text = """
            <r><o><n>a</n><p><u>1</u></p><n>b</n><p><u>2</u><u>3</u></p><n>c</n></o><o><n>d</n></o></r>
            """
        let all = TreeTesting.xml(text) { $0.records = "//o" }
        #expect(all.fields == ["n", "p/u", "n_2", "p_2/u", "p_2/u_2", "n_3"])
        #expect(all["n_3"] == ["c", nil])
        #expect(all["p_2/u_2"] == ["3", nil])
        #expect(all.findings.isEmpty)
        let some = TreeTesting.xml(text) {
            $0.records = "//o"; $0.fields = .only(["n", "n_2", "p_2/u"])
        }
        #expect(some["n"] == ["a", "d"])
        #expect(some["n_2"] == ["b", nil])
        #expect(some["p_2/u"] == ["2", nil])
        #expect(some.codes == ["xml-repeated-element", "xml-repeated-element"])
        #expect(some.findings.map(\.field) == ["p_2/u", "n"])
        #expect(some.findings[1].arguments == ["n", "3", "2", "3"])
        #expect(some.findings.allSatisfy { $0.severity == .warning && $0.row == 0 })
        #expect(
            TreeTesting.xml(text) {
                $0.records = "//o"; $0.fields = .only(["@x"])
            }.findings.isEmpty)
    }

    @Test("An element that is really called name_2 is found under its name")
    func numberedNames() {
        let text = "<r><o><n>a</n><n_2>b</n_2></o><o><n_2>c</n_2></o></r>"
        let file = TreeTesting.xml(text) { $0.fields = .only(["n_2"]) }
        #expect(file["n_2"] == ["b", "c"])
        #expect(TreeTesting.xml(text).fields == ["n", "n_2"])
        #expect(TreeTesting.xml("<r><o><n_2>a</n_2><n>b</n><n>c</n></o><o/></r>").fields == ["n_2", "n", "n_2_2"])
    }

    @Test("Without a path, the element that repeats and makes up most of the file is a record")
    func sniffing() {
        func path(_ text: String) -> String? { TreeTesting.xml(text).description.details.first?.value }
        #expect(path("<r><a>1</a><a>2</a></r>") == "/r/a")
        #expect(path("<r><h><v>1</v><v>2</v></h><l><i><x/><y/></i><i><x/><y/></i><i><x/><y/></i></l></r>") == "/r/l/i")
        #expect(
            path("<form id='f'><start>1</start><end>2</end><meta><instanceID>u</instanceID></meta></form>") == "/form")
        #expect(
            path("<observations><observation><a>1</a><b/></observation></observations>") == "/observations/observation")
        #expect(path("<gpx><wpt lat='1' lon='2'/></gpx>") == "//wpt")
        #expect(path("<gpx><trk><trkseg><trkpt/></trkseg></trk></gpx>") == "//trkpt")
        #expect(path("<k:kml xmlns:k='u'><k:Style/><k:Style/><k:Placemark/></k:kml>") == "//Placemark")
        let form = TreeTesting.xml("<form id='f'><start>1</start><meta><instanceID>u</instanceID></meta></form>")
        #expect(form.fields == ["@id", "start", "meta/instanceID"])
    }

    @Test("The encoding is the one that the file declares or marks")
    func encodings() {
        func xml(_ encoding: String, _ bytes: [UInt8]) -> TreeTesting.File {
            TreeTesting.xml(
                Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><r><a>".utf8) + bytes
                    + Array("</a><a>z</a></r>".utf8))
        }
        #expect(xml("iso-8859-2", [0xB1, 0xB3])["."] == ["ął", "z"])
        #expect(xml("windows-1250", [0xB9, 0xB3])["."] == ["ął", "z"])
        #expect(xml("windows-1252", [0x80])["."] == ["€", "z"])
        #expect(xml("windows-1250", [0xB9]).description.details.last?.value == "windows-1250")
        #expect(xml("utf-8", [0xB9]).error?.kind == .encoding)
        #expect(xml("klingon", []).error?.kind == .encoding)
        let wide = Array("\u{FEFF}<r><a>ął🐦</a><a/></r>".utf16)
        for (name, bytes) in [
            ("little", wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
            ("big", wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
            ("utf-8", Array("\u{FEFF}<r><a>ął🐦</a><a/></r>".utf8)),
        ] {
            for chunk in [1, 3, .max] {
                let file = TreeTesting.xml(bytes, chunk: chunk)
                #expect(file["."] == ["ął🐦", nil], "\(name)")
                #expect(file.error == nil)
            }
        }
    }

    @Test("What is not well formed is refused with its line, after the records before it")
    func syntax() {
        let file = TreeTesting.xml("<r>\n<o><a>1</a></o>\n<o><a>2</a></o>\n<o><a>3</b></o>\n</r>") {
            $0.records = "//o"
        }
        #expect(file["a"] == ["1", "2"])
        #expect(file.error?.kind == .syntax)
        #expect(file.error?.line == 4)
        #expect(file.error?.problem.description.contains("mismatch") == true)
        for text in [
            "<a b=c/>", "<a b='1' b='2'/>", "<a>&nbsp;</a>", "<a>&</a>", "<a/><b/>", "<a>\u{1}</a>", "text",
            "<a>]]></a>",
            "<a b='<'/>", "<?xml version='1.0'?><a><?xml version='1.0'?></a>", "<a><b></a></b>",
        ] {
            let error = TreeTesting.xml(text) { $0.records = "//x" }.error
            #expect(error?.kind == .syntax, "\(text): \(String(describing: error))")
        }
        for text in ["", "  \n ", "<a>", "<a><b/>", "<a", "<a/><!-- "] {
            let error = TreeTesting.xml(text) { $0.records = "//x" }.error
            #expect(error != nil && error?.kind != .records, "\(text)")
        }
        #expect(TreeTesting.xml("").error?.kind == .truncated)
        #expect(TreeTesting.xml("<r><a>1</a><a>2").error?.kind == .truncated)
        #expect(TreeTesting.xml("<r><a>1</a><a>2").count == 1)
    }

    @Test("Depth, sizes, attributes and the number of fields are limited")
    func limits() {
        func nested(_ levels: Int) -> String {
            String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)
        }
        for records in [nil, "//b", "/a"] {
            #expect(TreeTesting.xml(nested(513)) { $0.records = records }.error?.kind == .limit)
            #expect(TreeTesting.xml(nested(100_000)) { $0.records = records }.error?.kind == .limit)
        }
        #expect(TreeTesting.xml(nested(512)).error == nil)
        let long = String(repeating: "x", count: 100_000)
        #expect(TreeTesting.xml("<r><o><a>\(long)</a></o></r>") { $0.limits.fieldBytes = 99_999 }.error?.kind == .limit)
        #expect(TreeTesting.xml("<r><o><a>\(long)</a></o></r>") { $0.limits.fieldBytes = 100_000 }.error == nil)
        let two = "<r><o a='\(long)' b='2'/></r>"
        #expect(TreeTesting.xml(two) { $0.limits.fieldBytes = 99_999 }.error?.kind == .limit)
        #expect(
            TreeTesting.xml("<r><o>" + String(repeating: "<a>\(long)</a>", count: 50) + "</o></r>") {
                $0.limits.fieldBytes = 100_000
                $0.records = "/r"
            }.error?.kind == .limit)
        let repeated = "<r><o>" + String(repeating: "<a>\(long)</a>", count: 9) + "</o></r>"
        let asked = ["a", "a_2", "a_3", "a_4", "a_5"]
        for (count, kind) in [(4, nil), (5, ReadError.Kind.limit)] {
            let file = TreeTesting.xml(repeated) {
                $0.limits.fieldBytes = 100_000
                $0.records = "//o"
                $0.fields = .only(Array(asked.prefix(count)))
            }
            #expect(file.error?.kind == kind)
        }
        let empty = "<r>" + String(repeating: "<a><b/></a>", count: 1000) + "</r>"
        #expect(
            TreeTesting.xml(empty) {
                $0.limits.columns = 100
                $0.records = "/r"
            }.error?.kind == .limit)
        let attributes = (0..<20_000).map { "a\($0)='1'" }.joined(separator: " ")
        #expect(TreeTesting.xml("<r><o \(attributes)/></r>").error?.kind == .limit)
        let hostile = (0..<400_000).map { "a\($0)='>'" }.joined(separator: " ")
        #expect(TreeTesting.xml("<r><o \(hostile)/></r>").error?.kind == .limit)
        let children = (0..<200).map { "<a\($0)/>" }.joined()
        #expect(
            TreeTesting.xml("<r>\(children)</r>") {
                $0.limits.columns = 199; $0.records = "/r"
            }.error?.kind == .limit)
        #expect(
            TreeTesting.xml("<r>\(children)</r>") {
                $0.limits.columns = 200; $0.records = "/r"
            }.fields.count == 200)
    }

    @Test("Batches are bounded, and a batch's fields are those of its records")
    func batches() {
        let many = TreeTesting.xml(
            "<r>" + (0..<70_000).map { "<o><k\($0 < 65_536 ? 0 : 1)>\($0)</k\($0 < 65_536 ? 0 : 1)></o>\n" }.joined()
                + "</r>")
        #expect(many.error == nil)
        #expect(many.batches.map(\.count) == [65_536, 4464])
        #expect(many.batches.map(\.fields) == [["k0"], ["k1"]])
        #expect(many["k1"].last == "69999")
        #expect(many.positions.last == 70_000)
        let wide = TreeTesting.xml(
            "<r>" + (0..<20).map { "<k>\(String(repeating: "\($0 % 10)", count: 1 << 20))</k>" }.joined() + "</r>"
        ) { $0.records = "//k" }
        #expect(wide.batches.map(\.count) == [8, 8, 4])
        #expect(wide.error == nil)
    }

    @Test("Many different fields in any order are found again")
    func manyFields() {
        var random = TreeTesting.Random(5)
        let names = (0..<60).map { "f\($0)" }
        var records: [[String: String]] = []
        let text =
            "<r>"
            + (0..<300).map { index -> String in
                let ordered = names.filter { _ in random.below(3) > 0 }.shuffled(using: &random)
                records.append(Dictionary(uniqueKeysWithValues: ordered.map { ($0, "\(random.below(1000))") }))
                return "<o>" + ordered.map { "<\($0)>\(records[index][$0] ?? "")</\($0)>" }.joined() + "</o>"
            }.joined() + "</r>"
        let all = TreeTesting.xml(text) { $0.records = "//o" }
        let only = TreeTesting.xml(text) {
            $0.records = "//o"; $0.fields = .only(names)
        }
        for name in names {
            #expect(all[name] == records.map { $0[name] })
            #expect(only[name] == records.map { $0[name] })
        }
    }

    @Test("A document cut at any byte is an error, never a crash or a success")
    func truncation() {
        let document = Array(
            "<?xml version=\"1.0\"?><!-- c --><r x=\"1\"><o a=\"b &amp;\"><n>é🐦<![CDATA[x]]></n></o><o/><?p i?></r>"
                .utf8)
        for length in 0..<document.count {
            for chunk in [1, .max] {
                let file = TreeTesting.xml(document[..<length], chunk: chunk) { $0.records = "//o" }
                #expect(file.error != nil && file.error?.kind != .records, "at \(length)")
            }
            #expect(TreeTesting.xml(document[..<length]).error != nil, "at \(length)")
        }
        #expect(TreeTesting.xml(document).error == nil)
    }

    @Test("Damaged documents and random bytes never crash, and are read the same in pieces of any size")
    func damage() {
        let document = Array(
            ("<r xmlns:p=\"u\"><p:o a=\"1\">text &lt; <b>x</b></p:o><p:o><![CDATA[<]]><c/></p:o>"
                + "<!-- c --><p:o a='2'/></r>").utf8)
        var random = TreeTesting.Random(17)
        for round in 0..<2000 {
            var bytes = document
            if round % 5 == 0 {
                bytes = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
            } else {
                for _ in 0...random.below(4) {
                    let place = random.below(bytes.count)
                    switch random.below(3) {
                    case 0: bytes[place] = UInt8(random.below(256))
                    case 1: bytes.remove(at: place)
                    default: bytes.insert(bytes[random.below(bytes.count)], at: place)
                    }
                }
            }
            let records: String? = [nil, "//p:o", "//o"][random.below(3)]
            let fields: FieldSelection = random.below(2) == 0 ? .all : .only(["b", "@a", ".", "c_2"])
            let whole = TreeTesting.xml(bytes) {
                $0.records = records; $0.fields = fields
            }
            let pieces = TreeTesting.xml(bytes, chunk: 1 + random.below(9)) {
                $0.records = records; $0.fields = fields
            }
            #expect(whole.summary == pieces.summary, "round \(round)")
        }
    }

    @Test("Every code that is given out has a rule")
    func rules() {
        #expect(xmlRules.map(\.code) == ["xml-repeated-element"])
        let finding = TreeTesting.xml("<r><o><n/><n/></o><o/></r>") {
            $0.fields = .only(["n"]); $0.records = "//o"
        }.findings[0]
        #expect(xmlRules[0].message(for: finding).hasPrefix("n comes 2 times in this record, and 1 of them"))
    }
}
