import Foundation

/// A garden in which Maria Nowak takes part under three names: with files of her own, with rows in a club's files of
/// three formats, and with a file that she delivered for somebody else.
enum MariasGarden {
    static let header = "occurrenceID,eventID,eventDate,scientificName,individualCount,recordedBy,remarks,observer\n"

    static let people = """
        alias,person,language,credit,orcid
        maria,Maria Nowak,pl,yes,
        M. Nowak,Maria Nowak,,,0000-0002-1825-0097
        "jan",Jan Kowal,pl,,

        """

    static func pipeline(people: Bool) -> String {
        """
        name: garden
        title: Garden counts
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        contributors: {submitter: folder\(people ? ", people: people.csv" : "")}
        sources:
          - files: "**/*.csv"
          - files: "**/*.json"
            records: /observations
            map: {/id: occurrenceID, /visit: eventID, /date: eventDate, /species: scientificName, /count: individualCount, /who: recordedBy}
          - files: "**/*.xml"
            records: //record
        record: {key: [occurrenceID]}
        fields:
          occurrenceID: {}
          eventID: {}
          eventDate: {type: eventDate, constraints: {required: true}}
          scientificName: {constraints: {required: true}}
          individualCount: {type: integer, constraints: {minimum: 0}}
          recordedBy: {}
          remarks: {}
        consensus:
          subject: [eventID, scientificName]
          contributor: recordedBy
          questions:
            individualCount: {method: majority, accept: {votes: 2}}
        publish: {to: snapshots, formats: [csv, parquet]}

        """
    }

    /// Hers alone: one row is quarantined, and a column that the definition does not use names her.
    static let ownList =
        header
        + "M1,V1,2026-05-01,Pica pica,2,Maria Nowak,,mn\nM2,V1,2026-05-01,Parus major,-4,Maria Nowak,,Maria Nowak\n"
    /// Delivered by her: a row of Jan's, and one that nobody has signed.
    static let forJan =
        header + "J9,V1,2026-05-01,Turdus merula,1,Jan Kowal,,\nM9,V1,2026-05-01,Turdus merula,1,,unsigned,\n"
    /// Of the club: Jan's rows, one of hers between them, and one that is cut short.
    static let clubExport =
        header + """
            X1,V1,2026-05-01,Pica pica,2,Jan Kowal,,
            X2,V2,2026-05-01,Pica pica,7,M. Nowak,,
            X3,V2,2026-05-01,Pica pica,7,Jan Kowal,=1+1,
            X4,V2,2026-05-01,Pica pica

            """
    static let app = """
        {"exportedBy": "Maria Nowak", "observations": [
        {"id": "B1", "visit": "V1", "date": "2026-05-01", "species": "Pica pica", "count": 2, "who": "Ben", "device": {"os": "x"}},
        {"id": "B2", "visit": "V2", "date": "2026-05-02", "species": "Pica pica", "count": 4, "who": "Maria Nowak",
         "device": {"owner": "Maria Nowak"}}]}
        """
    static let form = """
        <records><record><occurrenceID>C1</occurrenceID><eventID>V2</eventID><eventDate>2026-05-02</eventDate>\
        <scientificName>Pica pica</scientificName><individualCount>7</individualCount><recordedBy>Maria Nowak</recordedBy>\
        </record><record><occurrenceID>C2</occurrenceID><eventID>V2</eventID><eventDate>2026-05-02</eventDate>\
        <scientificName>Pica pica</scientificName><individualCount>7</individualCount><recordedBy>Cleo</recordedBy>\
        </record></records>
        """

    /// The project after its first night.
    static func project(people: Bool = true) throws -> ScratchProject {
        let project = try ScratchProject(pipeline: pipeline(people: people))
        if people { try project.write(self.people, to: "people.csv") }
        try project.useCommonKey()
        try project.write(ownList, to: "drop/maria/may.csv")
        try project.write(ownList, to: "drop/maria/may-again.csv")
        try project.write(forJan, to: "drop/maria/for-jan.csv")
        try project.write(clubExport, to: "drop/club/export.csv")
        try project.write(app, to: "drop/club/app.json")
        try project.write(form, to: "drop/club/form.xml")
        try project.night()
        return project
    }

    /// A later export of all that the club has, with her rows again, under two names, and a new file of her own.
    static func sendEverythingAgain(_ project: ScratchProject) throws {
        try project.write(
            header + """
                X1,V1,2026-05-01,Pica pica,3,Jan Kowal,,
                X2,V2,2026-05-01,Pica pica,7,M. Nowak,,
                X5,V2,2026-05-01,Pica pica,7,Jan Kowal,,
                M1,V1,2026-05-01,Pica pica,2,Maria Nowak,,mn

                """, to: "drop/club/export-2.csv")
        try project.write(header + "M7,V1,2026-05-01,Pica pica,2,Maria Nowak,,\n", to: "drop/maria/june.csv")
    }
}

extension ScratchProject {
    /// The files below a folder whose bytes hold one of some texts, whatever the case.
    func files(in folder: String, holding texts: [String]) throws -> [String] {
        let needles = texts.map { Array($0.lowercased().utf8) }
        return try tree(folder).entries.filter { _, data in
            let bytes = data.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            return needles.contains { needle in
                bytes.indices.contains { bytes[$0] == needle[0] && bytes[$0...].starts(with: needle) }
            }
        }.map(\.key).sorted()
    }

    /// Erases, and expects that it succeeds.
    @discardableResult
    func erase(_ name: String, _ options: String..., at now: String = Garden.secondEvening) throws -> Program.Result {
        try Program.run(
            ["erase", name, "--by", "Anna", "--why", "asked for it on 21 May", "--project", root] + options,
            environment: ["TRANSECT_NOW": now])
    }
}
