import Observations

/// The columns of a batch while records come in.
struct ZooniverseBatch: ~Copyable {
    private var columns = TreeColumns()
    /// For every field its column in this batch, -1 while it has none.
    private var places: [Int32] = []
    private var findings: [Finding] = []
    private var origins: Origins
    private var row = 0
    private var text = 0
    private var number: UInt32 = 0

    /// An empty batch; the origins say the submission.
    init(_ origins: Origins) { self.origins = origins }

    /// Whether the batch should be handed out.
    var isFull: Bool { columns.isFull(rows: row, text: text, findings: findings.count) }

    /// Gives a field of the record in hand its value, which must be its first.
    mutating func append(_ value: ArraySlice<UInt8>, to field: Int) {
        while places.count <= field { places.append(-1) }
        if places[field] < 0 { places[field] = Int32(columns.add()) }
        text += value.count
        let column = Int(places[field])
        value.withUnsafeBufferPointer { bytes in
            // An empty cell has no bytes to point to.
            withUnsafePointer(to: UInt8(0)) { nothing in
                columns.base[column].append(bytes.baseAddress ?? nothing, count: bytes.count, row: row)
            }
        }
    }

    /// Ends a record.
    mutating func endRecord(row place: UInt32, position: UInt64, findings: [Finding]) {
        for var finding in findings {
            finding.row = row
            self.findings.append(finding)
        }
        number += 1
        origins.append(record: number, row: place, position: position)
        row += 1
    }

    /// The records so far, `nil` if there are none; the next batch begins.
    mutating func finish(_ fields: ZooniverseFields) -> RecordBatch? {
        guard row > 0 else { return nil }
        let made = columns.finish(rows: row, keeping: 0)
        let places = places
        func column(_ field: Int) -> TextColumn? {
            field < places.count && places[field] >= 0 ? made[Int(places[field])] : nil
        }
        let output = fields.output { column($0) != nil }
        let batch = RecordBatch(
            fields: output.map(\.name),
            columns: output.map { $0.number.flatMap(column) ?? TextColumn(missingRows: row) }, origins: origins,
            findings: findings)
        origins = Origins(submission: origins.submission, unit: origins.unit)
        self.places = []
        findings = []
        row = 0
        text = 0
        return batch
    }
}
