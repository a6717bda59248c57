import Foundation
import Testing

/// Where the file's name says who sent it, an erasure takes the name out of the name.
@Suite struct ErasedSubmitterTests {
    @Test("A submitter whom file names tell is nowhere in the store after her erasure, nor comes back with a new file")
    func erased() throws {
        let project = try ScratchProject(
            pipeline: Garden.pipeline + "contributors: {submitter: {name: '{submitter}-*.csv'}}\n")
        try project.write(Garden.header + "E1,V1,2026-05-01,Pica pica,1,,\n", to: "drop/zuzannka-may.csv")
        try project.write(Garden.header + "E2,V1,2026-05-01,Pica pica,1,Ben,\n", to: "drop/ben-may.csv")
        try project.night()
        let arguments = ["erase", "zuzannka", "--data", "--by", "Eva", "--why", "asked", "--project", project.root]
        let erasure = try Program.run(arguments, environment: ["TRANSECT_NOW": Garden.secondEvening])
        #expect(erasure.code == 0, "\(erasure)")
        #expect(try project.night(at: Garden.secondEvening).rows.first == "Nothing new in the drop folder.")
        try project.write(Garden.header + "E3,V1,2026-05-01,Pica pica,1,,\n", to: "drop/zuzannka-june.csv")
        try project.night(at: Garden.thirdEvening)
        for (path, bytes) in try project.tree("store").entries {
            #expect(!path.contains("zuzannka"))
            #expect(bytes.range(of: Data("zuzannka".utf8)) == nil, "\(path)")
        }
    }
}
