/// How delimited text is written: what stands between cells, and what protects them.
struct CSVDialect: Sendable, Equatable {
    /// What stands between two cells.
    var delimiter: UInt8
    /// What stands around cells that hold delimiters, line ends or quotes; doubled inside. `nil` where nothing does.
    var quote: UInt8?
    /// Whether a backslash takes the next byte as it is.
    var backslashEscapes: Bool

    /// The delimiters that are sniffed, in the order in which they win a tie.
    static let candidates: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]

    /// A delimiter's name for receipts: `;`, `tab`, `space`.
    static func name(of delimiter: UInt8) -> String {
        switch delimiter {
        case 9: "tab"
        case 32: "space"
        default: String(decoding: [delimiter], as: UTF8.self)
        }
    }

    /// The delimiter that has a name; `nil` for what is no name of one.
    static func delimiter(named name: String) -> UInt8? {
        switch name {
        case "tab": 9
        case "space": 32
        default: name.utf8.count == 1 ? name.utf8.first : nil
        }
    }
}

extension FormatDescription {
    /// The byte between two cells, as it was decided; `nil` where nothing was decided about it.
    package var delimiter: UInt8? {
        details.first { $0.name == "delimiter" }.flatMap { CSVDialect.delimiter(named: $0.value) }
    }
}

/// The bytes that delimited text is built of, by name.
enum ASCII {
    static let tab: UInt8 = 9
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
    /// Ctrl-Z, the end of a text file under CP/M and DOS.
    static let endOfFile: UInt8 = 26
    static let space: UInt8 = 32
    static let backslash: UInt8 = 92
}
