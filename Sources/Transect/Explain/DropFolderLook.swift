import Files
import Intake
import Observations
import Storage

/// What lies in the drop folder and was not taken yet. Nothing is opened.
struct DropFolderLook {
    /// The files that the next run would look at, in its order, each with the reason for which an earlier run has left it.
    private(set) var waiting: [(delivery: Delivery, reason: WaitingReason?)] = []
    /// The paths of files that no source of the pipeline takes.
    private(set) var unmatched: [String] = []
    /// What is not taken, with reasons.
    private(set) var skipped: [(path: String, reason: String)] = []

    /// Looks into a project's drop folder; nothing lies in one that is not there.
    ///
    /// - Parameter ledger: `nil` before the first run, when everything is new.
    init(_ run: Run, _ ledger: Ledger?) throws {
        let drop = run.project.path(run.plan.definition.drop)
        guard try run.disk.status(drop) != nil else { return }
        let scan = try DropFolder(root: drop, disk: run.disk, rules: run.plan.definition.arrival).scan()
        let (deliveries, unmatched, unnamed) = run.matched(scan.arrivals)
        self.unmatched = unmatched
        skipped = (scan.skipped + unnamed).map { ($0.path, $0.reason) }
        let reasons = try ledger?.waitingFiles() ?? [:]
        waiting = try (ledger?.unknown(among: deliveries) ?? deliveries).map { ($0, reasons[$0.identity]?.reason) }
    }

    /// For people: a sentence, and a line for each file.
    var lines: [String] {
        let shown = 20
        let verb = waiting.count == 1 ? "waits" : "wait"
        var lines = ["\(counted(waiting.count, "file")) \(verb) in the drop folder."]
        lines += waiting.prefix(shown).map { file in
            "  \(file.delivery.path.onOneLine)"
                + (file.reason.map { ": " + $0.text(for: file.delivery.path).onOneLine } ?? "")
        }
        if waiting.count > shown { lines.append("  … and \(waiting.count - shown) more") }
        lines += unmatched.map { "  \($0.onOneLine): no source of the pipeline takes it" }
        lines += skipped.map { "  \($0.path.onOneLine): not taken: \($0.reason)" }
        return lines
    }
}
