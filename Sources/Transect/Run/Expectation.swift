import Files
import Observations
import Storage

/// Compares what a pipeline says about its own outcome with what happens, on a store that is thrown away.
package struct Expectation {
    /// One count.
    package struct Comparison: Sendable, Equatable {
        /// Which (`records`, `accepted` …).
        package let name: String
        /// What the pipeline says.
        package let expected: Int
        /// What came out.
        package let found: Int
        /// Whether they are equal.
        package var isMet: Bool { expected == found }
    }

    private let project: Project

    /// The expectations of a project's pipeline on its drop folder.
    package init(project: Project) { self.project = project }

    /// Runs and compares.
    ///
    /// - Throws: `UsageError` if the pipeline has no `expect`.
    package func compare(now: Instant) async throws -> [Comparison] {
        let disk = Disk()
        let plan = try Plan(project: project, disk: disk)
        guard !plan.definition.expect.isEmpty else {
            throw UsageError("\(project.pipeline) has no `expect`, so there is nothing to compare.")
        }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        var options = RunOptions(publishes: false, now: now)
        options.heedsArrival = false
        let run = Run(project: project, plan: plan, disk: disk, options: options)
        let store = Store(root: scratch.path + "/store", disk: disk)
        try store.prepare()
        let counts = try await run.work(store, try Ledger(store)).counts
        return plan.definition.expect.map { expectation in
            Comparison(
                name: expectation.value.name, expected: expectation.value.value,
                found: counts.named(expectation.value.name))
        }
    }
}

extension OutcomeCounts {
    fileprivate func named(_ name: String) -> Int {
        switch name {
        case "accepted": accepted
        case "corrections": corrections
        case "quarantined": quarantined
        case "duplicates": duplicates
        case "flagged": flagged
        default: records
        }
    }
}
