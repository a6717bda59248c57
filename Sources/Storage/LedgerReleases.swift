import GRDB

/// A version that was given a name and is kept for ever.
package struct Release: Sendable, Equatable {
    /// The version's number.
    package var version: Int
    /// Its name, such as `2026.1`.
    package var name: String
    /// Its DOI, where one was recorded.
    package var doi: String?
    /// The event of the release.
    package var event: Int64
    /// When it was released, in seconds since 1970 (UTC).
    package var at: Int64
}

extension Ledger {
    /// All releases, by their versions. A version becomes one by a decision of kind `release`.
    package func releases() throws -> [Release] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT version, name, doi, event, at FROM release JOIN event ON event.id = release.event
                    ORDER BY version
                    """
            ).map { Release(version: $0[0], name: $0[1], doi: $0[2], event: $0[3], at: $0[4]) }
        }
    }
}
