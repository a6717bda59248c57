import Foundation
import Testing

/// Whoever downloads a version can check its consensus without the project.
@Suite struct RecomputeTests {
    @Test("Five downloaded files are enough to make the consensus anew; a forged one is found")
    func downloaded() throws {
        let project = try Garden.project()
        #expect(try project.transect("run").code == 0)
        let download = try ScratchProject(pipeline: "")
        for name in ["datapackage.json", "pipeline.yaml", "votes.csv", "consensus.csv"] {
            try download.write(project.read("snapshots/v1/" + name), to: "copy/" + name)
        }
        let proof = try Program.run(["recompute", download.root + "/copy"])
        #expect(proof.code == 0)
        #expect(proof.output.isEmpty)
        #expect(proof.talk.hasPrefix("v1: consensus.csv made anew from "))
        #expect(proof.talk.contains("equal in every byte"))

        let forged = try download.read("copy/consensus.csv").replacingOccurrences(of: "insufficient", with: "contested")
        try download.write(forged, to: "copy/consensus.csv")
        let refutation = try Program.run(["recompute", download.root + "/copy/"])
        #expect(refutation.code == 1)
        #expect(
            refutation.output.contains(
                "individualCount_status was published as \"contested\", but the votes give \"insufficient\""))

        let pipeline = try download.read("copy/pipeline.yaml")
        try download.write(pipeline.replacingOccurrences(of: "majority", with: "minority"), to: "copy/pipeline.yaml")
        #expect(try Program.run(["recompute", download.root + "/copy"]).code == 2)
    }

    @Test("A version of the project is named by its number; one that is not there is told apart")
    func byNumber() throws {
        let project = try Garden.project()
        #expect(try project.transect("run").code == 0)
        for name in ["v1", "1"] {
            let proof = try project.transect("recompute", name)
            #expect(proof.code == 0 && proof.talk.contains("equal in every byte"))
        }
        let absent = try project.transect("recompute", "v7")
        #expect(absent.code == 2)
        #expect(absent.talk.contains("There is no version v7") && absent.talk.contains("There are: v1."))
        let nowhere = try Program.run(["recompute", project.root + "/drop"])
        #expect(nowhere.code == 2 && nowhere.talk.contains("there is no datapackage.json"))
    }
}
