import Files
import Observations

/// A delivery that was not claimed, and why. It stays in the drop folder and is looked at again by the next run.
package struct LeftBehind: Sendable, Equatable {
    /// Its path below the drop folder.
    package var path: String
    /// One sentence without a full stop: why.
    package var reason: String
    /// What it waits for; `nil` where somebody has to do something first.
    package var waits: WaitingReason?

    /// A delivery left behind, and why.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// A delivery that waits.
    package init(path: String, waits: WaitingReason) {
        self.init(path: path, reason: waits.text(for: path))
        self.waits = waits
    }
}

/// Deliveries whose bytes have been copied, not yet safe and not yet true.
package struct StagedClaims: Sendable, Equatable {
    /// The claims, in the order of the deliveries.
    package var files: [ClaimedFile] = []
    /// The deliveries that were left behind.
    package var left: [LeftBehind] = []

    /// Nothing yet.
    package init() {}
}

/// What claiming came to.
package struct ClaimOutcome: Sendable, Equatable {
    /// The new submissions, duplicates too, in order.
    package var submissions: [Submission] = []
    /// The deliveries that were left behind.
    package var left: [LeftBehind] = []

    /// Nothing yet.
    package init() {}
}

extension Archive {
    /// Files are made true in batches of at most so many, and of about so many bytes.
    private static let batchFiles = 16_384
    private static let batchBytes: Int64 = 1 << 30

    /// Claims deliveries in the given order, batch by batch.
    ///
    /// - Parameters:
    ///   - deliveries: Files in the drop folder that the ledger does not know yet.
    ///   - dropFolder: The drop folder's path.
    ///   - arrival: The instant of this run, in seconds since 1970 (UTC).
    ///   - isImport: Whether they are a bulk load of old data, which overwrites nothing that is there.
    ///   - members: Which members of archives are claimed as files of their own; by default none.
    package func claim(
        _ deliveries: [Delivery], from dropFolder: String, arrival: Int64, isImport: Bool = false, ledger: Ledger,
        members: @escaping MemberChoice = { _, _ in nil }
    ) throws -> ClaimOutcome {
        let last = try claimAllButLast(
            deliveries, from: dropFolder, arrival: arrival, isImport: isImport, ledger: ledger, members: members)
        var outcome = last.outcome
        outcome.submissions += try confirm(last.staged, arrival: arrival, isImport: isImport, ledger: ledger)
        return outcome
    }

    /// Claims deliveries in the given order, but for the last batch, which is only staged: its bytes have been copied, and
    /// `foresee` tells which submissions `confirm` will make of it, while it is not safe and true yet.
    package func claimAllButLast(
        _ deliveries: [Delivery], from dropFolder: String, arrival: Int64, isImport: Bool, ledger: Ledger,
        members: MemberChoice
    ) throws -> (outcome: ClaimOutcome, staged: StagedClaims) {
        var outcome = ClaimOutcome()
        var rest = deliveries[...]
        while true {
            var bytes: Int64 = 0
            let batch = rest.prefix(Archive.batchFiles).prefix { delivery in
                defer { bytes += delivery.identity.size }
                return bytes < Archive.batchBytes
            }
            rest = rest.dropFirst(batch.count)
            let staged = try stage(Array(batch), from: dropFolder, ledger: ledger, members: members)
            outcome.left += staged.left
            if rest.isEmpty { return (outcome, staged) }
            outcome.submissions += try confirm(staged, arrival: arrival, isImport: isImport, ledger: ledger)
        }
    }

    /// The submissions that `confirm` will make of staged files, duplicates too.
    package func foresee(
        _ staged: StagedClaims, arrival: Int64, isImport: Bool, ledger: Ledger
    ) throws -> [Submission] {
        guard !staged.files.isEmpty else { return [] }
        let first = try ledger.nextSequence()
        return try ledger.foresee(
            staged.files, first: first, arrival: arrival, isImport: isImport,
            lines: try claimLines(staged, first: first, arrival: arrival, isImport: isImport))
    }

    /// Copies deliveries to `incoming` and digests them, and behind each archive its members. Nothing is durable or true
    /// yet.
    package func stage(
        _ deliveries: [Delivery], from dropFolder: String, ledger: Ledger,
        members: MemberChoice = { _, _ in nil }
    ) throws -> StagedClaims {
        var staged = StagedClaims()
        for delivery in deliveries {
            switch try copyIn(delivery, from: dropFolder) {
            case .claimed(let digest, let mayHoldFiles):
                var file = ClaimedFile(delivery: delivery, digest: digest)
                // What only repeats an archive that was unpacked before needs no second look.
                let unpacked =
                    try mayHoldFiles && !ledger.repeats(file)
                    ? unpack(file, choosing: members) : (members: [], unused: [])
                let place = staged.files.count
                file.isUnpacked = !unpacked.members.isEmpty
                if file.isUnpacked { file.unusedMembers = unpacked.unused }
                staged.files.append(file)
                staged.files += unpacked.members.map {
                    ClaimedFile(delivery: $0.delivery, digest: $0.digest, partOf: place)
                }
            case .left(let reason): staged.left.append(LeftBehind(path: delivery.path, reason: reason))
            case .waits(let reason): staged.left.append(LeftBehind(path: delivery.path, waits: reason))
            }
        }
        return staged
    }

    /// Makes staged files durable and records them, in one transaction, and brings them to their places.
    package func confirm(
        _ staged: StagedClaims, arrival: Int64, isImport: Bool = false, ledger: Ledger
    ) throws -> [Submission] {
        let submissions = try record(staged, arrival: arrival, isImport: isImport, ledger: ledger)
        try place(staged)
        return submissions
    }

    /// Makes staged files durable and records them, in one transaction. They stay in `incoming`, so that they can be read
    /// meanwhile, until `place`.
    package func record(
        _ staged: StagedClaims, arrival: Int64, isImport: Bool, ledger: Ledger
    ) throws -> [Submission] {
        guard !staged.files.isEmpty else { return [] }
        let first = try ledger.nextSequence()
        let lines = try claimLines(staged, first: first, arrival: arrival, isImport: isImport)
        let logBytes = try appendToLog(lines)
        try makeDurable(incoming(staged))
        return try ledger.claim(
            staged.files, first: first, arrival: arrival, isImport: isImport, lines: lines, logBytes: logBytes)
    }

    /// Brings recorded files to their places. What a crash leaves is brought there by `Store.recover`.
    package func place(_ staged: StagedClaims) throws(DiskError) {
        for name in try incoming(staged) { try place(name) }
    }

    /// The names of staged files that lie in `incoming`, each once: those whose bytes were archived before do not.
    private func incoming(_ staged: StagedClaims) throws(DiskError) -> [String] {
        var seen: Set<String> = []
        var names: [String] = []
        for file in staged.files {
            let name = Archive.name(digest: file.digest, path: file.delivery.path)
            guard seen.insert(name).inserted, try disk.status(store.incomingPath + "/" + name) != nil else { continue }
            names.append(name)
        }
        return names
    }

    private func claimLines(
        _ staged: StagedClaims, first: UInt32, arrival: Int64, isImport: Bool
    ) throws -> [String] {
        try staged.files.enumerated().map { index, file in
            try json(
                ClaimLine(
                    arrival: arrival, digest: file.digest.description, isImport: isImport ? true : nil,
                    partOf: file.partOf.map { first + UInt32($0) }, path: file.delivery.path,
                    sequence: first + UInt32(index), size: file.delivery.identity.size,
                    submitter: file.delivery.submitter, unpacked: file.isUnpacked ? true : nil))
        }
    }

    /// A handful of files is synced one by one; for many, one sync of the whole file system is cheaper.
    private func makeDurable(_ names: [String]) throws(DiskError) {
        if names.count > 8 { return try disk.syncFileSystem(of: store.archivePath) }
        for name in names { try disk.syncFile(store.incomingPath + "/" + name) }
        try disk.syncDirectory(store.incomingPath)
        try disk.syncFile(store.claimsLogPath)
        try disk.syncDirectory(store.archivePath)
    }

    /// Adds lines to `claims.log` and gives its new length. Not durable yet.
    private func appendToLog(_ lines: [String]) throws(DiskError) -> Int64 {
        let before = try disk.status(store.claimsLogPath)?.size ?? 0
        var log = try disk.append(to: store.claimsLogPath)
        for line in lines { try log.write(Array(line.utf8) + [UInt8(ascii: "\n")]) }
        let added = log.count
        try log.close()
        return before + added
    }
}
