/// Turns what is written in a cell into text.
struct CellReader {
    /// How a cell says what it holds (`ST_CellType`).
    enum Kind {
        case number, shared, inline, formulaText, boolean, error, date
        /// A kind that does not exist.
        case unknown

        init(_ code: UnsafeBufferPointer<UInt8>) {
            switch code.first {
            case UInt8(ascii: "n") where code.count == 1: self = .number
            case UInt8(ascii: "s") where code.count == 1: self = .shared
            case UInt8(ascii: "b") where code.count == 1: self = .boolean
            case UInt8(ascii: "e") where code.count == 1: self = .error
            case UInt8(ascii: "d") where code.count == 1: self = .date
            case UInt8(ascii: "s") where code.elementsEqual("str".utf8): self = .formulaText
            case UInt8(ascii: "i") where code.elementsEqual("inlineStr".utf8): self = .inline
            default: self = .unknown
            }
        }
    }

    /// A cell as it is written.
    struct Written {
        var column = 0
        var kind = Kind.number
        var style = 0
        var hasFormula = false
        var hasValue = false
        /// What is written as its value.
        var value: [UInt8] = []
    }

    let strings: SharedStrings
    let styles: CellStyles
    let dates: SerialDate
    /// The mark with which numbers are written, as the spreadsheet shows them to people of the declared locale.
    var decimalMark = UInt8(ascii: ".")

    /// Adds a cell to a row. A cell without a value, that is one with nothing but a style, is not added.
    func add(_ cell: borrowing Written, to row: inout SheetRow) {
        let start = row.text.count
        // An empty text is a result; an empty number is none. Some programs write it instead of leaving it out.
        guard cell.hasValue, !cell.hasFormula || cell.kind != .number || !Self.trimmed(cell.value).isEmpty else {
            guard cell.hasFormula else { return }
            row.remarks.append(.init(rule: .formulaWithoutValue, column: cell.column))
            row.cells.append(.init(column: cell.column, range: start..<start, isMissing: true))
            return
        }
        switch cell.kind {
        case .inline, .formulaText: EscapedText.append(cell.value, to: &row.text)
        case .shared: addShared(cell, &row)
        case .number: addNumber(cell, &row)
        case .boolean: addBoolean(cell, &row)
        case .date: addDate(cell, &row)
        case .error:
            row.text.append(contentsOf: cell.value)
            row.remarks.append(.init(rule: .errorValue, column: cell.column, value: Self.string(cell)))
        case .unknown: addDamaged(cell, &row)
        }
        row.cells.append(.init(column: cell.column, range: start..<row.text.count))
    }

    private func addShared(_ cell: borrowing Written, _ row: inout SheetRow) {
        let index = cell.value.withUnsafeBufferPointer { WorkbookAttributes.number($0) }
        guard let index, index < strings.count else { return addDamaged(cell, &row) }
        row.text.append(contentsOf: strings.bytes[strings.range(index)])
    }

    private func addNumber(_ cell: borrowing Written, _ row: inout SheetRow) {
        let text = Self.trimmed(cell.value)
        guard !text.isEmpty else { return }
        let format = styles[cell.style]
        if format != .plain, let serial = CellNumber.value(text) {
            var date: [UInt8] = []
            let isReal = dates.append(serial, format, to: &date)
            if !isReal {
                row.remarks.append(
                    .init(rule: .impossibleDate, column: cell.column, value: String(decoding: text, as: UTF8.self)))
            }
            if !date.isEmpty { return row.text.append(contentsOf: date) }
        }
        let start = row.text.count
        guard CellNumber.append(text, to: &row.text) else { return addDamaged(cell, &row) }
        guard decimalMark != UInt8(ascii: "."),
            let point = row.text[start...].firstIndex(of: UInt8(ascii: "."))
        else { return }
        row.text[point] = decimalMark
    }

    private func addBoolean(_ cell: borrowing Written, _ row: inout SheetRow) {
        let text = Self.trimmed(cell.value)
        if text.elementsEqual("1".utf8) || text.elementsEqual("true".utf8) {
            row.text.append(contentsOf: "TRUE".utf8)
        } else if text.elementsEqual("0".utf8) || text.elementsEqual("false".utf8) {
            row.text.append(contentsOf: "FALSE".utf8)
        } else {
            addDamaged(cell, &row)
        }
    }

    /// Dates that are written as ISO 8601 already. Where the format shows a day only, midnight is not part of it.
    private func addDate(_ cell: borrowing Written, _ row: inout SheetRow) {
        var text = Self.trimmed(cell.value)
        if styles[cell.style] == .date, text.count > 10, text[text.startIndex + 10] == UInt8(ascii: "T"),
            text.dropFirst(11).allSatisfy({ [0x30, 0x3A, 0x2E, 0x5A].contains($0) })
        {
            text = text.prefix(10)
        }
        row.text.append(contentsOf: text)
    }

    /// Keeps what is written, and says that it makes no sense.
    private func addDamaged(_ cell: borrowing Written, _ row: inout SheetRow) {
        row.text.append(contentsOf: cell.value)
        row.remarks.append(.init(rule: .damagedCell, column: cell.column, value: Self.string(cell)))
    }

    private static func string(_ cell: borrowing Written) -> String { String(decoding: cell.value, as: UTF8.self) }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var text = bytes[...]
        while let first = text.first, first <= ASCII.space { text.removeFirst() }
        while let last = text.last, last <= ASCII.space { text.removeLast() }
        return text
    }
}
