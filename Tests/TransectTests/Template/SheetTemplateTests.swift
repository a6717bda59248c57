import Files
import Foundation
import Testing
import Transect

/// Templates for volunteers: what is filled in as the guide says is read.
@Suite struct SheetTemplateTests {
    private static func pipeline(_ locale: String) -> String {
        """
        contributors: {submitter: none}
        sources:
          - files: "*.csv"
            locale: \(locale)
            set: {basisOfRecord: HumanObservation}
        fields:
          eventDate:
            type: eventDate
            aliases: [Data, Datum, Fecha]
            constraints: {required: true, maximum: today}
          scientificName: {aliases: {pl: Gatunek, de: Art, es: Especie}, constraints: {enum: [Pica pica, Parus major]}}
          individualCount: {type: integer, constraints: {minimum: 1, maximum: 9999}}
          decimalLatitude: {type: number, constraints: {minimum: -90, maximum: 90}}
          moment: {type: datetime}
          alive: {type: boolean, title: Alive & well <now>}

        """
    }

    private func template(_ pipeline: String, locale: String?, path: String? = nil) throws -> SheetTemplate {
        let project = try SmallProject(pipeline)
        let plan = try Plan(project: Project(root: project.path), disk: Disk())
        return try SheetTemplate(plan: plan, locale: locale, path: path)
    }

    @Test(
        "The header is in the language where the pipeline knows a word, and written for its spreadsheet program",
        arguments: [
            ("pl", "Data;Gatunek;individualCount;decimalLatitude;moment;alive"),
            ("de", "Datum;Art;individualCount;decimalLatitude;moment;alive"),
            ("es-MX", "Fecha,Especie,individualCount,decimalLatitude,moment,alive"),
            ("en-GB", "eventDate,scientificName,individualCount,decimalLatitude,moment,alive"),
            ("nl", "Datum;scientificName;individualCount;decimalLatitude;moment;alive"),
        ])
    func header(locale: String, expected: String) throws {
        let template = try self.template(Self.pipeline(locale), locale: locale)
        #expect(template.table == [0xEF, 0xBB, 0xBF] + Array((expected + "\r\n").utf8))
        #expect(template.tableName == "trees-\(locale).csv" && template.notes.isEmpty)
    }

    @Test(
        "A row filled in with the guide's examples is accepted as what they stand for",
        arguments: ["pl", "it", "es", "nl", "de", "fr", "en-GB", "en-US", "en", "de-CH", "es-MX", "fr-CA", "pt"])
    func examples(locale: String) async throws {
        let pipeline = Self.pipeline(locale)
        let template = try self.template(pipeline, locale: locale)
        let examples = template.guide.components(separatedBy: "<td><code>").dropFirst().compactMap {
            $0.components(separatedBy: "</code>").first
        }
        #expect(examples.count == 6, "\(examples)")
        let separator = template.table.contains(UInt8(ascii: ";")) ? ";" : ","
        let table = String(decoding: template.table, as: UTF8.self) + examples.joined(separator: separator) + "\r\n"
        let project = try SmallProject(pipeline, files: ["a.csv": table])
        let report = try await project.run()
        #expect(report.counts.accepted == 1, "\(report.rules)")
        #expect(
            project.published("observations.csv")?.split(separator: "\n").last
                == "1-1,2024-05-17,Pica pica,3,52.2297,2024-05-17T10:30:00,true,HumanObservation")
    }

    @Test("The guide says in the language what each column takes, and what must be filled in")
    func guide() throws {
        let guide = try template(Self.pipeline("pl"), locale: "pl").guide
        #expect(guide.contains("<html lang=\"pl\">") && guide.contains("Jak wypełnić tabelę: Trees"))
        #expect(guide.contains("<td>Data. Nie w przyszłości.</td><td><code>17.05.2024</code></td><td>tak</td>"))
        #expect(guide.contains("<td>Jedna z wartości: Pica pica, Parus major.</td>"))
        #expect(guide.contains("Liczba całkowita. Nie mniej niż 1. Nie więcej niż 9999."))
        #expect(guide.contains("<code>52,2297</code></td><td>może pozostać puste</td>"))
    }

    @Test("What comes from the definition is text in the guide, never markup")
    func escaping() throws {
        let guide = try template(Self.pipeline("en-GB"), locale: "en-GB").guide
        #expect(guide.contains("Alive &amp; well &lt;now&gt;.") && !guide.contains("<now>"))
    }

    @Test("Columns that are mapped, joined, split or translated stand there as the files have them; constants do not")
    func mapped() throws {
        let project = try SmallProject(
            """
            sources:
              - files: "*.csv"
                locale: de
                map:
                  Date: eventDate
                  Datum: eventDate
                  Vogel: {to: scientificName, lookup: {file: birds.csv, from: de, to: la}}
                  Ort: {split: {separator: ", ", to: [locality, "-", country]}}
                join: {eventID: {from: [Garten, eventDate], separator: "-"}}
                set: {basisOfRecord: HumanObservation}
            fields: {eventID: {}, eventDate: {type: date}, scientificName: {}, country: {constraints: {required: true}}}

            """)
        try project.put("de,la\nElster,Pica pica\nAmsel,Turdus merula\n", at: "birds.csv")
        let plan = try Plan(project: Project(root: project.path), disk: Disk())
        let template = try SheetTemplate(plan: plan, locale: "de", path: nil)
        #expect(String(decoding: template.table.dropFirst(3), as: UTF8.self) == "Garten;Datum;Vogel;Ort\r\n")
        #expect(template.guide.contains("Einer von diesen Werten: Elster, Amsel."))
        #expect(
            template.guide.contains("Mehrere Werte mit „, “ dazwischen, in dieser Reihenfolge: locality, …, country."))
    }

    @Test("Species as columns: those that are named, or the vocabulary of the field that takes the names")
    func unpivoted() throws {
        let pipeline = """
            sources: [{files: "*.csv", unpivot: {except: [eventDate], name: scientificName, value: individualCount}}]
            fields:
              eventDate: {type: date}
              scientificName: {constraints: {enum: [Pica pica, Parus major]}}
              individualCount: {type: integer}

            """
        let template = try self.template(pipeline, locale: nil)
        #expect(String(decoding: template.table.dropFirst(3), as: UTF8.self) == "eventDate,Pica pica,Parus major\r\n")
        let looked = try SmallProject(
            pipeline.replacingOccurrences(
                of: "value: individualCount",
                with: "value: individualCount}, map: {scientificName: {to: scientificName, lookup: "
                    + "{file: b.csv, from: de, to: la}}"))
        try looked.put("de,la\nElster,Pica pica\n", at: "b.csv")
        let german = try SheetTemplate(
            plan: Plan(project: Project(root: looked.path), disk: Disk()), locale: nil, path: nil)
        #expect(String(decoding: german.table.dropFirst(3), as: UTF8.self) == "eventDate,Elster\r\n")
        let without = pipeline.replacingOccurrences(of: "{constraints: {enum: [Pica pica, Parus major]}}", with: "{}")
        #expect(throws: UsageError.self) { try self.template(without, locale: nil) }
    }

    @Test("A source of another locale would misread the table: that is refused; one without a locale is warned about")
    func locales() throws {
        let problem = #expect(throws: UsageError.self) { try self.template(Self.pipeline("es"), locale: "pl") }
        #expect(problem.map { "\($0)".contains("read files of es, and would misread those of pl") } == true)
        #expect(throws: UsageError.self) { try self.template(Self.pipeline("es"), locale: "xx") }
        let plain = Self.pipeline("es").replacingOccurrences(of: "    locale: es\n", with: "")
        let template = try self.template(plain, locale: "pl")
        #expect(template.notes.first?.contains("declare `locale: pl`") == true)
        #expect(template.guide.contains("<code>2024-05-17</code>") && template.guide.contains("<code>52.2297</code>"))
    }

    @Test("Exports of programs are no tables that people fill in, unless their place is named")
    func sources() throws {
        let pipeline = """
            sources: [{files: "*.json"}, {files: "e/*.csv", preset: ebird}, {files: "b/*.csv", locale: pl}]
            fields: {locality: {}}

            """
        #expect(try template(pipeline, locale: nil).tableName == "trees-pl.csv")
        #expect(throws: UsageError.self) { try self.template(pipeline, locale: nil, path: "x.txt") }
        let ebird = try template(pipeline, locale: nil, path: "e/a.csv")
        #expect(String(decoding: ebird.table, as: UTF8.self).contains("Scientific Name"))
    }
}
