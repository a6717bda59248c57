import Observations

extension ContributorSummary {
    /// The page: thanks and what the contributions became, all counts together, and every file with its receipt.
    package func html(in language: Language) -> String {
        let title =
            submitter.isEmpty ? language.say(.yourContributions) : language.say(.contributionsOf, submitter)
        return Markup.page(language, title: title) { page in
            page.head(project: project, title: title)
            page.thanks(self)
            let counts = total
            if counts.records > 0 {
                page.section(.allFiles) { $0.counts(counts, settled: settled, total: .inAllFiles) }
            }
            if !submissions.isEmpty { page.section(.yourFiles) { $0.files(submissions) } }
        }
    }

    /// The files that were taken. What is held has no outcome yet.
    private var judged: [Submission] { submissions.filter(\.outcome.isTaken) }

    /// The counts of all files together.
    fileprivate var total: OutcomeCounts { judged.reduce(OutcomeCounts()) { $0 + $1.counts } }

    /// How many quarantined records of all files do not wait any more.
    private var settled: Int { judged.reduce(0) { $0 + $1.settled } }
}

extension Markup {
    fileprivate mutating func thanks(_ summary: ContributorSummary) {
        add("<section class=\"answer good\">\n<p class=\"lead\">")
        add(.thankYou)
        add("</p>\n")
        if summary.submissions.isEmpty {
            paragraph(language.say(.noFiles))
        } else {
            paragraph(language.say(.files, summary.submissions.count))
        }
        if let published = summary.published, published.records > 0 || published.decidedSubjects > 0 {
            paragraph(language.say(.published, published.records))
            if published.decidedSubjects > 0 { paragraph(language.say(.decided, published.decidedSubjects)) }
            paragraph(language.say(.inVersion, String(published.version)))
        } else if summary.total.accepted > 0 {
            paragraph(language.say(.notPublished))
        }
        add("</section>\n")
    }

    fileprivate mutating func files(_ submissions: [ContributorSummary.Submission]) {
        table([.fileName, .arrived, .status, .partRecords, .quarantined], rows: submissions.count) {
            page, row, column in
            let submission = submissions[row]
            switch column {
            case 0: page.links(to: submission)
            case 1: page.add(words: page.language.day(submission.arrival))
            case 2:
                let status = submission.status
                page.add("<span class=\"tag ")
                page.add(status.tone.name)
                page.add("\">")
                page.add(status.words)
                page.add("</span>")
            case 3: page.add(submission.counts.records)
            default: page.mend(submission)
            }
        }
    }

    private mutating func links(to submission: ContributorSummary.Submission) {
        if let receipt = submission.receipt {
            add(linkTo: receipt) { $0.add(value: submission.path) }
        } else {
            add(value: submission.path)
        }
    }

    private mutating func mend(_ submission: ContributorSummary.Submission) {
        if submission.waiting > 0, let file = submission.mendFile {
            add(linkTo: file) { link in
                link.add(.openMendFile)
                link.add(" (")
                link.add(submission.waiting)
                link.add(")")
            }
        } else {
            add(submission.waiting)
        }
    }
}
