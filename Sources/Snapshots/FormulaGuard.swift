import Formats

/// The mark that keeps a spreadsheet from taking a cell for a formula (OWASP ASVS 1.2.10): a `'` in front.
///
/// `CSVOutput` writes it. Here it is put before and taken off single texts.
enum FormulaGuard {
    /// The text as it stands in a CSV cell, without quotes around it.
    static func guarded(_ text: String) -> String {
        var row: [UInt8] = []
        CSVOutput.appendRow([text], to: &row)
        return row.withUnsafeBufferPointer { row in
            let end = row.last == UInt8(ascii: "\n") ? row.count - 1 : row.count
            return String(decoding: PublishedCell.unquoted(row[..<end]), as: UTF8.self)
        }
    }
}

/// A cell of a CSV file that Transect has written.
enum PublishedCell {
    /// The bytes of a cell without the quotes of RFC 4180 §2.5–2.7.
    static func unquoted(_ cell: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        guard cell.count >= 2, cell.first == quote else { return Array(cell) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cell.count)
        var isSecondQuote = false
        for byte in cell.dropFirst().dropLast() {
            isSecondQuote = byte == quote && !isSecondQuote
            if !isSecondQuote { bytes.append(byte) }
        }
        return bytes
    }

    /// The value that was published: quotes and formula guard taken off; `nil` where the cell is empty.
    static func value(_ cell: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
        var bytes = unquoted(cell)
        if bytes.isEmpty { return nil }
        if bytes[0] == UInt8(ascii: "'") { bytes.removeFirst() }
        return bytes
    }
}
