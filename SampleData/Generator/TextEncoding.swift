/// How the bytes of a volunteer's file are written.
enum TextEncoding {
    case utf8, utf8WithMark, utf16LittleEndian, windows1250, windows1252

    /// The bytes of a text. Ends the program if the encoding has no such character: the samples then need another word.
    func encode(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .utf8WithMark: [0xEF, 0xBB, 0xBF] + text.utf8
        case .utf16LittleEndian:
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        case .windows1250: text.unicodeScalars.map { Self.byte($0, Self.polish) }
        case .windows1252: text.unicodeScalars.map { Self.byte($0, Self.latin) }
        }
    }

    private static func byte(_ character: Unicode.Scalar, _ table: [Unicode.Scalar: UInt8]) -> UInt8 {
        if character.isASCII { return UInt8(character.value) }
        guard let byte = table[character] else { preconditionFailure("no byte for \(character) in this encoding") }
        return byte
    }

    /// The Polish letters of Windows-1250.
    private static let polish: [Unicode.Scalar: UInt8] = [
        "ą": 0xB9, "ć": 0xE6, "ę": 0xEA, "ł": 0xB3, "ń": 0xF1, "ó": 0xF3, "ś": 0x9C, "ź": 0x9F, "ż": 0xBF,
        "Ą": 0xA5, "Ć": 0xC6, "Ę": 0xCA, "Ł": 0xA3, "Ń": 0xD1, "Ó": 0xD3, "Ś": 0x8C, "Ź": 0x8F, "Ż": 0xAF,
    ]

    /// Windows-1252 equals Unicode from A0 to FF, and the euro sign stands at 80.
    private static let latin: [Unicode.Scalar: UInt8] = {
        var table: [Unicode.Scalar: UInt8] = ["€": 0x80]
        for byte in UInt8(0xA0)...0xFF { table[Unicode.Scalar(byte)] = byte }
        return table
    }()
}
