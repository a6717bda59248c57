import Foundation
import Testing

/// `transect init --from`: what the sketch says of a file is true, reads that file, and gives nobody away.
@Suite struct InitTests {
    @Test("A Polish file from Excel is read: its code page, commas and dates, and nobody's address is published")
    func polish() throws {
        let text =
            "Data;Gatunek;Liczba;Szerokość;Długość;Obserwatorka;E-mail\r\n"
            + "31.12.2025;Żubr;2;52,2297;21,0122;Ania;ania@example.org\r\n"
        let begun = try BegunProject(try #require(text.data(using: .windowsCP1250)))
        #expect(begun.sketch.contains("\n    locale: pl\n") && begun.sketch.contains("“31.12.2025” in column Data"))
        #expect(begun.sketch.contains("    # encoding: windows-1250 (no UTF-8;"))
        let (summary, rows) = try begun.night()
        #expect(summary == BegunProject.accepted)
        #expect(
            rows.first
                == "recordID,eventDate,scientificName,individualCount,decimalLatitude,decimalLongitude,recordedBy")
        #expect(rows.last?.hasPrefix("1-1,2025-12-31,Żubr,2,52.2297,21.0122,c-") == true, "\(rows)")
    }

    @Test("Where the values need no locale, the encoding alone is declared: the one that is usual in the language")
    func encodingAlone() throws {
        let text = "Data,Gatunek,Uwagi\n2025-12-31,Pica pica,Łódź\n"
        let begun = try BegunProject(try #require(text.data(using: .windowsCP1250)))
        #expect(
            begun.sketch.contains("\n    encoding: windows-1250\n") && begun.sketch.contains("\n    # locale: pl\n"))
        let (summary, rows) = try begun.night()
        #expect(summary == BegunProject.accepted && rows.last?.contains("Łódź") == true)
        let german = try BegunProject(try #require("Datum,Ort\n2025-12-31,Köln\n".data(using: .windowsCP1252)))
        #expect(german.sketch.contains("\n    encoding: windows-1252\n"))
    }

    @Test("A German file with semicolons and decimal commas is read, further numbers too")
    func german() throws {
        let begun = try BegunProject(
            "Datum;Art;Anzahl;Breitengrad;Längengrad;Höhe;Beobachterin\n"
                + "05.12.2025;Pica pica;2;52,2297;21,0122;110,5;Ada\n")
        #expect(begun.sketch.contains("\n    locale: de\n") && begun.sketch.contains("\"Höhe\": {type: number}"))
        let (summary, rows) = try begun.night()
        #expect(summary == BegunProject.accepted)
        #expect(rows.last?.hasPrefix("1-1,2025-12-05,Pica pica,2,52.2297,21.0122,110.5,c-") == true, "\(rows)")
    }

    @Test(
        "Day and month are settled by a day above the twelfth alone; ISO dates and points ask for nothing",
        arguments: [
            ("31/12/2025", "\n    locale: en-GB\n"), ("12/31/2025", "\n    locale: en-US\n"),
            ("01/05/2025", "sender's spreadsheet, en-GB, en-US (docs"),
            ("2025-12-31", "31.12.2026, declare\n    # the locale of the sender's spreadsheet, en-GB, en-US (docs"),
        ])
    func english(date: String, expected: String) throws {
        let begun = try BegunProject("Date,Species,Count,Latitude,Longitude\n\(date),Pica pica,2,52.2,21.0\n")
        #expect(begun.sketch.contains(expected), "\(begun.sketch)")
    }

    @Test("A value that would mean something else under the locale of the headers leaves it open")
    func againstTheLanguage() throws {
        let swiss = try BegunProject("Datum,Art,Anzahl,Breite,Länge\n31.12.2025,Pica pica,2,47.123,8.5\n")
        #expect(swiss.sketch.contains("\n    locale: de-CH\n"), "\(swiss.sketch)")
        let american = try BegunProject("Datum,Art,Anzahl\n12/31/2025,Pica pica,2\n")
        #expect(american.sketch.contains("sender's spreadsheet, en-US (docs"), "\(american.sketch)")
        let unknown = try BegunProject("when;lat;lon\n2025-12-31;52,2297;21,0122\n")
        #expect(unknown.sketch.contains("“52,2297” in column lat is not read as it stands"), "\(unknown.sketch)")
        #expect(!unknown.sketch.contains("\n    locale:"))
    }

    @Test("Columns that may name or locate people stay in the store, by their headers or by their values")
    func people() throws {
        let begun = try BegunProject(
            "Date,Species,Observer Name,Phone,user_id,private_latitude,Reply to\n"
                + "2025-12-31,Pica pica,Ada,12345,77,52.25,ada@example.org\n")
        for term in ["Phone", "user_id", "private_latitude", "Reply_to"] {
            let line = begun.sketch.split(separator: "\n").first { $0.hasPrefix("  \(term): ") }
            #expect(line?.hasSuffix("publish: false}  # may tell who or where somebody is: publish it?") == true)
        }
        #expect(begun.sketch.contains("save recordedBy (as a pseudonym) and what says `publish: false`"))
        let (summary, rows) = try begun.night()
        #expect(summary == BegunProject.accepted)
        #expect(rows.first == "recordID,eventDate,scientificName,recordedBy")
        #expect(rows.last?.contains(",c-") == true && rows.last?.contains("Ada") == false)
    }

    @Test("The header of a known export is read by its preset, which leaves private columns alone")
    func preset() throws {
        let begun = try BegunProject(
            """
            id,uuid,observed_on,user_id,user_login,user_name,updated_at,quality_grade,license,url,description,place_guess,\
            latitude,longitude,private_latitude,public_positional_accuracy,coordinates_obscured,scientific_name,common_name,\
            taxon_id
            1,u-1,2025-04-21,7,ada,Ada L.,2025-05-23 15:42:21 UTC,research,CC0,https://example.org/1,,Park,34.12,-118.4,34.5,\
            101,false,Calypte anna,,6317

            """)
        #expect(begun.sketch.contains("\n    preset: inaturalist\n    resend: add\n"), "\(begun.sketch)")
        #expect(begun.sketch.contains("\nrecord: {key: [occurrenceID], revision: modified}\n"))
        let (summary, rows) = try begun.night()
        #expect(summary == BegunProject.accepted)
        let published = rows.joined()
        for secret in [",ada,", "Ada L.", "34.5"] { #expect(!published.contains(secret), "\(published)") }
        let eBird = try BegunProject(
            """
            Submission ID,Common Name,Scientific Name,Count,State/Province,County,Location ID,Location,Latitude,Longitude,\
            Date,Time,Protocol,Number of Observers,Breeding Code,Observation Details,Checklist Comments
            S1,Eurasian Magpie,Pica pica,2,PL-MZ,,L1,Park,52.2,21.0,2025-05-01,07:30 AM,Stationary,1,,,

            """)
        #expect(eBird.sketch.contains("\n    preset: ebird\n"), "\(eBird.sketch)")
        #expect(try eBird.night().summary == BegunProject.accepted)
    }

    @Test("The points of GeoJSON are coordinates")
    func geoJSON() throws {
        let begun = try BegunProject(
            #"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [21.5, 52.5]}, "properties": {"species": "Pica pica"}}]}"#,
            as: "may.geojson")
        #expect(begun.sketch.contains("\"/geometry/coordinates/0\": decimalLongitude"))
        let (summary, rows) = try begun.night()
        #expect(summary == BegunProject.accepted && rows.last?.contains("21.5") == true)
    }

    @Test("Where the example cannot be read nothing is left behind")
    func nothingLeft() throws {
        let scratch = try ScratchProject()
        let absent = try Program.run(["init", "--from", scratch.root + "/none.csv", scratch.root + "/p"])
        #expect(absent.code == 2 && absent.talk.contains("There is no file"))
        try scratch.write(Data([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46]), to: "photo.jpg")
        let photo = try Program.run(["init", "--from", scratch.root + "/photo.jpg", scratch.root + "/p"])
        #expect(photo.code == 2 && photo.talk.contains("photo.jpg: "), "\(photo)")
        for (file, text) in [("empty.csv", ""), ("blank.csv", "\n\n"), ("none.json", "[]")] {
            try scratch.write(text, to: file)
            let empty = try Program.run(["init", "--from", "\(scratch.root)/\(file)", scratch.root + "/p"])
            #expect(empty.code == 2 && empty.talk.contains("\(file) has no header and no columns."), "\(empty)")
        }
        #expect(!scratch.exists("p"))
    }

    @Test("check reminds of the creators until somebody says who they are")
    func creators() throws {
        let scratch = try ScratchProject()
        #expect(try Program.run(["init", scratch.root + "/p"]).code == 0)
        let reminded = try Program.run(["check", "--project", scratch.root + "/p"])
        #expect(reminded.code == 0 && reminded.talk.contains("cited as made by “Your project”"))
        let named = try scratch.read("p/pipeline.yaml").replacingOccurrences(of: "Your project", with: "River Club")
        try scratch.write(named, to: "p/pipeline.yaml")
        #expect(try !Program.run(["check", "--project", scratch.root + "/p"]).talk.contains("cited as"))
    }
}
