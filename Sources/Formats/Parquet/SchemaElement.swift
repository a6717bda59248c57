/// `SchemaElement`: a column, or the root above all columns.
struct SchemaElement {
    /// The physical type; none in the root.
    private(set) var type: Int32?
    /// How many elements hang below this one.
    private(set) var children = 0
    private var repetition: Int32?
    private var name = ""
    private var converted: Int32?
    private var logical: Annotation?

    /// `LogicalType`, as far as it names types that are read; `converted` says the rest.
    private enum Annotation: Equatable {
        case string
        case date
        case timestampMicrosUTC
        case integer(bits: Int8, isSigned: Bool)
        case other
    }

    /// Reads an element.
    init(_ reader: inout CompactReader) throws(ReadError) {
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .int32): type = try reader.int32()
            case (3, .int32): repetition = try reader.int32()
            case (4, .binary): name = try reader.string()
            case (5, .int32): children = try reader.count32()
            case (6, .int32): converted = try reader.int32()
            case (10, .structure): logical = try Self.annotation(&reader)
            default: try reader.skip(field.kind)
            }
        }
    }

    /// The column that the element describes.
    func field() throws(ReadError) -> ParquetField {
        guard let type, children == 0 else { throw .foreignParquet("nested columns") }
        guard let repetition, repetition == 0 || repetition == 1 else {
            throw .foreignParquet("repeated values in column \(name)")
        }
        // Converted types: parquet.thrift, `ConvertedType`.
        let found: ParquetType? =
            switch (PhysicalType(rawValue: type), logical, converted) {
            case (.byteArray, .string, _), (.byteArray, nil, 0): .text
            case (.int32, .date, _), (.int32, nil, 6): .date
            case (.int64, .timestampMicrosUTC, _), (.int64, nil, 10): .timestampMicros
            case (.int32, .integer(32, true), _), (.int32, nil, 17), (.int32, nil, nil): .int32
            case (.int64, .integer(64, true), _), (.int64, nil, 18), (.int64, nil, nil): .int64
            case (.double, nil, nil): .double
            case (.boolean, nil, nil): .boolean
            default: nil
            }
        guard let found else { throw .foreignParquet("a type in column \(name) that Transect does not read") }
        return ParquetField(name: name, type: found, isRequired: repetition == 0)
    }

    private static func annotation(_ reader: inout CompactReader) throws(ReadError) -> Annotation {
        var annotation = Annotation.other
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .structure):
                annotation = .string
                try reader.skip(.structure)
            case (6, .structure):
                annotation = .date
                try reader.skip(.structure)
            case (8, .structure): annotation = try timestamp(&reader)
            case (10, .structure): annotation = try integer(&reader)
            default: try reader.skip(field.kind)
            }
        }
        return annotation
    }

    private static func timestamp(_ reader: inout CompactReader) throws(ReadError) -> Annotation {
        var isUTC = false
        var isMicros = false
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .yes): isUTC = true
            case (2, .structure):
                var last: Int16 = 0
                while let unit = try reader.field(after: &last) {
                    if unit.number == 2 { isMicros = true }
                    try reader.skip(unit.kind)
                }
            default: try reader.skip(field.kind)
            }
        }
        return isUTC && isMicros ? .timestampMicrosUTC : .other
    }

    private static func integer(_ reader: inout CompactReader) throws(ReadError) -> Annotation {
        var bits: Int8 = 0
        var isSigned = false
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .int8): bits = try reader.int8()
            case (2, .yes): isSigned = true
            default: try reader.skip(field.kind)
            }
        }
        return .integer(bits: bits, isSigned: isSigned)
    }
}
