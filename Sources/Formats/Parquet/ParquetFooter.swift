/// `FileMetaData`: what stands at the end of a file and says where everything is.
struct ParquetFooter: Sendable {
    var fields: [ParquetField]
    var groups: [ParquetRowGroup]
    var metadata: [(key: String, value: String)]

    /// The footer in Thrift's compact protocol.
    var encoded: [UInt8] {
        var writer = CompactWriter()
        writer.structureElement { footer in
            footer.int32(1, 2)
            footer.list(2, of: .structure, count: fields.count + 1)
            footer.structureElement { root in
                root.binary(4, "schema".utf8)
                root.int32(5, Int32(fields.count))
            }
            for field in fields { footer.structureElement { field.write(to: &$0) } }
            footer.int64(3, groups.reduce(0) { $0 + $1.rowCount })
            footer.list(4, of: .structure, count: groups.count)
            for (ordinal, group) in groups.enumerated() {
                footer.structureElement { write(group, ordinal: ordinal, to: &$0) }
            }
            if !metadata.isEmpty {
                footer.list(5, of: .structure, count: metadata.count)
                for (key, value) in metadata {
                    footer.structureElement { entry in
                        entry.binary(1, key.utf8)
                        entry.binary(2, value.utf8)
                    }
                }
            }
            footer.binary(6, "Transect".utf8)
            // Without the order of a column its statistics mean nothing; the one that there is, is that of the type.
            footer.list(7, of: .structure, count: fields.count)
            for _ in fields { footer.structureElement { order in order.structure(1) { _ in } } }
        }
        return writer.bytes
    }

    private func write(_ group: ParquetRowGroup, ordinal: Int, to writer: inout CompactWriter) {
        writer.list(1, of: .structure, count: group.chunks.count)
        for (field, chunk) in zip(fields, group.chunks) {
            writer.structureElement { column in
                column.int64(2, 0)
                column.structure(3) { chunk.write(field.name, to: &$0) }
            }
        }
        writer.int64(2, group.chunks.reduce(0) { $0 + $1.uncompressedSize })
        writer.int64(3, group.rowCount)
        if let first = group.chunks.first { writer.int64(5, first.dictionaryPageOffset ?? first.dataPageOffset) }
        writer.int64(6, group.chunks.reduce(0) { $0 + $1.compressedSize })
        if let ordinal = Int16(exactly: ordinal) { writer.int16(7, ordinal) }
    }
}

extension ParquetField {
    /// Writes the field as a `SchemaElement`, with the annotation of its type in its old and its new form.
    fileprivate func write(to element: inout CompactWriter) {
        element.int32(1, type.physicalType.rawValue)
        element.int32(3, isRequired ? 0 : 1)
        element.binary(4, name.utf8)
        switch type {
        case .text:
            element.int32(6, 0)
            element.structure(10) { logical in logical.structure(1) { _ in } }
        case .date:
            element.int32(6, 6)
            element.structure(10) { logical in logical.structure(6) { _ in } }
        case .timestampMicros:
            element.int32(6, 10)
            element.structure(10) { logical in
                logical.structure(8) { timestamp in
                    timestamp.bool(1, true)
                    timestamp.structure(2) { unit in unit.structure(2) { _ in } }
                }
            }
        case .int32, .int64:
            element.int32(6, type == .int32 ? 17 : 18)
            element.structure(10) { logical in
                logical.structure(10) { integer in
                    integer.int8(1, type == .int32 ? 32 : 64)
                    integer.bool(2, true)
                }
            }
        case .double, .boolean: break
        }
    }
}

extension ParquetChunk {
    /// Writes the chunk as `ColumnMetaData`.
    fileprivate func write(_ name: String, to column: inout CompactWriter) {
        column.int32(1, type.rawValue)
        column.list(2, of: .int32, count: encodings.count)
        for encoding in encodings { column.int32Element(encoding.rawValue) }
        column.list(3, of: .binary, count: 1)
        column.binaryElement(name.utf8)
        column.int32(4, codec.rawValue)
        column.int64(5, valueCount)
        column.int64(6, uncompressedSize)
        column.int64(7, compressedSize)
        column.int64(9, dataPageOffset)
        if let dictionaryPageOffset { column.int64(11, dictionaryPageOffset) }
        if let statistics {
            column.structure(12) { facts in
                if let count = statistics.missingCount { facts.int64(3, count) }
                if let minimum = statistics.minimum, let maximum = statistics.maximum {
                    facts.binary(5, maximum)
                    facts.binary(6, minimum)
                    facts.bool(7, statistics.isExact)
                    facts.bool(8, statistics.isExact)
                }
            }
        }
    }
}
