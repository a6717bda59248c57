import ArchiveWriters
import Foundation
import Testing

/// Archives that volunteers send.
enum Packed {
    private static let lists = [
        Garden.header + "P1,V1,2026-05-01,Pica pica,2,Ana,\nP2,V1,2026-05-01,Parus major,-4,Ana,\n",
        Garden.header + "P3,V2,2026-05-02,Pica pica,7,Ana,\n",
    ]

    /// Two lists in folders, and a text that no source takes.
    static let mayCounts = ZipWriter.bytes(
        .init("counts/monday.csv", lists[0]), .init("counts/tuesday.csv", lists[1]), .init("read me.txt", "Hello."))

    /// The same lists, packed by tar.
    static let asTar: [UInt8] = {
        var tar = TarWriter()
        tar.add("monday.csv", lists[0])
        tar.add("tuesday.csv", lists[1])
        return tar.bytes()
    }()
}

/// Archives of several files: each member is a submission of its own.
@Suite struct ArchiveTests {
    private func project(_ bytes: [UInt8], as name: String) throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Data(bytes), to: "drop/ana/\(name)")
        return project
    }

    @Test("The members of an archive are taken one by one, with their places in it as their paths")
    func members() throws {
        let project = try project(Packed.mayCounts, as: "may.zip")
        let result = try project.night()
        #expect(result.code == 0)
        #expect(result.rows.contains { $0.contains("ana/may.zip/counts/monday.csv, row 3") })
        #expect(
            try project.published("observations.csv").dropFirst().map { String($0.prefix(7)) } == [
                "2-1,P1,", "3-1,P3,",
            ])
        let explanation = try project.transect("explain", "3-1").output
        #expect(explanation.contains("ana/may.zip/counts/tuesday.csv"))
        #expect(try project.transect("log").output.contains("an archive; its files are submissions of their own"))
    }

    @Test("An archive is known again: as it is, under another name, and by files of it that come alone")
    func again() throws {
        let project = try project(Packed.mayCounts, as: "may.zip")
        try project.night()
        #expect(try project.night(at: Garden.secondEvening).rows.first == "Nothing new in the drop folder.")
        try project.write(Data(Packed.mayCounts), to: "drop/ana/copy of may.zip")
        let copied = try project.night(at: Garden.secondEvening)
        #expect(copied.rows.first?.hasPrefix("1 submission, 1 of them sent before, 0 records") == true)
        try project.write(Data(Packed.asTar), to: "drop/ana/may.tar")
        let asTar = try project.night(at: Garden.thirdEvening)
        #expect(asTar.rows.first?.hasPrefix("2 submissions, 2 of them sent before, 0 records") == true)
    }

    @Test("A tar archive that gzip has packed is read too")
    func tarGzip() throws {
        let project = try project(Packed.asTar, as: "may.tar")
        try Program.shell("gzip '\(project.root)/drop/ana/may.tar'")
        #expect(try project.night().code == 0)
        #expect(try project.published("observations.csv").count == 3)
    }

    /// An archive that is not unpacked, and why.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var reason: String
        var testDescription: String { name }

        static let all = [
            Refusal(
                name: "slip.zip", bytes: ZipWriter.bytes(.init("ok.csv", Garden.header), .init("../../evil.csv")),
                reason: "leads out of the archive"),
            Refusal(
                name: "nested.zip",
                bytes: ZipWriter.bytes(.init("ok.csv"), .init(Array("in.zip".utf8), Packed.mayCounts)),
                reason: "inside the archive"),
            Refusal(
                name: "secret.zip", bytes: ZipWriter.bytes(ZipWriter.Member("ok.csv").with { $0.flags |= 1 }),
                reason: "password"),
            Refusal(
                name: "cut.zip", bytes: Array(Packed.mayCounts.dropLast(40)),
                reason: "ends before the list of its members"),
            Refusal(
                name: "photos.zip", bytes: ZipWriter.bytes(.init("a.jpg", "x"), .init("b.jpg", "y")),
                reason: "no file that the project takes"),
        ]
    }

    @Test("An archive is taken as a whole or not at all, and says why not", arguments: Refusal.all)
    func refused(refusal: Refusal) throws {
        let project = try project(refusal.bytes, as: refusal.name)
        try project.write(Garden.anasList, to: "drop/ben/list.csv")
        let result = try project.night()
        #expect(result.code == 0)
        let line = try #require(result.rows.first { $0.contains("ana/\(refusal.name): ") })
        #expect(line.contains(refusal.reason), "\(line)")
        let published = try project.published("observations.csv").dropFirst()
        #expect(published.map { String($0.prefix(6)) }.contains("2-1,A1"), "the other file is taken")
        #expect(!published.contains { $0.hasPrefix("1-") }, "nothing of the archive is")
        #expect(try project.tree("store/archive").files.filter { $0.hasSuffix(".csv") }.count == 1)
        #expect(try project.tree("store/archive/incoming").files.isEmpty)
    }

    @Test("What came in archives is proved by a rebuild like everything else")
    func rebuilt() throws {
        let project = try project(Packed.mayCounts, as: "may.zip")
        try project.night()
        try project.write(Garden.header + "P3,V2,2026-05-02,Pica pica,8,Ana,\n", to: "drop/ana/mended.csv")
        try project.night(at: Garden.secondEvening)
        let rebuilt = try project.transect("rebuild")
        #expect(rebuilt.code == 0, "\(rebuilt)")
    }
}
