import Foundation
import Observations
import Receipts
import Testing

@Suite("Receipts for programs")
struct ReceiptJSONTests {
    private func object(_ receipt: Receipt, _ language: Language = .english) throws -> [String: Any] {
        let data = Data(receipt.json(in: language).utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("Every fact is there, with its version and the messages in her language")
    func facts() throws {
        let receipt = SampleReceipts.partly
        let english = try object(receipt)
        #expect(english["receipt"] as? Int == 1)
        #expect(english["submission"] as? Int == 12)
        #expect(english["arrival"] as? String == "2026-05-20T21:04:05Z")
        #expect((english["counts"] as? [String: Int])?["records"] == 22)
        let problems = try #require(english["problems"] as? [[String: Any]])
        #expect(problems.map { $0["row"] as? Int } == [14, 19])
        #expect(
            problems[1]["message"] as? String
                == "“Pica pika” in column Art is not in species.csv (nearest entry: Pica pica). Use one of its entries."
        )
        #expect(problems[0]["part"] is NSNull)
        let german = try object(receipt, try #require(Language(tag: "de")))
        #expect(german["language"] as? String == "de")
        #expect((german["problems"] as? [[String: Any]])?[0]["code"] as? String == "coordinates-in-range")
        #expect(german["answer"] as? String != english["answer"] as? String)
    }

    @Test("What the project has decided about a file is its outcome")
    func decided() throws {
        var receipt = SampleReceipts.partly
        receipt.outcome = .rejected
        let rejected = try #require(try object(receipt)["outcome"] as? [String: Any])
        #expect(rejected["kind"] as? String == "rejected")
        receipt.outcome = .revoked
        let revoked = try #require(try object(receipt)["outcome"] as? [String: Any])
        #expect(revoked["kind"] as? String == "revoked")
    }

    @Test("Each file of an archive has an outcome of its own, and an addendum says which one it is about")
    func parts() throws {
        var receipt = SampleReceipts.partly
        receipt.outcome = .takenInPart
        receipt.parts = [
            .init(path: "held.csv", records: 25, outcome: .held(reason: "x")),
            .init(path: "bad.csv", records: 0, outcome: .refused(problem: "y", remedy: "z")),
            .init(path: "photo.jpg", records: 0, outcome: nil),
        ]
        receipt.addenda = [
            .init(
                part: "held.csv", at: receipt.arrival, cause: "x", before: OutcomeCounts(), after: receipt.counts)
        ]
        let object = try object(receipt)
        #expect((object["outcome"] as? [String: Any])?["kind"] as? String == "taken-in-part")
        let parts = try #require(object["parts"] as? [[String: Any]])
        let outcomes = parts.map { $0["outcome"] as? [String: Any] }
        #expect(outcomes.map { $0?["kind"] as? String } == ["held", "refused", nil])
        #expect(outcomes[0]?["reason"] as? String == "x")
        #expect(parts.map { $0["unused"] as? Bool } == [false, false, true])
        #expect(parts.map { $0["remedy"] as? String } == [nil, "z", nil])
        #expect((object["addenda"] as? [[String: Any]])?.first?["part"] as? String == "held.csv")
    }

    @Test("The keys always stand in the same order")
    func order() {
        let json = SampleReceipts.partly.json(in: .english)
        let keys = json.matches(of: #/(?m)^  "(\w+)":/#).map { String($0.1) }
        #expect(
            keys == [
                "receipt", "language", "project", "submission", "path", "submitter", "arrival", "bytes", "sha256",
                "outcome",
                "answer", "more", "counts", "dropped", "problems", "problemCount", "mend", "earlier", "parts",
                "reading",
                "unusedColumns", "missingColumns", "notes", "addenda",
            ])
        #expect(json == SampleReceipts.partly.json(in: .english))
    }

    @Test(
        "Hostile values come back as they were, and nothing but text stands in the file",
        arguments: SampleReceipts.hostile)
    func hostile(value: String) throws {
        let receipt = SampleReceipts.hostile(value)
        #expect(try object(receipt)["path"] as? String == value)
        let json = receipt.json(in: .english)
        #expect(!json.contains("<") && !json.contains(">") && !json.contains("&"))
        #expect(!json.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
    }
}
