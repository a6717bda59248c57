import Foundation
import Testing

/// Real answers of many people to questions whose truth is known, run as labelling projects.
@Suite(.needsRealData) struct LabellingProjectTests {
    private struct Line: Decodable {
        var method: String
        var accuracy: Double
        var scored: Int
        var unknown: Int
    }

    /// bluebird: 39 people say for 108 photographs whether two birds are of one kind (Welinder and others 2010).
    /// rte: 164 people say for 800 pairs of sentences whether one follows from the other (Snow and others 2008).
    @Test(
        "Dawid–Skene is right where the public data sets say it should be, and majority stands beside it",
        arguments: [
            (name: "bluebird", answers: 4_212, tasks: 108, people: 39, least: 0.895, majority: 0.759_3),
            (name: "rte", answers: 8_000, tasks: 800, people: 164, least: 0.92, majority: 0.897_5),
        ])
    func accuracy(
        set: (name: String, answers: Int, tasks: Int, people: Int, least: Double, majority: Double)
    ) throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.csv"
                map: {task: subjectID, worker: recordedBy, label: answer}
            fields:
              subjectID: {constraints: {required: true}}
              recordedBy: {constraints: {required: true}}
              answer: {constraints: {required: true, enum: ["0", "1"]}}
            consensus:
              subject: subjectID
              contributor: recordedBy
              questions: {answer: {method: dawid-skene, accept: {votes: 3, confidence: 0.8}}}
            """, "consensus/\(set.name)/answers.csv")
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: set.answers, accepted: set.answers))
        #expect(try project.published("consensus.csv").rows.count == set.tasks)
        #expect(try project.published("votes.csv").rows.count == set.answers)
        #expect(try project.published("contributors.csv").rows.count == set.people)

        let truth = "\(try #require(RealData.folder))/consensus/\(set.name)/truth.csv"
        let score = try Transect.run(["score", "--json", "--truth", truth, "--project", project.root])
        try #require(score.code == 0, "\(score.talk)")
        let lines = try JSONDecoder().decode([Line].self, from: Data(score.output.utf8))
        #expect(lines.map(\.method) == ["dawid-skene", "majority"])
        let (crowd, majority) = (try #require(lines.first), try #require(lines.last))
        #expect(crowd.scored == set.tasks)
        #expect(crowd.unknown == 0)
        #expect(crowd.accuracy >= set.least)
        #expect(abs(majority.accuracy - set.majority) < 0.02, "majority is \(majority.accuracy)")
        #expect(crowd.accuracy > majority.accuracy)
    }
}
