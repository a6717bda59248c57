import CLibXML2

/// Reads plain records without libxml2, several times as fast.
///
/// A record is plain if it is made of nothing but elements and attributes whose names libxml2 has accepted before in
/// the same namespaces, of UTF-8 text, and of XML's own five entities. Large files are mostly made of such records. Any
/// other record (one with a comment, CDATA, a processing instruction, a namespace declaration, another reference, or
/// anything that is not well formed) is left to libxml2 as a whole. As libxml2 sees all that is not a plain record, and
/// a whole element more or less between two others makes no difference to it, the rules of XML are all its own.
extension XMLRecords {
    /// Where a name is met that is not known, the names of so many tags are learned.
    private static let tagsAfterUnknown = 256

    /// Whether libxml2 reads UTF-8, and the bytes just as they come.
    var readsUTF8: Bool {
        guard let input = parser.pointee.input, input.pointee.buf?.pointee.encoder == nil else { return false }
        guard let encoding = parser.pointee.encoding else { return true }
        return xmlStrcasecmp(encoding, "UTF-8") == 0
    }

    /// Whether libxml2 is between records and waits for the next tag. White space before that tag has been read then.
    ///
    /// libxml2 reads text when it knows where it ends. White space that waits for that is read here in its place, as
    /// otherwise the lines of the records would be counted before those of the white space.
    mutating func isBetweenRecords() -> Bool {
        guard openCount == 0, ignored == 0, depth > 0, depth < XMLPlainState.depthLimit, refusal == nil,
            parser.pointee.instate == XML_PARSER_CONTENT, parser.pointee.disableSAX == 0,
            let input = parser.pointee.input, let start = input.pointee.cur, let end = input.pointee.end
        else { return false }
        let waiting = UnsafeBufferPointer(start: start, count: end - start)
        guard waiting.allSatisfy(Self.isSpace) else { return false }
        input.pointee.line += Int32(truncatingIfNeeded: waiting.count { $0 == 0x0A })
        input.pointee.cur = end
        parser.pointee.checkIndex = 0
        return true
    }

    /// Reads the plain records from `start` on, up to the first that is none or does not end in the window, and tells
    /// libxml2 how many lines they have. Returns the end of the last one.
    mutating func readPlain(from start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        let startLine = currentLine() ?? 0
        plain.isTrying = true
        plain.stopsAtUnknownName = false
        var end = start
        var endLine = startLine
        while true {
            var place = end
            var line = endLine
            while Self.isSpace(place.pointee) {
                if place.pointee == 0x0A { line &+= 1 }
                place += 1
            }
            guard let next = tryRecord(at: place, &line) else { break }
            end = next
            endLine = line
        }
        plain.isTrying = false
        if plain.stopsAtUnknownName { plain.tagsToLearn = max(plain.tagsToLearn, Self.tagsAfterUnknown) }
        parser.pointee.input?.pointee.line += Int32(truncatingIfNeeded: endLine &- startLine)
        return end
    }

    /// The end of the record that begins at `start`; `nil`, with everything as before, if it is not plain.
    private mutating func tryRecord(at start: UnsafePointer<UInt8>, _ line: inout UInt64) -> UnsafePointer<UInt8>? {
        plain.stop = start
        guard start.pointee == UInt8(ascii: "<") else { return nil }
        plain.recordLine = line
        let depthBefore = depth
        let batchTextBefore = batchText
        if let end = readRecord(start + 1, &line), !plain.gaveUp {
            plain.count &+= 1
            return end
        }
        plain.gaveUp = false
        columns.rollBack(to: row)
        openCount = 0
        ignored = 0
        kept = 0
        textUsed = 0
        crowded = []
        depth = depthBefore
        batchText = batchTextBefore
        return nil
    }

    /// Reads the record whose first tag's name is at `start`.
    @inline(__always)
    private mutating func readRecord(_ start: UnsafePointer<UInt8>, _ line: inout UInt64) -> UnsafePointer<UInt8>? {
        let names = plain.elements.entries
        let open = plain.open
        var level = 0
        var place = start
        while true {
            // Here, `place` is behind a `<`.
            if place.pointee == UInt8(ascii: "/") {
                guard level > 0 else { return stop(place) }
                level &-= 1
                let name = open[level]
                guard isEqual(place + 1, names[name].bytes, count: names[name].count &+ 1) else { return stop(place) }
                place += names[name].count &+ 2
                end()
                if level == 0 { return place }
            } else {
                let name = plain.elements.find(at: place, after: plain.lastElement)
                guard name >= 0 else { return stop(place, isUnknownName: Self.isNameStart(place.pointee)) }
                plain.lastElement = name
                place += names[name].count
                if level > 0, let behind = readLeaf(names + name, place, &line) {
                    place = behind
                } else {
                    var isEmpty = false
                    var count = 0
                    guard let behind = readTag(place, &line, &count, &isEmpty) else { return nil }
                    self.start(
                        names[name].local, names[name].prefix, names[name].uri, namespaceCount: 0,
                        attributeCount: count, attributes: plain.tagAttributes)
                    place = behind
                    if level == 0, openCount != 1 { return stop(place) }
                    if isEmpty {
                        end()
                        if level == 0 { return place }
                    } else {
                        guard level < XMLPlainState.depthLimit else { return stop(place) }
                        open[level] = name
                        level &+= 1
                    }
                }
            }
            if place.pointee != UInt8(ascii: "<") {
                guard let tag = readText(place, &line) else { return nil }
                place = tag
            }
            place += 1
        }
    }

    /// By far the most elements have no attributes and nothing but text in them: `>text</name>`. If the element is such
    /// a one, and nobody keeps the text of the elements around it, puts the text where it belongs and returns the
    /// element's end.
    @inline(__always)
    private mutating func readLeaf(
        _ name: UnsafeMutablePointer<XMLWrittenName>, _ start: UnsafePointer<UInt8>, _ line: inout UInt64
    ) -> UnsafePointer<UInt8>? {
        guard start.pointee == UInt8(ascii: ">"), kept == 0, !fields.isAll else { return nil }
        let text = start + 1
        var textLine = line
        let textEnd = XMLPlainText.end(from: text, line: &textLine)
        guard textEnd[0] == UInt8(ascii: "<"), textEnd[1] == UInt8(ascii: "/"),
            isEqual(textEnd + 2, name.pointee.bytes, count: name.pointee.count &+ 1)
        else { return nil }
        line = textLine
        leaf(name.pointee.local, name.pointee.prefix, name.pointee.uri, text: text, count: textEnd - text)
        return textEnd + (name.pointee.count &+ 3)
    }

    /// Reads the text up to the next tag.
    private mutating func readText(_ start: UnsafePointer<UInt8>, _ line: inout UInt64) -> UnsafePointer<UInt8>? {
        var from = start
        var place = start
        while true {
            place = XMLPlainText.end(from: place, line: &line)
            if place > from { characters(from, count: place - from) }
            if place.pointee == UInt8(ascii: "<") { return place }
            if let (byte, length) = XMLPlainText.character(at: place) {
                withUnsafePointer(to: byte) { characters($0, count: 1) }
                place += length
            } else if place[0] == 0x0D, place[1] == 0x0A {
                // A line end is a line feed, however the file writes it.
                place += 1
            } else {
                return stop(place)
            }
            from = place
        }
    }

    /// Reads a tag from the end of its name on: attributes, and the `>` or `/>`.
    private mutating func readTag(
        _ start: UnsafePointer<UInt8>, _ line: inout UInt64, _ count: inout Int, _ isEmpty: inout Bool
    ) -> UnsafePointer<UInt8>? {
        let names = plain.attributes.entries
        var place = start
        plain.tag &+= 1
        while true {
            let behind = place
            while Self.isSpace(place.pointee) {
                if place.pointee == 0x0A { line &+= 1 }
                place += 1
            }
            if place.pointee == UInt8(ascii: ">") { return place + 1 }
            if place[0] == UInt8(ascii: "/"), place[1] == UInt8(ascii: ">") {
                isEmpty = true
                return place + 2
            }
            guard place > behind, count < XMLPlainState.attributeLimit else { return stop(place) }
            let name = plain.attributes.find(at: place, after: plain.lastAttribute)
            guard name >= 0 else { return stop(place, isUnknownName: Self.isNameStart(place.pointee)) }
            plain.lastAttribute = name
            // An attribute that comes twice.
            let twin = names[name].twin
            guard names[twin].lastTag != plain.tag else { return stop(place) }
            names[twin].lastTag = plain.tag
            place += names[name].count
            let quote = place[1]
            guard place[0] == UInt8(ascii: "="), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                return stop(place)
            }
            let value = place + 2
            place = XMLPlainText.valueEnd(from: value, quote: quote)
            guard place.pointee == quote else { return stop(place) }
            let attribute = plain.tagAttributes + 5 * count
            attribute[0] = names[name].local
            attribute[1] = names[name].prefix
            attribute[2] = names[name].uri
            attribute[3] = value
            attribute[4] = place
            count &+= 1
            place += 1
        }
    }

    @inline(never)
    private mutating func stop(_ place: UnsafePointer<UInt8>, isUnknownName: Bool = false) -> UnsafePointer<UInt8>? {
        plain.stop = place
        plain.stopsAtUnknownName = isUnknownName
        return nil
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte > UInt8(ascii: "@") || byte == UInt8(ascii: ":")
    }
}
