/// The steps between and around records, and what can be wrong with them.
extension JSONMachine {
    /// The next byte that is not white space, or `nil` at the end.
    mutating func peek() throws(ReadError) -> UInt8? {
        while true {
            let next = JSONScan.skipSpace(window.place)
            window.position = next - UnsafePointer(window.base)
            if window.position < window.end { return next.pointee }
            if window.isAtEnd { return nil }
            guard window.refill() else { throw recordTooLarge() }
        }
    }

    /// The next byte that is not white space, which must be there.
    mutating func expect() throws(ReadError) -> UInt8 {
        guard let byte = try peek() else { throw failed(.expectedValue, at: window.place) }
        return byte
    }

    /// Reads a comma (`false`) or the end of a container (`true`).
    mutating func expectSeparator(isArray: Bool) throws(ReadError) -> Bool {
        let byte = try peek()
        guard byte == UInt8(ascii: ",") || byte == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) else {
            throw failed(isArray ? .expectedCommaOrBracket : .expectedCommaOrBrace, at: window.place)
        }
        window.position += 1
        return byte != UInt8(ascii: ",")
    }

    /// Reads a key and its colon.
    mutating func readKey() throws(ReadError) -> [UInt8] {
        guard try peek() == UInt8(ascii: "\"") else { throw failed(.expectedKey, at: window.place) }
        while true {
            let start = window.place + 1
            if let end = parser.skipper.skipString(start) {
                let written = UnsafeBufferPointer(start: start, count: end - start - 1)
                let key = [UInt8](unsafeUninitializedCapacity: written.count) { buffer, count in
                    count = buffer.baseAddress.map { JSONString.decode(written, into: $0).count } ?? 0
                }
                window.position = end - UnsafePointer(window.base)
                guard try peek() == UInt8(ascii: ":") else { throw failed(.expectedColon, at: window.place) }
                window.position += 1
                return key
            }
            guard parser.skipper.failedAt == window.endPlace, !window.isAtEnd else { throw failedRecord() }
            guard window.refill() else { throw recordTooLarge() }
        }
    }

    /// Skips a value of any size in a window of bounded size.
    mutating func skipValue() throws(ReadError) {
        parser.skipper.begin(outerDepth: outers.count)
        while true {
            if let end = parser.skipper.run(window.place) {
                window.position = end - UnsafePointer(window.base)
                return
            }
            guard parser.skipper.failedAt == window.endPlace, !window.isAtEnd else { throw failedRecord() }
            window.position = parser.skipper.resumeAt - UnsafePointer(window.base)
            guard window.refill() else { throw recordTooLarge() }
        }
    }

    // MARK: Errors

    /// What was wrong with the value that could not be read.
    func failedRecord() -> ReadError { failed(parser.skipper.problem, at: parser.skipper.failedAt) }

    /// The error for a problem at a place; at the end of the text, that it ends too early.
    func failed(_ problem: JSONProblem, at place: UnsafePointer<UInt8>) -> ReadError {
        let offset = window.offset(of: place)
        let line = layout == .lines ? self.line : window.line(of: place)
        if place == window.endPlace, window.isAtEnd, !problem.isLimit {
            if let failure = window.failure { return failure }
            return ReadError(
                .truncated, "the JSON ends too early, at byte \(offset): \(problem.words)", line: line, offset: offset,
                remedy: "The file is cut off: export or send it again.")
        }
        return problem.error(line: line, offset: offset, limits: options.limits)
    }

    /// The error for a record that does not fit in memory.
    func recordTooLarge() -> ReadError {
        ReadError(
            .limit, "a record is larger than \(4 * options.limits.fieldBytes) bytes",
            line: layout == .lines ? line + 1 : window.line(of: window.place), offset: window.offset(of: window.place),
            remedy: "Declare with `records` where in this file the records are, or send it in parts.")
    }
}
