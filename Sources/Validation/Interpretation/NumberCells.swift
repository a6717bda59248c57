import Observations

extension FieldCells {
    /// Reads the usable cells as numbers; what is written in another way than the canonical one is rewritten.
    ///
    /// - Parameter isPlainFirst: Whether a number with a decimal point is just that, whatever marks the locale has: in
    ///   JSON `13.377` is never thirteen thousand, and devices often put such numbers between quotes.
    mutating func readNumbers(
        _ grammar: NumberGrammar, isPlainFirst: Bool = false, isInteger: Bool
    ) -> NumberColumn {
        let isPlainFirst = isPlainFirst && grammar.isDeclared
        let rowCount = column.count
        let (source, rows) = (column, usable)
        var edits = CellEdits()
        var scratch: [UInt8] = []
        var commas: [UInt8]?
        var commaCount = 0
        let mark = isPlainFirst ? NumberGrammar.plain.decimalMark : grammar.decimalMark
        let isPoint = mark == UInt8(ascii: ".")
        let values = [Double](unsafeUninitializedCapacity: rowCount) { values, count in
            values.initialize(repeating: 0)
            count = rowCount
            PlainNumber.powers.withUnsafeBufferPointer { powers in
                source.forEachCell(in: rows) { row, bytes, start, end in
                    var fraction = 0
                    let short = PlainNumber.short(
                        bytes, start, end, mark: mark, powers: powers, fraction: &fraction)
                    if let short, fraction == 0 || (isPoint && !isInteger) {
                        values[row] = short
                        return
                    }
                    let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
                    if let short, !isInteger {
                        // A decimal comma: one byte changes, and the cell keeps its place.
                        if commas == nil {
                            commas = source.bytes
                            countComma(row, cell)
                        }
                        commas?[end &- fraction &- 1] = UInt8(ascii: ".")
                        commaCount &+= 1
                        values[row] = short
                    } else {
                        values[row] = readNumber(
                            row, cell, grammar, isPlainFirst: isPlainFirst, isInteger, &edits, &scratch)
                    }
                }
            }
        }
        if let commas {
            tally.add(.decimalMark, commaCount - 1)
            column = TextColumn(bytes: commas, ends: source.ends, missing: source.missing)
        }
        if !edits.isEmpty { column = edits.applied(to: column, missing: column.missing) }
        return NumberColumn(values: values, valid: usable)
    }

    /// The first number with a decimal comma, for the note.
    private mutating func countComma(_ row: Int, _ cell: UnsafeBufferPointer<UInt8>) {
        let became = String(decoding: cell.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
        tally.count(.decimalMark, row, cell, became: became)
    }

    /// One number that is not simply digits with a decimal point.
    private mutating func readNumber(
        _ row: Int, _ cell: UnsafeBufferPointer<UInt8>, _ grammar: NumberGrammar, isPlainFirst: Bool,
        _ isInteger: Bool, _ edits: inout CellEdits, _ scratch: inout [UInt8]
    ) -> Double {
        var reading = (isPlainFirst ? .plain : grammar).read(cell, into: &scratch)
        if isPlainFirst, !reading.isNumber { reading = grammar.read(cell, into: &scratch) }
        switch reading {
        case .number(let value, var note):
            if isInteger, let failure = Self.makeInteger(&scratch, &note) {
                fail(row, failure == .type && grammar.isAmbiguous(cell) ? .ambiguousNumber : failure)
                return 0
            }
            if let note {
                edits.replace(row, by: scratch)
                tally.count(note, row, cell, became: String(decoding: scratch, as: UTF8.self))
            }
            return value
        case .ambiguous: fail(row, .ambiguousNumber)
        case .undeclared: fail(row, .undeclaredMarks)
        case .invalid: fail(row, .type)
        }
        return 0
    }

    /// Takes a fraction of zeros away; says why the number is no integer of 64 bits, if so. That many bits go into a
    /// Parquet file, and every program reads them.
    private static func makeInteger(_ text: inout [UInt8], _ note: inout NoteKind?) -> CellFailure.Kind? {
        if let point = text.firstIndex(of: UInt8(ascii: ".")) {
            guard text[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return .type }
            text.removeSubrange(point...)
            if note == nil || note == .decimalMark { note = .integerFraction }
        }
        guard text.allSatisfy({ $0 &- 48 <= 9 || $0 == UInt8(ascii: "-") }) else { return .type }
        return Int64(String(decoding: text, as: UTF8.self)) == nil ? .tooGreat : nil
    }
}
