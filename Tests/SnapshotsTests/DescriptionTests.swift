import Observations
import Testing

import Snapshots

@Suite("What is said about a version")
struct DescriptionTests {
    @Test(
        "Instants are written in UTC, whatever century",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_777_669_445, "2026-05-01T21:04:05Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"), (4_102_444_799, "2099-12-31T23:59:59Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"),
        ])
    func instants(seconds: Int64, text: String) {
        #expect(Instant(seconds: seconds).description == text)
    }

    @Test("An ORCID iD is taken with or without its address, and only with the right check character")
    func orcids() {
        let address = "https://orcid.org/0000-0002-1825-0097"
        #expect(Creator(name: "A", orcid: "0000-0002-1825-0097").orcid == address)
        #expect(Creator(name: "A", orcid: address).orcid == address)
        #expect(Creator(name: "A", orcid: "0000-0002-9079-593X").orcid == "https://orcid.org/0000-0002-9079-593X")
        #expect(Creator(name: "A", orcid: "0000-0002-1825-0098").orcid == nil)
        #expect(Creator(name: "A", orcid: "0000-0002-1825-009").orcid == nil)
        #expect(Creator(name: "A", orcid: "").orcid == nil)
    }

    @Test("Common licences have a name and an address, others keep their identifier")
    func licences() {
        #expect(Licence("CC-BY-NC-SA-4.0").address == "https://creativecommons.org/licenses/by-nc-sa/4.0/")
        #expect(Licence("CC0-1.0").isKnown && Licence("ODbL-1.0").isKnown && Licence("PDDL-1.0").isKnown)
        #expect(Licence("LicenseRef-mine").spoken == "LicenseRef-mine")
    }

    @Test("The citation file quotes whatever a title may hold and leaves unknown licences out")
    func citation() {
        var description = Sample.description
        description.title = "a: \"b\" # \\ \u{85}\u{2028} - ż"
        description.licence = Licence("LicenseRef-mine")
        let text = String(
            decoding: Citation.file(description, version: 3, created: Sample.created), as: UTF8.self)
        #expect(text.contains("title: \"a: \\\"b\\\" # \\\\ \\u0085\\u2028 - ż\"\n"))
        #expect(text.contains("version: \"3\"\ndate-released: \"2026-05-01\"\n"))
        #expect(text.contains("    orcid: \"https://orcid.org/0000-0002-1825-0097\"\n"))
        #expect(!text.contains("license:"))
        #expect(text.hasSuffix("keywords:\n  - \"birds\"\n  - \"Wisła\"\n"))
    }

    @Test("JSON is written in a fixed order and read back the same")
    func json() throws {
        let value = JSONValue.object(
            ("b", .string("\u{0}\u{1F}\"\\/\n😀\u{FEFF}")), ("a", .array([.number("1.50"), .boolean(true), .null])),
            ("empty", .object([])), ("none", .array([])), ("absent", nil))
        #expect(try JSONParser.parse(value.document) == value)
        #expect(
            String(decoding: value.document, as: UTF8.self).hasPrefix(
                "{\n  \"b\": \"\\u0000\\u001f\\\"\\\\/\\n😀\\ufeff\",\n"))
    }

    @Test(
        "JSON that is none is refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "01", "1.", "nul", "\"\\ud800\"", "\"\\u12g4\"", "\"a", "[1] 2", "{\"a\" 1}",
            "\"\n\"", "+1",
        ])
    func badJSON(text: String) {
        #expect(throws: JSONParser.Problem.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test("Deep nesting and surrogate pairs are handled")
    func oddJSON() throws {
        let deep = Array((String(repeating: "[", count: 100_000)).utf8)
        #expect(throws: JSONParser.Problem.self) { try JSONParser.parse(deep) }
        #expect(try JSONParser.parse(Array("\"\\ud83d\\ude00\"".utf8)) == .string("😀"))
        #expect(throws: JSONParser.Problem.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    }

    @Test("Darwin Core terms are known with and without prefix, others are not")
    func darwinCore() {
        #expect(DarwinCore.iri(of: "eventDate") == "http://rs.tdwg.org/dwc/terms/eventDate")
        #expect(DarwinCore.iri(of: "dwc:order") == "http://rs.tdwg.org/dwc/terms/order")
        #expect(DarwinCore.iri(of: "license") == "http://purl.org/dc/terms/license")
        #expect(DarwinCore.iri(of: "dcterms:license") == "http://purl.org/dc/terms/license")
        #expect(DarwinCore.iri(of: "type") == "http://purl.org/dc/elements/1.1/type")
        #expect(DarwinCore.iri(of: "plumage") == nil)
        #expect(DarwinCore.iri(of: "dwc:plumage") == nil)
        #expect(DarwinCore.iri(of: "EventDate") == nil)
    }

    @Test("Resources get names that the standard allows, each once")
    func resourceNames() {
        let names = DataPackage.resourceNames([
            "README.md", "lists/Gatunki ż.csv", "lists/gatunki -.csv", "observations",
        ])
        #expect(names == ["readme.md", "lists/gatunki--.csv", "lists/gatunki--.csv-2", "observations"])
    }
}
