/// Paths are bytes to the kernel and text to everyone else. A name that is no UTF-8 (unpacked on another machine,
/// written in Windows-1250) must survive the way from a directory listing to a `String` and back.
///
/// Every byte that is no part of valid UTF-8 becomes one character of the private use area, U+F700 + byte (0x80…0xFF).
/// Where a name really contains one of those characters, its three bytes are escaped in the same way, so the mapping
/// loses nothing in either direction.
extension String {
    /// The text of a path that the kernel gave.
    package init(pathBytes bytes: UnsafeBufferPointer<UInt8>) {
        if let text = String(validating: bytes, as: UTF8.self), !text.hasEscapedBytes {
            self = text
            return
        }
        var text = [UInt8]()
        var offset = 0
        while offset < bytes.count {
            let length = validSequenceLength(bytes, at: offset)
            if length > 0, !isEscape(bytes, at: offset) {
                text.append(contentsOf: bytes[offset..<offset + length])
                offset += length
            } else {
                let byte = bytes[offset]
                text += [0xEF, byte < 0xC0 ? 0x9E : 0x9F, byte < 0xC0 ? byte : byte - 0x40]
                offset += 1
            }
        }
        self = String(decoding: text, as: UTF8.self)
    }

    /// The bytes that the kernel knows this path by.
    package var pathBytes: [UInt8] {
        let text = Array(utf8)
        guard hasEscapedBytes else { return text }
        return text.withUnsafeBufferPointer { text in
            var bytes = [UInt8]()
            var offset = 0
            while offset < text.count {
                if isEscape(text, at: offset) {
                    bytes.append(text[offset + 1] == 0x9E ? text[offset + 2] : text[offset + 2] + 0x40)
                    offset += 3
                } else {
                    bytes.append(text[offset])
                    offset += 1
                }
            }
            return bytes
        }
    }

    /// The path with bytes that are no text written as `\xB3`, for people.
    package var readablePath: String {
        guard hasEscapedBytes else { return self }
        let digits = Array("0123456789ABCDEF")
        return String(
            String.UnicodeScalarView(
                unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                    guard (0xF780...0xF7FF).contains(scalar.value) else { return [scalar] }
                    let byte = Int(scalar.value & 0xFF)
                    return Array("\\x\(digits[byte >> 4])\(digits[byte & 15])".unicodeScalars)
                }))
    }

    /// Calls `body` with the path as a C string of its original bytes.
    func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        guard hasEscapedBytes else { return withCString(body) }
        let bytes = pathBytes.map { CChar(bitPattern: $0) } + [0]
        return bytes.withUnsafeBufferPointer { buffer in
            // The array ends with the terminator, so it is never empty and has an address.
            guard let start = buffer.baseAddress else { return withCString(body) }
            return body(start)
        }
    }

    private var hasEscapedBytes: Bool {
        var previous: UInt8 = 0
        for byte in utf8 {
            if previous == 0xEF, byte == 0x9E || byte == 0x9F { return true }
            previous = byte
        }
        return false
    }
}

/// Whether the three bytes at `offset` are a character that stands for one byte (U+F780…U+F7FF).
private func isEscape(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    offset + 2 < bytes.count && bytes[offset] == 0xEF && (bytes[offset + 1] == 0x9E || bytes[offset + 1] == 0x9F)
}

/// The length of the valid UTF-8 sequence at `offset`, or 0 (Unicode standard, table 3-7).
private func validSequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    let lead = bytes[offset]
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
    for index in offset + 2..<max(offset + 2, offset + length) where bytes[index] & 0xC0 != 0x80 { return 0 }
    return length
}
