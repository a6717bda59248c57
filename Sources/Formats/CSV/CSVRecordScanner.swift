/// One record as the careful scanner found it. Reused from record to record.
struct ScannedRecord: Sendable {
    /// The text of all kept cells, unquoted, one after the other.
    var text: [UInt8] = []
    /// The end of every kept cell in `text`.
    var ends: [Int] = []
    /// How many cells there are, kept or not.
    var cellCount = 0
    /// Whether a cell that was not kept holds any text.
    var hasTextBeyond = false
    /// Whether any cell was written in quotes.
    var hasQuotes = false
    /// The cells that go on after their closing quote, and whether each spans several lines.
    var strayQuotes: [(cell: Int, spansLines: Bool)] = []
    /// The cells that are longer than the limit. Their text was left out.
    var longCells: [Int] = []
    /// The cell whose quote is never closed.
    var openQuote: Int?
    /// Whether the record is longer than the limit. It then has no cells.
    var isTooLong = false
    /// How many line ends it takes, its own included.
    var lineEnds: UInt64 = 0
    /// Where the next record begins.
    var next = 0
    /// Whether the rest of the line at `next` belongs to this record and is to be left out.
    var leavesLine = false

    /// Whether there is nothing in the row: an empty line, or delimiters only.
    var isBlank: Bool { text.isEmpty && !hasQuotes && !hasTextBeyond && longCells.isEmpty && !isTooLong }

    /// Whether the row is a line of blanks without a delimiter. Where there are several columns nothing is written in it.
    var isLineOfBlanks: Bool {
        cellCount == 1 && !hasQuotes && openQuote == nil && longCells.isEmpty && !isTooLong
            && text.allSatisfy { $0 == ASCII.space || $0 == ASCII.tab }
    }

    /// Where the text of a kept cell lies.
    func range(_ cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

    /// A kept cell as a string; what is no UTF-8 becomes U+FFFD.
    func string(_ cell: Int) -> String { String(decoding: text[range(cell)], as: UTF8.self) }
}

/// Reads one record with an eye for everything that can be wrong with it: headers, samples, and the records that the
/// kernel for plain ones leaves aside. It never fails.
struct CSVRecordScanner: Sendable {
    var dialect: CSVDialect
    /// The largest number of bytes in one cell as it is written.
    let fieldLimit: Int
    /// How many cells are kept; further ones are counted.
    var keptCells: Int

    /// The largest number of bytes in one record.
    var recordLimit: Int { fieldLimit * 2 }

    /// Reads the record that begins at `start`, which lies before `end`, or says `false`: more bytes are needed.
    ///
    /// - Parameter isFinal: Whether the file ends at `end`.
    func scan(
        _ source: UnsafeRawBufferPointer, from start: Int, end: Int, isFinal: Bool, into record: inout ScannedRecord
    ) -> Bool {
        record.text.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        record.strayQuotes.removeAll(keepingCapacity: true)
        record.longCells.removeAll(keepingCapacity: true)
        record.cellCount = 0
        record.hasTextBeyond = false
        record.hasQuotes = false
        record.openQuote = nil
        record.isTooLong = false
        record.lineEnds = 0
        record.leavesLine = false
        var cursor = Cursor(source: source, start: start, end: end, isFinal: isFinal)
        while true {
            let step: Step
            if let quote = dialect.quote, cursor.offset < end, source[cursor.offset] == quote {
                step = quotedCell(&cursor, &record, quote)
            } else {
                step = plainCell(&cursor, &record)
            }
            switch step {
            case .delimiter: continue
            case .end:
                if cursor.lastByte - start > recordLimit { leaveOut(source, start, end, &record) }
                return true
            case .needMore:
                guard end - start > recordLimit else { return false }
                leaveOut(source, start, end, &record)
                return true
            }
        }
    }

    /// What follows a cell.
    private enum Step { case delimiter, end, needMore }

    /// Where the scan is.
    private struct Cursor {
        let source: UnsafeRawBufferPointer
        let start: Int
        let end: Int
        let isFinal: Bool
        var offset: Int
        /// Where the last line end of the record stands, or where it was given up.
        var lastByte: Int

        init(source: UnsafeRawBufferPointer, start: Int, end: Int, isFinal: Bool) {
            self.source = source
            self.start = start
            self.end = end
            self.isFinal = isFinal
            offset = start
            lastByte = start
        }

        /// The first place from `offset` on where one of the bytes stands, or `end`.
        func find(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Int {
            var index = offset
            while index < end {
                let byte = source[index]
                if byte == a || byte == b || byte == c || byte == d { break }
                index += 1
            }
            return index
        }

        /// The place behind the line end at `index`, or `nil` where a CR is the last byte so far.
        func afterLineEnd(_ index: Int) -> Int? {
            guard index < end else { return end }
            guard source[index] == ASCII.carriageReturn else { return index + 1 }
            guard index + 1 < end else { return isFinal ? end : nil }
            return source[index + 1] == ASCII.lineFeed ? index + 2 : index + 1
        }

        /// How many line ends there are in a range.
        func lineEnds(_ range: Range<Int>) -> UInt64 {
            var count: UInt64 = 0
            for index in range {
                let byte = source[index]
                guard byte == ASCII.lineFeed || byte == ASCII.carriageReturn else { continue }
                let isFirstHalf =
                    byte == ASCII.carriageReturn && index + 1 < end && source[index + 1] == ASCII.lineFeed
                if !isFirstHalf { count += 1 }
            }
            return count
        }
    }

    private func plainCell(_ cursor: inout Cursor, _ record: inout ScannedRecord) -> Step {
        let cellStart = cursor.offset
        let escape = dialect.backslashEscapes ? ASCII.backslash : ASCII.lineFeed
        while true {
            let stop = cursor.find(dialect.delimiter, ASCII.lineFeed, ASCII.carriageReturn, escape)
            add(cursor.source, cursor.offset..<stop, to: &record)
            cursor.offset = stop
            guard dialect.backslashEscapes, stop < cursor.end, cursor.source[stop] == ASCII.backslash else { break }
            guard takeEscaped(&cursor, &record) else { return .needMore }
        }
        if cursor.offset >= cursor.end, !cursor.isFinal { return .needMore }
        return finish(&cursor, &record, cellStart)
    }

    private func quotedCell(_ cursor: inout Cursor, _ record: inout ScannedRecord, _ quote: UInt8) -> Step {
        let cellStart = cursor.offset
        let textStart = record.text.count
        let linesBefore = record.lineEnds
        let escape = dialect.backslashEscapes ? ASCII.backslash : quote
        record.hasQuotes = true
        cursor.offset += 1
        while true {
            let stop = cursor.find(quote, escape, quote, quote)
            if stop - cellStart > fieldLimit || stop >= cursor.end && cursor.isFinal {
                record.text.removeLast(record.text.count - textStart)
                record.lineEnds = linesBefore
                return giveUpQuote(&cursor, &record, cellStart, at: stop)
            }
            record.lineEnds += cursor.lineEnds(cursor.offset..<stop)
            add(cursor.source, cursor.offset..<stop, to: &record)
            cursor.offset = stop
            guard stop < cursor.end else { return .needMore }
            if cursor.source[stop] != quote {
                guard takeEscaped(&cursor, &record) else { return .needMore }
                continue
            }
            guard stop + 1 < cursor.end else {
                if !cursor.isFinal { return .needMore }
                cursor.offset = cursor.end
                break
            }
            cursor.offset = stop + 1
            guard cursor.source[stop + 1] == quote else { break }
            add(cursor.source, stop..<stop + 1, to: &record)
            cursor.offset = stop + 2
        }
        let stop = cursor.find(dialect.delimiter, ASCII.lineFeed, ASCII.carriageReturn, dialect.delimiter)
        if stop >= cursor.end, !cursor.isFinal { return .needMore }
        if stop > cursor.offset {
            addTail(cursor.source, cursor.offset..<stop, quote, to: &record)
            record.strayQuotes.append((record.cellCount, record.lineEnds > linesBefore))
            cursor.offset = stop
        }
        return finish(&cursor, &record, cellStart)
    }

    /// Keeps what follows a closing quote: blanks as they are; text with the quote before it, and without the quote
    /// that closes the cell after all.
    private func addTail(
        _ source: UnsafeRawBufferPointer, _ tail: Range<Int>, _ quote: UInt8, to record: inout ScannedRecord
    ) {
        if source[tail].allSatisfy({ $0 == ASCII.space || $0 == ASCII.tab }) {
            add(source, tail, to: &record)
            return
        }
        if record.cellCount < keptCells { record.text.append(quote) }
        add(source, source[tail.upperBound - 1] == quote ? tail.dropLast() : tail, to: &record)
    }

    /// Takes a backslash's next byte as it is; false if that has not been read yet. A last backslash is a backslash.
    private func takeEscaped(_ cursor: inout Cursor, _ record: inout ScannedRecord) -> Bool {
        let escaped = cursor.offset + 1
        guard escaped < cursor.end else {
            if !cursor.isFinal { return false }
            add(cursor.source, cursor.offset..<escaped, to: &record)
            cursor.offset = escaped
            return true
        }
        if cursor.source[escaped] == ASCII.carriageReturn, escaped + 1 >= cursor.end, !cursor.isFinal { return false }
        record.lineEnds += cursor.lineEnds(escaped..<escaped + 1)
        add(cursor.source, escaped..<escaped + 1, to: &record)
        cursor.offset = escaped + 1
        return true
    }

    /// Ends a cell at the delimiter, line end or file end at the cursor.
    private func finish(_ cursor: inout Cursor, _ record: inout ScannedRecord, _ cellStart: Int) -> Step {
        let isLast = cursor.offset >= cursor.end || cursor.source[cursor.offset] != dialect.delimiter
        var next = cursor.offset + 1
        if isLast {
            guard let after = cursor.afterLineEnd(cursor.offset) else { return .needMore }
            next = after
        }
        endCell(&record, length: cursor.offset - cellStart)
        cursor.lastByte = cursor.offset
        cursor.offset = next
        guard isLast else { return .delimiter }
        record.lineEnds += 1
        record.next = next
        return .end
    }

    private func endCell(_ record: inout ScannedRecord, length: Int) {
        if record.cellCount < keptCells {
            if length > fieldLimit {
                record.text.removeLast(record.text.count - (record.ends.last ?? 0))
                record.longCells.append(record.cellCount)
            }
            record.ends.append(record.text.count)
        }
        record.cellCount += 1
    }

    /// Ends a cell whose quote is never closed, and its record, at the end of the line in which the quote stands.
    private func giveUpQuote(
        _ cursor: inout Cursor, _ record: inout ScannedRecord, _ cellStart: Int, at stop: Int
    ) -> Step {
        cursor.offset = cellStart + 1
        let limit = min(cellStart + fieldLimit, cursor.end)
        let lineEnd = cursor.find(
            ASCII.lineFeed, ASCII.carriageReturn, ASCII.lineFeed, ASCII.carriageReturn)
        record.openQuote = record.cellCount
        cursor.lastByte = min(stop, cellStart + fieldLimit + 1)
        if lineEnd <= limit, lineEnd < cursor.end || cursor.isFinal {
            guard let next = cursor.afterLineEnd(lineEnd) else { return .needMore }
            add(cursor.source, cellStart + 1..<lineEnd, to: &record)
            record.next = next
            record.lineEnds += 1
        } else {
            record.next = limit
            record.leavesLine = true
        }
        endCell(&record, length: 0)
        return .end
    }

    /// Gives up a record that is too long, up to the next line end behind the limit.
    private func leaveOut(
        _ source: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ record: inout ScannedRecord
    ) {
        let cursor = Cursor(source: source, start: start, end: end, isFinal: false)
        record.text.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        record.strayQuotes.removeAll(keepingCapacity: true)
        record.longCells.removeAll(keepingCapacity: true)
        record.cellCount = 0
        record.openQuote = nil
        record.isTooLong = true
        record.lineEnds = cursor.lineEnds(start..<start + recordLimit)
        record.next = start + recordLimit
        record.leavesLine = true
    }

    private func add(_ source: UnsafeRawBufferPointer, _ range: Range<Int>, to record: inout ScannedRecord) {
        if record.cellCount < keptCells {
            record.text.append(contentsOf: source[range])
        } else if !range.isEmpty {
            record.hasTextBeyond = true
        }
    }
}
