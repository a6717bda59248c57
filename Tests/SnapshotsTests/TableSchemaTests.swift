import Testing

import Snapshots

@Suite("The schema of a published table")
struct TableSchemaTests {
    private func field(_ field: PublishedField) -> JSONValue {
        TableSchema.schema(fields: [field], primaryKey: [])["fields"]?.elements.first ?? .null
    }

    @Test("An event date is a string, and a date with time may lack seconds")
    func types() {
        let date = field(PublishedField("eventDate", .eventDate))
        #expect(date["type"] == .string("string"))
        #expect(date["rdfType"] == .string("http://rs.tdwg.org/dwc/terms/eventDate"))
        #expect(field(PublishedField("when", .datetime))["format"] == .string("any"))
    }

    @Test("Bounds stand only where the standard knows them and they can be read")
    func bounds() {
        let number = PublishedConstraints(minimum: "-90", maximum: "+90")
        #expect(
            field(PublishedField("x", .number, constraints: number))["constraints"]
                == .object(("minimum", .number("-90"))))
        let day = PublishedConstraints(minimum: "1700-01-01", maximum: "2026")
        #expect(
            field(PublishedField("x", .date, constraints: day))["constraints"]
                == .object(("minimum", .string("1700-01-01"))))
        #expect(field(PublishedField("x", .eventDate, constraints: day))["constraints"] == nil)
    }

    @Test("Enumerations list values as they stand in the file, with the formula guard")
    func enumerations() {
        let some = PublishedConstraints(enumeration: ["a", "=b", "-5", "'c", "a,b"])
        #expect(
            field(PublishedField("x", constraints: some))["constraints"]?["enum"]?.elements.compactMap(\.text)
                == ["a", "'=b", "-5", "''c", "a,b"])
        let many = PublishedConstraints(enumeration: (0...TableSchema.longestEnumeration).map(String.init))
        #expect(field(PublishedField("x", constraints: many))["constraints"] == nil)
        let numbers = PublishedConstraints(enumeration: ["1", "2"])
        #expect(
            field(PublishedField("x", .integer, constraints: numbers))["constraints"]?["enum"]
                == .array([.number("1"), .number("2")]))
    }

    @Test(
        "A pattern lets a guarded value pass unless it can only begin with a letter or digit",
        arguments: [
            ("[A-Z].*", "[A-Z].*"), ("x+", "x+"), ("^[a-z0-9]+-x", "^[a-z0-9]+-x"), (".*", "'?(?:.*)"),
            ("a|=", "'?(?:a|=)"),
            ("a?=", "'?(?:a?=)"), ("[-a]", "'?(?:[-a])"), ("[^a]", "'?(?:[^a])"), ("[+-=]", "'?(?:[+-=])"),
            ("", "'?(?:)"),
        ])
    func patterns(declared: String, published: String) {
        #expect(TableSchema.guardedPattern(declared) == published)
    }
}
