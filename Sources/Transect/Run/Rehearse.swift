import Files
import Observations
import Storage

extension Run {
    /// Does a night's work in a store of its own that goes on from the project's, publishes nothing and throws it away:
    /// so it tells exactly what a run would do, and changes nothing.
    func rehearse() async throws -> RunReport {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let real = Store(root: project.store, disk: disk)
        let known = try disk.status(real.ledgerPath) == nil ? nil : try Ledger(real)
        let store = try Store(
            root: scratch.path + "/store", disk: disk, base: known.map { try StoreBase(real, ledger: $0) })
        try store.prepare()
        try known?.copy(to: store.ledgerPath)
        let ledger = try Ledger(store)

        var run = self
        run.options.isDryRun = false
        run.options.publishes = false
        run.isRehearsal = true
        var report = try await run.work(store, ledger)
        report.isRehearsal = true
        if report.anew != nil, let known { report.effect = try effect(from: (real, known), to: (store, ledger)) }
        return report
    }

    /// How the dataset of one store differs from another's.
    private func effect(
        from before: (store: Store, ledger: Ledger), to after: (store: Store, ledger: Ledger)
    ) throws -> EditionEffect {
        let terms = plan.schema.terms
        let former = terms.enumerated().compactMap { column, term in
            plan.renamed[term.name].map { (name: $0, column: column) }
        }
        var old = try CurrentObservations(
            store: before.store, segments: before.ledger.segments(), terms: terms + former.map { Term($0.name) })
        var new = try CurrentObservations(
            store: after.store, segments: after.ledger.segments(), terms: terms)
        let findings = FindingsReader(store: after.store, files: try after.ledger.findingsFiles())
        return try EditionEffect(old: &old, new: &new, terms: terms, former: former, findings: findings)
    }
}
