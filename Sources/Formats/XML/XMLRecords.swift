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
    private struct Open {
        var node: Int
        var textStart: Int
        var hasChildren = false
        var hasOwnText = false
        var hasAttributes = false
        var isNil = false
        /// Whether its text is being kept.
        var isKept = false
    }

    /// Batches that are full.
    var ready: [RecordBatch] = []
    /// Why the parse was stopped from our side.
    private(set) var refusal: ReadError?
    /// The number of records so far.
    private(set) var ordinal: UInt32 = 0
    /// Whether the root has child elements.
    private(set) var hasNestedElements = false
    /// Follows the record path.
    private(set) var matcher: XMLPathMatcher

    private let parser: xmlParserCtxtPtr
    private var fields: XMLFields
    private var columns: TreeColumns
    private var origins: Origins
    private var findings: [Finding] = []
    private var row = 0
    private var batchText = 0
    private let limits: ReadLimits
    private let depthLimit: Int
    private let nilName: XMLName
    private let schemaInstance: UnsafePointer<xmlChar>?

    private var depth = 0
    /// How many elements are open inside one that is of no interest, that one counted.
    private var ignored = 0
    private var open: UnsafeMutablePointer<Open>
    private var openCount = 0
    private var kept = 0
    private var record: UInt64 = 0
    private var recordLine: UInt64 = 0
    private var crowded: [Int] = []

    private var text: UnsafeMutablePointer<UInt8>
    private var textUsed = 0
    private var textCapacity = 4096
    private let textLimit: Int

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
        attributeCount: Int, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        depth &+= 1
        if depth > depthLimit || attributeCount > limits.columns {
            return refuseElement(attributeCount: attributeCount)
        }
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
            recordLine = lineOfTag()
            push(node: 0)
        } else {
            open[openCount &- 1].hasChildren = true
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
        depth &-= 1
        if ignored > 0 {
            ignored &-= 1
            return
        }
        guard openCount > 0 else { return }
        openCount &-= 1
        if open[openCount].isKept { keepText(of: open[openCount]) }
        if openCount == 0 { finishRecord() }
    }

    /// A document type declaration: files that have one are never read.
    mutating func refuseDoctype() {
        refuse(
            ReadError(
                .doctype, "the file has a document type declaration (<!DOCTYPE …>)", line: currentLine(),
                remedy: "Such declarations can make a reader open other files or run out of memory. "
                    + "Remove the line and send the file again."))
    }

    // MARK: Elements

    @inline(__always)
    private mutating func push(node: Int) {
        var element = Open(node: node, textStart: textUsed)
        if fields.isAll || fields.tree.nodes[node].column >= 0 {
            element.isKept = true
            kept &+= 1
        }
        (open + openCount).initialize(to: element)
        openCount &+= 1
    }

    /// The node of a child element of the element that is open, or -1.
    @inline(__always)
    private mutating func child(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
    ) -> Int {
        let parent = open[openCount &- 1].node
        var family = fields.tree.family(of: parent, local, prefix, uri)
        if family < 0 {
            guard fields.isAll else { return -1 }
            let name = XMLName(local: local, prefix: prefix, uri: nil)
            family = fields.tree.addFamily(of: parent, name, isWritten: true)
        }
        let node = fields.tree.child(ofFamily: family, record: record)
        if node >= 0 { return node }
        return fields.isAll ? collect(family, of: parent, local, prefix) : crowd(family)
    }

    /// All fields: a node for one more occurrence.
    private mutating func collect(
        _ family: Int, of parent: Int, _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?
    ) -> Int {
        let number = fields.tree.families[family].count
        guard number <= limits.columns else {
            refuseFields()
            return -1
        }
        var node = XMLNode()
        let outer = fields.tree.nodes[parent].path
        let name = XMLNames.text(local, prefix) + (number > 1 ? "_\(number)" : "")
        node.path = outer.isEmpty ? name : outer + "/" + name
        let made = fields.tree.addNode(node)
        fields.tree.families[family].nodes.append(Int32(made))
        return made
    }

    /// Some fields: one occurrence more than was asked for.
    private mutating func crowd(_ family: Int) -> Int {
        if fields.tree.families[family].count == fields.tree.families[family].nodes.count + 1 { crowded.append(family) }
        return -1
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

    private mutating func collectColumn(_ name: String) -> Int? {
        guard columns.count < limits.columns else {
            refuseFields()
            return nil
        }
        return fields.addCollected(name, &columns)
    }

    /// Puts a cell. A cell that is there already stays: two elements can be meant by `photo_2`.
    @inline(__always)
    private mutating func put(_ bytes: UnsafePointer<UInt8>, count: Int, column: Int) {
        guard columns.base[column].rows <= row else { return }
        guard count <= limits.fieldBytes else { return refuseSize() }
        columns.base[column].append(bytes, count: count, row: row)
        batchText &+= count
    }

    // MARK: Attributes

    private mutating func readAttributes(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, count: Int
    ) {
        let top = openCount &- 1
        let node = open[top].node
        for index in 0..<count {
            let attribute = attributes + 5 * index
            guard let value = attribute[3], let valueEnd = attribute[4] else { continue }
            if nilName.matches(attribute[0], attribute[1], attribute[2]) {
                open[top].isNil = Self.isTrue(value, valueEnd)
                continue
            }
            open[top].hasAttributes = true
            if fields.isAll {
                collectAttribute(of: node, index: index, attribute[0], attribute[1])
            }
            for known in 0..<fields.tree.nodes[node].attributes.count {
                // Attributes mostly come in the same order, so the search begins at the same place.
                let candidate = (known + index) % fields.tree.nodes[node].attributes.count
                let wanted = fields.tree.nodes[node].attributes[candidate]
                guard wanted.name.matches(attribute[0], attribute[1], attribute[2]) else { continue }
                putAttribute(value, valueEnd, column: wanted.column)
                if fields.isAll { break }
            }
        }
    }

    private mutating func collectAttribute(
        of node: Int, index: Int, _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?
    ) {
        let attributes = fields.tree.nodes[node].attributes
        if index < attributes.count, attributes[index].name.matches(local, prefix, nil) { return }
        guard !attributes.contains(where: { $0.name.local == local && $0.name.prefix == prefix }) else { return }
        let outer = fields.tree.nodes[node].path
        let name = (outer.isEmpty ? "@" : outer + "/@") + XMLNames.text(local, prefix)
        guard let column = collectColumn(name) else { return }
        fields.tree.nodes[node].attributes.append((XMLName(local: local, prefix: prefix, uri: nil), column))
    }

    /// Puts an attribute's value. The parser writes an ampersand in it as `&#38;`, and nothing else with an ampersand.
    private mutating func putAttribute(
        _ value: UnsafePointer<xmlChar>, _ end: UnsafePointer<xmlChar>, column: Int
    ) {
        let bytes = UnsafeBufferPointer(start: value, count: end - value)
        guard bytes.contains(UInt8(ascii: "&")) else { return put(value, count: bytes.count, column: column) }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            plain.append(bytes[index])
            index += bytes[index] == UInt8(ascii: "&") ? 5 : 1
        }
        plain.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { put(base, count: buffer.count, column: column) }
        }
    }

    // MARK: Records

    private mutating func finishRecord() {
        for family in crowded { noteCrowd(family) }
        crowded = []
        guard ordinal < .max else {
            return refuse(
                ReadError(.limit, "the file has more than \(UInt32.max) records", remedy: "Send it in parts."))
        }
        ordinal += 1
        origins.append(record: ordinal, row: ordinal, position: recordLine)
        row += 1
        if columns.isFull(rows: row, text: batchText) { finishBatch() }
    }

    private mutating func noteCrowd(_ family: Int) {
        let name = XMLNames.text(
            fields.tree.families[family].name.local, fields.tree.families[family].name.prefix)
        let read = fields.tree.families[family].nodes.count
        var field: Int?
        for node in fields.tree.families[family].nodes where field == nil { field = firstColumn(under: Int(node)) }
        findings.append(
            Finding(
                code: "xml-repeated-element", severity: .warning, row: row, field: field.map { fields.names[$0] },
                arguments: [name, "\(fields.tree.families[family].count)", "\(read)", "\(read + 1)"]))
    }

    /// The first column that is made of an element or something in it.
    private func firstColumn(under node: Int) -> Int? {
        guard node >= 0 else { return nil }
        if fields.tree.nodes[node].column >= 0 { return fields.tree.nodes[node].column }
        if let attribute = fields.tree.nodes[node].attributes.first { return attribute.column }
        var family = fields.tree.nodes[node].firstFamily
        while family >= 0 {
            for child in fields.tree.families[family].nodes {
                if let column = firstColumn(under: Int(child)) { return column }
            }
            family = fields.tree.families[family].next
        }
        return nil
    }

    /// Puts the records so far into `ready`.
    mutating func finishBatch() {
        // A record that was cut off may have left cells.
        columns.rollBack(to: row)
        guard row > 0 else { return }
        let keptColumns = fields.isAll ? 0 : columns.count
        let (names, cells) = fields.batch(columns.finish(rows: row, keeping: keptColumns))
        ready.append(RecordBatch(fields: names, columns: cells, origins: origins, findings: findings))
        origins = Origins(submission: origins.submission, unit: origins.unit)
        findings = []
        row = 0
        batchText = 0
        fields.forget()
    }

    // MARK: Places and refusals

    private func currentLine() -> UInt64? {
        parser.pointee.input.map { UInt64(max(0, $0.pointee.line)) }
    }

    /// The line of the `<` of the tag that the parser has just read: it stands behind the attributes now, and no `<` can
    /// be inside a tag.
    private func lineOfTag() -> UInt64 {
        guard let input = parser.pointee.input, var place = input.pointee.cur, let base = input.pointee.base else {
            return 0
        }
        var line = UInt64(max(0, input.pointee.line))
        while place > base {
            place -= 1
            if place.pointee == UInt8(ascii: "<") { break }
            if place.pointee == 0x0A, line > 1 { line -= 1 }
        }
        return line
    }

    private mutating func refuse(_ error: ReadError) {
        guard refusal == nil else { return }
        refusal = error
        kept = 0
        xmlStopParser(parser)
    }

    @inline(never)
    private mutating func refuseElement(attributeCount: Int) {
        depth &-= 1
        ignored &+= 1
        let error =
            attributeCount > limits.columns
            ? ReadError(
                .limit, "an element has more than \(limits.columns) attributes", line: currentLine(),
                remedy: "Check that this is the file that you meant to send.")
            : ReadError(
                .limit, "elements are nested deeper than \(limits.depth) levels", line: currentLine(),
                remedy: "Ask the sender for a flatter export.")
        refuse(error)
    }

    private mutating func refuseSize() {
        refuse(
            ReadError(
                .limit, "a field is larger than \(limits.fieldBytes) bytes", line: currentLine(),
                remedy: "Leave the field out of the export, or declare with `records` where the records are."))
    }

    private mutating func refuseFields() {
        refuse(
            ReadError(
                .limit, "the records have more than \(limits.columns) different fields", line: currentLine(),
                remedy: "Declare with `records` which element is a record."))
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
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func isSpace(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        UnsafeBufferPointer(start: bytes, count: count).allSatisfy { isSpace($0) }
    }

    private static func isTrue(_ value: UnsafePointer<xmlChar>, _ end: UnsafePointer<xmlChar>) -> Bool {
        let bytes = UnsafeBufferPointer(start: value, count: end - value)
        return bytes.elementsEqual("true".utf8) || bytes.elementsEqual("1".utf8)
    }
}
