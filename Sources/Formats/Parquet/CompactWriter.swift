/// Writes Thrift's compact protocol (thrift, `doc/specs/thrift-compact-protocol.md`): the language of Parquet's footer
/// and page headers. Fields of a structure are written in ascending order of their numbers.
struct CompactWriter {
    /// What has been written.
    private(set) var bytes: [UInt8] = []
    private var lastField: Int16 = 0

    /// Wire types.
    enum Kind: UInt8 {
        case yes = 1
        case no = 2
        case int8 = 3
        case int16 = 4
        case int32 = 5
        case int64 = 6
        case double = 7
        case binary = 8
        case list = 9
        case set = 10
        case map = 11
        case structure = 12
    }

    mutating func int32(_ field: Int16, _ value: Int32) {
        header(field, .int32)
        signed(Int64(value))
    }

    mutating func int64(_ field: Int16, _ value: Int) {
        header(field, .int64)
        signed(Int64(value))
    }

    mutating func int16(_ field: Int16, _ value: Int16) {
        header(field, .int16)
        signed(Int64(value))
    }

    mutating func int8(_ field: Int16, _ value: Int8) {
        header(field, .int8)
        bytes.append(UInt8(bitPattern: value))
    }

    mutating func bool(_ field: Int16, _ value: Bool) {
        header(field, value ? .yes : .no)
    }

    mutating func binary(_ field: Int16, _ value: some Collection<UInt8>) {
        header(field, .binary)
        binaryElement(value)
    }

    mutating func structure(_ field: Int16, _ body: (inout CompactWriter) -> Void) {
        header(field, .structure)
        structureElement(body)
    }

    /// The beginning of a list; `count` elements must follow.
    mutating func list(_ field: Int16, of kind: Kind, count: Int) {
        header(field, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            unsigned(UInt64(count))
        }
    }

    mutating func int32Element(_ value: Int32) { signed(Int64(value)) }

    mutating func binaryElement(_ value: some Collection<UInt8>) {
        unsigned(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A structure without a field header: an element of a list, or the outermost one.
    mutating func structureElement(_ body: (inout CompactWriter) -> Void) {
        let outer = lastField
        lastField = 0
        body(&self)
        bytes.append(0)
        lastField = outer
    }

    private mutating func header(_ field: Int16, _ kind: Kind) {
        precondition(field > lastField && field - lastField < 16)
        bytes.append(UInt8(field - lastField) << 4 | kind.rawValue)
        lastField = field
    }

    private mutating func signed(_ value: Int64) {
        unsigned(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    private mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
