import Files
import Glibc
import Observations
import Testing
import Transect

/// Folders of the drop folder whose names look the same and are not.
@Suite struct TwoSpellingsTests {
    private let composed = "Jos\u{E9}"
    private let separate = "Jose\u{301}"
    private let disk = Disk(faults: FaultPlan())

    private func put(_ text: String, at path: String, in project: AgedProject) throws {
        let file = "\(project.small.path)/drop/\(path)"
        try disk.makeDirectory(Disk.parent(of: file))
        try disk.writeDurably(Array(text.utf8), to: file)
        let time = timespec(tv_sec: Int(project.now - 500), tv_nsec: 0)
        #expect(utimensat(AT_FDCWD, file, [time, time], 0) == 0)
    }

    private func scalars(_ texts: [String]) -> [[Unicode.Scalar]] { texts.map { Array($0.unicodeScalars) } }

    @Test("Each has a night's allowance of its own, and the next runs of the night go on")
    func limits() async throws {
        let project = try AgedProject("limits: {files: 1, records: 2}\n")
        try put("a\n1\n2\n", at: "\(composed)/1.csv", in: project)
        try put("a\n3\n4\n", at: "\(separate)/1.csv", in: project)
        let first = try await project.run()
        #expect(first.counts.accepted == 4 && first.held.isEmpty && first.waits.isEmpty)
        try put("a\n5\n", at: "ana/1.csv", in: project)
        try put("a\n6\n", at: "\(composed)/2.csv", in: project)
        let second = try await project.run(after: 60)
        #expect(second.counts.accepted == 1 && second.waits.count == 1)
    }

    @Test("Each finds her receipts and her page in the folder that is called as hers")
    func receipts() async throws {
        let project = try AgedProject()
        try put("a\n1\n", at: "\(composed)/1.csv", in: project)
        try put("a\n2\n", at: "\(separate)/1.csv", in: project)
        _ = try await project.run()
        let receipts = project.small.path + "/receipts"
        #expect(try scalars(disk.list(receipts)) == scalars([separate, composed]))
        for folder in [composed, separate] {
            let names = try disk.list("\(receipts)/\(folder)")
            #expect(names.count { $0.hasSuffix(".html") && $0.hasPrefix("1.csv.receipt-") } == 1, "\(names)")
            #expect(names.contains("index.html"))
        }
    }

    @Test("A file whose name begins with an accent gets its receipt beside those of its folder")
    func accent() async throws {
        let project = try AgedProject()
        try put("a\n1\n", at: "maria/sub/\u{301}x.csv", in: project)
        _ = try await project.run()
        let folder = project.small.path + "/receipts/maria"
        #expect(try disk.list(folder) == ["index.html", "sub"])
        let receipts = try disk.list(folder + "/sub").filter { $0.hasSuffix(".html") }
        #expect(scalars(receipts) == scalars(["\u{301}x.csv.receipt-1.html"]))
        let page = String(decoding: try disk.read(folder + "/index.html"), as: UTF8.self)
        #expect(page.utf8.split(separator: UInt8(ascii: "\"")).contains { $0.starts(with: "./sub/".utf8) })
    }
}
