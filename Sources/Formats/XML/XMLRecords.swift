import CLibXML2
import Observations

/// Turns the parser's calls (an element opens, text, it closes) into the rows of batches.
///
/// The text of all elements that are of interest goes into one buffer, in the order of the file. The text of an element
/// with everything in it is therefore one piece of that buffer, from where it opened to where it closes:
///
///     <place>near <b>Ely</b>!</place>      n e a r   E l y !
///                                          place ──────────┘
///                                                    b ──┘
struct XMLRecords: ~Copyable {
    /// An open element inside a record that is of interest.
    struct Open {
        var node: Int
        /// The column that its text is asked for in, or -1.
        var column: Int
        var textStart: Int
        /// Whether its text is being kept.
        var isKept: Bool
        /// Whether there is more to think about at its end than its text: it has child elements, it is nil, or nobody
        /// knows yet whether it is a field.
        var isSpecial: Bool
        var hasChildren = false
        var hasOwnText = false
        var hasAttributes = false
        var isNil = false
    }

    /// Batches that are full.
    var ready: [RecordBatch] = []
    /// Why the parse was stopped from our side.
    var refusal: ReadError?
    /// The number of records so far.
    var ordinal: UInt32 = 0
    /// Whether the root has child elements.
    private(set) var hasNestedElements = false
    /// Follows the record path.
    private(set) var matcher: XMLPathMatcher

    let parser: xmlParserCtxtPtr
    var fields: XMLFields
    var columns: TreeColumns
    var origins: Origins
    var findings: [Finding] = []
    var row = 0
    var batchText = 0
    /// What `batchText` was before the record in hand.
    var textBefore = 0
    let limits: ReadLimits
    let depthLimit: Int
    let nilName: XMLName
    let schemaInstance: UnsafePointer<xmlChar>?

    var depth = 0
    /// How many elements are open inside one that is of no interest, that one counted.
    var ignored = 0
    var open: UnsafeMutablePointer<Open>
    var openCount = 0
    var kept = 0
    var record: UInt64 = 0
    var recordLine: UInt64 = 0
    var crowded: [Int] = []
    /// What is needed to read records without libxml2.
    var plain = XMLPlainState()

    var text: UnsafeMutablePointer<UInt8>
    var textUsed = 0
    var textCapacity = 4096
    let textLimit: Int

    init(
        _ parser: xmlParserCtxtPtr, path: XMLPath, options: FormatOptions, origins: Origins
    ) {
        self.parser = parser
        let names = XMLNames(dictionary: parser.pointee.dict, namespaces: options.namespaces)
        limits = options.limits
        depthLimit = max(1, min(limits.depth, 1 << 16))
        matcher = XMLPathMatcher(path, names: names, depthLimit: depthLimit)
        columns = TreeColumns()
        fields = XMLFields(options.fields, names: names, columns: &columns)
        self.origins = origins
        schemaInstance = names.pointer("http://www.w3.org/2001/XMLSchema-instance")
        nilName = XMLName(local: names.pointer("nil"), prefix: nil, uri: schemaInstance)
        open = .allocate(capacity: depthLimit + 1)
        text = .allocate(capacity: textCapacity)
        // The text of a record lies in memory as a whole. Four fields of the largest size are large enough.
        textLimit = max(limits.fieldBytes, 1) * 4
    }

    deinit {
        open.deallocate()
        text.deallocate()
    }

    // MARK: What the parser calls

    /// An element opens. `attributes` are five pointers each: local name, prefix, URI, value, end of the value.
    @inline(__always)
    mutating func start(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        namespaceCount: Int, attributeCount: Int, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        depth &+= 1
        if depth > depthLimit || attributeCount > limits.columns {
            return refuseElement(attributeCount: attributeCount)
        }
        if namespaceCount > 0 { plain.enterNamespaces(depth: depth) }
        if plain.tagsToLearn > 0, !plain.isTrying { learn(local, prefix, uri, attributes, count: attributeCount) }
        if ignored > 0 {
            ignored &+= 1
            return
        }
        if openCount == 0 {
            guard matcher.opens(local, prefix, uri, depth: depth) else {
                if depth > 1 { hasNestedElements = true }
                return
            }
            record &+= 1
            if plain.isTrying {
                recordLine = plain.recordLine
            } else {
                recordLine = lineOfTag()
                plain.noteRecord(local, prefix)
            }
            textBefore = batchText
            push(node: 0)
        } else {
            open[openCount &- 1].hasChildren = true
            open[openCount &- 1].isSpecial = true
            let node = child(local, prefix, uri)
            if node < 0 {
                ignored = 1
                return
            }
            push(node: node)
        }
        if attributeCount > 0, let attributes { readAttributes(attributes, count: attributeCount) }
    }

    /// Text of the element that is open.
    @inline(__always)
    mutating func characters(_ bytes: UnsafePointer<xmlChar>?, count: Int) {
        guard kept > 0, let bytes else { return }
        if textUsed &+ count > textCapacity {
            guard growText(by: count) else { return }
        }
        copyBytes(from: bytes, to: text + textUsed, count: count)
        textUsed &+= count
        if ignored == 0, fields.isAll, !open[openCount &- 1].hasOwnText {
            open[openCount &- 1].hasOwnText = !Self.isSpace(bytes, count: count)
        }
    }

    /// An element closes.
    @inline(__always)
    mutating func end() {
        if depth == plain.namespaceDepth { plain.leaveNamespaces() }
        depth &-= 1
        if ignored > 0 {
            ignored &-= 1
            return
        }
        guard openCount > 0 else { return }
        openCount &-= 1
        if open[openCount].column >= 0, !open[openCount].isSpecial {
            // By far the most elements: a wanted one with nothing but text in it.
            let start = open[openCount].textStart
            put(UnsafePointer(text + start), count: textUsed &- start, column: open[openCount].column)
            kept &-= 1
            if kept == 0 { textUsed = 0 }
        } else if open[openCount].isKept {
            keepText(of: open[openCount])
        }
        if openCount == 0 { finishRecord() }
    }

    /// A document type declaration: files that have one are never read.
    mutating func refuseDoctype() {
        refuse(
            ReadError(
                .doctype, "the file has a document type declaration (<!DOCTYPE …>)", line: currentLine(),
                remedy: """
                    Such declarations can make a reader open other files or run out of memory. Remove the line and \
                    send the file again.
                    """))
    }

    private mutating func keepText(of element: Open) {
        kept &-= 1
        var start = element.textStart
        var stop = textUsed
        if element.hasChildren {
            while start < stop, Self.isSpace(text[start]) { start &+= 1 }
            while start < stop, Self.isSpace(text[stop &- 1]) { stop &-= 1 }
        }
        if fields.isAll {
            // An element that says all it has to say in attributes (`<link href="…"/>`) is no field itself, and neither
            // is an empty record.
            let isLeaf = !element.hasChildren && !element.hasAttributes && element.node > 0
            if !element.isNil, isLeaf || element.hasOwnText { putCollected(element.node, start, stop) }
        } else if !element.isNil {
            put(UnsafePointer(text + start), count: stop &- start, column: fields.tree.nodes[element.node].column)
        }
        if kept == 0 { textUsed = 0 }
    }

    private mutating func putCollected(_ node: Int, _ start: Int, _ stop: Int) {
        if fields.tree.nodes[node].column < 0 {
            let path = fields.tree.nodes[node].path
            guard let column = collectColumn(path.isEmpty ? "." : path) else { return }
            fields.tree.nodes[node].column = column
        }
        put(UnsafePointer(text + start), count: stop &- start, column: fields.tree.nodes[node].column)
    }

    mutating func collectColumn(_ name: String) -> Int? {
        guard !plain.isTrying else {
            plain.gaveUp = true
            return nil
        }
        guard columns.count < limits.columns else {
            refuseFields()
            return nil
        }
        return fields.addCollected(name, &columns)
    }

    /// Puts a cell. A cell that is there already stays: two elements can be meant by `photo_2`.
    @inline(__always)
    mutating func put(_ bytes: UnsafePointer<UInt8>, count: Int, column: Int, isRoomy: Bool = false) {
        guard columns.base[column].rows <= row else { return }
        guard count <= limits.fieldBytes, batchText &+ count &- textBefore <= textLimit else { return refuseSize() }
        if isRoomy {
            columns.base[column].append(roomy: bytes, count: count, row: row)
        } else {
            columns.base[column].append(bytes, count: count, row: row)
        }
        batchText &+= count
    }

    private mutating func growText(by count: Int) -> Bool {
        guard textUsed + count <= textLimit else {
            refuseSize()
            return false
        }
        let larger = max(textCapacity * 2, textUsed + count)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.update(from: text, count: textUsed)
        text.deallocate()
        text = memory
        textCapacity = larger
        return true
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func isSpace(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        UnsafeBufferPointer(start: bytes, count: count).allSatisfy { isSpace($0) }
    }
}
