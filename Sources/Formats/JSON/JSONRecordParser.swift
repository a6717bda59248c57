import Observations

/// Reads single records that lie in memory as a whole into the columns of a batch.
///
/// Values that are wanted are copied from the text into their columns; everything else is skipped, and checked all the
/// same. Nothing is allocated for a record, and there is no recursion: the open containers on the way to a wanted value
/// lie in `frames`, all others are bits in the skipper.
struct JSONRecordParser: ~Copyable {
    struct Frame {
        var node: Int
        var isArray: Bool
        /// The element's index in an array, the step in the key order of an object.
        var step: Int
        var start: UnsafePointer<UInt8>
    }

    private enum Step { case value, member, element, after, close }

    /// What is being skipped, and what was wrong when `parse` gave `nil`.
    var skipper: JSONSkipper
    /// Findings about the records of the batch.
    private(set) var findings: [Finding] = []
    /// The number of whole records in the batch.
    private(set) var row = 0
    /// The fields and their names.
    var fields: JSONFields
    var tree: JSONFieldTree
    var columns: TreeColumns
    private var origins: Origins
    private var text = 0
    private var frames: UnsafeMutablePointer<Frame>
    private var record: UInt64 = 0
    private var findingsBefore = 0
    private var textBefore = 0
    private let fixedNodes: Int
    let fixedColumns: Int
    private let collector: Int
    let limits: ReadLimits
    private var otherColumn = -1
    /// The record for which `otherColumn` was made.
    private var otherRecord: UInt64 = 0

    /// A parser for records of one kind.
    init(_ selection: FieldSelection, of kind: JSONFields.Kind, limits: ReadLimits, origins: Origins) {
        var tree = JSONFieldTree()
        var columns = TreeColumns()
        fields = JSONFields(selection, of: kind, tree: &tree, columns: &columns)
        collector = (0..<tree.count).first { [nodes = tree.nodes] in nodes[$0].collects } ?? 0
        fixedNodes = tree.count
        fixedColumns = columns.count
        frames = .allocate(capacity: tree.depth + 2)
        self.tree = tree
        self.columns = columns
        self.origins = origins
        self.limits = limits
        skipper = JSONSkipper(depthLimit: limits.depth)
    }

    deinit { frames.deallocate() }

    /// Whether a batch should be handed out.
    var isFull: Bool { columns.isFull(rows: row, text: text, findings: findings.count) }

    /// The records read so far, or `nil` if there are none; the next batch begins.
    mutating func takeBatch() -> RecordBatch? {
        guard row > 0 else { return nil }
        let (names, cells) = fields.batch(columns.finish(rows: row, keeping: fixedColumns))
        let batch = RecordBatch(
            fields: names, columns: cells, origins: origins, findings: findings, hasPlainNumbers: true)
        origins = Origins(submission: origins.submission, unit: origins.unit)
        findings = []
        row = 0
        text = 0
        if fields.isAll {
            tree.forget(from: fixedNodes, under: collector)
            fields.names.removeLast(fields.names.count - fixedColumns)
            otherColumn = -1
        }
        return batch
    }

    /// Ends the record that `parse` has read.
    mutating func finishRecord(ordinal: UInt32, position: UInt64) {
        origins.append(record: ordinal, row: ordinal, position: position)
        row += 1
    }

    /// Takes back what `parse` has read of a record.
    mutating func rollBack() {
        columns.rollBack(to: row)
        findings.removeLast(findings.count - findingsBefore)
        text = textBefore
        // A value that turned out to be none leaves no column behind. Nothing but the column was made for it.
        if otherColumn >= 0, otherRecord == record {
            columns.removeLast()
            fields.names.removeLast()
            otherColumn = -1
        }
    }

    /// Adds a finding about the record in hand.
    mutating func note(
        _ rule: String, _ severity: Severity, field: String? = nil, value: String?, arguments: [String] = []
    ) {
        findings.append(
            Finding(code: rule, severity: severity, row: row, field: field, value: value, arguments: arguments))
    }

    /// Reads the record whose value begins at `start`.
    ///
    /// - Returns: The place behind the value. `nil`: something is wrong (`skipper`), and `rollBack` is due.
    mutating func parse(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        record += 1
        findingsBefore = findings.count
        textBefore = text
        if start.pointee != UInt8(ascii: "{") { return parseOther(start) }
        return parseValue(start)
    }

    /// A record that is no object: its text becomes the field with the empty name.
    private mutating func parseOther(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        if fields.isAll {
            if otherColumn < 0 {
                otherColumn = columns.add()
                otherRecord = record
                fields.names.append("")
            }
            tree.nodes[0].column = otherColumn
        }
        defer { if fields.isAll { tree.nodes[0].column = -1 } }
        guard let end = parseValue(start) else { return nil }
        note("json-not-an-object", .error, field: "", value: Self.excerpt(start, end))
        return end
    }

    private mutating func parseValue(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var next = start
        var node = 0
        var depth = 0
        var step = Step.value
        while true {
            switch step {
            case .value:
                let byte = next.pointee
                let isObject = byte == UInt8(ascii: "{") && tree.nodes[node].looksIntoObjects
                if isObject || (byte == UInt8(ascii: "[") && tree.nodes[node].looksIntoArrays) {
                    guard skipper.allows(depth: depth) else { return skipper.fail(.tooDeep, at: next) }
                    (frames + depth).initialize(to: Frame(node: node, isArray: !isObject, step: 0, start: next))
                    depth += 1
                    next = JSONScan.skipSpace(next + 1)
                    if next.pointee == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                        next += 1
                        step = .close
                    } else {
                        step = isObject ? .member : .element
                    }
                } else {
                    guard let end = parseLeaf(next, node: node, depth: depth) else { return nil }
                    next = end
                    step = .after
                }
            case .member:
                guard next.pointee == UInt8(ascii: "\"") else { return skipper.fail(.expectedKey, at: next) }
                var child: Int32 = -1
                guard let end = findKey(next + 1, frame: frames + (depth - 1), child: &child) else { return nil }
                next = JSONScan.skipSpace(end)
                guard next.pointee == UInt8(ascii: ":") else { return skipper.fail(.expectedColon, at: next) }
                next = JSONScan.skipSpace(next + 1)
                if child < 0 {
                    guard let end = skipper.skip(next, outerDepth: depth) else { return nil }
                    next = end
                    step = .after
                } else if tree.nodes[Int(child)].lastRecord == record {
                    guard let end = skipRepeated(next, node: Int(child), depth: depth) else { return nil }
                    next = end
                    step = .after
                } else {
                    node = Int(child)
                    tree.nodes[node].lastRecord = record
                    step = .value
                }
            case .element:
                let frame = frames[depth - 1]
                if let child = tree.nodes[frame.node].elements.first(where: { $0.index == frame.step })?.node {
                    node = Int(child)
                    step = .value
                } else {
                    guard let end = skipper.skip(next, outerDepth: depth) else { return nil }
                    next = end
                    step = .after
                }
            case .after:
                if depth == 0 { return next }
                next = JSONScan.skipSpace(next)
                let isArray = frames[depth - 1].isArray
                if next.pointee == UInt8(ascii: ",") {
                    next = JSONScan.skipSpace(next + 1)
                    if isArray { frames[depth - 1].step += 1 }
                    step = isArray ? .element : .member
                } else if next.pointee == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
                    next += 1
                    step = .close
                } else {
                    return skipper.fail(isArray ? .expectedCommaOrBracket : .expectedCommaOrBrace, at: next)
                }
            case .close:
                depth -= 1
                let frame = frames[depth]
                let column = tree.nodes[frame.node].column
                if column >= 0 {
                    guard put(frame.start, count: next - frame.start, column: column) else { return nil }
                }
                step = .after
            }
        }
    }

    /// Reads a value into the column of its node.
    @inline(__always)
    private mutating func parseLeaf(
        _ start: UnsafePointer<UInt8>, node: Int, depth: Int
    ) -> UnsafePointer<UInt8>? {
        let column = tree.nodes[node].column
        guard column >= 0 else { return skipper.skip(start, outerDepth: depth) }
        if start.pointee == UInt8(ascii: "\"") {
            let end = JSONScan.plainEnd(start + 1)
            guard end.pointee == UInt8(ascii: "\"") else { return parseEscaped(start + 1, column: column) }
            guard put(start + 1, count: end - start - 1, column: column) else { return nil }
            return end + 1
        }
        guard let end = skipper.skip(start, outerDepth: depth) else { return nil }
        if start.pointee == UInt8(ascii: "n") { return end }  // null: the cell stays missing
        guard put(start, count: end - start, column: column) else { return nil }
        return end
    }

    @inline(__always)
    private mutating func put(_ start: UnsafePointer<UInt8>, count: Int, column: Int) -> Bool {
        guard count <= limits.fieldBytes else {
            _ = skipper.fail(.fieldTooLarge, at: start)
            return false
        }
        // At least 16 bytes behind the text can be read (`JSONScan`).
        columns.base[column].append(roomy: start, count: count, row: row)
        text &+= count
        return true
    }

    @inline(never)
    private mutating func parseEscaped(_ start: UnsafePointer<UInt8>, column: Int) -> UnsafePointer<UInt8>? {
        guard let end = skipper.skipString(start) else { return nil }
        let source = UnsafeBufferPointer(start: start, count: end - start - 1)
        guard source.count <= limits.fieldBytes else { return skipper.fail(.fieldTooLarge, at: start) }
        let target = columns.base[column].open(count: source.count, row: row)
        let decoded = JSONString.decode(source, into: target)
        columns.base[column].close(count: decoded.count)
        text += decoded.count
        noteFlaws(decoded.flaws, start, end, field: fields.names[column])
        return end
    }

    /// Notes what of a string is no text. It begins behind its quote at `start` and ends with its quote before `end`.
    mutating func noteFlaws(
        _ flaws: JSONFlaws, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, field: String
    ) {
        if flaws.loneSurrogates > 0 {
            note("json-lone-surrogate", .warning, field: field, value: Self.excerpt(start, end - 1))
        }
        if flaws.zeroCharacters > 0 {
            note("json-nul-character", .error, field: field, value: Self.excerpt(start, end - 1))
        }
    }

    /// At most 200 bytes of a text, cut between characters.
    static func excerpt(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> String {
        var count = end - start
        if count > 200 {
            count = 200
            while count > 0, start[count] & 0xC0 == 0x80 { count -= 1 }
        }
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
