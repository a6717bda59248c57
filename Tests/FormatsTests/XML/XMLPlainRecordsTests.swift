import Formats
import Observations
import Testing

/// Plain records are read without libxml2. Nobody must be able to tell.
@Suite struct XMLPlainRecordsTests {
    /// Reads a document with or without libxml2.
    private func read(
        _ text: [UInt8], _ options: FormatOptions, _ pieces: XMLPieces
    ) -> (file: TreeTesting.File, plain: Int) {
        do {
            var reader = try XMLReader(ArraySource(text), options: options, submission: 7, pieces: pieces)
            let file = TreeTesting.collect(&reader)
            return (file, reader.plainRecords)
        } catch {
            return (TreeTesting.File(error: error), 0)
        }
    }

    private static var withoutPlain: XMLPieces {
        var pieces = XMLPieces()
        pieces.isPlainTried = false
        return pieces
    }

    private static var small: XMLPieces {
        var pieces = XMLPieces()
        pieces.piece = 80
        pieces.patience = 0
        return pieces
    }

    /// Everything about a file, batch by batch.
    private func all(_ file: TreeTesting.File) -> String {
        let batches = file.batches.map { batch in
            let cells = batch.columns.map { column in (0..<batch.count).map { column[$0] ?? "∅" } }
            return "\(batch.fields) \(cells) \(batch.origins.positions) \(batch.origins.records) "
                + "\(batch.findings.map { "\($0.row) \($0.field ?? "") \($0.arguments)" })"
        }
        return batches.joined(separator: "\n") + "\n\(String(describing: file.error))\n\(file.description.details)"
    }

    /// Where two texts begin to differ.
    private func difference(_ left: String, _ right: String) -> String {
        let same = zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
        func part(_ text: String) -> String {
            String(decoding: text.utf8.dropFirst(max(0, same - 100)).prefix(300), as: UTF8.self)
        }
        return "\(part(left))\n\(part(right))"
    }

    /// Reads both ways, and expects the same. Returns how many records were plain.
    @discardableResult
    private func compare(
        _ text: [UInt8], _ options: FormatOptions, _ pieces: XMLPieces, _ comment: @autoclosure () -> String
    ) -> Int {
        let libxml = read(text, options, Self.withoutPlain)
        let plain = read(text, options, pieces)
        let (expected, found) = (all(libxml.file), all(plain.file))
        if expected != found {
            let document = String(decoding: text, as: UTF8.self)
            Issue.record("\(comment())\n\(document)\n\(difference(expected, found))")
        }
        #expect(libxml.plain == 0)
        return plain.plain
    }

    @Test("Documents full of traps are read as libxml2 reads them")
    func traps() {
        var documents = XMLPlainDocuments(11)
        var plain = 0
        for round in 0..<3000 {
            let text = Array(documents.document().utf8)
            plain += compare(text, documents.options(), documents.pieces(), "round \(round)")
        }
        #expect(plain > 8000)
    }

    @Test("Documents that are damaged anywhere are refused as libxml2 refuses them, after the same records")
    func damage() {
        var documents = XMLPlainDocuments(12)
        let pieces: [[UInt8]] = ["<", ">", "&", "/", "'", "]]>", "<o>", "</o>", "\u{1}", "\r", "é"].map {
            Array($0.utf8)
        }
        var plain = 0
        for round in 0..<3000 {
            var text = Array(documents.document().utf8)
            let place = documents.random.below(text.count)
            switch documents.random.below(4) {
            case 0: text[place] = UInt8(documents.random.below(256))
            case 1: text.remove(at: place)
            case 2: text.insert(contentsOf: pieces[documents.random.below(pieces.count)], at: place)
            default: text.removeSubrange(place...)
            }
            plain += compare(text, documents.options(), documents.pieces(), "round \(round)")
        }
        #expect(plain > 5000)
    }

    @Test("A document cut at any byte ends the same way")
    func truncation() {
        let text = Array(
            ("<r xmlns:p='u'>\n"
                + (0..<4).map { "<p:o id='\($0)'>\n<a x=\"&amp;\">é &lt;\r\n</a><b/></p:o>\r\n" }.joined()
                + "</r>\n").utf8)
        for records in ["//o", "//a", "/r"] {
            for fields in [FieldSelection.all, .only(["a", "@id", ".", "a/@x"])] {
                var options = FormatOptions()
                options.records = records
                options.fields = fields
                for length in 1...text.count {
                    compare(Array(text[..<length]), options, Self.small, "cut at \(length)")
                }
            }
        }
    }

    /// A file of ten records, one of which has something in it.
    private func tenRecords(_ inserted: [UInt8]) -> [UInt8] {
        var text = Array("<r xmlns:p='u'>\n".utf8)
        for index in 0..<10 {
            text += Array("<o id='\(index)' p:id=\"\"><a>text</a><p:b x='2'/>".utf8) + (index == 6 ? inserted : [])
            text += Array("<c>more text</c>\n</o>\n".utf8)
        }
        return text + Array("</r>".utf8)
    }

    @Test("Whatever is not plain is left to libxml2, and what comes before and after is not")
    func exceptions() {
        let others = [
            "<!-- -->", "<![CDATA[<]]>", "<?p?>", "<p:b x = '1'/>", "<p:b x='a\nb'/>", "<p:b x='&#10;'/>",
            "<a>&#65;</a >",
            "<a>\r</a>", "<a xml:space='preserve'> </a>", "<a xmlns='v'/>", "<q:a/>", "<new/>", "<a new='1'/>",
        ]
        for other in others {
            #expect(compare(tenRecords(Array(other.utf8)), recordsOptions, Self.small, other) >= 5, "\(other)")
        }
        let plain = [
            "<a>&lt;&gt;&amp;&quot;&apos;]] ]&gt;</a>", "<a\n\t/>", "<a\n>é\n\t</a>", "<a>1\r\n2</a>",
            "<p:b x='>'></p:b>", "é",
            "<o/>", "<a><p:b/></a>", "<c id='1' p:id='&amp;é\"'/>", "<a>\u{FFFD}\u{10FFFF}\u{85}\u{E000}</a>",
        ]
        for text in plain {
            #expect(compare(tenRecords(Array(text.utf8)), recordsOptions, Self.small, text) >= 8, "\(text)")
        }
    }

    private var recordsOptions: FormatOptions {
        var options = FormatOptions()
        options.records = "//o"
        options.fields = .only(["a", "a_2", "c", "p:b/@x", "@id", "o", "c/@id", "."])
        return options
    }

    @Test("What XML does not allow is refused in plain records too")
    func refused() {
        let problems: [[UInt8]] =
            [
                "<a>]]></a>", "<a>&nbsp;</a>", "<a>& </a>", "<a>&amp</a>", "<a>\u{1}</a>", "<a>\u{FFFE}</a>", "<a></c>",
                "<a x='1' x='2'/>", "<a x='<'/>", "<a x='1'x='2'/>", "<p:b x='1'id='2'/>", "<a x='&'/>", "<a x=1/>",
                "<p:b x='1' x='2'/>", "<a/ >", "</a>", "<a", "< a/>", "<a>\u{FFFF}</a>", "<p:b x='\u{FFFF}'/>",
                "<o", "<o><o>", "</r>", "<a x></a>", "<p:b x='\u{1}'/>", "<!DOCTYPE r>", "<p:b x='&#0;'/>",
            ].map { Array($0.utf8) } + [
                [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xC3], [0xE2, 0x82], [0], [0xFF],
                [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            ]
        for problem in problems {
            let name = String(decoding: problem, as: UTF8.self)
            #expect(compare(tenRecords(problem), recordsOptions, Self.small, name) >= 3, "\(name)")
            let file = read(tenRecords(problem), recordsOptions, Self.small).file
            #expect(file.error != nil && file.count == 6, "\(name)")
        }
    }

    @Test("Depth, sizes, numbers of fields and attributes are limited in plain records too")
    func limits() {
        func check(_ inserted: String, _ change: (inout FormatOptions) -> Void) {
            var options = recordsOptions
            change(&options)
            for fields in [options.fields, .all] {
                options.fields = fields
                let text = tenRecords(Array(inserted.utf8))
                #expect(compare(text, options, Self.small, inserted) >= 2)
                #expect(read(text, options, Self.small).file.error?.kind == .limit, "\(inserted) \(fields)")
            }
        }
        check("<a>\(String(repeating: "x", count: 31))</a>") { $0.limits.fieldBytes = 30 }
        check(String(repeating: "<a>xxxxxxxxxx</a>", count: 50)) {
            $0.limits.fieldBytes = 30; $0.fields = .only(["."])
        }
        check("<c id='\(String(repeating: "x", count: 31))'/>") { $0.limits.fieldBytes = 30 }
        check(String(repeating: "<a>", count: 8) + String(repeating: "</a>", count: 8)) { $0.limits.depth = 8 }
        check(String(repeating: "<a>", count: 600) + String(repeating: "</a>", count: 600)) { _ in }
        check("<p:b \((0..<99).map { "y\($0)='' " }.joined())/>") { $0.limits.columns = 50 }
    }

    @Test("A prefix that means another namespace from some element on is not mistaken")
    func namespaces() {
        let group = (0..<5).map { _ in "<p:o><p:a>1</p:a><b>2</b></p:o>\n" }.joined()
        let text =
            "<r xmlns:p='u:1'>" + group + "<g xmlns:p='u:2'>" + group + "</g>" + group + "<g xmlns='u:3'>" + group
            + "<h xmlns:p='u:1' xmlns='u:4'>" + group + "</h>" + group + "</g>" + group + "</r>"
        for records in ["//p:o", "//o"] {
            var options = FormatOptions()
            options.records = records
            options.namespaces = ["p": "u:1", "n": "u:4"]
            options.fields = .only(["p:a", "n:b", "b"])
            #expect(compare(Array(text.utf8), options, Self.small, records) > 12)
        }
    }

    @Test("In a large file nearly all records are read without libxml2, with Unix and with Windows line ends")
    func large() {
        for lineEnd in ["\n", "\r\n"] {
            let records = (0..<20_000).map { index in
                "<o id='\(index)'>\(lineEnd)  <a>Pica pica &amp; \(index)</a>\(lineEnd)"
                    + (index % 3 == 0 ? "  <p:b x='é'/>\(lineEnd)" : "") + "</o>\(lineEnd)"
            }
            let text = "<?xml version='1.0' encoding='utf-8'?>\(lineEnd)<r xmlns:p='u'>\(records.joined())</r>"
            for fields in [FieldSelection.all, .only(["a", "p:b/@x", "@id"])] {
                var options = FormatOptions()
                options.fields = fields
                #expect(compare(Array(text.utf8), options, XMLPieces(), "large") > 17_000)
            }
        }
    }

    @Test(
        "Real files are read as libxml2 reads them", .enabled(if: TreeTesting.isShared, "shared data folder is absent"))
    func realFiles() {
        var plain = 0
        for folder in ["abcd", "gpx", "kml", "smart"] {
            let names = TreeTesting.names("inputs/\(folder)")
            for name in names where [".xml", ".gpx", ".kml"].contains(where: name.hasSuffix) {
                for (records, fields) in [
                    (nil, FieldSelection.all), ("//trkpt", .all),
                    ("//wpt", .only(["@lat", "@lon", "ele", "name", "link/@href"])),
                    ("//Unit", .only(["UnitID", "Gathering//none", "Identifications"])),
                    ("//Placemark", .only(["name"])),
                ] {
                    var options = FormatOptions()
                    options.records = records
                    options.fields = fields
                    plain += compare(TreeTesting.bytes("inputs/\(folder)/\(name)"), options, Self.small, name)
                }
            }
        }
        #expect(plain > 100)
    }

    @Test("Other encodings are left to libxml2")
    func encodings() {
        let records = (0..<20).map { _ in "<o><a>text</a></o>\n" }.joined()
        var options = FormatOptions()
        options.records = "//o"
        for encoding in ["iso-8859-1", "windows-1250", "us-ascii"] {
            let text = Array("<?xml version='1.0' encoding='\(encoding)'?><r>\(records)".utf8)
            #expect(compare(text + [0x3C, 0x61, 0x3E, 0xE9], options, Self.small, encoding) == 0)
        }
        let wide = "\u{FEFF}<r>\(records)</r>".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(compare(wide, options, Self.small, "UTF-16") == 0)
    }

    @Test("Where an element can be meant by two names, it always goes to the one that says more")
    func ambiguous() {
        let text = "<r xmlns:p='u'>" + (0..<5).map { "<o><p:a>\($0)</p:a></o>" }.joined() + "</r>"
        var options = FormatOptions()
        options.fields = .only(["a", "p:a"])
        for pieces in [Self.withoutPlain, Self.small] {
            let file = read(Array(text.utf8), options, pieces).file
            #expect(file["p:a"] == ["0", "1", "2", "3", "4"])
            #expect(file["a"] == [nil, nil, nil, nil, nil])
        }
    }
}
