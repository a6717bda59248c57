import Foundation
import Testing

/// Nothing that is only tried out, empty or broken takes anything away.
@Suite struct SafeNightsTests {
    /// Ana's garden: a whole export every night.
    private static let pipeline = """
        name: exports
        title: Exports
        creators: [{name: River Club}]
        licence: CC0-1.0
        sources: [{files: ["**/*.csv", "**/*.json"], mode: complete}]
        record: {key: [occurrenceID]}
        fields: {occurrenceID: {}, locality: {constraints: {required: true}}}

        """

    private func export(_ rows: some Sequence<Int>, at place: String = "Mill") -> String {
        "occurrenceID,locality\n" + rows.map { "K\($0),\(place)\n" }.joined()
    }

    @Test("A run that is only tried out before every night never takes anything from the store")
    func rehearsedNights() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        for night in 1...20 {
            try project.write(export(1...10, at: "Mill \(night)"), to: "drop/ana/all.csv")
            let before = try project.tree("store")
            #expect(try project.transect("run", "--dry-run").code == 0)
            #expect(try project.tree("store").differences(from: before).isEmpty, "night \(night)")
            try project.night()
        }
        #expect(try project.transect("rebuild").code == 0)
    }

    @Test("An empty file in place of a short list is held", arguments: ["", "occurrenceID,locality\n"])
    func emptyFile(text: String) throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write(export(1...3), to: "drop/ana/all.csv")
        try project.night()
        try project.write(text, to: "drop/ana/all.csv")
        let run = try project.transect("run")
        #expect(run.code == 1)
        #expect(run.output.contains("it leaves out 3 of the 3 records that its series had"))
        #expect(run.rows.last == "Nothing has changed since v1; nothing was published.")
        // It may be meant so.
        try project.decide("accept", "2")
        #expect(try project.transect("run", "--publish-anyway").rows.last?.hasPrefix("Published v2") == true)
        #expect(try project.published("observations.csv") == ["recordID,occurrenceID,locality"])
    }

    @Test("An export that is cut short takes nothing out of the dataset, and what it has is taken")
    func cutShort() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        let objects = (1...10).map { #"{"occurrenceID": "K\#($0)", "locality": "Mill"}"# }
        try project.write("[\(objects.joined(separator: ",\n"))]", to: "drop/ana/all.json")
        try project.night()
        let cut = objects.prefix(8).joined(separator: ",\n").replacingOccurrences(of: "Mill", with: "Weir")
        try project.write("[\(cut),\n{\"occurr", to: "drop/ana/all.json")
        let run = try project.night(at: Garden.secondEvening)
        #expect(run.rows.first?.contains("8 corrections") == true, "\(run.output)")
        #expect(run.output.contains("Dataset: 10 records."))
        #expect(try project.published("observations.csv").count { $0.hasSuffix("Weir") } == 8)
    }

    @Test("When the last submission is revoked the next version holds no record of the one before")
    func nothingLeft() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write(export(1...3), to: "drop/ana/all.csv")
        try project.night()
        try project.decide("revoke", "1")
        #expect(try project.night(at: "2026-05-23T12:00:00Z").rows.last?.hasPrefix("Published v2") == true)
        #expect(try project.published("observations.csv") == ["recordID,occurrenceID,locality"])
        #expect(try project.transect("rebuild").code == 0)
    }

    @Test("What was found in a held file is told however large it is")
    func largeHeldFile() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write(export(1...140_000, at: ""), to: "drop/ana/all.csv")
        let told = "140000 × constraint-required (error). First: "
        let dry = try project.transect("run", "--dry-run")
        #expect(dry.output.contains(told))
        #expect(try project.transect("run").output.contains(told))
        #expect(try project.transect("held").output.contains(told))
    }
}
