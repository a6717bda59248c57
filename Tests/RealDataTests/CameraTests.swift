import Foundation
import Testing

/// Tables about pictures: a Camtrap DP and exports of Zooniverse.
@Suite(.needsRealData) struct CameraTests {
    @Test("Camtrap DP: 549 observations of four deployments, every cell as it was written")
    func camtrap() throws {
        let file = "inputs/camtrap-dp/observations.csv"
        let project = try RealProject(
            """
            sources:
              - files: "*.csv"
                map:
                  observationID: occurrenceID
                  deploymentID: parentEventID
                  eventStart: eventDate
                  count: individualCount
                  classifiedBy: identifiedBy
            record: {key: [occurrenceID]}
            fields:
              occurrenceID: {constraints: {required: true, unique: true}}
              eventDate: {type: eventDate, constraints: {required: true, maximum: today}}
              observationLevel: {constraints: {enum: [media, event]}}
              observationType: {constraints: {enum: [animal, human, vehicle, blank, unknown, unclassified]}}
              scientificName: {}
              individualCount: {type: integer, constraints: {minimum: 1}}
            """, file)
        #expect(try project.run().counts == RunSummary.Counts(records: 549, accepted: 549))
        let sheet = try project.published()
        #expect(
            sheet.counts("observationType") == [
                "animal": 366, "blank": 115, "human": 33, "vehicle": 21, "unknown": 13, "unclassified": 1,
            ])
        #expect(sheet.counts("scientificName")["Anas platyrhynchos"] == 222)
        #expect(sheet.column("individualCount").compactMap { Int($0) }.reduce(0, +) == 674)
        #expect(sheet.counts("individualCount")[""] == 150)
        #expect(sheet.counts("parentEventID").count == 4)
        let written = Sheet(try RealData.bytes(file))
        for (column, term) in [
            ("observationID", "occurrenceID"), ("deploymentID", "parentEventID"), ("eventStart", "eventDate"),
            ("scientificName", "scientificName"), ("count", "individualCount"), ("classifiedBy", "identifiedBy"),
        ] {
            #expect(sheet.column(term) == written.column(column), "\(term)")
        }
    }

    @Test(
        "Zooniverse's classifications: JSON inside of CSV comes through byte for byte",
        arguments: [("cat-project-classifications.csv", 153), ("slsn_classifications.csv", 7)])
    func zooniverse(file: String, count: Int) throws {
        let path = "inputs/zooniverse/\(file)"
        let project = try RealProject(
            """
            sources:
              - files: "*.csv"
                map: {classification_id: identificationID, subject_ids: subjectID, created_at: dateIdentified}
            record: {key: [identificationID]}
            fields:
              identificationID: {type: integer, constraints: {required: true}}
              subjectID: {}
              dateIdentified: {type: datetime}
              annotations: {}
              metadata: {}
              subject_data: {}
            """, path)
        #expect(try project.run().counts == RunSummary.Counts(records: count, accepted: count))
        let (sheet, written) = (try project.published(), Sheet(try RealData.bytes(path)))
        for (column, term) in [
            ("classification_id", "identificationID"), ("subject_ids", "subjectID"), ("annotations", "annotations"),
            ("metadata", "metadata"), ("subject_data", "subject_data"),
        ] {
            #expect(sheet.column(term) == written.column(column), "\(term)")
        }
        // Zooniverse writes `2025-01-21 16:08:41 UTC`.
        let instants = written.column("created_at").map {
            $0.replacingOccurrences(of: " UTC", with: "Z").replacingOccurrences(of: " ", with: "T")
        }
        #expect(sheet.column("dateIdentified") == instants)
        for cell in sheet.column("annotations") {
            _ = try JSONSerialization.jsonObject(with: Data(cell.utf8))
        }
    }

    @Test(
        "Zooniverse's classifications in their own format: a column for each task, none of them lost",
        arguments: [("cat-project-classifications.csv", 153, ["T0"]), ("slsn_classifications.csv", 7, ["T0", "T1"])])
    func tasks(file: String, count: Int, tasks: [String]) throws {
        let path = "inputs/zooniverse/\(file)"
        let project = try RealProject(
            """
            sources:
              - files: "*.csv"
                format: zooniverse
                map:
                  classification_id: identificationID
                  subject_ids: subjectID
                  contributor: identifiedBy
                  metadata.finished_at: dateIdentified
            record: {key: [identificationID, part]}
            fields:
              identificationID: {type: integer, constraints: {required: true}}
              part: {type: integer}
              subjectID: {constraints: {required: true}}
              identifiedBy: {constraints: {required: true}}
              dateIdentified: {type: datetime, constraints: {required: true}}
              T0: {constraints: {required: true}}
              T1: {}
            """, path)
        #expect(try project.run().counts == RunSummary.Counts(records: count, accepted: count))
        let (sheet, written) = (try project.published(), Sheet(try RealData.bytes(path)))
        #expect(sheet.column("identificationID") == written.column("classification_id"))
        // What another reader of JSON finds in the annotations.
        for (row, cell) in written.column("annotations").enumerated() {
            let annotations = try JSONSerialization.jsonObject(with: Data(cell.utf8)) as? [[String: Any]] ?? []
            for task in ["T0", "T1"] {
                let value = annotations.first { $0["task"] as? String == task }?["value"]
                let answer = sheet.column(task)[row]
                if let marks = value as? [Any] {
                    let given = answer == "none" ? 0 : answer.split(separator: "|").count
                    #expect(given == marks.count)
                } else {
                    #expect(answer == value as? String ?? "")
                }
            }
        }
        #expect(tasks.allSatisfy { !sheet.column($0).allSatisfy(\.isEmpty) })
    }
}
