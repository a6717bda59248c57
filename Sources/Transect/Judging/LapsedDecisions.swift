import Deduplication
import Observations
import Storage

/// A decision about a record that the history no longer has under that name.
package struct LapsedDecision: Sendable {
    /// The record's name.
    package var record: RecordID
    /// What was decided.
    package var decision: RecordedDecision
    /// The key by which the record would be known again if it came; `nil` where none was kept.
    var key: RecordKey?
}

extension Judging {
    /// Applies a decision to a record whose name is gone, by the key that was kept with it. A record that has not come yet
    /// under that key stays out when it comes.
    ///
    /// - Returns: the place of the record, where it changes whether it is to be seen.
    mutating func applyByKey(_ recorded: RecordedDecision, _ record: RecordID) throws -> UInt32? {
        let kept = recorded.decision.keys?["\(record)"]
        guard let kept, let key = kept.recordKey else {
            lapsed.append(LapsedDecision(record: record, decision: recorded))
            return nil
        }
        let entry = try deduplicator.entries(for: [key])[0]
        let isKnown = entry.map { $0.state != .replaced } ?? false
        if !isKnown { lapsed.append(LapsedDecision(record: record, decision: recorded, key: key)) }
        switch recorded.decision.kind {
        case .withdraw: return try deduplicator.withdraw(key, revision: kept.order)
        case .restore where isKnown:
            // Nothing is left to be told about the withdrawal.
            lapsed.removeAll { $0.key == key }
            return try deduplicator.restore(key)
        default: return nil
        }
    }

    /// Takes note of the records that have come: a decision that knows one of them by its key has not lapsed.
    mutating func meet(_ verdicts: Verdicts) {
        let awaited = Set(lapsed.compactMap(\.key))
        guard !awaited.isEmpty else { return }
        let met = Set(verdicts.outcomes.indices.lazy.map { verdicts.key(of: $0) }.filter { awaited.contains($0) })
        lapsed.removeAll { $0.key.map { met.contains($0) } ?? false }
    }
}
