import Observations
import Receipts
import Testing

@Suite("What receipts tell about single records")
struct ProblemSectionTests {
    /// A receipt with a record that was not taken and has a remark besides, and one that was taken and has a remark.
    private var receipt: Receipt {
        var receipt = SampleReceipts.partly
        receipt.problems = [
            SampleReceipts.latitude, SampleReceipts.vague(row: 14, isRefused: true),
            SampleReceipts.vague(row: 16, isRefused: false),
        ]
        receipt.problemCount = 3
        return receipt
    }

    /// What stands between two headings.
    private func part(of text: String, from start: String, to end: String) throws -> Substring {
        let first = try #require(text.firstRange(of: start))
        let rest = text[first.upperBound...]
        return rest[..<(try #require(rest.firstRange(of: end))).lowerBound]
    }

    @Test("What else was found about a record with an error stands with the error; only what was taken is called taken")
    func text() throws {
        let text = receipt.text(in: .english)
        let mend = try part(of: text, from: "What to mend\n", to: "Worth a look\n")
        #expect(mend.contains("Row 14, column Breite") && mend.contains("Row 14, column Länge"))
        #expect(!mend.contains("Row 16"))
        let look = try part(of: text, from: "Worth a look\n", to: "What you had sent before\n")
        #expect(look.contains("These records were taken.") && look.contains("Row 16, column Länge"))
        #expect(!look.contains("Row 14"))
    }

    @Test("So it is on the page")
    func page() throws {
        let html = receipt.html(in: .english)
        let mend = try part(of: html, from: "<h2>What to mend", to: "<h2>Worth a look")
        #expect(mend.matches(of: #/<tr role="row"><td/#).count == 2 && mend.contains("Länge"))
        let look = try part(of: html, from: "<h2>Worth a look", to: "<h2>What you had sent before")
        #expect(look.matches(of: #/<tr role="row"><td/#).count == 1 && look.contains("These records were taken."))
    }

    @Test("An error refuses its record, whatever else is said")
    func error() {
        #expect(SampleReceipts.latitude.isRefused && !SampleReceipts.vague(row: 1, isRefused: false).isRefused)
    }

    @Test("Of a held file nothing is said to be taken")
    func held() {
        var receipt = receipt
        receipt.outcome = .held(reason: "it leaves out much")
        let text = receipt.text(in: .english)
        #expect(text.contains("Worth a look") && text.contains("Row 16") && !text.contains("were taken"))
        #expect(!receipt.html(in: .english).contains("were taken"))
    }
}
