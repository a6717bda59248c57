import Receipts
import Testing

@Suite("Catalogues of translations")
struct POFileTests {
    private func read(_ text: String) throws(POFile.Problem) -> POFile { try POFile(Array(text.utf8)) }

    private func problem(_ text: String) -> POFile.Problem? {
        do throws(POFile.Problem) {
            _ = try read(text)
            return nil
        } catch { return error }
    }

    @Test("A header, comments, a context, a plural, escapes and continued lines are read")
    func everything() throws {
        let file = try read(
            """
            # A translator's comment
            msgid ""
            msgstr ""
            "Language: pl\\n"
            "Plural-Forms: nplurals=3; plural=(n == 1);\\n"

            #: Sources/Receipts/Phrase.swift
            #. An explanation
            msgctxt "reading"
            msgid "sheet"
            msgstr "arkusz"

            msgid ""
            "one \\"long\\" "
            "line\\\\"
            msgstr "a\\tb\\n"
            "c"

            msgid "{0} record"
            msgid_plural "{0} records"
            msgstr[0] "{0} rekord"
            msgstr[1] "{0} rekordy"
            msgstr[2] "{0} rekordów"
            """)
        #expect(file.header["Language"] == "pl")
        #expect(file.header["Plural-Forms"] == "nplurals=3; plural=(n == 1);")
        #expect(file.entries.map(\.text) == ["sheet", "one \"long\" line\\", "{0} record"])
        #expect(file.entries[0].context == "reading" && file.entries[0].line == 9)
        #expect(file.entries[1].forms == ["a\tb\nc"] && file.entries[1].context == nil)
        #expect(file.entries[2].plural == "{0} records" && file.entries[2].forms.count == 3)
    }

    @Test("Entries need no empty line between them, and lines may end as on Windows")
    func tight() throws {
        let file = try read("msgid \"a\"\r\nmsgstr \"b\"\r\nmsgid \"c\"\r\nmsgstr \"d\"\r\n")
        #expect(file.entries.map(\.forms) == [["b"], ["d"]])
    }

    @Test("What is marked as fuzzy is no translation yet, nor is an empty one")
    func fuzzy() throws {
        let file = try read(
            "#, fuzzy, c-format\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr \"\"\n\nmsgid \"d\"\nmsgstr \"e\"\n")
        #expect(file.entries.map(\.isFuzzy) == [true, false, false])
        let catalogue = Catalogue(file)
        #expect(catalogue.said("a") == "a" && catalogue.said("c") == "c" && catalogue.said("d") == "e")
    }

    @Test("Old translations that a tool has commented out are passed over")
    func obsolete() throws {
        #expect(try read("#~ msgid \"a\"\n#~ msgstr \"b\"\n").entries.isEmpty)
    }

    @Test(
        "Whatever is not of that form is told with its line",
        arguments: [
            ("msgid \"a\"\nmsgid \"b\"\nmsgstr \"c\"\n", 2), ("msgstr \"a\"\n", 1), ("\"a\"\n", 1),
            ("msgid \"a\"\n\nmsgstr \"b\"\n", 2), ("msgid \"a\"\nmsgstr \"b\n", 2), ("msgid a\nmsgstr \"b\"\n", 1),
            ("msgid \"a\" x\nmsgstr \"b\"\n", 1), ("msgid \"\\q\"\nmsgstr \"b\"\n", 1), ("msgid \"a\"\n", 2),
            ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"\n", 3), ("msgid \"a\"\nmsgstr[0] \"c\"\n", 2),
            ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"\n", 3), ("massage \"a\"\n", 1),
            ("msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n", 4),
            ("msgctxt \"x\"\nmsgctxt \"y\"\nmsgid \"a\"\nmsgstr \"b\"\n", 2),
        ])
    func strict(text: String, line: Int) {
        #expect(problem(text)?.line == line, "\(text)")
    }

    @Test("Bytes that are no UTF-8 are refused")
    func encoding() {
        #expect(throws: POFile.Problem.self) { try POFile([0x6D, 0xFF]) }
    }

    @Test("The same text in another context is another text")
    func contexts() throws {
        let file = try read("msgctxt \"x\"\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n")
        let catalogue = Catalogue(file)
        #expect(catalogue.said("a", context: "x") == "b" && catalogue.said("a") == "c")
        #expect(catalogue.said("a", context: "y") == "a")
    }
}
