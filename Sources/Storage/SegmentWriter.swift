import Files
import Formats
import Observations

/// Writes accepted observations to one segment, in row groups of at most about 65,536 rows, in bounded memory.
///
/// Small batches of many small submissions share a row group. The file is made with the first row; without any there
/// is no segment. A writer that is dropped leaves a file that the ledger does not know, which the next run removes.
package struct SegmentWriter: ~Copyable {
    private let store: Store
    private let kind: SegmentKind
    private let number: Int
    private let schema: Schema
    private var file: FileWriter?
    private var parquet: ParquetWriter
    private var output: [UInt8] = []
    private var waiting: SegmentRows
    private var rows = 0
    private var first = UInt32.max
    private var last: UInt32 = 0
    private var sinceWriteback = 0

    /// The size of a row group.
    package static let groupRows = 65_536
    private static let groupBytes = 32 << 20
    /// A batch of so many rows becomes a row group of its own.
    private static let leastGroupRows = 8_192

    /// A writer of segment `number`, as `Ledger.nextSegmentNumber` gives it.
    package init(store: Store, kind: SegmentKind, number: Int, schema: Schema) {
        self.store = store
        self.kind = kind
        self.number = number
        self.schema = schema
        parquet = ParquetWriter(fields: SegmentLayout.fields(schema.terms, withStates: kind == .corrections))
        waiting = SegmentRows(columns: schema.terms.map { _ in TextColumn() })
    }

    /// Adds the selected rows of a batch.
    ///
    /// - Parameters:
    ///   - rows: The rows to add, a bit per row of `batch`.
    ///   - ordinals: The place in the dataset of each selected row, in row order; for additions each one more than
    ///     the last.
    package mutating func append(_ batch: ObservationBatch, rows: Bitmap, ordinals: [UInt32]) throws(DiskError) {
        precondition(batch.schema == schema && rows.count == batch.count && rows.setCount == ordinals.count)
        guard let lowest = ordinals.min(), let highest = ordinals.max() else { return }
        if kind == .additions {
            precondition(first == .max || lowest == last + 1, "additions continue the dataset without a gap")
            for index in 1..<max(1, ordinals.count) { precondition(ordinals[index] == ordinals[index - 1] + 1) }
        }
        first = min(first, lowest)
        last = max(last, highest)
        self.rows += ordinals.count

        if waiting.count > 0, waiting.count + ordinals.count > SegmentWriter.groupRows { try flush() }
        if waiting.count == 0, ordinals.count >= SegmentWriter.leastGroupRows {
            return try writeThrough(batch, rows, ordinals)
        }
        for column in schema.terms.indices { waiting.columns[column].append(rows, of: batch.columns[column]) }
        waiting.ordinals.append(contentsOf: ordinals.lazy.map(Int64.init))
        waiting.submissions.append(
            contentsOf: repeatElement(Int32(bitPattern: batch.origins.submission), count: ordinals.count))
        for record in [UInt32]().appending(rows, of: batch.origins.records) {
            waiting.records.append(Int32(bitPattern: record))
        }
        waiting.states.append(contentsOf: repeatElement(VersionKind.content.rawValue, count: ordinals.count))
        if waiting.count >= SegmentWriter.groupRows || waiting.byteCount >= SegmentWriter.groupBytes { try flush() }
    }

    /// Adds markers: from here on the records at some places are out of the dataset, or in it again.
    ///
    /// - Parameters:
    ///   - kind: Not `.content`.
    ///   - places: The records' places, in any order.
    ///   - submission: The submission that brought this; 0 where it was a decision.
    ///   - record: The row of the submission, 0 where it is none; of a decision its event's number.
    package mutating func appendMarkers(
        _ kind: VersionKind, places: [UInt32], submission: UInt32, record: UInt32 = 0
    ) throws(DiskError) {
        precondition(self.kind == .corrections && kind != .content, "markers are no content and no additions")
        var rest = places[...]
        while !rest.isEmpty {
            let piece = rest.prefix(SegmentWriter.groupRows - waiting.count)
            rest = rest.dropFirst(piece.count)
            for place in piece {
                first = min(first, place)
                last = max(last, place)
                waiting.ordinals.append(Int64(place))
            }
            let count = piece.count
            rows += count
            waiting.submissions.append(contentsOf: repeatElement(Int32(bitPattern: submission), count: count))
            waiting.records.append(contentsOf: repeatElement(Int32(bitPattern: record), count: count))
            waiting.states.append(contentsOf: repeatElement(kind.rawValue, count: count))
            for column in schema.terms.indices {
                for _ in 0..<count { waiting.columns[column].appendMissing() }
            }
            if waiting.count >= SegmentWriter.groupRows { try flush() }
        }
    }

    /// Completes the segment, durable save for its row in the ledger; `nil` where nothing was added.
    package consuming func finish() throws(DiskError) -> SegmentFile? {
        try flush()
        guard rows > 0 else { return nil }
        parquet.finish(to: &output)
        try writeOutput()
        let size = file?.count ?? 0
        try file?.sync()
        try file.take()?.close()
        try store.disk.syncDirectory(store.segmentsPath)
        return SegmentFile(
            number: number, kind: kind, rows: rows, firstOrdinal: first, lastOrdinal: last, bytes: size)
    }

    /// A large batch is a row group of its own and is not copied.
    private mutating func writeThrough(
        _ batch: ObservationBatch, _ rows: Bitmap, _ ordinals: [UInt32]
    ) throws(DiskError) {
        var places = [Int64](repeating: 0, count: batch.count)
        var next = 0
        for (index, word) in rows.words.enumerated() {
            var rest = word
            while rest != 0 {
                places[index << 6 + rest.trailingZeroBitCount] = Int64(ordinals[next])
                next += 1
                rest &= rest - 1
            }
        }
        let submissions = [Int32](repeating: Int32(bitPattern: batch.origins.submission), count: batch.count)
        var numbers: [ParquetValues] = [
            .int64(places, missing: nil), .int32(submissions, missing: nil),
            .int32(batch.origins.records.map { Int32(bitPattern: $0) }, missing: nil),
        ]
        if kind == .corrections {
            let states = [Int32](repeating: VersionKind.content.rawValue, count: batch.count)
            numbers.append(.int32(states, missing: nil))
        }
        let isWhole = ordinals.count == batch.count
        parquet.append(numbers + batch.columns.map(ParquetValues.text), rows: isWhole ? nil : rows, to: &output)
        try writeOutput()
    }

    private mutating func flush() throws(DiskError) {
        guard waiting.count > 0 else { return }
        parquet.append(waiting.parquet(withStates: kind == .corrections), to: &output)
        waiting = SegmentRows(columns: schema.terms.map { _ in TextColumn() })
        try writeOutput()
    }

    private mutating func writeOutput() throws(DiskError) {
        if file == nil { file = try store.disk.create(store.segmentPath(number)) }
        try file?.write(output)
        sinceWriteback += output.count
        if sinceWriteback >= 16 << 20 {
            try file?.startWriteback()
            sinceWriteback = 0
        }
        output.removeAll(keepingCapacity: true)
    }
}

extension Array {
    /// The array with the elements of `other` at the selected rows behind it.
    fileprivate func appending(_ rows: Bitmap, of other: [Element]) -> [Element] {
        var result = self
        result.append(rows, of: other)
        return result
    }
}
