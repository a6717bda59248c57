import Observations
import Storage

extension HoldLimits {
    /// Why a submission is to be held instead of published; `nil` where it is not.
    ///
    /// - Parameters:
    ///   - counts: what would become of its records.
    ///   - dropped: how many records of its series it would take out of the dataset, of how many.
    func reason(_ counts: OutcomeCounts, dropped: (count: Int, of: Int)) -> HoldReason? {
        if let limit = self.dropped, holdsDropped(dropped.count, of: dropped.of, sent: counts.records) {
            return HoldReason(
                kind: .dropped, share: Double(dropped.count) / Double(dropped.of), limit: limit,
                count: dropped.count, of: dropped.of)
        }
        if let limit = quarantined, holdsQuarantined(counts.quarantined, of: counts.records) {
            return HoldReason(
                kind: .quarantined, share: Double(counts.quarantined) / Double(counts.records), limit: limit,
                count: counts.quarantined, of: counts.records)
        }
        return nil
    }
}

extension HoldReason {
    /// Why, in English words for the project's scientist.
    package var text: String { wording.description }

    /// Why, in words that receipts say in other languages.
    package var wording: Wording {
        let (share, limit) = (HoldReason.percent(share), HoldReason.percent(limit))
        return switch kind {
        case .quarantined:
            "\(count) of its \(of) records would be quarantined (\(share); the limit is \(limit))"
        case .dropped:
            "it leaves out \(count) of the \(of) records that its series had (\(share); the limit is \(limit))"
        case .records:
            "with its \(of) records its submitter would bring \(count) in one night (the limit is \(Int(self.limit)))"
        }
    }

    /// A share in whole per cent.
    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
