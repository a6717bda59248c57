import Foundation

/// A small project with everything that can happen in a night: CSV, JSON, XML and gzip; a quarantined row; a file that is
/// there twice; a correction; two people who agree and three who do not.
enum Garden {
    static let header = "occurrenceID,eventID,eventDate,scientificName,individualCount,recordedBy,remarks\n"

    static let pipeline = """
        name: garden
        title: Garden counts
        creators: [{name: River Club}]
        licence: CC-BY-4.0
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
          phone: {publish: false}
        checks: [event-date-plausible]
        consensus:
          subject: [eventID, scientificName]
          contributor: recordedBy
          questions:
            individualCount: {method: majority, accept: {votes: 2}}
        publish: {to: snapshots, formats: [csv, parquet]}

        """

    /// Ana's first list: an accepted row, one with a negative count, one with two lines in a cell.
    static let anasList =
        header + """
            A1,V1,2026-05-01,Pica pica,2,Ana,=1+1
            A2,V1,2026-05-01,Parus major,-4,Ana,
            A3,V2,2026-05-02,Pica pica,5,Ana,"two
            lines"

            """

    /// Her correction of A3.
    static let anasCorrection = header + "A3,V2,2026-05-02,Pica pica,6,Ana,\n"

    static let bensApp = """
        {"observations": [
        {"id": "B1", "visit": "V1", "date": "2026-05-01", "species": "Pica pica", "count": 2, "who": "Ben"},
        {"id": "B2", "visit": "V2", "date": "2026-05-02", "species": "Pica pica", "count": 4, "who": "Ben"}]}
        """

    static let cleosForm = """
        <records><record><occurrenceID>C1</occurrenceID><eventID>V2</eventID><eventDate>2026-05-02</eventDate>\
        <scientificName>Pica pica</scientificName><individualCount>5</individualCount><recordedBy>Cleo</recordedBy>\
        </record></records>
        """

    /// A project with all of these in its drop folder. No run has been there yet.
    static func project() throws -> ScratchProject {
        let project = try ScratchProject(pipeline: pipeline)
        try fill(project)
        try project.useCommonKey()
        return project
    }

    /// The first night's files; they are claimed in this order.
    static func fill(_ project: ScratchProject) throws {
        try project.write(anasList, to: "drop/ana/1-list.csv")
        try project.write(anasList, to: "drop/ana/2-list-copy.csv")
        try project.write(anasCorrection, to: "drop/ana/3-correction.csv")
        try project.writeGzip(header + "A9,V3,2026-05-03,Parus major,1,Ana,\n", to: "drop/ana/4-more.csv.gz")
        try project.write(bensApp, to: "drop/ben/app.json")
        try project.write(cleosForm, to: "drop/cleo/form.xml")
    }

    /// The second night's files: a correction, a new row, somebody else's key, and a packed file again, unpacked.
    static func fillSecondNight(_ project: ScratchProject) throws {
        try project.write(
            header + "A1,V1,2026-05-01,Pica pica,3,Ana,\nA10,V4,2026-05-04,Parus major,1,Ana,\n",
            to: "drop/ana/5-night.csv")
        try project.write(header + "A1,V1,2026-05-01,Pica pica,7,Ben,\n", to: "drop/ben/not-his.csv")
        try project.write(header + "A9,V3,2026-05-03,Parus major,1,Ana,\n", to: "drop/ana/6-more-unpacked.csv")
    }

    static let secondEvening = "2026-05-21T12:00:00Z"
    static let thirdEvening = "2026-05-22T12:00:00Z"

    /// Makes the definition stricter: no count above 4 any more.
    static func makeStricter(_ project: ScratchProject) throws {
        try project.write(
            pipeline.replacingOccurrences(of: "{minimum: 0}", with: "{minimum: 0, maximum: 4}"), to: "pipeline.yaml")
    }
}
