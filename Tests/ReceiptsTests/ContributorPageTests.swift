import Observations
import Receipts
import Testing

@Suite("The page of a contributor")
struct ContributorPageTests {
    private func summary(_ name: String = "maria/may-count.csv") -> ContributorSummary {
        var summary = ContributorSummary()
        summary.project = "Garden birds of the valley"
        summary.submitter = "maria"
        var counts = OutcomeCounts()
        counts.accepted = 1_200
        counts.quarantined = 4
        summary.submissions = [
            .init(
                sequence: 12, path: name, arrival: Instant(seconds: 1_779_311_045), outcome: .taken, counts: counts,
                receipt: "may-count.csv.html", mendFile: "may-count.mend.csv"),
            .init(
                sequence: 9, path: "maria/photo.jpg", arrival: Instant(seconds: 1_779_211_045),
                outcome: .refused(problem: "x", remedy: "y"), counts: OutcomeCounts(), receipt: "photo.jpg.html"),
        ]
        summary.published = .init(version: 3, records: 1_200, decidedSubjects: 85)
        return summary
    }

    @Test("It thanks with what the contributions became, and links to every receipt")
    func thanks() {
        let html = summary().html(in: .english)
        #expect(html.contains("Thank you!"))
        #expect(html.contains("<bdi>1,200</bdi> of your records are published."))
        #expect(html.contains("you have decided <bdi>85</bdi> questions."))
        #expect(html.contains("version <bdi>3</bdi> of the dataset"))
        #expect(html.contains("<a href=\"./may-count.csv.html\">") && html.contains("<a href=\"./photo.jpg.html\">"))
        #expect(html.contains("Taken in part") && html.contains("Not read"))
    }

    @Test("A file that the project has not taken, or has taken out again, is told so and counts for nothing")
    func decided() {
        for (outcome, words) in [
            (Receipt.FileOutcome.rejected, "Not taken"), (.revoked, "Taken out again"),
        ] {
            var summary = summary()
            summary.published = nil
            summary.submissions[0].outcome = outcome
            let html = summary.html(in: .english)
            #expect(html.contains(">\(words)<") && !html.contains("Taken in part"))
            #expect(!html.contains("All files together") && !html.contains("in the next version"))
        }
    }

    @Test("An archive can be taken in part, and of a file that is held nothing waits to be mended")
    func takenInPart() {
        var summary = summary()
        summary.submissions[0].outcome = .takenInPart
        #expect(summary.html(in: .english).contains("<span class=\"tag partly\">Taken in part</span>"))
        #expect(summary.html(in: .english).contains("Mend file (4)</a>"))
        summary.submissions[0].counts.accepted = 0
        #expect(summary.html(in: .english).contains("<span class=\"tag bad\">To be mended</span>"))
        summary.submissions[0].counts = OutcomeCounts()
        #expect(summary.html(in: .english).contains("<span class=\"tag bad\">Not taken</span>"))
        summary = self.summary()
        summary.submissions[0].outcome = .held(reason: "x")
        let html = summary.html(in: .english)
        #expect(html.contains(">Waiting for the project<") && !html.contains("Mend file"))
    }

    @Test("Where some rows were mended since, only the others wait, and the counts still add up")
    func mendedInPart() {
        var summary = summary()
        summary.submissions[0].settled = 3
        let html = summary.html(in: .english)
        #expect(html.contains("</i>Mended or sent again since</th><td>3</td>"))
        #expect(html.contains("</i>Waiting to be mended</th><td>1</td>"))
        #expect(html.contains("Records in all files</th><td>1,204</td>"))
        #expect(html.contains("Mend file (1)</a>") && html.contains("Taken in part"))
    }

    @Test("Where nothing waits to be mended any more, nothing is offered for it")
    func mended() {
        var summary = summary()
        summary.submissions[0].settled = 4
        var html = summary.html(in: .english)
        #expect(html.contains("<span class=\"tag good\">Taken</span>"))
        #expect(html.contains("</i>Mended or sent again since</th><td>4</td>"))
        #expect(!html.contains("Mend file") && !html.contains("</i>Waiting to be mended"))
        summary.submissions[0].counts.accepted = 0
        html = summary.html(in: .english)
        #expect(html.contains("<span class=\"tag good\">Mended or sent again since</span>"))
        summary.submissions[0].settled = 0
        #expect(summary.html(in: .english).contains("<span class=\"tag bad\">To be mended</span>"))
        #expect(!summary.html(in: .english).contains("Mended or sent again since"))
    }

    @Test("Who has sent nothing yet is told what will be here")
    func empty() {
        #expect(ContributorSummary().html(in: .english).contains("Nothing has arrived yet."))
    }

    @Test("Names of files are only ever text", arguments: SampleReceipts.hostile)
    func hostile(name: String) {
        let plain = summary("plain").html(in: .english).matches(of: #/<[^>]*>/#).map { String($0.0) }
        #expect(summary(name).html(in: .english).matches(of: #/<[^>]*>/#).map { String($0.0) } == plain)
    }
}
