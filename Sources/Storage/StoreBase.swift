import Files

/// What a store goes on from without changing it: another store's archive and key, and, where its ledger is a copy of the
/// other's, also the other's segments, findings and key runs.
package struct StoreBase: Sendable {
    let root: String
    /// The greatest numbers of the files that lie there and not here.
    let segments: Int
    let findings: Int
    let keyRuns: Int

    /// All that another store holds now, for a ledger that is a copy of its own.
    package init(_ store: Store, ledger: Ledger) throws {
        root = store.root
        segments = try ledger.nextSegmentNumber() - 1
        findings = try ledger.nextFindingsNumber() - 1
        keyRuns = try ledger.keyRuns().last?.number ?? 0
    }

    /// Another store's archive and key alone, for a history that is judged anew.
    package init(archiveOf store: Store) {
        root = store.root
        segments = 0
        findings = 0
        keyRuns = 0
    }
}
