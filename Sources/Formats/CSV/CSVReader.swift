import Observations

/// Reads delimited text: RFC 4180 and what people really write, in bounded memory.
///
/// What is wrong with single records becomes findings (`csvRules`); only what concerns the whole file (its encoding, a
/// damaged source) is an error. Rows in which nothing is written, be it an empty line, delimiters alone or, in a file of
/// several columns, a line of blanks, are skipped but counted, so that rows have the numbers that a spreadsheet shows. An
/// empty cell is empty text; missing are the cells that a short row leaves out and the selected fields that the file does
/// not have.
///
/// A first line `sep=;` (any delimiter) tells the delimiter, as in Excel; it is a line, but neither a row nor counted
/// by `FormatOptions.headerRow`. Lines before a declared header row are skipped unread.
package struct CSVReader: RecordReader {
    /// A batch ends once this much of the file went into it.
    private static let batchBytes = 4 << 20

    private var source: TextSource
    private var buffer = CSVBuffer()
    private let sniffed: FormatDescription
    private let scanner: CSVRecordScanner
    private let kernel: CSVKernel?
    private var record = ScannedRecord()
    private var columns: CSVColumns
    /// The fields of the batches, each with its place among the kept columns, `nil` where the file does not have it.
    private let output: [(name: String, kept: Int?)]
    private let submission: UInt32

    /// The line, row and number of the next record.
    private var line: UInt64
    private var row: Int
    private var number = 1
    /// Whether the rest of the current line belongs to a record that was given up.
    private var isLeavingLine = false
    /// Whether a short row may be the rest of a cell with an open quote.
    private var isBehindOpenQuote = false
    private var failure: ReadError?

    /// Reads the first 64 KiB, and decides on encoding, delimiter and header.
    ///
    /// - Parameter source: The bytes of the file in its own encoding, not compressed.
    /// - Parameter submission: The submission's number, for the origins.
    /// - Throws: `ReadError` of kind `.encoding`, `.unsupported` (unknown encoding, impossible delimiter), `.records`
    /// (no
    ///   such header row), `.limit` (more columns than allowed), or what the source throws.
    package init(_ source: any ByteSource, options: FormatOptions, submission: UInt32) throws(ReadError) {
        self.submission = submission
        self.source = try TextSource(source, declared: options.encoding, locale: options.localeEncoding)
        try buffer.refill(from: &self.source)
        var start = try CSVStart(options: options)
        try start.read(&buffer, &self.source, options)
        line = start.line
        row = start.row
        let names = start.names
        var sniffed = FormatDescription(format: .csv, details: start.details, fields: names)
        sniffed.madeUpNames = start.madeUpNames
        self.sniffed = sniffed
        var scanner = start.scanner
        scanner.keptCells = max(1, names.count)
        self.scanner = scanner
        let kept: [Int]
        switch options.fields {
        case .all:
            kept = Array(names.indices)
            output = names.enumerated().map { ($1, $0) }
        case .only(let wanted):
            let places = names.places
            let keptColumns = Set(wanted.compactMap { places[$0] }).sorted()
            output = wanted.map { name in (name, places[name].flatMap { keptColumns.firstIndex(of: $0) }) }
            kept = keptColumns
        }
        columns = CSVColumns(columnCount: names.count, kept: kept)
        // Files with backslashes are rare enough for the careful way alone.
        let isPlain = !options.backslashEscapes && !names.isEmpty
        kernel =
            !isPlain
            ? nil
            : CSVKernel(
                delimiter: scanner.dialect.delimiter, quote: scanner.dialect.quote ?? CSVKernel.noQuote,
                columnCount: names.count, longestRecord: scanner.fieldLimit)
    }

    /// How the file is read: encoding, delimiter and header, and the names of all columns. Known from the beginning;
    /// only the encoding of a file that starts in plain ASCII may turn out later.
    package var description: FormatDescription {
        var description = sniffed
        let choice = source.choice
        description.details.insert(.init("encoding", verbatim: choice.encoding.name, because: choice.reason), at: 0)
        return description
    }

    package mutating func next() throws(ReadError) -> RecordBatch? {
        var origins = Origins(submission: submission, unit: .line)
        var findings: [Finding] = []
        var bytes = 0
        guard row < Int(UInt32.max) - (1 << 30) else {
            throw ReadError(
                .limit, "the file has more than three thousand million rows", line: line,
                remedy: "Send it in several smaller files.")
        }
        filling: while failure == nil, bytes < Self.batchBytes, findings.count < TreeColumns.findingLimit {
            let before = buffer.offset
            var needsMore = before >= buffer.end
            if isLeavingLine {
                isLeavingLine = !buffer.skipLine()
                if !isLeavingLine { line += 1 }
                needsMore = isLeavingLine
            } else if !needsMore {
                switch readPlainRecords(&origins) {
                case .rowsFull: if !columns.growRows() { break filling }
                case .notPlain: needsMore = !readCarefully(&origins, &findings)
                case .needMore:
                    // A record that is longer than a cell may be might never end. The scanner knows.
                    let isLong = buffer.end - buffer.offset > scanner.fieldLimit
                    needsMore = !isLong || !readCarefully(&origins, &findings)
                }
            }
            bytes += buffer.offset - before
            if needsMore {
                if buffer.isFinal { break }
                do { try buffer.refill(from: &source) } catch { failure = error }
            }
        }
        if columns.rows > 0 { return finishBatch(origins, findings) }
        if let failure { throw failure }
        return nil
    }

    /// What kept the kernel from going on.
    private enum Stop { case needMore, notPlain, rowsFull }

    private mutating func readPlainRecords(_ origins: inout Origins) -> Stop {
        guard let kernel else { return columns.rows < columns.rowLimit ? .notPlain : .rowsFull }
        var progress = CSVKernel.Progress(offset: buffer.offset, row: columns.rows, line: line)
        let (end, validEnd, isFinal, rowCapacity) = (buffer.end, buffer.validEnd, buffer.isFinal, columns.rowCapacity)
        let stop = buffer.bytes.withUnsafeBytes { text -> CSVKernel.Stop? in
            guard let source = text.baseAddress else { return nil }
            let input = CSVKernel.Input(source: source, end: end, validEnd: validEnd, isFinal: isFinal)
            return columns.withPointers { lanes, arena, ends, lines in
                kernel.run(
                    input, &progress, rowCapacity: rowCapacity, lanes: lanes, arena: arena, ends: ends, lines: lines)
            }
        }
        let count = progress.row - columns.rows
        if count > 0 {
            for index in 0..<count { origins.rows.append(UInt32(row + index)) }
            row += count
            line = progress.line
            columns.rows = progress.row
            buffer.offset = progress.offset
            isBehindOpenQuote = false
        }
        switch stop {
        case .needMore: return .needMore
        case .rowsFull: return .rowsFull
        case .notPlain, nil: return .notPlain
        }
    }

    /// Reads the next record whatever is wrong with it; false if it is not complete yet.
    private mutating func readCarefully(_ origins: inout Origins, _ findings: inout [Finding]) -> Bool {
        let (offset, end, isFinal) = (buffer.offset, buffer.end, buffer.isFinal)
        let isComplete = buffer.bytes.withUnsafeBytes {
            scanner.scan($0, from: offset, end: end, isFinal: isFinal, into: &record)
        }
        guard isComplete else { return false }
        if !record.isBlank, sniffed.fields.count < 2 || !record.isLineOfBlanks {
            var inspection = CSVInspection(
                row: columns.rows, fields: sniffed.fields, encoding: source.choice.encoding, scanner: scanner,
                isBehindOpenQuote: isBehindOpenQuote)
            inspection.inspect(&record, isKept: columns.keeps)
            findings += inspection.findings
            isBehindOpenQuote = inspection.isBehindOpenQuote
            let found = record
            columns.appendRow(line: line) { column in
                column < found.ends.count ? found.text[found.range(column)] : nil
            }
            origins.rows.append(UInt32(row))
        }
        line += record.lineEnds
        row += 1
        isLeavingLine = record.leavesLine
        buffer.advance(to: record.next)
        return true
    }

    private mutating func finishBatch(_ origins: Origins, _ findings: [Finding]) -> RecordBatch {
        let rows = columns.rows
        var origins = origins
        origins.positions = Array(columns.lines[..<rows])
        origins.records = (0..<rows).map { UInt32(number + $0) }
        number += rows
        let kept = columns.take()
        return RecordBatch(
            fields: output.map(\.name),
            columns: output.map { $0.kept.map { kept[$0] } ?? TextColumn(missingRows: rows) }, origins: origins,
            findings: findings, madeUpNames: sniffed.madeUpNames)
    }
}
