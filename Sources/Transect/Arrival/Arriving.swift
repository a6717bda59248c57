import Files
import Intake
import Observations
import Storage

extension Run {
    /// New files that may be copied now, each with what must hold then, and those that wait, in the order of their paths.
    func complete(
        _ new: [Delivery], _ scan: DropScan, from drop: String, _ ledger: Ledger
    ) throws -> (ready: [Delivery], waiting: [LeftBehind], look: ArrivalLook) {
        var look = ArrivalLook(
            rules: plan.definition.arrival, now: options.now.seconds, earlier: try ledger.waitingFiles(),
            evidence: ArrivalEvidence(scan, root: drop, disk: disk, rules: plan.definition.arrival))
        guard options.heedsArrival, options.importFrom == nil else {
            let ready = new.map { delivery in
                var delivery = delivery
                delivery.condition = ClaimCondition()
                return delivery
            }
            return (ready, [], look)
        }
        let limits = plan.definition.limits
        let isLimited = !new.isEmpty && (limits.files != nil || limits.bytes != nil)
        var allowance = NightAllowance(
            limits, delivered: isLimited ? try ledger.deliveries(since: NightAllowance.nightStart(look.now)) : [:])
        var ready: [Delivery] = []
        var waiting: [LeftBehind] = []
        for var delivery in new {
            if let reason = try look.examine(&delivery) ?? allowance.admit(delivery) {
                waiting.append(LeftBehind(path: delivery.path, waits: reason))
            } else {
                ready.append(delivery)
            }
        }
        return (ready, waiting, look)
    }

    /// Tells and remembers which files wait.
    func note(
        waiting: [LeftBehind], of new: [Delivery], _ look: ArrivalLook, _ ledger: Ledger, _ report: inout RunReport
    ) throws {
        guard options.importFrom == nil else { return }
        var files: [FileIdentity: WaitingFile] = [:]
        let identities = Dictionary(new.map { (ExactName($0.path), $0.identity) }) { first, _ in first }
        for left in waiting {
            guard let reason = left.waits, let identity = identities[ExactName(left.path)] else { continue }
            files[identity] = WaitingFile(since: look.earlier[identity]?.since ?? look.now, reason: reason)
            report.waitingFiles.append(
                RunReport.WaitingLine(
                    path: left.path, reason: reason, nextTry: look.nextTry(identity, reason)))
        }
        report.waitingFiles.sort { $0.path.pathBytes.lexicographicallyPrecedes($1.path.pathBytes) }
        try ledger.setWaitingFiles(files)
    }

    /// Who delivered a file; `nil` where its name should say it and does not.
    func submitter(of arrival: Arrival) -> String? {
        switch plan.definition.submitter {
        case .folder: arrival.submitter
        case .none: ""
        case .name(let pattern): pattern.submitter(of: arrival.relativePath)
        }
    }
}

extension Run {
    /// The records in the dataset, for a run that counts no answers.
    func countRecords(_ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws {
        guard report.heldEdition == nil else { return }
        report.datasetRecords =
            try CurrentObservations(store: store, segments: ledger.segments(), terms: []).count
    }
}
