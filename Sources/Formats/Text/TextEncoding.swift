/// How the bytes of a text file stand for characters.
package enum TextEncoding: Sendable, Equatable {
    /// UTF-8; ASCII is a part of it.
    case utf8
    /// UTF-16, the low byte first.
    case utf16LittleEndian
    /// UTF-16, the high byte first.
    case utf16BigEndian
    /// One byte a character, under the name of its code page.
    case singleByte(String)

    /// The encoding with a name as people write it (`UTF-8`, `windows-1250`, `cp1250`, `Latin1`, `ISO_8859-2`), or
    /// `nil` if Transect does not know it. Upper and lower case, spaces, `-` and `_` make no difference.
    package init?(named name: String) {
        let plain = name.lowercased().filter { !" -_".contains($0) }
        switch plain {
        case "utf8", "utf8bom", "utf8sig", "ascii", "usascii": self = .utf8
        case "utf16", "utf16le", "unicode", "ucs2": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        default:
            let page = Self.aliases[plain] ?? Self.pages.first { $0.name.filter { $0 != "-" } == plain }?.name
            guard let page else { return nil }
            self = .singleByte(page)
        }
    }

    /// The name under which the encoding is declared and shown.
    package var name: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16LittleEndian: "utf-16le"
        case .utf16BigEndian: "utf-16be"
        case .singleByte(let page): page
        }
    }

    /// The names of all encodings, for messages and the documentation.
    package static var supported: [String] { ["utf-8", "utf-16", "utf-16le", "utf-16be"] + pages.map(\.name) }

    /// The characters of the bytes 0x80 to 0xFF of a code page, U+FFFD where it defines nothing.
    static func upperHalf(of page: String) -> [UInt16]? {
        guard let table = pages.first(where: { $0.name == page })?.table() else { return nil }
        // The parts of ISO 8859 list 0xA0 to 0xFF; the 32 codes below are the control characters of Unicode.
        return table.count == 128 ? table : (0x80..<0x80 + UInt16(128 - table.count)).map { $0 } + table
    }

    /// Other names in use, written without spaces, `-` and `_`.
    private static let aliases: [String: String] = [
        "latin1": "iso-8859-1", "latin2": "iso-8859-2", "latin3": "iso-8859-3", "latin4": "iso-8859-4",
        "latin5": "iso-8859-9", "latin6": "iso-8859-10", "latin7": "iso-8859-13", "latin8": "iso-8859-14",
        "latin9": "iso-8859-15", "latin10": "iso-8859-16", "ansi": "windows-1252", "macroman": "macintosh",
        "mac": "macintosh", "xmacroman": "macintosh", "cp850": "ibm850", "cp852": "ibm852", "850": "ibm850",
        "852": "ibm852",
    ].merging(
        (1250...1258).flatMap { page in ["cp", "win", "", "xcp"].map { ("\($0)\(page)", "windows-\(page)") } }
            + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16].map { ("8859\($0)", "iso-8859-\($0)") }
    ) { first, _ in first }

    /// The code pages in the order of the documentation.
    private static let pages: [(name: String, table: @Sendable () -> [UInt16])] = [
        ("windows-1250", { CodePageTables.windows1250 }), ("windows-1251", { CodePageTables.windows1251 }),
        ("windows-1252", { CodePageTables.windows1252 }), ("windows-1253", { CodePageTables.windows1253 }),
        ("windows-1254", { CodePageTables.windows1254 }), ("windows-1255", { CodePageTables.windows1255 }),
        ("windows-1256", { CodePageTables.windows1256 }), ("windows-1257", { CodePageTables.windows1257 }),
        ("windows-1258", { CodePageTables.windows1258 }), ("iso-8859-1", { [UInt16](0x80...0xFF) }),
        ("iso-8859-2", { ISO8859Tables.part2 }), ("iso-8859-3", { ISO8859Tables.part3 }),
        ("iso-8859-4", { ISO8859Tables.part4 }), ("iso-8859-5", { ISO8859Tables.part5 }),
        ("iso-8859-6", { ISO8859Tables.part6 }), ("iso-8859-7", { ISO8859Tables.part7 }),
        ("iso-8859-8", { ISO8859Tables.part8 }), ("iso-8859-9", { ISO8859Tables.part9 }),
        ("iso-8859-10", { ISO8859Tables.part10 }), ("iso-8859-13", { ISO8859Tables.part13 }),
        ("iso-8859-14", { ISO8859Tables.part14 }), ("iso-8859-15", { ISO8859Tables.part15 }),
        ("iso-8859-16", { ISO8859Tables.part16 }), ("koi8-r", { CodePageTables.koi8R }),
        ("koi8-u", { CodePageTables.koi8U }), ("macintosh", { CodePageTables.macintosh }),
        ("ibm850", { CodePageTables.ibm850 }), ("ibm852", { CodePageTables.ibm852 }),
    ]
}
