import Observations

/// Writes a Parquet file (parquet-format 2.11) a row group at a time: flat columns, data pages V1, dictionary or plain
/// encoding, statistics. The same input gives the same bytes.
///
/// The writer appends to a buffer and knows nothing of files: the caller writes the buffer out and empties it whenever
/// it likes between the calls.
///
///     PAR1 | row group: [dictionary page, data pages] per column | … | footer | its length | PAR1
package struct ParquetWriter: Sendable {
    /// The columns.
    package let fields: [ParquetField]

    private let compression: ParquetCompression
    private let metadata: [(key: String, value: String)]
    private var groups: [ParquetRowGroup] = []
    private var written = 0

    /// A writer of a file with those columns, at least one, their names all different. `metadata` goes into the footer
    /// in that order.
    package init(
        fields: [ParquetField], compression: ParquetCompression = .none, metadata: [(key: String, value: String)] = []
    ) {
        precondition(!fields.isEmpty, "a Parquet file has columns")
        self.fields = fields
        self.compression = compression
        self.metadata = metadata
    }

    /// Adds the selected rows (all, without `rows`) of `columns` to `output` as one row group. Without any, nothing is
    /// added but the beginning of the file.
    ///
    /// - Precondition: There is a column per field, of its type and of the length of all others; no selected cell of a
    ///   required field is missing; at most 16,777,216 rows.
    package mutating func append(_ columns: [ParquetValues], rows: Bitmap? = nil, to output: inout [UInt8]) {
        let count = columns.first?.count ?? 0
        precondition(columns.count == fields.count && columns.allSatisfy { $0.count == count })
        precondition(rows == nil || rows?.count == count)
        precondition(count <= ParquetLimit.rows, "a row group has at most \(ParquetLimit.rows) rows")
        let origin = written - output.count
        begin(&output)
        let selection = rows.map(RowSelection.init) ?? RowSelection(all: count)
        if selection.count > 0 {
            reserve(columns, in: &output)
            var group = ParquetRowGroup(rowCount: selection.count, chunks: [])
            for (field, values) in zip(fields, columns) {
                group.chunks.append(write(values, field, selection, origin: origin, to: &output))
            }
            groups.append(group)
        }
        written = origin + output.count
    }

    /// Adds the footer. The file is then complete and the writer must not be used further.
    package mutating func finish(to output: inout [UInt8]) {
        let origin = written - output.count
        begin(&output)
        let footer = ParquetFooter(fields: fields, groups: groups, metadata: metadata).encoded
        output.append(contentsOf: footer)
        let length = UInt32(footer.count)
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            output.append(UInt8(truncatingIfNeeded: length >> shift))
        }
        output.append(contentsOf: ParquetLimit.magic)
        written = origin + output.count
    }

    private func begin(_ output: inout [UInt8]) {
        if written == 0 { output.append(contentsOf: ParquetLimit.magic) }
    }

    private func write(
        _ values: ParquetValues, _ field: ParquetField, _ selection: RowSelection, origin: Int, to output: inout [UInt8]
    ) -> ParquetChunk {
        precondition(values.fits(field.type), "column \(field.name) is not of type \(field.type)")
        let missing = values.missing
        precondition(
            !field.isRequired || selection.count(in: missing) == 0,
            "column \(field.name) is required and has missing cells")
        var writer = ParquetChunkWriter(
            field.type.physicalType, isRequired: field.isRequired, compression: compression, origin: origin)
        switch values {
        case .text(let column): writer.write(column, missing: missing, selection, to: &output)
        case .int64(let values, _): writer.write(values, missing: missing, selection, to: &output)
        case .int32(let values, _): writer.write(values, missing: missing, selection, to: &output)
        case .double(let values, _): writer.write(values, missing: missing, selection, to: &output)
        case .boolean(let values, _): writer.write(values, missing: missing, selection, to: &output)
        }
        return writer.chunk
    }

    /// Makes room for the row group at once, and for twice as much as there was, so that neither many small groups nor
    /// a large one are copied often.
    private func reserve(_ columns: [ParquetValues], in output: inout [UInt8]) {
        let need = columns.reduce(output.count + 65_536) { total, values in
            if case .text(let column) = values { return total + column.bytes.count + 5 * column.count }
            return total + 9 * values.count
        }
        if compression == .none, need > output.capacity { output.reserveCapacity(max(need, output.capacity * 2)) }
    }
}

extension ParquetType {
    /// How values of the type lie in the file.
    var physicalType: PhysicalType {
        switch self {
        case .text: .byteArray
        case .double: .double
        case .int64, .timestampMicros: .int64
        case .int32, .date: .int32
        case .boolean: .boolean
        }
    }
}
