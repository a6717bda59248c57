import Observations

/// Reads the beginning of a CSV file, up to the first record: what stands between cells, and where the names are.
struct CSVStart {
    private(set) var scanner: CSVRecordScanner
    /// The names of the columns. Empty if there is nothing in the file.
    private(set) var names: [String] = []
    /// Those of the names that stand in no header, though there might have been one.
    private(set) var madeUpNames: [String] = []
    /// The decisions, with their reasons.
    private(set) var details: [FormatDescription.Detail] = []
    /// The line, from 1, at which the first record begins.
    private(set) var line: UInt64 = 1
    /// The row in a spreadsheet, from 1, of the first record.
    private(set) var row = 1

    private let limits: ReadLimits

    init(options: FormatOptions) throws(ReadError) {
        let dialect = CSVDialect(
            delimiter: options.delimiter ?? CSVDialect.candidates[0], quote: options.quote,
            backslashEscapes: options.backslashEscapes)
        let lineEnds = [ASCII.lineFeed, ASCII.carriageReturn]
        guard dialect.delimiter != dialect.quote, !lineEnds.contains(dialect.delimiter), dialect.delimiter < 0x80,
            dialect.quote.map({ $0 < 0x80 && !lineEnds.contains($0) }) ?? true
        else {
            throw ReadError(
                .unsupported, "delimiter and quote must be two different ASCII characters, and no line ends",
                remedy: "Declare others for the source.")
        }
        limits = options.limits
        scanner = CSVRecordScanner(
            dialect: dialect, fieldLimit: max(1, limits.fieldBytes), keptCells: limits.columns + 1)
    }

    /// Reads on until the buffer stands at the first record.
    mutating func read(
        _ buffer: inout CSVBuffer, _ source: inout TextSource, _ options: FormatOptions
    ) throws(ReadError) {
        let separator = try takeSeparatorLine(&buffer, &source)
        if let headerRow = options.headerRow, headerRow > 1 {
            for _ in 1..<headerRow { try skipLine(&buffer, &source, wanting: headerRow) }
        }
        let widest = chooseDelimiter(buffer, separator: separator, declared: options.delimiter)
        try readHeader(&buffer, &source, options.headerRow, widest: widest)
    }

    /// Takes Excel's first line `sep=;` if there is one, and gives its delimiter.
    private mutating func takeSeparatorLine(
        _ buffer: inout CSVBuffer, _ source: inout TextSource
    ) throws(ReadError) -> UInt8? {
        var text = buffer.bytes[buffer.offset..<min(buffer.end, buffer.offset + 16)]
        let isQuoted = text.first == UInt8(ascii: "\"")
        if isQuoted { text.removeFirst() }
        guard String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return nil }
        text.removeFirst(4)
        guard let delimiter = text.popFirst(), delimiter < 0x80, delimiter != scanner.dialect.quote,
            !isLetterOrDigit(delimiter), delimiter != ASCII.lineFeed, delimiter != ASCII.carriageReturn
        else { return nil }
        if isQuoted, text.popFirst() != UInt8(ascii: "\"") { return nil }
        guard text.first.map({ $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }) ?? true else { return nil }
        try skipLine(&buffer, &source, wanting: 1)
        row = 1
        return delimiter
    }

    private func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// Goes behind the next line end. At the end of the file there must not be a header row still to come.
    private mutating func skipLine(
        _ buffer: inout CSVBuffer, _ source: inout TextSource, wanting headerRow: Int
    ) throws(ReadError) {
        while true {
            if buffer.skipLine() { break }
            if buffer.isFinal {
                guard headerRow > 1 else { break }
                throw ReadError(
                    .records, "there is no header in line \(headerRow): the file ends before", line: line,
                    remedy: "Declare the line of the header row, or send the whole file.")
            }
            try buffer.refill(from: &source)
        }
        line += 1
        row += 1
    }

    private mutating func chooseDelimiter(_ buffer: CSVBuffer, separator: UInt8?, declared: UInt8?) -> Int {
        let sniffed = buffer.bytes.withUnsafeBytes {
            CSVDelimiterSniffer.choose(
                $0, from: buffer.offset, end: buffer.end, isFinal: buffer.isFinal, dialect: scanner.dialect)
        }
        var reason = sniffed.reason
        if declared != nil {
            reason = "declared"
        } else if let separator {
            scanner.dialect.delimiter = separator
            reason = "the first line says so"
        } else {
            scanner.dialect.delimiter = sniffed.delimiter
        }
        if buffer.offset < buffer.end {
            details.append(
                .init("delimiter", verbatim: CSVDialect.name(of: scanner.dialect.delimiter), because: reason))
        }
        guard scanner.dialect.delimiter != sniffed.delimiter else { return sniffed.widest }
        return 0
    }

    private mutating func readHeader(
        _ buffer: inout CSVBuffer, _ source: inout TextSource, _ declared: Int?, widest: Int
    ) throws(ReadError) {
        guard let first = try record(&buffer, &source) else {
            if let declared, declared > 1 {
                throw ReadError(
                    .records, "there is no header in line \(declared): the file ends before", line: line,
                    remedy: "Declare the line of the header row, or send the whole file.")
            }
            details.append(.init("header", "none", because: "the file is empty"))
            return
        }
        guard first.cellCount <= limits.columns else {
            throw ReadError(
                .limit, "the first row has more than \(limits.columns) columns", line: line,
                remedy: "See whether the line ends and the delimiter of the file are what they should be.")
        }
        let cells = first.ends.indices.map { first.string($0) }
        if let declared, declared > 0 {
            details.append(.init("header", "line \(line)", because: "declared"))
        } else if declared == nil, try !isData(cells, followedBy: first, &buffer, &source) {
            details.append(.init("header", "line \(line)", because: "the first row that is not blank holds names"))
        } else {
            let reason: Wording =
                declared == nil ? "the first rows hold nothing but numbers and dates" : "declared"
            details.append(.init("header", "none", because: reason))
            names = CSVHeader.names(from: [String](repeating: "", count: min(limits.columns, max(cells.count, widest))))
            if declared == nil { madeUpNames = names }
            return
        }
        names = CSVHeader.names(from: cells)
        madeUpNames = CSVHeader.madeUp(names, in: cells)
        line += first.lineEnds
        row += 1
        buffer.advance(to: first.next)
    }

    /// Whether a first row is data: it has values, all of them numbers or dates, and so are most in the row behind it.
    private func isData(
        _ cells: [String], followedBy first: ScannedRecord, _ buffer: inout CSVBuffer, _ source: inout TextSource
    ) throws(ReadError) -> Bool {
        guard CSVHeader.looksLikeData(cells), first.next < buffer.end else { return CSVHeader.looksLikeData(cells) }
        var second = ScannedRecord()
        var offset = first.next
        repeat {
            let isComplete = buffer.bytes.withUnsafeBytes {
                scanner.scan($0, from: offset, end: buffer.end, isFinal: buffer.isFinal, into: &second)
            }
            guard isComplete else { return true }
            offset = second.next
        } while (second.isBlank || second.isLineOfBlanks) && offset < buffer.end
        return second.isBlank || second.isLineOfBlanks
            || CSVHeader.mostlyLooksLikeData(second.ends.indices.map { second.string($0) })
    }

    /// The next record that is not blank, which the buffer then stands at; `nil` at the end of the file.
    private mutating func record(
        _ buffer: inout CSVBuffer, _ source: inout TextSource
    ) throws(ReadError) -> ScannedRecord? {
        var record = ScannedRecord()
        while !buffer.isExhausted {
            let isComplete = buffer.bytes.withUnsafeBytes {
                buffer.offset < buffer.end
                    && scanner.scan(
                        $0, from: buffer.offset, end: buffer.end, isFinal: buffer.isFinal, into: &record)
            }
            guard isComplete else {
                try buffer.refill(from: &source)
                continue
            }
            guard !record.leavesLine else {
                throw ReadError(
                    .limit, "the first row is longer than \(limits.fieldBytes) bytes", line: line,
                    remedy: "See whether the line ends of the file are intact.")
            }
            // A line of blanks names no column.
            guard record.isBlank || record.isLineOfBlanks else { return record }
            line += record.lineEnds
            row += 1
            buffer.advance(to: record.next)
        }
        return nil
    }
}
