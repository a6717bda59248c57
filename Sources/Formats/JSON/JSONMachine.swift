import Observations

/// Moves through a JSON text from record to record: into the array that holds them, from element to element or line to
/// line, and out again to the end of the text, all of which is checked.
struct JSONMachine: ~Copyable {
    enum Phase { case start, toRecords, elements, single, outwards, lines, end }

    /// A container around the records.
    struct Outer {
        var isArray: Bool
        var step: Int
    }

    /// How the file is read.
    private(set) var description = FormatDescription(format: .json)
    /// The names in `description.fields`.
    private var sampledKeys: Set<String> = []
    let options: FormatOptions
    var window: JSONWindow
    var parser: JSONRecordParser
    var phase = Phase.start
    private var failure: ReadError?
    var layout = JSONLayout.document
    private var steps: [[UInt8]] = []
    var outers: [Outer] = []
    private var isFirst = true
    var ordinal: UInt32 = 0
    var line: UInt64 = 0

    /// How many of the first records are looked at for `FormatDescription.fields`.
    static let sampledRecords = 16

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

    mutating func finishRecord(position: UInt64) throws(ReadError) {
        guard ordinal < .max else {
            throw ReadError(.limit, "the file has more than \(UInt32.max) records", remedy: "Send it in parts.")
        }
        ordinal += 1
        parser.finishRecord(ordinal: ordinal, position: position)
    }

    mutating func sampleKeys(_ record: UnsafePointer<UInt8>) {
        guard options.fields != .all else { return }
        // Only so many: a hostile record has hundreds of thousands, and nobody reads a list of them.
        for key in JSONSample.keys(of: record, kind: parser.fields.kind)
        where sampledKeys.count < options.limits.columns && sampledKeys.insert(key).inserted {
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
}
