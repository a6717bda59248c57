import Files
import Formats
import Observations
import Storage

/// A drop folder with a few files and a store, and the night that a run makes of them: claim, judge, commit, tidy up.
/// The "judging" is made up, but a function of the submissions alone, as the real one is.
struct StoreScenario {
    let folder: TemporaryFolder
    var drop: String { folder / "drop" }

    init(_ folder: TemporaryFolder) { self.folder = folder }

    static let schema = Schema(["scientificName", "individualCount"])

    /// Writes the files that the first or second night finds.
    func deliver(night: Int) throws {
        let disk = Disk(faults: FaultPlan())
        let files =
            night == 1
            ? [
                ("jan/a.csv", "name,count\nPica pica,1\n"), ("maria/b.csv", "name,count\nParus major,2\n"),
                ("maria/copy.csv", "name,count\nParus major,2\n"),
                ("zoe/d.CSV.gz", String(repeating: "x,y\n", count: 300)),
            ] : [("jan/later.csv", "name,count\nPica pica,3\n"), ("maria/b2.json", "[1, 2]")]
        for (path, content) in files {
            try disk.makeDirectory(Disk.parent(of: drop + "/" + path))
            try disk.writeDurably(Array(content.utf8), to: drop + "/" + path)
        }
    }

    /// One night, from recovery to tidying up.
    func run(_ disk: Disk, arrival: Int64) throws {
        let store = Store(root: folder / "store", disk: disk)
        try store.prepare()
        let ledger = try Ledger(store)
        _ = try store.recover(ledger: ledger)
        _ = try store.pseudonymKeyForTests(ledger)

        _ = try ledger.useEdition(
            digest: .sha256([1]), files: [EditionFile(name: "pipeline.yaml", digest: .sha256([1]), bytes: 1)], at: 5)

        let archive = Archive(store: store)
        let deliveries = try deliveries(disk)
        let outcome = try archive.claim(
            ledger.unknown(among: deliveries), from: drop, arrival: arrival, ledger: ledger)
        guard outcome.left.isEmpty else { throw StoreError(.contradiction, "a file was left behind", remedy: "") }
        try judge(store, ledger, archive)
        try publish(ledger)
    }

    /// Rolls an intended version forward, and makes a new one where there is something new.
    private func publish(_ ledger: Ledger) throws {
        for snapshot in try ledger.snapshots() where snapshot.state == .intent {
            try ledger.markPublished(snapshot.number)
        }
        let count = try ledger.nextOrdinal()
        let last = try ledger.snapshots().last
        guard count > 0, last?.counts["records"] != Int(count) else { return }
        let number = (last?.number ?? 0) + 1
        _ = try ledger.recordIntent(
            number: number, digest: .sha256([UInt8(number)]), date: 5, counts: ["records": Int(count)], semantics: 1,
            at: 6)
        try ledger.markPublished(number)
    }

    private func judge(_ store: Store, _ ledger: Ledger, _ archive: Archive) throws {
        let waiting = try ledger.submissions(in: .claimed)
        guard !waiting.isEmpty else { return }
        var night = NightResult()
        var keys = try KeyRuns(store: store, ledger: ledger)
        let number = try ledger.nextSegmentNumber()
        var additions = SegmentWriter(store: store, kind: .additions, number: number, schema: Self.schema)
        var corrections = SegmentWriter(store: store, kind: .corrections, number: number + 1, schema: Self.schema)
        var findings = FindingsWriter(store: store, number: try ledger.nextFindingsNumber())
        var ordinal = try ledger.nextOrdinal()
        var entries: [KeyEntry] = []
        for submission in waiting {
            var source = try archive.open(submission)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
            defer { buffer.deallocate() }
            let text = "\(try source.read(into: buffer)) bytes"
            if submission.path.hasSuffix(".json") {
                night.judgements.append(
                    Judgement(submission: submission.sequence, format: nil, problem: "no JSON \"here\""))
                continue
            }
            var origins = Origins(submission: submission.sequence)
            for record in 1...2 as ClosedRange<UInt32> { origins.append(record: record, row: record + 1, position: 7) }
            let batch = ObservationBatch(
                schema: Self.schema, columns: [TextColumn([submission.path, text]), TextColumn([nil, "2"])],
                origins: origins,
                findings: [Finding(code: "odd", severity: .warning, row: 1, field: "count", arguments: ["a", "b"])])
            if ordinal > 3 {
                try corrections.append(batch, rows: Bitmap(count: 2, words: [1]), ordinals: [1])
            }
            let rows = Bitmap(count: 2, words: [ordinal > 3 ? 2 : 3])
            let places = (0..<UInt32(rows.setCount)).map { ordinal + $0 }
            try additions.append(batch, rows: rows, ordinals: places)
            try findings.append(batch.findings, origins: origins) { _ in places.last }
            for place in places {
                entries.append(
                    KeyEntry(
                        key: RecordKey(high: UInt64(place) &* 0x9E37_79B9_7F4A_7C15, low: 1), content: 1,
                        ordinal: place,
                        submission: submission.sequence))
            }
            ordinal += UInt32(places.count)
            var counts = OutcomeCounts()
            counts.accepted = places.count
            night.judgements.append(
                Judgement(
                    submission: submission.sequence,
                    format: FormatDescription(
                        format: .csv, details: [.init("delimiter", ";", because: "declared")], fields: ["a/b", "ä"]),
                    counts: counts,
                    notes: [Note(code: "n", field: nil, count: 1, example: "1,5", became: "1.5")]))
        }
        // Eight small runs, so that merging is broken too.
        entries.sort { $0.key < $1.key }
        for piece in 0..<8 { try keys.add(entries.indices.filter { $0 % 8 == piece }.map { entries[$0] }) }
        try keys.compact()
        night.segments = try [additions.finish(), corrections.finish()].compactMap { $0 }
        night.findings = try [findings.finish()].compactMap { $0 }
        night.keyRunsAdded = keys.added
        night.keyRunsRemoved = keys.removed
        try ledger.commitNight(night)
        try keys.removeReplacedFiles()
    }

    /// What lies in the drop folder, in byte order.
    func deliveries(_ disk: Disk) throws -> [Delivery] {
        try ["jan", "maria", "zoe"].flatMap { submitter -> [Delivery] in
            guard try disk.status(drop + "/" + submitter) != nil else { return [] }
            return try disk.entries(of: submitter, beneath: drop).compactMap { entry in
                entry.status.map {
                    Delivery(path: submitter + "/" + entry.name, submitter: submitter, identity: $0.identity)
                }
            }
        }
    }

    /// All that the store holds, as text that two stores can be compared by.
    func state() throws -> String {
        let disk = Disk(faults: FaultPlan())
        let store = Store(root: folder / "store", disk: disk)
        let ledger = try Ledger(store)
        var text = try ledger.dump(withIdentities: false)
        func describe(_ path: String, _ name: String) throws {
            guard let status = try disk.status(path) else { return }
            if status.kind == .directory {
                for entry in try disk.list(path) { try describe(path + "/" + entry, name + "/" + entry) }
            } else if !name.hasPrefix("/ledger.sqlite"), name != "/key", name != "/lock" {
                text += "\(name) \(Digest.sha256(try disk.read(path)))\n"
            }
        }
        try describe(folder / "store", "")
        return text
    }
}

extension Store {
    /// The key is random, so its bytes and its check differ between stores; it must only be there.
    func pseudonymKeyForTests(_ ledger: Ledger) throws -> [UInt8] {
        let key = try disk.status(keyPath) == nil && ledger.value(of: .keyCheck) == nil
        if key { try disk.writeDurably([UInt8](repeating: 7, count: 32), to: keyPath, mode: 0o600) }
        return try pseudonymKey(ledger: ledger)
    }
}
