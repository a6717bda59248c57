import Observations
import Storage

/// What one submitter has in the drop folder, has sent, and what became of it.
struct SubmitterStanding {
    /// Submissions and what became of their records.
    struct Sent {
        /// How many submissions are in which state.
        private(set) var states: [SubmissionState: Int] = [:]
        /// What became of the records of those that count.
        private(set) var counts = OutcomeCounts()
        /// How many of the quarantined ones do not wait any more: they were mended, or their file was sent again.
        private(set) var settled = 0

        /// How many records wait to be mended.
        var toMend: Int { counts.quarantined - settled }

        /// How many submissions, in whatever state.
        var submissions: Int { states.values.reduce(0, +) }

        mutating func add(_ totals: SubmissionTotals) {
            states[totals.state, default: 0] += totals.submissions
            // The counts of one that is held or is out only say what would become, or once became, of its records.
            if totals.state != .held, !totals.state.isOut { counts = counts + totals.counts }
            settled += totals.settled
        }

        mutating func add(_ other: Sent) {
            states.merge(other.states, uniquingKeysWith: +)
            counts = counts + other.counts
            settled += other.settled
        }

        /// How many submissions are in one of some states.
        func count(_ wanted: SubmissionState...) -> Int { count(wanted) }

        /// How many submissions are in one of some states.
        func count(_ wanted: [SubmissionState]) -> Int { wanted.reduce(0) { $0 + (states[$1] ?? 0) } }

        /// `3 submissions (1 held), 4 records: 3 accepted, 1 quarantined, 0 duplicates`
        var words: String {
            let asides = [
                (count(.claimed), "to be judged"), (count(.duplicate), "sent before"), (count(.refused), "refused"),
                (count(.held), "held"), (count(SubmissionState.out), "out again"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            let aside = asides.isEmpty ? "" : " (\(asides.joined(separator: ", ")))"
            return """
                \(counted(submissions, "submission"))\(aside), \(counted(counts.records, "record")): \
                \(counts.words(settled: settled))
                """
        }
    }

    /// Who; empty where nobody is named.
    let name: String
    /// Files in the drop folder that were not taken yet.
    var waiting = 0
    /// Everything that ever came.
    var all = Sent()
    /// What came in the last 24 hours.
    var lastDay = Sent()
    /// What came in the last 30 days.
    var lastMonth = Sent()
    /// When the newest submission arrived; `nil` where none has.
    var newestArrival: Instant?

    private init(_ name: String) { self.name = name }

    /// The name as people see it.
    var shownName: String { name.isEmpty ? "(no submitter)" : name.onOneLine }

    /// Everybody who has ever sent something or has a file waiting, in byte order of the names.
    ///
    /// - Parameter now: the instant back from which the last 24 hours and 30 days are counted.
    static func all(_ ledger: Ledger?, waiting: [Delivery], now: Instant) throws -> [SubmitterStanding] {
        var standings: [ExactName: SubmitterStanding] = [:]
        func change(_ name: String, _ body: (inout SubmitterStanding) -> Void) {
            body(&standings[ExactName(name), default: SubmitterStanding(name)])
        }
        for delivery in waiting { change(delivery.submitter) { $0.waiting += 1 } }
        for totals in try ledger?.totals() ?? [] {
            change(totals.submitter) { standing in
                standing.all.add(totals)
                let newest = Instant(seconds: totals.newestArrival)
                standing.newestArrival = max(standing.newestArrival ?? newest, newest)
            }
        }
        for totals in try ledger?.totals(since: now.dayBefore.seconds) ?? [] {
            change(totals.submitter) { $0.lastDay.add(totals) }
        }
        for totals in try ledger?.totals(since: now.monthBefore.seconds) ?? [] {
            change(totals.submitter) { $0.lastMonth.add(totals) }
        }
        return standings.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension Instant {
    /// 24 hours before.
    var dayBefore: Instant { Instant(seconds: seconds - 86_400) }
    /// 30 days before.
    var monthBefore: Instant { Instant(seconds: seconds - 30 * 86_400) }
}
