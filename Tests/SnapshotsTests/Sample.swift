import Files
import Glibc
import Observations
import Snapshots

/// A small generator of random numbers with a seed, so that a failing test can be repeated.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A folder that is there while a test runs.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/transect-snapshots-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/nowhere"
    }

    deinit { try? Disk().removeTree(path) }
}

/// Observations in memory.
struct Rows: ObservationSource {
    var batches: [PlacedObservations]

    mutating func next() -> PlacedObservations? { batches.isEmpty ? nil : batches.removeFirst() }
}

/// A record of the sample: its name, its place, and its cells.
struct SampleRecord {
    var id: RecordID
    var ordinal: UInt32
    var cells: [String?]

    init(_ submission: UInt32, _ record: UInt32, ordinal: UInt32, _ cells: [String?]) {
        id = RecordID(submission: submission, record: record)
        self.ordinal = ordinal
        self.cells = cells
    }
}

/// A dataset of garden birds with all that can go wrong in a cell.
enum Sample {
    static let terms: [Term] = [
        "eventID", "scientificName", "eventDate", "individualCount", "decimalLatitude", "recordedBy", "license", "note",
    ]

    static let fields: [PublishedField] = [
        PublishedField("eventID"),
        PublishedField(
            "scientificName", description: "The accepted name.",
            constraints: PublishedConstraints(isRequired: true, minimumLength: 3)),
        PublishedField("eventDate", .eventDate, constraints: PublishedConstraints(isRequired: true, minimum: "1700")),
        PublishedField("individualCount", .integer, constraints: PublishedConstraints(minimum: "0")),
        PublishedField(
            "decimalLatitude", .number, constraints: PublishedConstraints(minimum: "-90", maximum: "90")),
        PublishedField("recordedBy", constraints: PublishedConstraints(enumeration: ["Maria", "Zażółć"])),
        PublishedField("license"),
        PublishedField("note"),
    ]

    static let description = DatasetDescription(
        name: "garden-birds", title: "Garden birds of the Wisła valley: \"all\" of them",
        description: "Birds that people saw in their gardens.\nCounted by hand.",
        creators: [
            Creator(name: "Wisła Bird Club"), Creator(name: "Josiah Carberry", orcid: "0000-0002-1825-0097"),
        ], licence: "CC-BY-4.0", keywords: ["birds", "Wisła", "birds"], programVersion: "1.0.0", semanticsVersion: 1)

    static let created = Instant(seconds: 1_777_669_445)

    static func view(withheld: Set<Term> = ["note"]) -> PublicView {
        PublicView(fields: fields, withheld: withheld, people: ["recordedBy"])
    }

    static func encoder(_ view: PublicView = view()) -> ObservationEncoder {
        ObservationEncoder(view: view, pseudonyms: Pseudonyms(key: Array("a key of the project".utf8)))
    }

    static let first: [SampleRecord] = [
        SampleRecord(1, 1, ordinal: 0, ["e1", "Pica pica", "2026-05-01", "3", "52.2297", "Maria", "CC0", "private"]),
        SampleRecord(1, 2, ordinal: 1, ["e1", "=HYPERLINK(\"x\")", "2026-05", "0", "-5.5", "Zażółć", "CC0", nil]),
        SampleRecord(
            1, 3, ordinal: 2, ["e2", "Turdus\nmerula, \"kos\"", "2026-05-01/2026-05-03", nil, nil, nil, "CC0", nil]),
        SampleRecord(1, 4, ordinal: 3, ["e2", "Parus major", "2026", "1", "-12", "Maria", " ", "blank licence"]),
        SampleRecord(2, 1, ordinal: 4, ["'e3", "😀 Corvus", "2026-05-02", "12", "90", "  Maria ", "CC-BY", nil]),
    ]

    static func batch(_ records: [SampleRecord]) -> PlacedObservations {
        PlacedObservations(
            terms: terms, batch: terms.indices.map { column in TextColumn(records.map { $0.cells[column] }) },
            ordinals: records.map(\.ordinal), ids: records.map(\.id))
    }

    static func source(_ records: [SampleRecord]) -> Rows {
        Rows(
            batches: stride(from: 0, to: records.count, by: 2).map {
                batch(Array(records[$0..<min($0 + 2, records.count)]))
            })
    }

    static let consensusTable = PublishedTable(
        name: "consensus", title: "What the contributors agree on",
        fields: [
            PublishedField("eventID", constraints: PublishedConstraints(isRequired: true)),
            PublishedField("scientificName"), PublishedField("scientificName_status"),
            PublishedField("scientificName_confidence", .number),
        ], primaryKey: ["eventID"])

    static func consensus(_ rows: [[String?]]) -> [TextColumn] {
        consensusTable.fields.indices.map { column in TextColumn(rows.map { $0[column] }) }
    }

    static let firstConsensus = consensus([
        ["e1", "Pica pica", "agreed", "0.912345"], ["e2", nil, "contested", "0.500000"],
    ])

    static let contributors = PublishedTable(
        name: "contributors", title: "Who contributed, under pseudonyms",
        fields: [PublishedField("contributor"), PublishedField("contributions", .integer)], primaryKey: ["contributor"])

    static let contributorColumns = [
        TextColumn(["c-aaaaaaaaaaaaaaaa", "c-bbbbbbbbbbbbbbbb"]), TextColumn(["4", "1"]),
    ]
}

/// Builds a finished draft from the sample.
func draftSample(
    in folder: SnapshotFolder, version: Int, previous: Int?, records: [SampleRecord] = Sample.first,
    consensus: [TextColumn] = Sample.firstConsensus, withParquet: Bool = false, disk: Disk
) throws -> FinishedDraft {
    var draft = try SnapshotDraft(
        in: folder, version: version, previous: previous, encoder: Sample.encoder(), withParquet: withParquet,
        disk: disk)
    var source = Sample.source(records)
    try draft.addObservations(part: 1, of: 1, from: &source)
    try draft.addTable(Sample.consensusTable, consensus)
    try draft.addTable(Sample.contributors, Sample.contributorColumns)
    try draft.addFile("pipeline.yaml", title: "The pipeline definition", bytes: Array("name: garden-birds\n".utf8))
    try draft.addFile("lists/gatunki ż.csv", title: "Species", bytes: Array("Gatunek;x\nSójka;1;2\n\"open".utf8))
    return try draft.finish(Sample.description, created: Sample.created) { change in
        ChangeCause(change.kind == .withdrawn ? "withdrawal 3" : "submission 2")
    }
}

/// Drafts and publishes a version in one go.
@discardableResult
func publishSample(
    in folder: SnapshotFolder, version: Int, previous: Int?, records: [SampleRecord] = Sample.first,
    consensus: [TextColumn] = Sample.firstConsensus, withParquet: Bool = false, disk: Disk = Disk()
) throws -> Digest {
    let finished = try draftSample(
        in: folder, version: version, previous: previous, records: records, consensus: consensus,
        withParquet: withParquet, disk: disk)
    let digest = finished.digest
    try finished.makeVisible()
    try finished.pointLatest()
    try finished.seal()
    return digest
}

/// The text of a file.
func text(_ path: String) throws -> String { String(decoding: try Disk().read(path), as: UTF8.self) }

/// All files below a folder with their bytes, links with their targets, for comparing whole folders.
func contents(_ folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    func read(_ path: String, _ prefix: String) throws {
        for name in try Disk().list(path) {
            if let target = Disk().readLink(path + "/" + name) {
                files[prefix + name] = Array(target.utf8)
            } else if try Disk().status(path + "/" + name)?.kind == .directory {
                try read(path + "/" + name, prefix + name + "/")
            } else {
                files[prefix + name] = try Disk().read(path + "/" + name)
            }
        }
    }
    try read(folder, "")
    return files
}
