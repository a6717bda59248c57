import Files
import GRDB
import Observations

/// What a submitter has delivered in one night.
package struct NightDelivery: Sendable, Equatable {
    /// How many files were taken.
    package var files = 0
    /// How many bytes these have.
    package var bytes: Int64 = 0

    /// Nothing.
    package init() {}
}

extension Ledger {
    /// What every submitter has delivered from an instant on, bulk loads aside.
    ///
    /// - Parameter start: in seconds since 1970 (UTC). Files are numbered as they arrive, so that only the last ones are
    ///   looked at.
    package func deliveries(since start: Int64) throws -> [ExactName: NightDelivery] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT name, bytes, arrival, is_import
                    FROM submission JOIN submitter ON submitter.id = submission.submitter ORDER BY sequence DESC
                    """)
            var deliveries: [ExactName: NightDelivery] = [:]
            while let row = try rows.next(), row[2] as Int64 >= start {
                guard !(row[3] as Bool) else { continue }
                let submitter = ExactName(row[0] as String)
                deliveries[submitter, default: NightDelivery()].files += 1
                deliveries[submitter, default: NightDelivery()].bytes += row[1] as Int64
            }
            return deliveries
        }
    }

    /// How many records of each submitter were taken in of files that arrived in a span of time, bulk loads and what is
    /// held aside.
    package func recordsTaken(arrivedIn span: Range<Int64>) throws -> [(submitter: String, records: Int)] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT name, sum(accepted + corrections + quarantined + duplicates + withdrawals)
                    FROM submission JOIN submitter ON submitter.id = submission.submitter
                    WHERE arrival >= ? AND arrival < ? AND state = 'judged' AND NOT is_import GROUP BY name
                    """, arguments: [span.lowerBound, span.upperBound])
            return rows.map { (submitter: $0[0] as String, records: $0[1] as Int) }
        }
    }

    /// The submissions that these very files became and that have been judged, by path: the same path, size, modification
    /// time and inode.
    package func judged(_ deliveries: [Delivery]) throws -> [(delivery: Delivery, submission: UInt32)] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT max(sequence) FROM submission
                    WHERE path = ? AND bytes = ? AND modified_ns = ? AND inode = ? AND device = ? AND state <> 'claimed'
                    """)
            return try deliveries.compactMap { delivery in
                let identity = delivery.identity
                let sequence = try UInt32.fetchOne(
                    statement,
                    arguments: [
                        delivery.path, identity.size, identity.modifiedNanoseconds, Int64(bitPattern: identity.inode),
                        Int64(bitPattern: identity.device),
                    ])
                return sequence.map { (delivery, $0) }
            }
        }
    }
}
