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
    enum Step { case delimiter, end, needMore }

    /// Where the scan is.
    struct Cursor {
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

    /// Takes a backslash's next byte as it is; false if that has not been read yet. A last backslash is a backslash.
    func takeEscaped(_ cursor: inout Cursor, _ record: inout ScannedRecord) -> Bool {
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
    func finish(_ cursor: inout Cursor, _ record: inout ScannedRecord, _ cellStart: Int) -> Step {
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

    func endCell(_ record: inout ScannedRecord, length: Int) {
        if record.cellCount < keptCells {
            if length > fieldLimit {
                record.text.removeLast(record.text.count - (record.ends.last ?? 0))
                record.longCells.append(record.cellCount)
            }
            record.ends.append(record.text.count)
        }
        record.cellCount += 1
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

    func add(_ source: UnsafeRawBufferPointer, _ range: Range<Int>, to record: inout ScannedRecord) {
        if record.cellCount < keptCells {
            record.text.append(contentsOf: source[range])
        } else if !range.isEmpty {
            record.hasTextBeyond = true
        }
    }
}
