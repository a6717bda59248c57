/// When a submission is held back until somebody has looked at it: a broken export shows itself by what it loses.
///
/// Growth never holds anything.
package struct HoldLimits: Sendable, Equatable {
    /// The greatest share of its series' records that a submission may drop, 0 to 1; `nil` for no limit.
    package var dropped: Double? = 0.3
    /// The greatest share of its records that may be quarantined, 0 to 1; `nil` for no limit.
    package var quarantined: Double? = 0.5

    /// Submissions with fewer records are never held for what is quarantined: two typing errors in three rows say
    /// nothing about the file.
    package static let leastRecords = 20
    /// Series with fewer records are never held for what is dropped, unless the file has no record at all.
    package static let leastSeries = 5

    /// The limits unless others are declared: 0.3 dropped, 0.5 quarantined.
    package init() {}

    /// Whether a submission is held because so many of its records are quarantined.
    package func holdsQuarantined(_ count: Int, of records: Int) -> Bool {
        records >= Self.leastRecords && Self.passes(count, of: records, quarantined)
    }

    /// Whether a submission is held because it drops so many of the records that its series had.
    ///
    /// - Parameter sent: how many records it has. An empty file in place of a short one is no state of it.
    package func holdsDropped(_ count: Int, of series: Int, sent: Int = .max) -> Bool {
        let isLargeEnough = series >= Self.leastSeries || (sent == 0 && count > 0)
        return isLargeEnough && Self.passes(count, of: series, dropped)
    }

    /// Whether a share is above a limit. One that is equal is not: 3 of 10 is 0.3, exactly the number that was
    /// declared.
    private static func passes(_ count: Int, of total: Int, _ limit: Double?) -> Bool {
        limit.map { Double(count) / Double(total) > $0 } ?? false
    }
}
