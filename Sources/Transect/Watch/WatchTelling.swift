/// What is worth telling of one run after another: what it took, and of what waits or is not taken only what is new.
package struct WatchTelling {
    private var told: Set<String> = []

    /// Nothing has been told yet.
    package init() {}

    /// The lines about a run; none where nothing happened.
    package mutating func lines(of report: RunReport) -> [String] {
        var brief = report
        (brief.skipped, brief.unmatched, brief.waitingFiles) = ([], [], [])
        let standing =
            report.skipped.map { "  \($0.path.onOneLine): not taken: \($0.reason)" }
            + report.unmatched.map { "  \($0.onOneLine): no source of the pipeline takes it" }
            + report.waitingFiles.map { "  \($0.path.onOneLine): waits: \($0.reason.text(for: $0.path).onOneLine)" }
        defer { told = Set(standing) }
        let new = standing.filter { !told.contains($0) }
        let happened = !report.submissions.isEmpty || report.anew != nil || report.needsDecision
        return (happened ? [brief.text] : brief.originalsText) + new
    }
}
