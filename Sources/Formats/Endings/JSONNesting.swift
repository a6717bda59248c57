/// How deep a JSON text is nested at some place, and whether a string is open there: no parser, only brackets and quotes.
struct JSONNesting: Sendable {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Whether nothing is open.
    var isClosed: Bool { depth <= 0 && !isInString }

    /// Takes the next bytes.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { add(byte) }
    }

    /// Takes the next byte.
    @inline(__always)
    mutating func add(_ byte: UInt8) {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
    }
}
