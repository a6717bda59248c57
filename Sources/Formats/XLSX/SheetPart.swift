/// A part `xl/worksheets/….xml`: rows of cells, which go to `records` one by one.
final class SheetPart: WorkbookPart {
    /// What becomes of the rows.
    var records: SheetRecords
    private let cells: CellReader
    private var row = SheetRow()
    private var cell = CellReader.Written()
    private var section = Section.other
    private var isInRow = false
    private var isInCell = false
    private var isInValue = false
    private var isInRuns = false
    private var runs = TextRuns()
    private var isFirstCell = true
    /// Whether a cell of the row stands before one that comes later in the file.
    private var isUnordered = false

    /// No name of a range of cells is longer, not even `XFD1048576:XFD1048576`.
    private static let longestRange = 32

    /// Which child of the root is open.
    private enum Section { case other, columns, rows, merges }

    init(
        _ name: String, cells: CellReader, records: consuming SheetRecords, limits: ReadLimits
    ) throws(ReadError) {
        self.cells = cells
        self.records = records
        try super.init(name, limits: limits)
    }

    override func start(_ element: WorkbookName, _ attributes: WorkbookAttributes) {
        switch depth {
        case 1: break
        case 2:
            section =
                element == "sheetData"
                ? .rows : element == "cols" ? .columns : element == "mergeCells" ? .merges : .other
        case 3:
            switch section {
            case .rows where element == "row": startRow(attributes)
            case .columns where element == "col": readColumns(attributes)
            case .merges where element == "mergeCell": readMerge(attributes)
            default: break
            }
        case 4:
            isInCell = isInRow && element == "c"
            if isInCell { startCell(attributes) }
        default:
            guard isInCell else { return }
            startInCell(element)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isInValue {
            cell.value.append(contentsOf: bytes)
            if cell.value.count > limits.fieldBytes { refuseSize() }
        } else if isInRuns, runs.isInText {
            runs.bytes.append(contentsOf: bytes)
            if runs.bytes.count > limits.fieldBytes { refuseSize() }
        }
    }

    override func end() {
        switch depth {
        case 1, 2: section = .other
        case 3:
            if isInRow { endRow() }
            isInRow = false
        case 4:
            guard isInCell else { return }
            isInCell = false
            cells.add(cell, to: &row)
            if row.text.count > 4 * limits.fieldBytes { refuseSize() }
        case 5:
            isInValue = false
            if isInRuns, cell.kind == .inline {
                swap(&cell.value, &runs.bytes)
                cell.hasValue = true
            }
            isInRuns = false
        default: if isInRuns { runs.end(depth: depth) }
        }
    }

    // MARK: Rows

    private func startRow(_ attributes: WorkbookAttributes) {
        var number: Int? = row.number + 1
        var isHidden = false
        attributes.forEachPlain { name, value in
            if name == "r" {
                number = WorkbookAttributes.number(value)
            } else if name == "hidden" {
                isHidden = value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8)
            }
        }
        guard let number, number > row.number, number <= CellName.rowLimit else {
            return refuse(damaged: "the row behind row \(row.number) has no number that can be")
        }
        row.begin(number, isHidden: isHidden)
        isInRow = true
        isFirstCell = true
        isUnordered = false
    }

    private func endRow() {
        guard !isUnordered || orderCells() else { return }
        do {
            try records.add(row)
        } catch {
            refuse(error)
        }
    }

    /// Puts the cells of the row in the order of their columns; false, and the part is refused, where one is there twice.
    private func orderCells() -> Bool {
        row.cells.sort { $0.column < $1.column }
        for (left, right) in zip(row.cells, row.cells.dropFirst()) where left.column == right.column {
            refuse(damaged: "the cell \(CellName.column(left.column))\(row.number) is there twice")
            return false
        }
        return true
    }

    // MARK: Cells

    private func startCell(_ attributes: WorkbookAttributes) {
        cell.column = isFirstCell ? 0 : cell.column + 1
        isFirstCell = false
        cell.kind = .number
        cell.style = 0
        cell.hasFormula = false
        cell.hasValue = false
        cell.value.removeAll(keepingCapacity: true)
        var isRight = true
        attributes.forEachPlain { name, value in
            if name == "r" {
                if let place = CellName.read(value), place.row == row.number {
                    cell.column = place.column
                } else {
                    isRight = false
                }
            } else if name == "s" {
                cell.style = WorkbookAttributes.number(value) ?? 0
            } else if name == "t" {
                cell.kind = CellReader.Kind(value)
            }
        }
        guard isRight, cell.column < CellName.columnLimit else {
            return refuse(damaged: "a cell of row \(row.number) has no name that can be")
        }
        if let before = row.cells.last, cell.column <= before.column { isUnordered = true }
        // With one cell more than a sheet has columns, one of them is there twice: no need to wait for the row's end.
        if row.cells.count == CellName.columnLimit {
            row.cells.append(.init(column: cell.column, range: 0..<0))
            _ = orderCells()
        }
    }

    private func startInCell(_ element: WorkbookName) {
        if depth > 5 {
            if isInRuns { runs.start(element, depth: depth) }
        } else if element == "v" {
            isInValue = cell.kind != .inline
            cell.hasValue = cell.hasValue || isInValue
            cell.value.removeAll(keepingCapacity: true)
        } else if element == "f" {
            cell.hasFormula = true
        } else if element == "is" {
            isInRuns = true
            runs.reset()
        }
    }

    private func refuseSize() { refuse(limit: "a cell larger than \(limits.fieldBytes) bytes in row \(row.number)") }

    // MARK: Around the cells

    private func readColumns(_ attributes: WorkbookAttributes) {
        guard attributes.isTrue("hidden"), let first = attributes.number("min"), let last = attributes.number("max"),
            first > 0, first <= last, last <= CellName.columnLimit
        else { return }
        records.noteHidden(columns: first - 1...last - 1)
    }

    private func readMerge(_ attributes: WorkbookAttributes) {
        guard var text = attributes.text("ref"), text.utf8.count <= Self.longestRange else { return }
        let ends = text.withUTF8 { bytes -> [(column: Int, row: Int)] in
            bytes.split(separator: UInt8(ascii: ":")).compactMap { CellName.read(UnsafeBufferPointer(rebasing: $0)) }
        }
        guard ends.count == 2, ends[0].column <= ends[1].column, ends[0].row <= ends[1].row else { return }
        records.noteMerged(columns: ends[0].column...ends[1].column, rows: ends[0].row...ends[1].row, as: text)
    }
}
