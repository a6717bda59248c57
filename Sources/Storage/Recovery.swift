import Files
import GRDB
import Observations

/// What the start of a run put in order after a crash. Usually nothing.
package struct RecoveryReport: Sendable, Equatable {
    /// Paths below the store that the ledger does not know, now gone.
    package var removed: [String] = []
    /// Archived files that had not reached their places.
    package var placed: [String] = []
    /// Whether `claims.log` was cut or completed.
    package var repairedClaimsLog = false

    /// Nothing was out of order.
    package init() {}
}

extension Store {
    /// Puts the store in order at the start of a run: what the ledger does not know is rubbish from a crash and goes;
    /// what it knows is brought to its place.
    ///
    /// Its work does not grow with the archive: only `incoming` and the short lists of segments, findings and runs
    /// are read.
    ///
    /// - Throws: `StoreError` of kind `missingFile` where a file is gone that the ledger names.
    package func recover(ledger: Ledger) throws -> RecoveryReport {
        var report = RecoveryReport()
        let archive = Archive(store: self)
        for name in try disk.list(incomingPath) {
            if let digest = Digest(hex: name.prefix(64)), try ledger.isClaimed(digest) {
                try archive.place(name)
                report.placed.append(name)
            } else {
                try disk.remove(incomingPath + "/" + name)
                report.removed.append("archive/incoming/" + name)
            }
        }
        try removeRedacted(ledger, &report)
        let segments = try ledger.segments().map(\.number).filter { isOwn($0, beyond: \.segments) }
        try keep(segments.map { Store.fileName($0, "parquet") }, in: "segments", &report)
        let findings = try ledger.findingsFiles().map(\.number).filter { isOwn($0, beyond: \.findings) }
        try keep(findings.map { Store.fileName($0, "parquet") }, in: "findings", &report)
        let keyRuns = try ledger.keyRuns().map(\.number).filter { isOwn($0, beyond: \.keyRuns) }
        try keep(keyRuns.map { Store.fileName($0, "keys") }, in: "keys", &report)
        for folder in ["", "/archive"] {
            for name in try disk.list(root + folder) where name.hasPrefix(Disk.temporaryPrefix) {
                try disk.remove(root + folder + "/" + name)
                report.removed.append(String((folder + "/" + name).dropFirst()))
            }
        }
        try repairClaimsLog(ledger, &report)
        return report
    }

    private func keep(_ known: [String], in folder: String, _ report: inout RecoveryReport) throws {
        let present = try disk.list(root + "/" + folder)
        let names = Set(known)
        for name in present where !names.contains(name) {
            try disk.removeTree(root + "/" + folder + "/" + name)
            report.removed.append(folder + "/" + name)
        }
        let there = Set(present)
        for name in known where !there.contains(name) { throw StoreError.missing(root + "/" + folder + "/" + name) }
    }

    /// Removes the archived files that redacted copies have replaced.
    private func removeRedacted(_ ledger: Ledger, _ report: inout RecoveryReport) throws {
        let names = try ledger.removals()
        guard !names.isEmpty else { return }
        for name in names {
            let folder = archivePath + "/" + name.prefix(2)
            guard try disk.status(folder + "/" + name) != nil else { continue }
            try disk.remove(folder + "/" + name)
            try disk.syncDirectory(folder)
            report.removed.append("archive/\(name.prefix(2))/\(name)")
        }
        try ledger.forgetRemovals()
    }

    /// Cuts lines that the ledger never confirmed; writes the log anew where lines are missing or were
    /// redacted.
    private func repairClaimsLog(_ ledger: Ledger, _ report: inout RecoveryReport) throws {
        let confirmed = Int64(try ledger.value(of: .claimsLogBytes) ?? "0") ?? 0
        let present = try disk.status(claimsLogPath)?.size
        if present ?? 0 == confirmed { return }
        report.repairedClaimsLog = true
        if let present, confirmed >= 0, present > confirmed {
            try disk.truncate(claimsLogPath, to: confirmed)
            return try disk.syncFile(claimsLogPath)
        }
        var lines: [UInt8] = []
        for line in try ledger.claimLines() { lines += Array(line.utf8) + [UInt8(ascii: "\n")] }
        try disk.writeDurably(lines, to: claimsLogPath)
        try ledger.set(.claimsLogBytes, to: String(lines.count))
    }
}

extension Ledger {
    /// The lines of `claims.log`, in order.
    fileprivate func claimLines() throws -> [String] {
        try read {
            try String.fetchAll($0, sql: "SELECT payload FROM event WHERE kind = 'claim' ORDER BY id")
        }
    }
}
