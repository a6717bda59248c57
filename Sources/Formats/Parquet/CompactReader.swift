import Observations

/// Reads Thrift's compact protocol and believes nothing: every length is checked against the bytes that are there, and
/// nesting is bounded.
struct CompactReader {
    /// Wire types.
    typealias Kind = CompactWriter.Kind

    private let bytes: [UInt8]
    private let end: Int
    /// Where `bytes` begins in the file, for errors.
    private let origin: Int
    /// The next byte to read.
    private(set) var position: Int

    /// A reader of `range` in `bytes`, which lie `origin` bytes into the file.
    init(_ bytes: [UInt8], _ range: Range<Int>, origin: Int) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        self.bytes = bytes
        self.origin = origin
        position = range.lowerBound
        end = range.upperBound
    }

    /// The header of the next field, or `nil` at the end of the structure. `last` is the number of the field before.
    mutating func field(after last: inout Int16) throws(ReadError) -> (number: Int16, kind: Kind)? {
        let byte = try byte()
        if byte == 0 { return nil }
        guard let kind = Kind(rawValue: byte & 15) else { throw damaged("a field has no known type") }
        if byte >> 4 == 0 {
            guard let number = Int16(exactly: try signed()) else { throw damaged("a field number is out of range") }
            last = number
        } else {
            let (number, overflow) = last.addingReportingOverflow(Int16(byte >> 4))
            if overflow { throw damaged("a field number is out of range") }
            last = number
        }
        return (last, kind)
    }

    mutating func int32() throws(ReadError) -> Int32 {
        guard let value = Int32(exactly: try signed()) else { throw damaged("a number is out of range") }
        return value
    }

    /// A number that counts something.
    mutating func count32() throws(ReadError) -> Int {
        let value = try int32()
        if value < 0 { throw damaged("a count is negative") }
        return Int(value)
    }

    /// A number that counts something.
    mutating func count64() throws(ReadError) -> Int {
        let value = try signed()
        if value < 0 { throw damaged("a count is negative") }
        return Int(value)
    }

    mutating func int8() throws(ReadError) -> Int8 { Int8(bitPattern: try byte()) }

    mutating func binary() throws(ReadError) -> [UInt8] {
        let count = try length()
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func string() throws(ReadError) -> String {
        guard let text = String(validating: try binary(), as: UTF8.self) else { throw damaged("a text is not UTF-8") }
        return text
    }

    /// The beginning of a list: the type of its elements and their number, which is at most the bytes that are left.
    mutating func list() throws(ReadError) -> (kind: Kind, count: Int) {
        let byte = try byte()
        guard let kind = Kind(rawValue: byte & 15) else { throw damaged("a list has no known type") }
        let count = byte >> 4 == 15 ? try length() : Int(byte >> 4)
        if count > end - position { throw damaged("a list is longer than the file") }
        return (kind, count)
    }

    /// The beginning of a list that must have elements of `kind`.
    mutating func list(of kind: Kind) throws(ReadError) -> Int {
        let (found, count) = try list()
        if found != kind && count > 0 { throw damaged("a list has elements of another type") }
        return count
    }

    /// Passes over a value of a field that nobody asked for.
    mutating func skip(_ kind: Kind, depth: Int = 0) throws(ReadError) {
        if depth > 32 { throw damaged("structures are nested too deeply") }
        switch kind {
        case .yes, .no: break
        case .int8: _ = try byte()
        case .int16, .int32, .int64: _ = try unsigned()
        case .double: try pass(8)
        case .binary: try pass(try length())
        case .list, .set:
            let (kind, count) = try list()
            for _ in 0..<count { try skipElement(kind, depth: depth + 1) }
        case .map:
            let count = try length()
            if count == 0 { return }
            let kinds = try byte()
            guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 15) else {
                throw damaged("a map has no known type")
            }
            for _ in 0..<count {
                try skipElement(key, depth: depth + 1)
                try skipElement(value, depth: depth + 1)
            }
        case .structure:
            var last: Int16 = 0
            while let field = try field(after: &last) { try skip(field.kind, depth: depth + 1) }
        }
    }

    /// An error about the byte that was reached.
    func damaged(_ what: Wording) -> ReadError { .damagedParquet(what, at: origin + position) }

    /// In a list or map a truth value takes a byte of its own.
    private mutating func skipElement(_ kind: Kind, depth: Int) throws(ReadError) {
        if kind == .yes || kind == .no { try pass(1) } else { try skip(kind, depth: depth) }
    }

    private mutating func pass(_ count: Int) throws(ReadError) {
        if count > end - position { throw damaged("a value is longer than the file") }
        position += count
    }

    private mutating func byte() throws(ReadError) -> UInt8 {
        guard position < end else { throw damaged("a header ends too early") }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func length() throws(ReadError) -> Int {
        guard let count = Int(exactly: try unsigned()), count <= end - position else {
            throw damaged("a value is longer than the file")
        }
        return count
    }

    private mutating func signed() throws(ReadError) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private mutating func unsigned() throws(ReadError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
        }
        throw damaged("a number is too long")
    }
}
