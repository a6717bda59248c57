import Formats
import Observations
import Testing

@Suite struct XMLAttackTests {
    @Test("A document type declaration ends the file, whatever is in it")
    func doctype() {
        for text in [
            "<!DOCTYPE r><r/>", "<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>",
            "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><r>&x;</r>",
            "<!DOCTYPE r PUBLIC 'a' 'http://localhost:1/x.dtd'><r/>",
            "<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE r [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><r>&c;</r>",
            "<!DOCTYPE r [<!ATTLIST r a CDATA #IMPLIED>]><r/>",
        ] {
            for chunk in [1, .max] {
                let file = TreeTesting.xml(text, chunk: chunk)
                #expect(file.error?.kind == .doctype, "\(text)")
                #expect(file.count == 0)
            }
        }
        #expect(TreeTesting.xml("<?xml version='1.0'?>\n\n<!DOCTYPE r><r/>").error?.line == 3)
    }

    @Test(
        "defusedxml's files with a document type are refused, the others are read",
        .enabled(if: TreeTesting.isShared, "shared data folder is absent"))
    func defused() {
        let folder = "xml/defusedxml/xmltestdata"
        let names = TreeTesting.names(folder).filter { $0.hasSuffix(".xml") }
        #expect(names.count == 10)
        for name in names {
            let file = TreeTesting.xml(TreeTesting.bytes("\(folder)/\(name)"))
            if name.hasPrefix("simple") {
                #expect(file.error == nil)
                #expect(file["."] == ["text", "text"])
                #expect(file["@key"] == ["value", nil])
                #expect(file.description.details.first?.value == "/root/element")
            } else {
                #expect(file.error?.kind == .doctype, "\(name)")
            }
        }
    }

    @Test("Tens of thousands of elements of different names are looked at in one go", .timeLimit(.minutes(1)))
    func manyNames() {
        let elements = (0..<28_000).map { "<e\($0)/>" }.joined()
        let file = TreeTesting.xml("<r>\(elements)</r>") { $0.limits.columns = 100_000 }
        #expect(file.description.details.first { $0.name == "records" }?.value == "/r")
    }

    @Test("A long comment or tag that never ends is refused, not gathered")
    func endless() {
        let comment = Array("<r><!-- ".utf8) + [UInt8](repeating: 0x78, count: 40 << 20)
        #expect(TreeTesting.xml(comment) { $0.records = "//o" }.error != nil)
        let tag = Array("<r><o a='".utf8) + [UInt8](repeating: 0x78, count: 40 << 20)
        #expect(TreeTesting.xml(tag) { $0.records = "//o" }.error != nil)
    }
}
