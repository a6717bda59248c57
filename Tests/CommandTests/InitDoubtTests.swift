import Foundation
import Testing

/// `transect init --from` a file that is not what it looks like: nothing is given away by a guess, and the sketch reads it.
@Suite struct InitDoubtTests {
    @Test("Telephone numbers and objects stay in the store whatever their header; dates and numbers of things do not")
    func values() throws {
        let begun = try BegunProject(
            "Species,Reply,Season,Seen again,Catch ID,Plot\n"
                + "Pica pica,+48 600 700 800,2019-2020,2025-05-01,0012345678,12345678\n"
                + "Pica pica,600-700-801,2020-2021,2025-05-02,0012345679,12345679\n")
        #expect(begun.sketch.contains("\n  Reply: {type: string, publish: false}  # may tell"), "\(begun.sketch)")
        #expect(try begun.night().rows.first == "recordID,scientificName,Season,Seen_again,Catch_ID,Plot")
        let list = try BegunProject(
            #"[{"species": "Pica pica", "contributors": ["Ana", "Ben"], "x": {"by": "Cleo"}, "tags": ["a", "b"]}]"#,
            as: "may.json")
        let rows = try list.night().rows
        #expect(rows.first == "recordID,scientificName,tags", "\(list.sketch)")
        for name in ["Ana", "Cleo"] { #expect(!rows.joined().contains(name), "\(rows)") }
    }

    @Test("Where no header tells the encoding, none is declared, and no text is published")
    func unknownCodePage() throws {
        let text = "Дата;Вид;Количество;Наблюдатель;Место\n2025-05-01;Сорока;2;Анна;Парк\n"
        let begun = try BegunProject(try #require(text.data(using: .windowsCP1251)))
        #expect(
            begun.sketch.contains("\n    # encoding: windows-1252   # not UTF-8; which of windows-1250, windows-1251,"),
            "\(begun.sketch)")
        #expect(!begun.sketch.contains("\n    encoding:"))
        #expect(begun.sketch.components(separatedBy: "{type: string, publish: false}").count == 5, "\(begun.sketch)")
        #expect(!begun.sketch.contains("{type: string}"))
        #expect(try Program.run(["run", "--project", begun.project]).code == 0)
        #expect(!begun.scratch.exists("p/snapshots/latest/observations.csv"))
        let beside = try BegunProject(try #require("id;Наблюдатель\n7;Анна\n".data(using: .windowsCP1251)))
        #expect(!beside.sketch.contains("\n    encoding:") && !beside.sketch.contains("{type: string}"))
    }

    @Test("Texts under headers in an unknown script stay in the store")
    func unknownScript() throws {
        let begun = try BegunProject("Дата;Количество;Наблюдатель\n2025-05-01;2;Анна\n")
        #expect(try begun.night().rows == ["recordID,Количество", "1-1,2"], "\(begun.sketch)")
    }

    @Test("Known headers over other values become texts, and headers of one letter nothing that they are not")
    func otherValues() throws {
        let german = try BegunProject("Datum,Art,Anzahl\n1.5.26,Pica pica,X\n")
        #expect(german.sketch.contains("  eventDate: {type: string}  # not all dates, such as “1.5.26”\n"))
        #expect(german.sketch.contains("  individualCount: {type: string}  # not all whole numbers, such as “X”\n"))
        #expect(try german.night().summary == BegunProject.accepted, "\(german.sketch)")
        let degrees = try BegunProject("Species,Latitude,Longitude\nPica pica,50°6'N,14°25'E\n")
        #expect(degrees.sketch.contains("decimalLatitude: {type: string}  # not all decimal degrees, such as “50°6'N”"))
        #expect(try degrees.night().summary == BegunProject.accepted, "\(degrees.sketch)")
        let letters = try BegunProject("Species,X,Y\nPica pica,left,5551234.5\n")
        #expect(try letters.night().rows == ["recordID,scientificName,X,Y", "1-1,Pica pica,left,5551234.5"])
        let half = try BegunProject("Species,Count\nPica pica,2\nPica pica,X\n")
        #expect(half.sketch.contains("  individualCount: {type: integer, constraints: {minimum: 0}}\n"))
    }

    @Test("Cells in single quotes are read as they are meant")
    func singleQuotes() throws {
        let begun = try BegunProject("'Date','Species','Count'\n'2025-05-01','Pica, pica','2'\n")
        #expect(begun.sketch.contains("\n    quote: \"'\"\n"))
        #expect(try begun.night().rows.last == "1-1,2025-05-01,\"Pica, pica\",2", "\(begun.sketch)")
        #expect(try !BegunProject("Date,'Species'\n2025-05-01,'t Gooi\n").sketch.contains("quote:"))
    }

    @Test(
        "Names that the drop folder never takes are no pattern for others",
        arguments: ["may.csv.part", "~$may.csv", ".csv", "may.[1]", "may.csv~"])
    func ignoredNames(file: String) throws {
        let begun = try BegunProject("Date,Species\n2025-05-01,Pica pica\n", as: file)
        #expect(begun.sketch.contains("  - files: \"**/*.csv\"\n"), "\(begun.sketch)")
    }

    @Test("A wrong date is told once")
    func wrongDate() throws {
        let begun = try BegunProject("Date,Species\n2025-05-01,Pica pica\n2999-05-01,Pica pica\n")
        let run = try Program.run(["run", "--project", begun.project])
        #expect(run.rows.filter { $0.contains(" × ") }.count == 1, "\(run)")
        #expect(run.rows.contains { $0.contains("1 × event-date-plausible (error)") }, "\(run)")
    }
}
