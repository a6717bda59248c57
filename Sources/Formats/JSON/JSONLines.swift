import Glibc

/// Files with one value on every line: a malformed line is a problem of that line alone.
extension JSONMachine {
    /// Reads lines until a batch is full or the text is over.
    mutating func readLines() throws(ReadError) {
        while !parser.isFull {
            guard let (end, isLast) = try lineEnd() else {
                if var failure = window.failure {
                    failure.line = line + 1
                    throw failure
                }
                phase = .end
                return
            }
            line += 1
            let separator = window.base[end]
            window.base[end] = 0
            defer {
                window.base[end] = separator
                window.position = isLast ? end : end + 1
            }
            try readLine(end: UnsafePointer(window.base + end))
        }
    }

    /// The offset in the window of the next line's end; `nil` where the text is over.
    private mutating func lineEnd() throws(ReadError) -> (end: Int, isLast: Bool)? {
        var searched = 0
        while true {
            let rest = window.end - window.position - searched
            if rest > 0, let found = memchr(window.base + window.position + searched, 0x0A, rest) {
                return (UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(window.base), false)
            }
            if window.isAtEnd {
                // A line that an unreadable byte cuts off is no record.
                guard window.position < window.end, window.failure == nil else { return nil }
                return (window.end, true)
            }
            searched = window.end - window.position
            guard window.refill() else { throw recordTooLarge() }
        }
    }

    private mutating func readLine(end: UnsafePointer<UInt8>) throws(ReadError) {
        let start = JSONScan.skipSpace(window.place)
        if start == end { return }
        var problem = parser.skipper.problem
        var place = start
        if let behind = parser.parse(start) {
            place = JSONScan.skipSpace(behind)
            if place == end {
                try finishRecord(position: line)
                if ordinal <= Self.sampledRecords { sampleKeys(start) }
                return
            }
            problem = .trailing
        } else {
            place = parser.skipper.failedAt
            problem = parser.skipper.problem
        }
        parser.rollBack()
        if problem.isLimit { throw failed(problem, at: place) }
        let characters = UnsafeBufferPointer(start: window.place, count: max(0, place - window.place))
            .count { $0 & 0xC0 != 0x80 }
        parser.note(
            "json-bad-line", .error, value: JSONRecordParser.excerpt(window.place, end),
            arguments: [
                place >= end ? "the line ends too early: \(problem.words)" : "\(problem.words)", "\(characters + 1)",
            ])
        try finishRecord(position: line)
    }
}
