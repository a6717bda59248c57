/// The texts that cells refer to by number, in memory: all bytes in one buffer, and the end of every text.
struct SharedStrings {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var ends: [UInt32] = []

    /// More texts than this no sheet can refer to in bounded memory.
    fileprivate static let countLimit = 8 << 20

    /// The texts of a workbook; none where it has no such part.
    init(_ parts: WorkbookParts, _ name: String?) throws(ReadError) {
        guard let name, parts.has(name) else { return }
        let part = try SharedStringsPart(name, limits: parts.limits)
        try parts.read(part)
        self = part.strings
    }

    fileprivate init() {}

    /// The number of texts.
    var count: Int { ends.count }

    /// Where the bytes of a text lie.
    @inline(__always)
    func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]) }
}

/// The part `xl/sharedStrings.xml`: texts (`si`), whole or in runs of one font each. Phonetic guides (`rPh`) are not
/// part of the text.
private final class SharedStringsPart: WorkbookPart {
    fileprivate var strings = SharedStrings()
    private var run = TextRuns()

    override func start(_ element: WorkbookName, _ attributes: WorkbookAttributes) {
        if depth == 2 {
            run.reset()
        } else if depth > 2 {
            run.start(element, depth: depth)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard run.isInText else { return }
        run.bytes.append(contentsOf: bytes)
        if run.bytes.count > limits.fieldBytes { refuse(limit: "a text larger than \(limits.fieldBytes) bytes") }
    }

    override func end() {
        if depth > 2 { run.end(depth: depth) }
        guard depth == 2 else { return }
        EscapedText.append(run.bytes, to: &strings.bytes)
        guard strings.bytes.count <= limits.sharedTextBytes, strings.ends.count < SharedStrings.countLimit else {
            return refuse(limit: "more than \(limits.sharedTextBytes) bytes of different texts")
        }
        strings.ends.append(UInt32(strings.bytes.count))
    }
}

/// Follows the pieces of a text with fonts: `t`, or `t` in runs `r`, but not in phonetic guides `rPh`.
struct TextRuns {
    /// What has been written so far.
    var bytes: [UInt8] = []
    private var textDepth = 0
    private var phoneticDepth = 0

    /// Whether text belongs to the cell.
    var isInText: Bool { textDepth > 0 }

    /// Begins a new text.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        (textDepth, phoneticDepth) = (0, 0)
    }

    /// An element opens in the text.
    mutating func start(_ element: WorkbookName, depth: Int) {
        if phoneticDepth == 0, element == "rPh" { phoneticDepth = depth }
        if phoneticDepth == 0, textDepth == 0, element == "t" { textDepth = depth }
    }

    /// An element closes in the text.
    mutating func end(depth: Int) {
        if textDepth == depth { textDepth = 0 }
        if phoneticDepth == depth { phoneticDepth = 0 }
    }
}
