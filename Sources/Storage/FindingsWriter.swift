import Files
import Formats
import Observations

/// Writes the findings of a night to one file, in bounded memory. Without findings there is no file.
package struct FindingsWriter: ~Copyable {
    private let store: Store
    private let number: Int
    private var file: FileWriter?
    private var parquet = ParquetWriter(fields: FindingsLayout.fields)
    private var waiting = WaitingFindings()
    private var rows = 0

    // Small groups: whoever reads them back, for receipts or lists, holds one in memory as values.
    private static let groupRows = 16_384
    private static let groupBytes = 4 << 20

    /// A writer of findings file `number`, as `Ledger.nextFindingsNumber` gives it.
    package init(store: Store, number: Int) {
        self.store = store
        self.number = number
    }

    /// Adds findings about the rows of one batch.
    ///
    /// - Parameters:
    ///   - origins: Where the rows of the batch come from.
    ///   - ordinal: The place in the dataset of a row of the batch; `nil` where the record was not accepted.
    package mutating func append(
        _ findings: [Finding], origins: Origins, ordinal: (_ row: Int) -> UInt32?
    ) throws(DiskError) {
        for finding in findings {
            waiting.append(finding, origins: origins, ordinal: ordinal(finding.row))
            rows += 1
            if waiting.count >= FindingsWriter.groupRows || waiting.byteCount >= FindingsWriter.groupBytes {
                try flush()
            }
        }
    }

    /// Completes the file, durable save for its row in the ledger; `nil` where there were no findings.
    package consuming func finish() throws(DiskError) -> FindingsFile? {
        try flush()
        guard rows > 0 else { return nil }
        var output: [UInt8] = []
        parquet.finish(to: &output)
        try file?.write(output)
        try file?.sync()
        try file.take()?.close()
        try store.disk.syncDirectory(store.findingsPath)
        return FindingsFile(number: number, rows: rows)
    }

    private mutating func flush() throws(DiskError) {
        guard waiting.count > 0 else { return }
        if file == nil { file = try store.disk.create(store.findingsFilePath(number)) }
        var output: [UInt8] = []
        parquet.append(waiting.parquet, to: &output)
        try file?.write(output)
        waiting = WaitingFindings()
    }
}

/// Findings that wait for their row group.
private struct WaitingFindings {
    private var ordinals: [Int64] = []
    private var submissions: [Int32] = []
    private var records: [Int32] = []
    private var rows: [Int32] = []
    private var positions: [Int64] = []
    private var codes = TextColumn()
    private var severities = TextColumn()
    private var fields = TextColumn()
    private var values = TextColumn()
    private var arguments = TextColumn()

    var count: Int { ordinals.count }
    var byteCount: Int { codes.bytes.count + fields.bytes.count + values.bytes.count + arguments.bytes.count }

    mutating func append(_ finding: Finding, origins: Origins, ordinal: UInt32?) {
        ordinals.append(ordinal.map(Int64.init) ?? -1)
        submissions.append(Int32(bitPattern: origins.submission))
        records.append(Int32(bitPattern: origins.records[finding.row]))
        rows.append(Int32(bitPattern: origins.rows[finding.row]))
        positions.append(Int64(bitPattern: origins.positions[finding.row]))
        codes.append(finding.code.utf8)
        severities.append(finding.severity.rawValue.utf8)
        WaitingFindings.append(finding.field, to: &fields)
        WaitingFindings.append(finding.value, to: &values)
        if let cell = FindingsLayout.joined(finding.arguments) {
            arguments.append(cell)
        } else {
            arguments.appendMissing()
        }
    }

    private static func append(_ cell: String?, to column: inout TextColumn) {
        if let cell { column.append(cell.utf8) } else { column.appendMissing() }
    }

    var parquet: [ParquetValues] {
        [
            .int64(ordinals, missing: nil), .int32(submissions, missing: nil), .int32(records, missing: nil),
            .int32(rows, missing: nil), .int64(positions, missing: nil), .text(codes), .text(severities), .text(fields),
            .text(values), .text(arguments),
        ]
    }
}
