import Files
import Observations

/// Writes one part of the observations and sees to it that its rows belong there, in ascending order of their places.
struct ObservationPartWriter: ~Copyable {
    private var writer: TableWriter
    private let part: Int
    private let places: Range<Int>
    private var least: Int

    init(
        part: Int, of parts: Int, fields: [PublishedField], withParquet: Bool, folder: String, disk: Disk,
        digestsBeside: Bool
    ) throws {
        let size = SnapshotDraft.placesPerPart
        let places = parts == 1 ? 0..<Int(UInt32.max) + 1 : (part - 1) * size..<part * size
        writer = try TableWriter(
            stem: ObservationParts.stem(of: part, of: parts), fields: fields, withParquet: withParquet, folder: folder,
            disk: disk, digestsBeside: digestsBeside)
        self.part = part
        self.places = places
        least = places.lowerBound
    }

    /// Adds rows.
    mutating func append(_ rows: EncodedObservations) throws {
        guard let ordinals = rows.ordinals else { return }
        guard Int(ordinals.lowerBound) >= least, places.contains(Int(ordinals.upperBound)) else {
            throw SnapshotDraft.fault("observations \(ordinals) are out of order in part \(part)")
        }
        least = Int(ordinals.upperBound) + 1
        try writer.append(csv: rows.csv, of: rows.piece)
    }

    /// Brings the files to safety.
    consuming func finish() throws -> TableWriter.Result { try writer.finish() }
}
