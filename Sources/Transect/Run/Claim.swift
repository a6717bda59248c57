import Files
import Intake
import Observations
import Storage

extension Run {
    /// Takes what is new in the drop folder, or all of a folder of old files: archived and recorded, not yet judged.
    package func claim(_ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws {
        let drop = options.importFrom ?? project.path(plan.definition.drop)
        guard try !isRehearsal || disk.status(drop) != nil else { return }
        let scan = try DropFolder(root: drop, disk: disk).scan()
        report.skipped = scan.skipped.map { ($0.path, $0.reason) }
        let (matched, unmatched) = matched(scan.arrivals)
        report.unmatched = unmatched
        let new = try unknown(among: matched, store, ledger)
        progress(RunProgress(isStart: true, text: "Claiming \(new.count) of \(matched.count) files", share: 0))
        let outcome = try Archive(store: store, threads: options.threads).claim(
            new, from: drop, arrival: options.now.seconds, isImport: options.importFrom != nil, ledger: ledger)
        report.skipped += outcome.left.map { ($0.path, $0.reason) }
        report.submissions = outcome.submissions.filter { $0.duplicateOf != nil }.map { repeated in
            RunReport.SubmissionLine(
                sequence: repeated.sequence, path: repeated.path, counts: OutcomeCounts(), problem: nil,
                repeats: repeated.duplicateOf, reading: [], unusedFields: [])
        }
    }

    /// The arrivals that some source takes, as deliveries, and the paths of the others.
    func matched(_ arrivals: [Arrival]) -> (deliveries: [Delivery], unmatched: [String]) {
        var deliveries: [Delivery] = []
        var unmatched: [String] = []
        for arrival in arrivals {
            guard plan.source(for: arrival.relativePath) != nil else {
                unmatched.append(arrival.relativePath)
                continue
            }
            let identity = FileIdentity(
                size: arrival.size, modifiedNanoseconds: arrival.modifiedNanoseconds, inode: arrival.inode,
                device: arrival.device)
            let submitter = plan.definition.submitter == .folder ? arrival.submitter : ""
            deliveries.append(Delivery(path: arrival.relativePath, submitter: submitter, identity: identity))
        }
        return (deliveries, unmatched)
    }
}
