extension Ledger {
    /// Why decisions cannot be taken as things are, each looked at by itself; `nil` for those that can.
    package func objections(to decisions: [Decision]) throws -> [StoreError?] {
        try read { database in
            let rules = DecisionRules(database: database)
            return try decisions.map { decision in
                do {
                    try rules.check(decision)
                    return nil
                } catch let objection as StoreError where objection.kind == .decision {
                    return objection
                }
            }
        }
    }

    /// Records several decisions, each as an event of its own, in one transaction: all or none.
    ///
    /// - Throws: `StoreError` of kind `decision` where one of them cannot be taken, given those before it.
    @discardableResult
    package func record(_ decisions: [Decision], at: Int64) throws -> [LedgerEvent] {
        try write { database in try decisions.map { try record($0, at: at, database) } }
    }
}
