/// Writes text in the encoding of a volunteer's own file.
package struct TextEncoder: Sendable {
    private let encoding: TextEncoding
    /// Bytes by character, of a code page.
    private let bytes: [UInt32: UInt8]

    /// An encoder for an encoding by name; UTF-8 for a name that is not known.
    package init(named name: String) {
        encoding = TextEncoding(named: name) ?? .utf8
        var bytes: [UInt32: UInt8] = [:]
        if case .singleByte(let page) = encoding, let upper = TextEncoding.upperHalf(of: page) {
            for (index, unit) in upper.enumerated() where unit != 0xFFFD {
                bytes[UInt32(unit)] = UInt8(truncatingIfNeeded: index + 0x80)
            }
        }
        self.bytes = bytes
    }

    /// What stands at the beginning of a file, so that other programs know the encoding.
    package var byteOrderMark: [UInt8] {
        switch encoding {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .singleByte: []
        }
    }

    /// Adds a text. A character that the encoding lacks becomes `?`.
    package func append(_ text: String, to output: inout [UInt8]) {
        switch encoding {
        case .utf8: output += text.utf8
        case .utf16LittleEndian:
            for unit in text.utf16 { output += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
        case .utf16BigEndian:
            for unit in text.utf16 { output += [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)] }
        case .singleByte:
            for scalar in text.unicodeScalars {
                output.append(
                    scalar.value < 0x80
                        ? UInt8(truncatingIfNeeded: scalar.value) : bytes[scalar.value] ?? UInt8(ascii: "?"))
            }
        }
    }
}
