import Foundation
import Testing

/// Known answers make confidence mean what it says.
@Suite struct CalibrationCommandTests {
    /// A crowd that is surer than it should be: most follow one who is often wrong.
    private func answers() -> (answers: String, gold: String) {
        var answers = "photo,species,recordedBy\n"
        var gold = "photo,species\n"
        var state: UInt64 = 9
        func chance() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
        for photo in 0..<300 {
            let truth = chance() < 0.5 ? "fox" : "dog"
            let leader = chance() < 0.7 ? truth : truth == "fox" ? "dog" : "fox"
            for person in 0..<5 {
                let answer = chance() < 0.8 ? leader : chance() < 0.5 ? "fox" : "dog"
                answers += "photo-\(1000 + photo),\(answer),person \(person)\n"
            }
            if photo % 3 == 0 { gold += "photo-\(1000 + photo),\(truth)\n" }
        }
        return (answers, gold)
    }

    @Test("With known answers the confidence is calibrated, the table shows it, and the column says so")
    func calibrated() throws {
        let project = try ScratchProject(
            pipeline: """
                name: foxes
                title: Foxes and dogs
                creators: [{name: River Club}]
                licence: CC0-1.0
                sources: [{files: "**/*.csv"}]
                fields: {photo: {}, species: {}, recordedBy: {}}
                consensus:
                  subject: photo
                  gold: {file: gold.csv}
                  questions: {species: {method: dawid-skene}}

                """)
        let (answers, gold) = answers()
        try project.write(answers, to: "drop/answers.csv")
        try project.write(gold, to: "gold.csv")
        let run = try project.transect("run")
        #expect(run.code == 0, "\(run.talk)")
        #expect(try project.read("snapshots/v1/datapackage.json").contains("calibrated on known answers"))
        let report = try project.transect("report", "--json")
        let questions = try #require(
            try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [[String: Any]])
        #expect(questions[0]["calibrated"] as? Bool == true)
        let error = { (name: String) in (questions[0][name] as? [String: Any])?["calibrationError"] as? Double ?? 1 }
        #expect(error("calibration") < error("asEstimated") / 2, "\(report.output)")
        #expect(try project.transect("report").output.contains("Confidence is calibrated on 100 known answers"))
        // Whoever has the known answers can make it anew.
        #expect(try project.transect("recompute", "v1", "--gold", project.root + "/gold.csv").code == 0)
    }
}
