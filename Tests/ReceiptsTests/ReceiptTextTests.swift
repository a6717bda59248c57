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

    @Test("Of an archive in which files fared differently, it says so first, and of each file what became of it")
    func archive() {
        var receipt = Receipt()
        receipt.outcome = .takenInPart
        receipt.counts.accepted = 1
        receipt.counts.quarantined = 1
        receipt.parts = [
            .init(path: "ok.csv", records: 2, outcome: .taken),
            .init(path: "held.csv", records: 25, outcome: .held(reason: "x")),
            .init(path: "no.csv", records: 0, outcome: .rejected),
            .init(path: "out.csv", records: 0, outcome: .revoked),
            .init(path: "bad.csv", records: 0, outcome: .refused(problem: "y", remedy: "z")),
            .init(path: "twin.csv", records: 0, outcome: .repeats(submission: 3, path: "b.csv")),
            .init(path: "photo.jpg", records: 0, outcome: nil),
        ]
        receipt.addenda = [
            .init(
                part: "out.csv", at: Instant(seconds: 1_779_311_045), cause: "x", before: receipt.counts,
                after: OutcomeCounts())
        ]
        let text = receipt.text(in: .english)
        #expect(text.contains("\nPartly: not everything in this archive was taken.\nWhat became of each file stands"))
        #expect(text.contains("\n1 record waits for you to mend it.\n") && !text.contains("all is well"))
        #expect(text.contains("  2  Records in the files that were taken\n"))
        #expect(text.contains("* ok.csv: 2 records\n* held.csv: 25 records\n  Not yet: somebody from the project"))
        #expect(text.contains("do anything.\n  Why: x.\n* no.csv: 0 records\n  The project has decided not to take"))
        #expect(text.contains("* out.csv: 0 records\n  This file was taken out again"))
        #expect(text.contains("* bad.csv: 0 records\n  What is wrong: y.\n  What to do: z\n"))
        #expect(text.contains("* twin.csv: 0 records\n  All is well: the very same file came before, as b.csv"))
        #expect(text.contains("* photo.jpg: The project does not use files of this kind.\n"))
        #expect(text.contains("* 20 May 2026, out.csv: x\n"))
        let html = receipt.html(in: .english)
        #expect(html.contains("look at this file first") && html.contains(", <bdi>out.csv</bdi>: x"))
        receipt.counts.accepted = 0
        #expect(receipt.text(in: .english).contains("Not yet: no record of this file could be taken."))
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
