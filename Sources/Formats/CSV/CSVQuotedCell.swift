extension CSVRecordScanner {
    /// Reads a cell that begins with a quote, up to the delimiter or line end behind the quote that closes it.
    func quotedCell(_ cursor: inout Cursor, _ record: inout ScannedRecord, _ quote: UInt8) -> Step {
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
}
