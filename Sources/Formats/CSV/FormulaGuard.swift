/// Tells cells that a spreadsheet would run as a formula, or would strip of their first character.
package enum FormulaGuard {
    /// A text with a `'` in front where a spreadsheet would run it as a formula or strip it.
    package static func guarded(_ text: String) -> String {
        var text = text
        return text.withUTF8 { isNeeded(UnsafeRawBufferPointer($0)) } ? "'" + text : text
    }

    /// The text that was there before it was guarded.
    package static func unguarded(_ text: String) -> Substring {
        let rest = text.dropFirst()
        guard text.utf8.first == UInt8(ascii: "'"), let next = rest.utf8.first, isSuspicious(next) else {
            return text[...]
        }
        return rest
    }

    /// Whether a cell begins with one of `= + - @ TAB CR '` and is no number.
    static func isNeeded(_ cell: UnsafeRawBufferPointer) -> Bool {
        guard let first = cell.first, isSuspicious(first) else { return false }
        return !isNumber(cell)
    }

    /// Whether a first byte asks for a closer look.
    @inline(__always)
    static func isSuspicious(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "'"),
            ASCII.tab, ASCII.carriageReturn:
            true
        default: false
        }
    }

    /// Whether a cell is a decimal number: a sign if any, digits with a point if any, an exponent if any.
    static func isNumber(_ cell: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        skipSign(cell, &offset)
        var digits = skipDigits(cell, &offset)
        if offset < cell.count, cell[offset] == UInt8(ascii: ".") {
            offset += 1
            digits += skipDigits(cell, &offset)
        }
        guard digits > 0 else { return false }
        if offset < cell.count, cell[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            skipSign(cell, &offset)
            guard skipDigits(cell, &offset) > 0 else { return false }
        }
        return offset == cell.count
    }

    @inline(__always)
    private static func skipSign(_ cell: UnsafeRawBufferPointer, _ offset: inout Int) {
        if offset < cell.count, cell[offset] == UInt8(ascii: "+") || cell[offset] == UInt8(ascii: "-") { offset += 1 }
    }

    @inline(__always)
    private static func skipDigits(_ cell: UnsafeRawBufferPointer, _ offset: inout Int) -> Int {
        let start = offset
        while offset < cell.count, cell[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
        return offset - start
    }
}
