import Observations
import Storage

/// What a new edition does to the submissions that were judged before it.
package struct EditionShift: Sendable, Equatable {
    /// Records accepted before, corrections too.
    package var acceptedBefore = 0
    /// Of those, how many fewer there are in the submissions that lose some.
    package var lost = 0
    /// Records in the submissions that were judged before.
    package var records = 0
    /// How many more of them are quarantined.
    package var quarantined = 0

    /// The shift between two judgements of the same submissions.
    init(_ ledger: Ledger, _ judgements: [Judgement]) throws {
        var before: [UInt32: OutcomeCounts] = [:]
        for submission in try ledger.submissions(in: .judged) { before[submission.sequence] = submission.counts }
        for judgement in judgements {
            guard let old = before[judgement.submission] else { continue }
            let new = judgement.hold == nil ? judgement.counts : OutcomeCounts()
            acceptedBefore += old.accepted + old.corrections + old.duplicates
            lost += max(
                0, old.accepted + old.corrections + old.duplicates - new.accepted - new.corrections - new.duplicates)
            records += old.records
            quarantined += max(0, judgement.counts.quarantined - old.quarantined)
        }
    }

    /// Why the edition is not taken without being asked for; `nil` where it stays within the limits.
    func objection(_ limits: HoldLimits) -> String? {
        if limits.holdsDropped(lost, of: acceptedBefore) {
            return "\(lost) of \(acceptedBefore) accepted records would no longer be accepted"
        }
        if limits.holdsQuarantined(quarantined, of: records) {
            return "\(quarantined) more of \(records) records would be quarantined"
        }
        return nil
    }
}

extension Run {
    /// Whether the night's judgements are taken. A new edition that would throw out more of the history than the
    /// project's limits allow needs `--adopt`; until then the store stays as it is.
    func adopts(_ night: Night?, _ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws -> Bool {
        guard report.anew == .edition, !options.adopts, let night else { return true }
        guard let objection = try EditionShift(ledger, night.result.judgements).objection(plan.holds) else {
            return true
        }
        report.heldEdition = objection
        report.datasetRecords = try CurrentObservations(store: store, segments: ledger.segments(), terms: []).count
        // A rehearsal goes on, to show what the definition would do.
        return isRehearsal
    }
}
