import Glibc
import Observations

/// Moves through a JSON text from record to record: into the array that holds them, from element to element or line to
/// line, and out again to the end of the text, all of which is checked.
struct JSONMachine: ~Copyable {
    private enum Phase { case start, toRecords, elements, single, outwards, lines, end }

    /// A container around the records.
    private struct Outer {
        var isArray: Bool
        var step: Int
    }

    /// How the file is read.
    private(set) var description = FormatDescription(format: .json)
    private let options: FormatOptions
    private var window: JSONWindow
    private var parser: JSONRecordParser
    private var phase = Phase.start
    private var failure: ReadError?
    private var layout = JSONLayout.document
    private var steps: [[UInt8]] = []
    private var outers: [Outer] = []
    private var isFirst = true
    private var ordinal: UInt32 = 0
    private var line: UInt64 = 0

    /// How many of the first records are looked at for `FormatDescription.fields`.
    private static let sampledRecords = 16

    init(_ source: any ByteSource, options: FormatOptions, submission: UInt32) throws(ReadError) {
        self.options = options
        // A record lies in memory as a whole. Four fields of the largest size are large enough.
        var window = JSONWindow(source, limit: max(options.limits.fieldBytes, 1) * 4)
        _ = window.refill()
        if window.end >= 3, window.base[0] == 0xEF, window.base[1] == 0xBB, window.base[2] == 0xBF {
            window.position = 3
        }
        let choice = try JSONLayout.choose(options, sample: JSONSample(window.place, end: window.endPlace))
        layout = choice.layout
        description = FormatDescription(format: choice.format, details: choice.details)
        parser = JSONRecordParser(
            options.fields, of: choice.format == .geojson ? .feature : .object, limits: options.limits,
            origins: Origins(submission: submission, unit: choice.layout == .lines ? .line : .byteOffset))
        self.window = window
    }

    /// The next records, `nil` at the end.
    mutating func next() throws(ReadError) -> RecordBatch? {
        while failure == nil, phase != .end, !parser.isFull {
            do { try advance() } catch { failure = error }
        }
        let isFirstBatch = ordinal > 0 && description.fields.isEmpty
        guard let batch = parser.takeBatch() else {
            if let failure { throw failure }
            return nil
        }
        if isFirstBatch, options.fields == .all { description.fields = batch.fields }
        return batch
    }

    private mutating func advance() throws(ReadError) {
        switch phase {
        case .start: try start()
        case .toRecords: try goToRecords()
        case .elements: try readElements()
        case .single: try readSingle()
        case .outwards: try goOutwards()
        case .lines: try readLines()
        case .end: break
        }
    }

    private mutating func start() throws(ReadError) {
        if layout == .lines {
            window.countsLines = false
            phase = .lines
            return
        }
        guard try peek() != nil else {
            if let failure = window.failure { throw failure }
            throw ReadError(
                .truncated, "the file is empty where a JSON value is expected", offset: window.offset,
                remedy: "Export or send the file again.")
        }
        if case .pointer(let pointer) = layout { steps = pointer.steps }
        phase = .toRecords
    }

    // MARK: Into the records

    /// Goes one step of the pointer further, or begins to read the records.
    private mutating func goToRecords() throws(ReadError) {
        guard let byte = try peek() else { throw failed(.expectedValue, at: window.place) }
        if outers.count == steps.count {
            isFirst = true
            if byte == UInt8(ascii: "[") {
                window.position += 1
                outers.append(Outer(isArray: true, step: 0))
                phase = .elements
            } else {
                phase = .single
            }
            return
        }
        let step = steps[outers.count]
        guard outers.count < options.limits.depth else { throw failed(.tooDeep, at: window.place) }
        if byte == UInt8(ascii: "{") {
            window.position += 1
            outers.append(Outer(isArray: false, step: 0))
            try findMember(step)
        } else if byte == UInt8(ascii: "["), let index = JSONPointer.arrayIndex(step) {
            window.position += 1
            outers.append(Outer(isArray: true, step: 0))
            try findElement(index)
        } else {
            // Tell of malformed text first: it is the better explanation.
            try skipValue()
            throw notFound()
        }
    }

    private mutating func findMember(_ wanted: [UInt8]) throws(ReadError) {
        guard try expect() != UInt8(ascii: "}") else { throw notFound() }
        while true {
            if try readKey() == wanted { return }
            try skipValue()
            if try expectSeparator(isArray: false) { throw notFound() }
        }
    }

    private mutating func findElement(_ wanted: Int) throws(ReadError) {
        guard try expect() != UInt8(ascii: "]") else { throw notFound() }
        for _ in 0..<wanted {
            try skipValue()
            if try expectSeparator(isArray: true) { throw notFound() }
        }
    }

    private func notFound() -> ReadError {
        let pointer = steps.map { "/" + JSONPointer.escaped(String(decoding: $0, as: UTF8.self)) }.joined()
        return ReadError(
            .records, "there is nothing at \(pointer), where the records should be",
            remedy: "Declare with `records` where in this file the records are, or check that it is the right file.")
    }

    // MARK: Records

    private mutating func readElements() throws(ReadError) {
        while !parser.isFull {
            guard let byte = try peek() else { throw failed(.expectedCommaOrBracket, at: window.place) }
            if isFirst, byte == UInt8(ascii: "]") {
                window.position += 1
                outers.removeLast()
                phase = .outwards
                return
            }
            if !isFirst {
                if try expectSeparator(isArray: true) {
                    outers.removeLast()
                    phase = .outwards
                    return
                }
                guard try peek() != nil else { throw failed(.expectedValue, at: window.place) }
            }
            isFirst = false
            try readRecord()
        }
    }

    private mutating func readSingle() throws(ReadError) {
        try readRecord()
        phase = .outwards
    }

    /// Reads the record at the window's position, with more and more bytes until it is there as a whole.
    private mutating func readRecord() throws(ReadError) {
        while true {
            let start = window.place
            if let end = parser.parse(start) {
                // A number at the end of the bytes at hand may go on behind them.
                if end < window.endPlace || window.isAtEnd {
                    try finishRecord(position: window.offset(of: start))
                    if ordinal <= Self.sampledRecords { sampleKeys(start) }
                    window.position = end - UnsafePointer(window.base)
                    return
                }
                parser.rollBack()
            } else {
                parser.rollBack()
                guard parser.skipper.failedAt == window.endPlace, !window.isAtEnd else { throw failedRecord() }
            }
            guard window.refill() else { throw recordTooLarge() }
        }
    }

    private mutating func finishRecord(position: UInt64) throws(ReadError) {
        guard ordinal < .max else {
            throw ReadError(.limit, "the file has more than \(UInt32.max) records", remedy: "Send it in parts.")
        }
        ordinal += 1
        parser.finishRecord(ordinal: ordinal, position: position)
    }

    private mutating func sampleKeys(_ record: UnsafePointer<UInt8>) {
        guard options.fields != .all else { return }
        for key in JSONSample.keys(of: record, kind: parser.fields.kind) where !description.fields.contains(key) {
            description.fields.append(key)
        }
    }

    // MARK: Out of the records

    /// Checks what comes behind the records.
    private mutating func goOutwards() throws(ReadError) {
        while let outer = outers.popLast() {
            let step = steps[outers.count]
            while try !expectSeparator(isArray: outer.isArray) {
                if !outer.isArray, try readKey() == step {
                    throw ReadError(
                        .records,
                        "the key \(String(decoding: step, as: UTF8.self)), where the records are, comes twice",
                        offset: window.offset(of: window.place), remedy: "Export the file again, with one of them.")
                }
                try skipValue()
            }
        }
        if try peek() != nil {
            var error = failed(.trailing, at: window.place)
            if options.records == nil, error.kind == .syntax {
                error.remedy = "If the file holds one record on every line, declare `format: ndjson`."
            }
            throw error
        }
        if let failure = window.failure { throw failure }
        phase = .end
    }

    // MARK: Lines

    private mutating func readLines() throws(ReadError) {
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
                place >= end ? "the line ends too early: \(problem.words)" : problem.words, "\(characters + 1)",
            ])
        try finishRecord(position: line)
    }

    // MARK: Steps outside records

    /// The next byte that is not white space, or `nil` at the end.
    private mutating func peek() throws(ReadError) -> UInt8? {
        while true {
            let next = JSONScan.skipSpace(window.place)
            window.position = next - UnsafePointer(window.base)
            if window.position < window.end { return next.pointee }
            if window.isAtEnd { return nil }
            guard window.refill() else { throw recordTooLarge() }
        }
    }

    private mutating func expect() throws(ReadError) -> UInt8 {
        guard let byte = try peek() else { throw failed(.expectedValue, at: window.place) }
        return byte
    }

    /// Reads a comma (`false`) or the end of a container (`true`).
    private mutating func expectSeparator(isArray: Bool) throws(ReadError) -> Bool {
        let byte = try peek()
        guard byte == UInt8(ascii: ",") || byte == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) else {
            throw failed(isArray ? .expectedCommaOrBracket : .expectedCommaOrBrace, at: window.place)
        }
        window.position += 1
        return byte != UInt8(ascii: ",")
    }

    /// Reads a key and its colon.
    private mutating func readKey() throws(ReadError) -> [UInt8] {
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
    private mutating func skipValue() throws(ReadError) {
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

    private func failedRecord() -> ReadError { failed(parser.skipper.problem, at: parser.skipper.failedAt) }

    private func failed(_ problem: JSONProblem, at place: UnsafePointer<UInt8>) -> ReadError {
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

    private func recordTooLarge() -> ReadError {
        ReadError(
            .limit, "a record is larger than \(4 * options.limits.fieldBytes) bytes",
            line: layout == .lines ? line + 1 : window.line(of: window.place), offset: window.offset(of: window.place),
            remedy: "Declare with `records` where in this file the records are, or send it in parts.")
    }
}
