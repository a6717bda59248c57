import Foundation
import Observations
import Receipts
import Testing
import Transect

/// Every sentence that a volunteer can meet is there in every language, with the same facts in it.
@Suite("Translations")
struct TranslationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let languages = Language.all.filter { $0.tag != "en" }

    private func file(_ language: Language) throws -> POFile {
        let path = "Sources/Receipts/Languages/\(language.tag).po"
        return try POFile(Data(contentsOf: Self.root.appendingPathComponent(path)))
    }

    /// What has to be translated: the key, and the plural where there is one.
    private func phrases() throws -> [Catalogue.Key: String?] {
        var all: [Catalogue.Key: String?] = [:]
        for phrase in Phrase.allCases { all[.init(phrase.rawValue)] = .some(nil) }
        for phrase in CountedPhrase.allCases { all[.init(phrase.one)] = phrase.other }
        for rule in RuleCatalogue.all { all[.init(context: rule.code, rule.wording)] = .some(nil) }
        for argument in RuleArgument.all { all[.init(context: "argument", argument.template)] = .some(nil) }
        for cause in AddendumCause.allCases { all[.init(cause.rawValue)] = .some(nil) }
        for key in try wordings() { all[key] = .some(nil) }
        return all
    }

    /// The sentences of readers, which stand as literals where they are said. Parquet is the project's own store: what
    /// is wrong there is told to nobody but the scientist, and so is why a file waits.
    private func wordings() throws -> Set<Catalogue.Key> {
        var paths = ["Reading", "Hold", "OpenArchived"].map { "Sources/Transect/Judging/\($0).swift" }
        let formats = "Sources/Formats"
        let folder = try #require(
            FileManager.default.enumerator(atPath: Self.root.appendingPathComponent(formats).path))
        for case let name as String in folder where name.hasSuffix(".swift") {
            // Rules have their own catalogue, and so have the words that they take as arguments.
            let isElsewhere =
                name.hasPrefix("Parquet/") || name.hasPrefix("Endings/") || name.hasSuffix("Rules.swift")
                || ["ZooniverseAnswers.swift", "ZooniverseSubjects.swift"].contains { name.hasSuffix($0) }
            if !isElsewhere { paths.append(formats + "/" + name) }
        }
        var found: Set<Catalogue.Key> = []
        for path in paths.sorted() {
            let source = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
            for literal in SwiftLiteral.all(in: source) {
                if literal.before.hasSuffix(".init(") && literal.template.allSatisfy({ $0.isLowercase || $0 == " " }) {
                    found.insert(.init(context: "reading", literal.template))
                } else if isSentence(literal.template) {
                    found.insert(.init(literal.template))
                }
            }
        }
        return found
    }

    /// Literals with a blank in them are sentences, but for these.
    private func isSentence(_ text: String) -> Bool {
        if ["declared", "none"].contains(text) { return true }
        let ofFiles = ["SQLite format 3", "Input is not proper UTF-8", "{0} %", "<!doctype html", "<html "]
        if ofFiles.contains(text) || text.hasSuffix("Standard ") { return false }
        return text.contains(" ") && text.contains(#/[a-z]{2}/#)
    }

    @Test("Every phrase, rule and sentence is translated, and nothing else is", arguments: languages)
    func complete(language: Language) throws {
        let wanted = try phrases()
        #expect(wanted.count > 400)
        let file = try file(language)
        let there = Dictionary(
            uniqueKeysWithValues: file.entries.map { (Catalogue.Key(context: $0.context, $0.text), $0) })
        for (key, plural) in wanted {
            guard let entry = there[key] else {
                Issue.record("\(language.tag).po has no translation of “\(key.text)” (\(key.context ?? "no context"))")
                continue
            }
            #expect(entry.plural == plural, "\(language.tag).po, line \(entry.line)")
        }
        for (key, entry) in there where wanted[key] == nil {
            Issue.record("\(language.tag).po, line \(entry.line): nobody says “\(key.text)” any more")
        }
    }

    @Test("No translation is empty, fuzzy, or English", arguments: languages)
    func real(language: Language) throws {
        var equal = 0
        for entry in try file(language).entries {
            #expect(!entry.isFuzzy && !entry.forms.contains(""), "\(language.tag).po, line \(entry.line)")
            #expect(entry.forms.count == (entry.plural == nil ? 1 : language.plurals.formCount))
            if entry.forms.first == entry.text { equal += 1 }
        }
        // Words such as “Record” are the same in some languages.
        #expect(equal < 20)
    }

    @Test("A translation has the places and the asides of the English", arguments: languages)
    func places(language: Language) throws {
        for entry in try file(language).entries {
            let singular = Template(entry.text).places.sorted()
            let plural = entry.plural.map { Template($0).places.sorted() }
            for form in entry.forms {
                let places = Template(form).places.sorted()
                #expect(
                    places == singular || places == plural, "\(language.tag).po, line \(entry.line): \(form)")
            }
            guard entry.context != nil, entry.context != "argument" else { continue }
            #expect(asides(entry.forms[0]) == asides(entry.text), "\(language.tag).po, line \(entry.line)")
        }
    }

    private func asides(_ text: String) -> [[String]] {
        text.matches(of: #/\[([^\]]*)\]/#).map { Template(String($0.1)).places.sorted() }
    }

    @Test("The head of a catalogue names its language and its plural forms", arguments: languages)
    func header(language: Language) throws {
        let header = try file(language).header
        #expect(header["Language"] == language.tag)
        #expect(header["Plural-Forms"] == language.plurals.header)
        #expect(header["Content-Type"] == "text/plain; charset=UTF-8")
    }

    @Test("The program has the catalogues as they stand in the sources", arguments: languages)
    func embedded(language: Language) throws {
        #expect(language.catalogue.forms == Catalogue(try file(language)).forms)
        #expect(!language.catalogue.forms.isEmpty)
    }

    @Test("The words of JSON's problems are among the arguments of rules")
    func arguments() throws {
        let path = Self.root.appendingPathComponent("Sources/Formats/JSON/JSONProblem.swift")
        let words = SwiftLiteral.all(in: try String(contentsOf: path, encoding: .utf8))
            .filter { $0.before.contains(#/case\.\w+:$/#) }.map(\.template)
        #expect(words.count == 13)
        for word in words { #expect(RuleArgument.all.contains { $0.template == word }, "\(word)") }
    }

    @Test("A literal is found with its interpolations, over several lines, and not in a comment")
    func scanner() {
        let source = #"""
            // "no"
            let a = "x \(b("y")) \"z\" \u{41}" // "no"
            let c = """
                one \
                two \(d)
                  three
                """
            """#
        #expect(SwiftLiteral.all(in: source).map(\.template) == ["x {0} \"z\" A", "one two {0}\n  three"])
    }
}
