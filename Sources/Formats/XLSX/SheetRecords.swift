import Observations

/// Turns the rows of a sheet into batches: finds the header, then puts each cell under its name.
struct SheetRecords: ~Copyable {
    /// Batches that are full.
    var ready: [RecordBatch] = []
    /// The names of all columns, empty until the header has been found.
    private(set) var names: [String] = []
    /// Those of the names that stand in no header, though there might have been one.
    private(set) var madeUpNames: [String] = []
    /// What was decided about header and hidden columns.
    private(set) var details: [FormatDescription.Detail] = []
    /// Whether the header has been found, or it is known that there is none.
    private(set) var hasHeader = false

    private let options: FormatOptions
    private let unit = PositionUnit.line
    private var origins: Origins
    private var findings: [Finding] = []
    private var columns = TreeColumns()
    /// For every column of the sheet its place among the kept ones, or -1.
    private var places: [Int] = []
    /// For every column of the sheet the first kept one from it on, or the number of columns.
    private var nextKept: [Int] = []
    /// The fields of the batches, each with its place among the kept columns, `nil` where the file does not have it.
    private var output: [(name: String, kept: Int?)] = []
    private var row = 0
    private var batchText = 0
    private var ordinal: UInt32 = 0
    /// A first row that may be data, until the next one tells.
    private var held: SheetRow?
    private var hiddenColumns: [String] = []
    private var mergeFindings = 0

    /// More merged cells than this are not told one by one.
    private static let mergeLimit = 10_000

    init(options: FormatOptions, submission: UInt32) {
        self.options = options
        origins = Origins(submission: submission, unit: unit)
    }

    /// Adds a row. Blank ones are passed over.
    mutating func add(_ next: borrowing SheetRow) throws(ReadError) {
        guard !next.isBlank else { return }
        if hasHeader { return put(next) }
        if let declared = options.headerRow, declared > 0 {
            guard next.number >= declared else { return }
            guard next.number == declared else {
                throw ReadError(
                    .records, "there is no header in row \(declared): nothing is written in it",
                    line: UInt64(declared), remedy: "Put the names of the columns there, or declare their row.")
            }
            return try takeHeader(next, because: "declared")
        }
        if options.headerRow == 0 { return try takeNoHeader([copy next], because: "declared") }
        guard let first = held else {
            if CSVHeader.looksLikeData(next.strings()) {
                held = copy next
            } else {
                try takeHeader(next, because: "the first row that is not blank holds names")
            }
            return
        }
        held = nil
        if CSVHeader.mostlyLooksLikeData(next.strings()) {
            try takeNoHeader([first, copy next], because: "the first rows hold nothing but numbers and dates")
        } else {
            try takeHeader(first, because: "the first row that is not blank holds names")
            put(next)
        }
    }

    /// The sheet ends. What is left becomes a batch.
    mutating func finish() throws(ReadError) {
        if let first = held {
            held = nil
            try takeNoHeader([first], because: "the first rows hold nothing but numbers and dates")
        }
        if !hasHeader {
            if let declared = options.headerRow, declared > 0 {
                throw ReadError(
                    .records, "there is no header in row \(declared): the sheet ends before", line: UInt64(declared),
                    remedy: "Declare the row of the header, or send the whole file.")
            }
            details.append(.init("header", "none", because: "the sheet is empty"))
            hasHeader = true
        }
        finishBatch()
    }

    // MARK: The header

    private mutating func takeHeader(_ header: borrowing SheetRow, because reason: Wording) throws(ReadError) {
        let cells = header.strings()
        details.append(.init("header", "row \(header.number)", because: reason))
        let names = CSVHeader.names(from: cells)
        madeUpNames = CSVHeader.madeUp(names, in: cells)
        try take(names)
    }

    private mutating func takeNoHeader(_ rows: [SheetRow], because reason: Wording) throws(ReadError) {
        details.append(.init("header", "none", because: reason))
        let width = rows.map { $0.strings().count }.max() ?? 0
        let names = CSVHeader.names(from: [String](repeating: "", count: width))
        if options.headerRow == nil { madeUpNames = names }
        try take(names)
        for row in rows { put(row) }
    }

    private mutating func take(_ names: [String]) throws(ReadError) {
        guard names.count <= options.limits.columns else {
            throw ReadError(
                .limit, "the first row has more than \(options.limits.columns) columns",
                remedy: "Check that this is the file that you meant to send.")
        }
        self.names = names
        hasHeader = true
        places = [Int](repeating: -1, count: names.count)
        switch options.fields {
        case .all:
            for column in names.indices { places[column] = columns.add() }
            output = names.enumerated().map { ($1, $0) }
        case .only(let wanted):
            for name in wanted {
                let column = names.firstIndex(of: name)
                if let column, places[column] < 0 { places[column] = columns.add() }
                output.append((name, column.map { places[$0] }))
            }
        }
        var next = places.count
        nextKept = places
        for column in places.indices.reversed() {
            if places[column] >= 0 { next = column }
            nextKept[column] = next
        }
        if !hiddenColumns.isEmpty {
            details.append(
                .init(
                    "hidden columns", verbatim: hiddenColumns.joined(separator: ", "),
                    because: "hidden columns are read like the others"))
        }
    }

    // MARK: Records

    private mutating func put(_ next: borrowing SheetRow) {
        var beyond: (column: Int, count: Int)?
        for cell in next.cells {
            guard cell.column < places.count else {
                if !cell.range.isEmpty { beyond = (beyond?.column ?? cell.column, (beyond?.count ?? 0) + 1) }
                continue
            }
            let place = places[cell.column]
            guard place >= 0 else { continue }
            if cell.isMissing {
                columns.base[place].fillMissing(upTo: row + 1)
            } else {
                put(next.text, cell.range, into: place)
            }
        }
        // A cell that is not written is empty, as it would be in the same sheet saved as CSV.
        for place in 0..<columns.count where columns.base[place].rows <= row {
            put([], 0..<0, into: place)
        }
        note(next, beyond: beyond)
        ordinal += 1
        origins.append(record: ordinal, row: UInt32(next.number), position: UInt64(next.number))
        row += 1
        if columns.isFull(rows: row, text: batchText, findings: findings.count) { finishBatch() }
    }

    private mutating func put(_ text: borrowing [UInt8], _ range: Range<Int>, into place: Int) {
        let target = columns.base[place].open(count: range.count, row: row)
        text.withUnsafeBufferPointer { bytes in
            if let base = bytes.baseAddress { copyBytes(from: base + range.lowerBound, to: target, count: range.count) }
        }
        columns.base[place].close(count: range.count)
        batchText += range.count
    }

    private mutating func note(_ next: borrowing SheetRow, beyond: (column: Int, count: Int)?) {
        for remark in next.remarks where remark.column < places.count && places[remark.column] >= 0 {
            report(remark.rule, field: names[remark.column], value: remark.value, arguments: remark.arguments)
        }
        if let beyond {
            report(.beyondHeader, arguments: ["\(CellName.column(beyond.column))\(next.number)", "\(beyond.count)"])
        }
        if next.isHidden { report(.hiddenRow, arguments: ["\(next.number)"]) }
    }

    private mutating func report(
        _ rule: XLSXRule, row: Int? = nil, field: String? = nil, value: String? = nil, arguments: [String] = []
    ) {
        findings.append(
            Finding(
                code: rule.rule.code, severity: rule.rule.severity, row: row ?? self.row, field: field, value: value,
                arguments: arguments))
    }

    /// Puts the records so far into `ready`.
    mutating func finishBatch() {
        guard row > 0 else { return }
        let kept = columns.finish(rows: row, keeping: columns.count)
        let rows = row
        if mergeFindings > 0 {
            // Those of merged cells came last. Those of one row stay in their order.
            findings = findings.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
                .map(\.element)
        }
        ready.append(
            RecordBatch(
                fields: output.map(\.name),
                columns: output.map { $0.kept.map { kept[$0] } ?? TextColumn(missingRows: rows) }, origins: origins,
                findings: findings, madeUpNames: madeUpNames))
        origins = Origins(submission: origins.submission, unit: unit)
        findings = []
        row = 0
        batchText = 0
    }

    // MARK: Around the cells

    /// Columns that the program hides. They stand before the rows.
    mutating func noteHidden(columns: ClosedRange<Int>) {
        guard hiddenColumns.count < 100 else { return }
        let first = CellName.column(columns.lowerBound)
        hiddenColumns.append(columns.count == 1 ? first : "\(first)–\(CellName.column(columns.upperBound))")
    }

    /// Cells that the program shows as one. They stand behind all rows, so only records that have not been given out
    /// can be told: those of the sheet's last batch, which for most sheets is the only one.
    mutating func noteMerged(columns merged: ClosedRange<Int>, rows: ClosedRange<Int>, as name: String) {
        guard rows.count > 1, mergeFindings < Self.mergeLimit, merged.lowerBound < nextKept.count else { return }
        let column = nextKept[merged.lowerBound]
        guard column < nextKept.count, merged.contains(column) else { return }
        let numbers = origins.rows
        var index = numbers.partition { $0 > UInt32(rows.lowerBound) }
        while index < numbers.count, numbers[index] <= UInt32(rows.upperBound), mergeFindings < Self.mergeLimit {
            mergeFindings += 1
            report(.mergedCell, row: index, field: names[column], arguments: [name])
            index += 1
        }
    }
}

extension [UInt32] {
    /// The place of the first number, in ascending ones, for which `isBehind` holds.
    fileprivate func partition(_ isBehind: (UInt32) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
