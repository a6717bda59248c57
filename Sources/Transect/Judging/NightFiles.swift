import Deduplication
import Observations
import Storage
import Synchronization

/// The files of the store in which a night's observations and findings are kept, while they are being written.
final class NightFiles: Sendable {
    private struct Writers: ~Copyable {
        var additions: SegmentWriter?
        var corrections: SegmentWriter?
        var findings: FindingsWriter?
    }

    private let writers: Mutex<Writers>

    /// Files with the numbers that come next: `segment` for additions, the one behind it for corrections.
    init(store: Store, segment: Int, findings number: Int, schema: Schema) {
        writers = Mutex(
            Writers(
                additions: SegmentWriter(store: store, kind: .additions, number: segment, schema: schema),
                corrections: SegmentWriter(store: store, kind: .corrections, number: segment + 1, schema: schema),
                findings: FindingsWriter(store: store, number: number)))
    }

    /// Keeps the accepted rows of a batch, hides the records that its rows took back, and keeps what is worth telling
    /// about the others.
    func keep(_ batch: ObservationBatch, _ verdicts: Verdicts) throws {
        var isNew = batch.selection
        var isCorrection = Bitmap(repeating: false, count: batch.count)
        for (row, outcome) in verdicts.outcomes.enumerated() where outcome == .correction {
            isNew[row] = false
            isCorrection[row] = true
        }
        // A duplicate's findings were told when the record first came; what only informs is told once per column.
        let told = batch.findings.filter { finding in
            finding.severity > .info && verdicts.outcomes[finding.row] != .duplicate
        }
        try writers.withLock { writers in
            if isNew.isAnySet {
                try writers.additions?.append(
                    batch, rows: isNew, ordinals: isNew.setRows.map { verdicts.ordinals[$0] })
            }
            if isCorrection.isAnySet {
                try writers.corrections?.append(
                    batch, rows: isCorrection, ordinals: isCorrection.setRows.map { verdicts.ordinals[$0] })
            }
            if !verdicts.withdrawn.isEmpty {
                try writers.corrections?.appendMarkers(
                    .withdrawn, places: verdicts.withdrawn, submission: batch.origins.submission)
            }
            if !told.isEmpty {
                try writers.findings?.append(told, origins: batch.origins) { row in
                    batch.selection[row] ? verdicts.ordinals[row] : nil
                }
            }
        }
    }

    /// Hides records or shows them again.
    func mark(_ mark: VersionKind, _ places: [UInt32], by cause: MarkCause) throws {
        try writers.withLock { writers in
            switch cause {
            case .submission(let submission):
                try writers.corrections?.appendMarkers(mark, places: places, submission: submission)
            case .decision(let event):
                try writers.corrections?.appendMarkers(
                    mark, places: places, submission: 0, record: UInt32(truncatingIfNeeded: event))
            }
        }
    }

    /// Completes the files and adds them to what the night commits.
    func finish(_ night: inout NightResult) throws {
        try writers.withLock { writers in
            if let segment = try writers.additions.take()?.finish() { night.segments.append(segment) }
            if let segment = try writers.corrections.take()?.finish() { night.segments.append(segment) }
            if let file = try writers.findings.take()?.finish() { night.findings.append(file) }
        }
    }
}

/// What takes a record out of the dataset or brings it back, other than a record itself.
enum MarkCause: Sendable, Equatable {
    /// A file that its series' record is missing from, or that asks for it.
    case submission(UInt32)
    /// The event of a decision.
    case decision(Int64)
}

/// Keeps what a night accepts, beside the judging: segments of new and of corrected records, and the findings about all
/// of them.
struct NightKeeping: ~Copyable {
    private let store: Store
    private let schema: Schema
    private let threads: Int
    private var segment: Int
    /// The number of the present findings file.
    private(set) var findings: Int
    private var files: NightFiles
    private var lane: Lane

    /// Files with the numbers that come next.
    init(store: Store, segment: Int, findings: Int, schema: Schema, threads: Int) {
        self.store = store
        self.schema = schema
        self.threads = threads
        self.segment = segment
        self.findings = findings
        files = NightFiles(store: store, segment: segment, findings: findings, schema: schema)
        lane = Lane(threads: threads)
    }

    /// Takes the accepted rows of a batch with their places, and what was found.
    mutating func take(_ batch: ObservationBatch, _ verdicts: Verdicts) async throws {
        try await lane.add { [files] in try files.keep(batch, verdicts) }
    }

    /// Hides records or shows them again.
    mutating func mark(_ mark: VersionKind, _ places: [UInt32], by cause: MarkCause) async throws {
        guard !places.isEmpty else { return }
        try await lane.add { [files] in try files.mark(mark, places, by: cause) }
    }

    /// Completes the present files, so that they can be read, and goes on in new ones.
    mutating func complete(_ night: inout NightResult) async throws {
        try await lane.finish()
        try files.finish(&night)
        segment += 2
        findings += 1
        files = NightFiles(store: store, segment: segment, findings: findings, schema: schema)
    }

    /// Waits until nothing is written any more: what was begun is given up.
    mutating func comeToRest() async { await lane.comeToRest() }

    /// Completes the last files.
    consuming func finish(_ night: inout NightResult) async throws {
        try await lane.finish()
        try files.finish(&night)
    }
}
