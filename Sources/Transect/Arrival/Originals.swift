import Files
import Intake
import Observations
import Storage

/// Removes or moves files of the drop folder that have been taken, as the definition says. Only what a committed night
/// has taken, and never what has changed since.
///
/// A file first gets a name that hides it, in its own folder, and is looked at again under that: between a look and a
/// removal somebody might have put a new file in its place, which then gets its name back. What is cut short in between
/// is found by the next run.
struct Originals {
    let disk: Disk
    let drop: String
    let rules: ArrivalRules
    /// The folder to which files are moved.
    let done: String
    /// The checksums and markers in the drop folder.
    let sidecars: Set<ExactName>

    /// What was done.
    struct Outcome: Sendable, Equatable {
        /// How many files were removed.
        var removed = 0
        /// How many were moved.
        var moved = 0
        /// Those with which that could not be done, and why.
        var failed: [Skipped] = []
    }

    /// Removes or moves the file that became a submission.
    func take(_ path: String, _ submission: Submission, _ outcome: inout Outcome) throws {
        let hidden = beside(path, FileNames.taken(submission.sequence))
        guard try disk.status(path, beneath: drop)?.identity == submission.identity else { return }
        if let refusal = try refusal({ try disk.rename(path, toName: Disk.name(of: hidden), beneath: drop) }) {
            outcome.failed.append(failure(path, refusal))
        } else {
            try finish(hidden, path: path, submission, &outcome)
        }
    }

    /// Does the rest with a file that stands under its hiding name.
    ///
    /// - Parameter submission: what it became; `nil` where the ledger does not know it.
    func finish(_ hidden: String, path: String, _ submission: Submission?, _ outcome: inout Outcome) throws {
        let status = try disk.status(hidden, beneath: drop)
        guard rules.originals != .keep, let submission, submission.state != .claimed,
            status?.identity == submission.identity
        else { return try putBack(hidden, path) }
        // First what is about the file: once it is gone itself, nothing leads there any more.
        for companion in companions(of: path) { try takeCompanion(companion, of: path, submission) }
        let isRemoved = rules.originals == .remove
        let refusal = try refusal {
            if isRemoved { try disk.remove(hidden, beneath: drop) } else { try move(hidden, path, submission.sequence) }
        }
        if let refusal {
            outcome.failed.append(failure(path, refusal))
            return try putBack(hidden, path)
        }
        outcome.removed += isRemoved ? 1 : 0
        outcome.moved += isRemoved ? 0 : 1
    }

    /// The checksum and the marker of a file alone, where they are there.
    private func companions(of path: String) -> [String] {
        var names = [".sha256", ".SHA256"].map { path + $0 }
        if rules.marker?.contains("{name}") ?? false, let marker = rules.marker(for: Disk.name(of: path)) {
            names.append(beside(path, marker))
        }
        return names.filter { sidecars.contains(ExactName($0)) }
    }

    /// Does with a checksum or marker what is done with the file that it is about, unless another has come in its place.
    private func takeCompanion(_ companion: String, of path: String, _ submission: Submission) throws {
        guard try disk.status(path, beneath: drop) == nil else { return }
        // Where it cannot be done it stays: it is no data, and nobody misses it.
        _ = try refusal {
            if rules.originals == .remove {
                try disk.remove(companion, beneath: drop)
            } else {
                try move(companion, companion, submission.sequence)
            }
        }
    }

    /// Gives a file its name back, or one beside it where somebody has put another there.
    private func putBack(_ hidden: String, _ path: String) throws {
        var name = Disk.name(of: path)
        var number: UInt32 = 2
        // What else may refuse (somebody has taken it away, or closed the folder to us) the next run meets again.
        while try refusal({ try disk.rename(hidden, toName: name, beneath: drop) })?.errno == DiskError.taken {
            name = Originals.numbered(Disk.name(of: path), number)
            number += 1
        }
    }

    private func move(_ hidden: String, _ path: String, _ sequence: UInt32) throws {
        let target = done + "/" + path
        try disk.makeDirectory(Disk.parent(of: target))
        guard let refusal = try refusal({ try disk.move(hidden, beneath: drop, to: target) }) else { return }
        // An earlier state of the file may be there.
        guard refusal.errno == DiskError.taken else { throw refusal }
        let name = Originals.numbered(Disk.name(of: path), sequence)
        try disk.move(hidden, beneath: drop, to: Disk.parent(of: target) + "/" + name)
    }

    /// Why something cannot be done with just this file; `nil` where it was done.
    private func refusal(_ body: () throws -> Void) throws -> DiskError? {
        do {
            try body()
            return nil
        } catch let error as DiskError where error.isOfThisFile {
            return error
        }
    }

    private func beside(_ path: String, _ name: String) -> String {
        let folder = Disk.parent(of: path)
        return folder == "." ? name : folder + "/" + name
    }

    private func failure(_ path: String, _ error: DiskError) -> Skipped {
        let done = rules.originals == .move ? "moved" : "removed"
        return Skipped(
            path: path, reason: "it was taken, but its original could not be \(done): \(error.reason)")
    }

    /// `may-12.csv` for `may.csv`; names that would become too long are cut in front.
    private static func numbered(_ name: String, _ number: UInt32) -> String {
        let bytes = name.pathBytes
        let dot = bytes.dropFirst().firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
        let numbered = bytes[..<dot] + Array("-\(number)".utf8) + bytes[dot...]
        return Array(numbered.suffix(255)).withUnsafeBufferPointer(String.init(pathBytes:))
    }
}

extension DiskError {
    /// There is already something of that name.
    fileprivate static let taken: Int32 = 17

    /// Whether only this file is affected, so that the others can be dealt with.
    fileprivate var isOfThisFile: Bool { isOfOnePath || errno == DiskError.taken }
}

extension Run {
    private func originals(_ scan: DropScan) -> Originals {
        Originals(
            disk: disk, drop: project.path(plan.definition.drop), rules: plan.definition.arrival,
            done: project.path(plan.definition.arrival.done), sidecars: Set(scan.companions.keys))
    }

    /// Whether this run may touch files in the drop folder.
    private var mayTidy: Bool { options.importFrom == nil && options.heedsArrival && !isRehearsal }

    /// Ends what an interrupted run had begun to do with originals.
    func finishOriginals(_ scan: DropScan, _ ledger: Ledger, _ report: inout RunReport) throws {
        guard mayTidy else { return }
        for leftover in scan.leftovers {
            let submission = try ledger.submission(leftover.submission)
            let folder = Disk.parent(of: leftover.path)
            let name = submission.map { Disk.name(of: $0.path) } ?? "unknown-\(leftover.submission)"
            let path = folder == "." ? name : folder + "/" + name
            try originals(scan).finish(leftover.path, path: path, submission, &report.originals)
        }
    }

    /// Removes or moves the originals of everything that a committed night has taken.
    func tidyOriginals(_ ledger: Ledger, _ report: inout RunReport) throws {
        guard mayTidy, plan.definition.arrival.originals != .keep else { return }
        let drop = project.path(plan.definition.drop)
        let scan = try DropFolder(root: drop, disk: disk, rules: plan.definition.arrival).scan()
        let originals = originals(scan)
        for (delivery, number) in try ledger.judged(matched(scan.arrivals).deliveries) {
            guard let submission = try ledger.submission(number) else { continue }
            try originals.take(delivery.path, submission, &report.originals)
        }
        report.originals.failed.sort { $0.path.pathBytes.lexicographicallyPrecedes($1.path.pathBytes) }
    }
}
