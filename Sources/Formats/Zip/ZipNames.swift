import CZlib

/// The names of members as text.
enum ZipNames {
    /// The extra field in which Info-ZIP writes the name as UTF-8.
    private static let unicodePath = 0x7075

    /// A name, from the first of these that fits: UTF-8 as the member declares it, Info-ZIP's Unicode name, UTF-8
    /// undeclared (as macOS writes it), code page 437.
    static func text(_ bytes: [UInt8], isUTF8: Bool, _ extra: ZipExtraFields) -> String {
        if isUTF8 { return String(decoding: bytes, as: UTF8.self) }
        if let field = extra[unicodePath], field.first == 1, field.count > 5,
            field.little32(at: 1) == Int(checksum(bytes)), isValid(field[5...])
        {
            return String(decoding: field[5...], as: UTF8.self)
        }
        if isValid(bytes[...]) { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        for byte in bytes {
            let scalar = byte < 0x80 ? UInt16(byte) : CodePage437.upperHalf[Int(byte) - 0x80]
            text.unicodeScalars.append(Unicode.Scalar(scalar) ?? "\u{FFFD}")
        }
        return text
    }

    private static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBytes { firstInvalidUTF8(in: $0) == nil }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt {
        bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
    }
}
