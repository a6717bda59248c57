import Foundation
import Receipts
import Testing

@Suite("The documentation of receipts")
struct ReceiptDocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func text() throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent("docs/receipts.md"), encoding: .utf8)
    }

    @Test("docs/receipts.md explains every key of the JSON form, and no other")
    func keys() throws {
        let json = Receipt().json(in: .english)
        let keys = json.matches(of: #/(?m)^  "(\w+)":/#).map { String($0.1) }
        let rows = try text().split(separator: "\n").filter { $0.hasPrefix("| `") }
        let explained = rows.flatMap { row in
            row.split(separator: "|")[0].matches(of: #/`(\w+)`/#).map { String($0.1) }
        }
        #expect(explained == keys)
        #expect(try text().contains("the version of this form: \(Receipt.jsonVersion)"))
        #expect(try text().contains("\(Language.english.number(Receipt.problemLimit)) problems"))
    }

    @Test("Its pictures are there, and small")
    func pictures() throws {
        let found = try text().matches(of: #/\]\((pictures\/[^)]+)\)/#).map { String($0.1) }
        #expect(found.count == 3)
        for name in found {
            let path = Self.root.appendingPathComponent("docs/" + name).path
            let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
            #expect(size < 80 * 1024, "\(name)")
        }
    }
}
