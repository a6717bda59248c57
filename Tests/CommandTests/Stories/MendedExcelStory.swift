import Foundation
import Testing

/// Zofia counts birds in her garden and keeps them in Excel: semicolons, decimal commas, Polish letters in the Windows
/// code page, no numbers that name a row. She mends her file and puts it back, three times and once more.
@Suite("Stories: a keyless Excel file mended three times") struct MendedExcelStory {
    private static let pipeline = """
        name: ogrody
        title: Garden birds
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources:
          - files: "**/*.csv"
            locale: pl
            map:
              Data: eventDate
              Gatunek: scientificName
              Liczba: individualCount
              "Waga [g]": bodyMass
              Miejsce: locality
        fields:
          eventDate: {type: eventDate, constraints: {required: true}}
          scientificName: {constraints: {required: true}}
          individualCount: {type: integer, constraints: {minimum: 0}}
          bodyMass: {type: number}
          locality: {}
        publish: {to: snapshots}

        """

    /// What she writes in May; the fourth count is a word.
    private static let first = [
        "01.05.2026;Żuraw;2;5600,5;Łąka", "02.05.2026;Bocian;4;;Łąka", "03.05.2026;Sikora;7;11,25;Sad",
        "04.05.2026;Kos;dwa;;Sad", "05.05.2026;Wróbel;12;;Dom", "06.05.2026;Sroka;1;;Dom",
    ]

    /// Saves her rows as Excel does.
    private func save(_ rows: [String], as encoding: String.Encoding = .windowsCP1250, in project: ScratchProject)
        throws
    {
        let text = (["Data;Gatunek;Liczba;Waga [g];Miejsce"] + rows).map { $0 + "\r\n" }.joined()
        let mark: [UInt8] = encoding == .utf8 ? [0xEF, 0xBB, 0xBF] : []
        try project.write(Data(mark) + #require(text.data(using: encoding)), to: "drop/zofia/ogrod.csv")
    }

    @Test("Counts are mended, a row goes, a row comes, one row becomes wrong: recordIDs stay, and nothing is lost")
    func mended() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try save(Self.first, in: project)
        #expect(
            try project.run(on: 20).rows == [
                "1 submission, 6 records: 5 accepted, 1 quarantined, 0 duplicates.", "Found:",
                """
                  1 × type-integer (error). First: zofia/ogrod.csv, row 5, individualCount “dwa”: “dwa” in column Liczba \
                is not a whole number. Write digits alone, like 12.
                """, "Dataset: 5 records.", "Published v1: \(project.root)/snapshots/v1",
            ])
        #expect(
            try project.published("observations.csv") == [
                "recordID,eventDate,scientificName,individualCount,bodyMass,locality",
                "1-1,2026-05-01,Żuraw,2,5600.5,Łąka", "1-2,2026-05-02,Bocian,4,,Łąka",
                "1-3,2026-05-03,Sikora,7,11.25,Sad", "1-5,2026-05-05,Wróbel,12,,Dom", "1-6,2026-05-06,Sroka,1,,Dom",
            ])

        // First mending: a wrong count, and the row that was quarantined.
        var rows = Self.first
        rows[0] = "01.05.2026;Żuraw;3;5600,5;Łąka"
        rows[3] = "04.05.2026;Kos;2;;Sad"
        try save(rows, in: project)
        #expect(
            try project.run(on: 21).rows.first
                == "1 submission, 6 records: 1 accepted, 1 correction, 0 quarantined, 4 duplicates.")
        #expect(
            try project.rows("changes.csv") == [
                "1-1,,changed,individualCount,2,3,submission 2", "2-4,,added,,,,submission 2",
            ])

        // Second mending: a row deleted, another added; and a newer Excel saves it as UTF-8.
        rows.remove(at: 1)
        rows.append("07.05.2026;Dzięcioł;1;80,0;Sad")
        try save(rows, as: .utf8, in: project)
        #expect(
            try project.run(on: 22).rows.prefix(2) == [
                "1 submission, 6 records: 1 accepted, 0 quarantined, 5 duplicates.",
                "  zofia/ogrod.csv: replaces an earlier file and leaves out 1 record of it",
            ])
        #expect(
            try project.rows("changes.csv") == ["1-2,,withdrawn,,,,withdrawal 3", "3-6,,added,,,,submission 3"])
        let third = try project.published("observations.csv")
        #expect(
            third.dropFirst() == [
                "1-1,2026-05-01,Żuraw,3,5600.5,Łąka", "1-3,2026-05-03,Sikora,7,11.25,Sad",
                "1-5,2026-05-05,Wróbel,12,,Dom", "1-6,2026-05-06,Sroka,1,,Dom", "2-4,2026-05-04,Kos,2,,Sad",
                "3-6,2026-05-07,Dzięcioł,1,80.0,Sad",
            ])

        // Third mending goes wrong in three ways: a word for a count, a negative one, a day that does not exist.
        let good = rows
        rows[1] = "03.05.2026;Sikora;siedem;11,25;Sad"
        rows[3] = "05.05.2026;Wróbel;-12;;Dom"
        rows[4] = "33.05.2026;Sroka;1;;Dom"
        try save(rows, in: project)
        let wrong = try project.run(on: 23)
        #expect(wrong.rows.first == "1 submission, 6 records: 0 accepted, 3 quarantined, 3 duplicates.", "\(wrong)")
        #expect(wrong.rows.last == "Nothing has changed since v3; nothing was published.")
        #expect(try project.published("observations.csv") == third, "the accepted values stand")

        // Once more: two counts are right again, one has moved.
        rows = good
        rows[1] = "03.05.2026;Sikora;8;11,25;Sad"
        try save(rows, in: project)
        #expect(
            try project.run(on: 24).rows.first
                == "1 submission, 6 records: 0 accepted, 1 correction, 0 quarantined, 5 duplicates.")
        #expect(try project.rows("changes.csv") == ["1-3,,changed,individualCount,7,8,submission 5"])
        #expect(
            try project.published("observations.csv")
                == third.map { $0.hasPrefix("1-3,") ? "1-3,2026-05-03,Sikora,8,11.25,Sad" : $0 })
        try project.expectProof(of: 4)
    }

    @Test("Two states of the file that arrive in one night count one after the other")
    func inOneNight() throws {
        let pipeline = Self.pipeline.replacingOccurrences(
            of: "    locale: pl", with: "    locale: pl\n    series: source")
        let nightly = try ScratchProject(pipeline: pipeline)
        let together = try ScratchProject(pipeline: pipeline)
        let mended = ["01.05.2026;Żuraw;3;5600,5;Łąka"] + Self.first[2...]
        for (night, rows) in [Self.first, mended].enumerated() {
            let text = (["Data;Gatunek;Liczba;Waga [g];Miejsce"] + rows).map { $0 + "\n" }.joined()
            for project in [nightly, together] { try project.write(text, to: "drop/zofia/2026-05-2\(night).csv") }
            try nightly.night(at: ScratchProject.noon(20 + night))
        }
        try together.night(at: ScratchProject.noon(21))
        #expect(
            try together.rows("observations.csv") == [
                "1-1,2026-05-01,Żuraw,3,5600.5,Łąka", "1-3,2026-05-03,Sikora,7,11.25,Sad",
                "1-5,2026-05-05,Wróbel,12,,Dom", "1-6,2026-05-06,Sroka,1,,Dom",
            ])
        #expect(try together.published("observations.csv") == nightly.published("observations.csv"))
    }
}
