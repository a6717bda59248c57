/// A value inside a JSON text that has been checked as a whole (`JSONText`), for those who want to look around in it.
///
/// It points into the text and is valid as long as the text is.
struct JSONPiece {
    /// The kinds of values of RFC 8259 §3.
    enum Kind { case object, array, string, number, boolean, null }

    /// The first byte of the value.
    let start: UnsafePointer<UInt8>
    /// Behind its last byte.
    let end: UnsafePointer<UInt8>

    /// The value that begins at `start`.
    init(at start: UnsafePointer<UInt8>) {
        self.start = start
        end = Self.end(of: start)
    }

    /// What kind of value it is.
    var kind: Kind {
        switch start.pointee {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }

    /// The value as it is written.
    var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: end - start) }

    /// The value without quotes and escapes if it is a string, else as it is written.
    var text: String {
        guard kind == .string else { return String(decoding: written, as: UTF8.self) }
        let inside = UnsafeBufferPointer(start: start + 1, count: end - start - 2)
        guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: inside.count) { target in
            target.baseAddress.map { JSONString.decode(inside, into: $0).count } ?? 0
        }
    }

    /// Adds the value's `text` to `target`.
    ///
    /// - Returns: What of it is no text.
    func appendText(to target: inout [UInt8]) -> JSONFlaws {
        guard kind == .string else {
            target += written
            return JSONFlaws()
        }
        let inside = UnsafeBufferPointer(start: start + 1, count: end - start - 2)
        guard inside.contains(UInt8(ascii: "\\")) else {
            target += inside
            return JSONFlaws()
        }
        var flaws = JSONFlaws()
        target += [UInt8](unsafeUninitializedCapacity: inside.count) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            let decoded = JSONString.decode(inside, into: base)
            count = decoded.count
            flaws = decoded.flaws
        }
        return flaws
    }

    /// The elements of an array; none for other values.
    var elements: [JSONPiece] {
        guard kind == .array else { return [] }
        var pieces: [JSONPiece] = []
        var next = JSONScan.skipSpace(start + 1)
        while next.pointee != UInt8(ascii: "]"), next < end {
            let piece = JSONPiece(at: next)
            pieces.append(piece)
            next = JSONScan.skipSpace(piece.end)
            if next.pointee == UInt8(ascii: ",") { next = JSONScan.skipSpace(next + 1) }
        }
        return pieces
    }

    /// The keys and values of an object in their order, repeated keys too; none for other values.
    var members: [(key: String, value: JSONPiece)] {
        guard kind == .object else { return [] }
        var pieces: [(key: String, value: JSONPiece)] = []
        var next = JSONScan.skipSpace(start + 1)
        while next.pointee == UInt8(ascii: "\""), next < end {
            let key = JSONPiece(at: next)
            let value = JSONPiece(at: JSONScan.skipSpace(JSONScan.skipSpace(key.end) + 1))
            pieces.append((key.text, value))
            next = JSONScan.skipSpace(value.end)
            if next.pointee == UInt8(ascii: ",") { next = JSONScan.skipSpace(next + 1) }
        }
        return pieces
    }

    /// At most 200 bytes of the value as it is written.
    var excerpt: String { JSONRecordParser.excerpt(start, end) }

    private static func end(of start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var next = start
        switch start.pointee {
        case UInt8(ascii: "\""): return stringEnd(start + 1)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            var depth = 0
            while next.pointee != 0 {
                switch next.pointee {
                case UInt8(ascii: "\""):
                    next = stringEnd(next + 1)
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
                next += 1
                if depth == 0 { return next }
            }
            return next
        default:
            while next.pointee > 0x20, next.pointee != UInt8(ascii: ","), next.pointee | 0x20 != UInt8(ascii: "}") {
                next += 1
            }
            return next
        }
    }

    /// Behind the closing quote of a string whose inside begins at `start`.
    private static func stringEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var next = JSONScan.plainEnd(start)
        while next.pointee == UInt8(ascii: "\\") { next = JSONScan.plainEnd(next + 2) }
        return next.pointee == 0 ? next : next + 1
    }
}
