import Files
import Foundation
import Observations
import Storage
import Testing
import Transect

/// Plays a random history into a project of its own.
private final class Stage {
    let project: SmallProject
    private let definitions: [String]
    private var clock: Int64 = 1_777_600_000

    init(_ definitions: [String]) throws {
        self.definitions = definitions
        project = try SmallProject(definitions[0])
        // The same key everywhere: pseudonyms hang on it, and with them the order of votes.
        try project.put(String(repeating: "k", count: 32), at: "store/key")
    }

    /// What happens, happens in the given order; after those whose number is in `nights` the project is judged and
    /// published.
    func play(_ happenings: [Happening], nights: Set<Int>, crashes: Dice? = nil) async throws {
        var crashes = crashes
        for (index, happening) in happenings.enumerated() {
            clock += 3600
            switch happening {
            case .definition(let number): try project.write(pipeline: definitions[number])
            case .file(let path, let text):
                try project.put(text, at: "drop/" + path)
                try await take()
            case .decision(let decision):
                // Who decides about a submission or a record has seen what a night has made of it.
                if decision.kind != .decide { try await night(nil) }
                try record(decision)
            }
            guard nights.contains(index) || index == happenings.count - 1 else { continue }
            if var dice = crashes {
                // The machine stops at some operation, once or several times, then the night is run again.
                for _ in 0..<dice.below(3) { _ = try? await night(FaultPlan(.crash, at: dice.below(160) + 1)) }
                crashes = dice
            }
            try await night(nil)
        }
    }

    private func run(_ plan: FaultPlan?) throws -> (Run, Store) {
        var options = RunOptions(threads: 2, now: Instant(seconds: clock))
        options.adopts = true
        options.publishesAnyway = true
        let disk = plan.map { Disk(faults: $0) } ?? Disk()
        let run = try Run(project: Project(root: project.path), disk: disk, options: options)
        return (run, Store(root: project.path + "/store", disk: disk))
    }

    private func take() async throws {
        let (run, store) = try run(nil)
        try store.prepare()
        let ledger = try Ledger(store)
        var report = RunReport()
        try await run.claim(store, ledger, &report).settle()
    }

    private func record(_ decision: Decision) throws {
        let (_, store) = try run(nil)
        try store.prepare()
        let ledger = try Ledger(store)
        let records = (decision.records ?? []).compactMap { RecordID($0) }
        // A decision that makes no sense at this point is refused, and so no event; it is refused at every spreading.
        guard try !RecordLookup(store: store, segments: ledger.segments()).places(of: records).contains(nil) else {
            return
        }
        var decision = decision
        if !records.isEmpty {
            let deciding = try Deciding(
                project: Project(root: project.path), disk: Disk(), now: Instant(seconds: clock))
            decision.keys = try deciding.keys(of: records)
        }
        _ = try? ledger.record(decision, at: clock)
    }

    private func night(_ plan: FaultPlan?) async throws { _ = try await run(plan).0.execute() }

    /// A history in which little happens would prove little.
    func expectVariety(hasKeys: Bool) throws {
        let ledger = try Ledger(Store(root: project.path + "/store", disk: Disk()))
        let submissions = try ledger.submissions()
        let counts = submissions.reduce(OutcomeCounts()) { $0 + $1.counts }
        #expect(submissions.count > 100)
        #expect(counts.accepted > 100 && counts.corrections > 10, "\(counts)")
        #expect(counts.quarantined > 10 && counts.duplicates > 10, "\(counts)")
        #expect(submissions.contains { $0.dropped > 0 })
        #expect(submissions.contains { $0.hold != nil } && counts.withdrawals > 0 || !hasKeys)
        let kinds = Set(try ledger.events().map(\.kind))
        #expect(kinds.isSuperset(of: [.claim, .edition, .publication, .withdraw, .restore, .revoke, .decide]))
    }

    /// The files whose content must not depend on how events were spread over nights.
    func content() -> [String: String] {
        var files: [String: String] = [:]
        for name in ["observations", "consensus", "votes", "contributors", "findings", "decisions"] {
            files[name] = project.published(name + ".csv") ?? "(none)"
        }
        return files
    }
}

/// With `TRANSECT_EXHAUSTIVE=1` many more; with `TRANSECT_EXHAUSTIVE=11,14` those.
private let seeds: [(UInt64, Bool)] = {
    let environment = ProcessInfo.processInfo.environment
    guard let asked = environment["TRANSECT_EXHAUSTIVE"] else { return [(1, true), (3, false)] }
    let numbers = asked == "1" ? Array(1...20) : asked.split(separator: ",").compactMap { UInt64($0) }
    return numbers.flatMap { [($0, true), ($0, false)] }
}()

@Suite struct HistoryPropertyTests {
    @Test(
        "Random histories give the same content however they are spread over nights and wherever they are killed, and are proved",
        arguments: seeds)
    func spreading(seed: UInt64, hasKeys: Bool) async throws {
        let history = RandomHistory(seed: seed, events: 200, hasKeys: hasKeys).happenings
        let definitions = hasKeys ? RandomHistory.definitions : RandomHistory.keyless
        let atOnce = try Stage(definitions)
        try await atOnce.play(history, nights: [])
        var dice = Dice(seed &+ 1000)
        let some = Set((0..<12).map { _ in dice.below(history.count) })
        let many = Set((0..<60).map { _ in dice.below(history.count) })
        let spread = try Stage(definitions)
        try await spread.play(history, nights: some)
        let killed = try Stage(definitions)
        try await killed.play(history, nights: many, crashes: dice)
        #expect(try same(atOnce, spread))
        #expect(try same(atOnce, killed))
        try spread.expectVariety(hasKeys: hasKeys)
        for stage in [spread, killed] {
            let report = try await Rebuild(
                project: Project(root: stage.project.path), disk: Disk(),
                options: RunOptions(threads: 2, now: Instant(seconds: 1_800_000_000))
            ).run()
            #expect(report.versions.allSatisfy { $0.verdict == .proved }, "\(report.text)")
            #expect(report.versions.count > 1)
        }
    }

    private func same(_ first: Stage, _ second: Stage) throws -> Bool {
        let (a, b) = (first.content(), second.content())
        for name in a.keys.sorted() where a[name] != b[name] {
            let (left, right) = ((a[name] ?? "").split(separator: "\n"), (b[name] ?? "").split(separator: "\n"))
            let line = zip(left, right).enumerated().first { $1.0 != $1.1 }
            Issue.record(
                "\(name): \(left.count) and \(right.count) lines; first difference \(line.map { "\($0)" } ?? "")")
        }
        return a == b
    }
}
