import Observations
import Receipts
import Testing

@Suite("Receipts as text")
struct ReceiptTextTests {
    @Test("The answer comes first, then counts that add up, then what to mend")
    func order() throws {
        let text = SampleReceipts.partly.text(in: .english)
        #expect(
            text.hasPrefix(
                "Garden birds of the valley\nReceipt for maria/may-count.csv\n\nPartly. Records taken: 20 of 22.\n"
            ))
        #expect(text.contains("  15  New records taken\n"))
        #expect(text.contains("  --\n  22  Records in the file\n"))
        #expect(
            text.contains(
                "* Row 14, column Breite: 152,2\n  152,2 in column Breite is no decimalLatitude: it must lie between -90 and 90. Correct the value.\n"
            ))
        #expect(text.contains("* 1,204 values, the first: 52,2297 in Breite was read as 52.2297.\n"))
        #expect(text.contains("* header: line 1 (declared)\n"))
        #expect(text.contains("20 May 2026, 21:04 UTC · Submission 12"))
        let places = [
            "Partly", "What became of", "What to mend", "What you had sent", "How the file", "About this file",
        ]
        .map { text.firstRange(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }

    @Test("Every outcome of a file has its own answer")
    func answers() {
        func answer(_ change: (inout Receipt) -> Void) -> String {
            var receipt = Receipt()
            receipt.path = "a.csv"
            change(&receipt)
            return receipt.text(in: .english).split(separator: "\n").dropFirst().first.map(String.init) ?? ""
        }
        #expect(answer { $0.counts.accepted = 1 } == "Yes, it worked: your record arrived, and all is well.")
        #expect(answer { $0.counts.accepted = 2 } == "Yes, it worked: all 2 records arrived, and all is well.")
        #expect(answer { $0.counts.duplicates = 2 }.hasPrefix("All is well: everything in this file was here already"))
        #expect(answer { $0.counts.quarantined = 2 } == "Not yet: no record of this file could be taken.")
        #expect(answer { _ in } == "This file has no records in it.")
        #expect(answer { $0.outcome = .refused(problem: "x", remedy: "y") } == "No, this file could not be read.")
        #expect(answer { $0.outcome = .readInPart(problem: "x", remedy: "y") }.hasPrefix("Only in part"))
        #expect(answer { $0.outcome = .held(reason: "x") }.hasPrefix("Not yet: somebody"))
        #expect(
            answer { $0.outcome = .repeats(submission: 3, path: "b.csv") }
                == "All is well: the very same file came before, as b.csv (submission 3). Nothing has changed.")
        #expect(answer { $0.outcome = .rejected }.hasPrefix("The project has decided not to take this"))
        #expect(answer { $0.outcome = .revoked }.hasPrefix("This file was taken out again"))
    }

    @Test(
        "Where the project has decided about a file, its receipt says whom to ask, and promises no repair",
        arguments: [Receipt.FileOutcome.rejected, .revoked])
    func decided(outcome: Receipt.FileOutcome) {
        var receipt = Receipt()
        receipt.outcome = outcome
        for text in [receipt.text(in: .english), receipt.html(in: .english), receipt.json(in: .english)] {
            #expect(text.contains("ask the project"))
            #expect(!text.contains("small repair") && !text.contains("no records in it"))
        }
    }

    @Test("A refusal says what is wrong and what to do")
    func refusal() {
        var receipt = Receipt()
        receipt.outcome = .refused(problem: "the file is empty", remedy: "Send the whole file again.")
        let text = receipt.text(in: .english)
        #expect(text.contains("What is wrong: the file is empty.\nWhat to do: Send the whole file again.\n"))
    }

    @Test(
        "No control character and nothing that turns the writing reaches a terminal", arguments: SampleReceipts.hostile)
    func hostile(value: String) {
        for language in Language.all {
            let text = SampleReceipts.hostile(value).text(in: language)
            let harmful = text.unicodeScalars.filter { scalar in
                switch scalar.value {
                case 0x0A: false
                case 0..<0x20, 0x7F..<0xA0, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
                    0xE0000...0xE0FFF:
                    true
                default: false
                }
            }
            #expect(harmful.isEmpty)
            #expect(text.utf8.count < 100_000)
            #expect(!text.contains("\n" + "</style"))
        }
    }

    @Test("What could not be seen is shown by a sign or by its number")
    func visible() {
        var receipt = Receipt()
        receipt.path = "a\u{1B}[1m\u{202E}\u{0}\u{9B}.csv"
        #expect(receipt.text(in: .english).contains("a␛[1m⟨U+202E⟩␀⟨U+009B⟩.csv"))
    }
}
