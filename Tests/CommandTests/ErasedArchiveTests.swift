import ArchiveWriters
import Foundation
import Testing

/// Receipts of archives, and files for mending what was in them, when their sender's data are erased.
@Suite struct ErasedArchiveTests {
    private static let names = ["zuzannka"]

    /// Rows of hers in an archive that she sent, some of which are to be mended, and of somebody else.
    private func project() throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let hers = ZipWriter.bytes(
            .init("bad.csv", Garden.header + "Z1,V1,2026-05-01,Pica pica,-1,zuzannka,\n"),
            .init("more/worse.csv", Garden.header + "Z2,V1,2026-05-01,Pica pica,-2,zuzannka,\n"))
        try project.write(Data(hers), to: "drop/zuzannka/arch.zip")
        try project.write(Data(Packed.mayCounts), to: "drop/ana/may.zip")
        try project.night()
        let mends = try project.tree("receipts/zuzannka").files.filter { $0.contains(".csv.mend-") }
        #expect(mends.count == 2, "\(mends)")
        return project
    }

    @Test(
        "Nothing of an archive's receipts is left, nor of the files for mending its members",
        arguments: ["--data", "--identity"])
    func erased(mode: String) throws {
        let project = try project()
        let others = try project.tree("receipts/ana").files
        let result = try project.erase("zuzannka", mode)
        #expect(result.code == 0, "\(result)")
        #expect(try project.files(in: "receipts", holding: Self.names).isEmpty)
        let left = try project.tree("receipts").files
        #expect(!left.contains { $0.contains("zuzannka") }, "\(left)")
        #expect(try project.tree("receipts/ana").files == others)
    }

    @Test("Nor is it after an erasure that is killed at any operation and given again")
    func killed() throws {
        let before = try project()
        let step = Strides.of(5)
        var operation = 1 - step
        while true {
            operation += step
            let project = try ScratchProject(copyOf: before)
            let first = try Program.run(
                [
                    "erase", "zuzannka", "--data", "--by", "Anna", "--why", "asked", "--threads", "1", "--project",
                    project.root,
                ],
                environment: ["TRANSECT_FAULT": "kill:\(operation)", "TRANSECT_NOW": Garden.secondEvening])
            guard first.code != 0 else { break }
            try #require(first.code == 128 + SIGKILL, "at \(operation): \(first)")
            // Every other time an ordinary night ends what was begun.
            if operation / step % 2 == 0 {
                #expect(
                    try project.transect("run", environment: ["TRANSECT_NOW": Garden.secondEvening]).code == 0)
            }
            let again = try project.erase("zuzannka", "--data")
            #expect(again.code == 0, "again after \(operation): \(again.talk)")
            let left = try project.tree("receipts").files.filter { $0.contains("zuzannka") }
            #expect(left.isEmpty, "killed at \(operation): \(left)")
            #expect(try project.files(in: "receipts", holding: Self.names).isEmpty, "killed at \(operation)")
        }
        #expect(operation > 40, "only \(operation) operations were broken")
    }
}
