import Deduplication
import Observations
import Storage

/// What a night has prepared and not yet committed.
struct Night {
    /// What the ledger is to record, but for the keys.
    var result: NightResult
    /// The keys, which are still being put in order.
    var keys: Beside<KeyRuns>
    /// Rows that were quarantined, for the receipts.
    var refused = RefusedRows()

    /// Waits until nothing is written any more, where the night is not committed.
    func comeToRest() async { _ = try? await keys.value }
}

extension Run {
    /// Judges what waits: what this run has claimed, what an interrupted one had, decisions about records, or, under a
    /// changed history, everything.
    ///
    /// What is accepted lies in files of the store when this returns, but is true only after `commit`.
    func judge(
        _ store: Store, _ ledger: Ledger, _ claims: Claims, anew: JudgedAnew?, _ report: inout RunReport
    ) async throws -> Night? {
        let workload = try workload(ledger, claims, anew: anew)
        guard !workload.isEmpty else { return nil }
        report.anew = anew
        progress(RunProgress(isStart: true, text: "Judging \(counted(workload.submissions.count, "file"))", share: 0))
        var held: [UInt32: HeldSubmission] = [:]
        while true {
            do {
                var judging = try Judging(self, workload, store: store, ledger: ledger, known: held)
                try await judging.judgeAll()
                report.lapsed = judging.lapsed
                var (night, lines, rules) = try await judging.finish()
                report.submissions = (report.submissions + lines).sorted { $0.sequence < $1.sequence }
                report.rules = rules
                night.result.judgedUnder = try judgedUnder(ledger).text
                night.result.appliedThrough = workload.lastDecision
                night.result.cause = report.anew?.cause
                return night
            } catch let late as HeldTooLate {
                held[late.submission] = late.held
                try await claims.settle()
                // What the attempt has written is known to nobody.
                _ = try store.recover(ledger: ledger)
            }
        }
    }

    /// Makes the night true, in one transaction.
    func commit(_ night: Night?, _ store: Store, _ ledger: Ledger) async throws {
        guard var night else { return }
        var keys = try await night.keys.value
        night.result.keyRunsAdded = keys.added
        night.result.keyRunsRemoved = keys.removed
        try useEdition(ledger)
        try ledger.commitNight(night.result)
        try keys.removeReplacedFiles()
        if night.result.replacesAll { _ = try store.recover(ledger: ledger) }
    }
}
