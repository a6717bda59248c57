import Files
import Observations
import Testing
import Transect

@Suite struct FindingListTests {
    @Test("Findings come a page at a time, however many they are, in the order of their records")
    func pages() async throws {
        let count = 70_000
        let rows = (1...count).map { "tree \($0),none\n" }.joined()
        let project = try SmallProject(
            "sources: [{files: '**/*.csv'}]\nfields: {label: {}, n: {type: integer}}\n",
            files: ["a.csv": "label,n\n" + rows])
        try await project.run(publishes: false)
        var list = try FindingList(FindingSelection(), project: Project(root: project.path), disk: Disk())
        var lines = FindingLines(.csv)
        var pages = 0
        var written = lines.beginning.count { $0 == UInt8(ascii: "\n") }
        var largest = 0
        while let page = try list.next() {
            pages += 1
            largest = max(largest, page.count)
            written += lines.page(page).count { $0 == UInt8(ascii: "\n") }
        }
        #expect(pages > 1 && largest <= 65_536)
        #expect(written == count + 1)
    }
}
