import CLibXML2

/// One run of libxml2's push parser: bytes go in piece by piece, calls come out.
///
/// It owns the parser and frees it once. The callbacks get a pointer to `context`, which lies still for as long.
final class XMLPush {
    /// What the callbacks are.
    struct Callbacks {
        var start: startElementNsSAX2Func
        var end: endElementNsSAX2Func
        var text: charactersSAXFunc
        var doctype: internalSubsetSAXFunc
    }

    /// The parser.
    let parser: xmlParserCtxtPtr
    private let context: UnsafeMutablePointer<TransectXMLContext>
    private let limits: ReadLimits

    /// So many bytes of a tag may wait for its end before its attributes are counted.
    private static let longTag = 128 << 10
    private static let prepared: Void = xmlInitParser()

    /// A parser; `nil` when there is no memory.
    init?(_ callbacks: Callbacks, limits: ReadLimits) {
        _ = Self.prepared
        let context = UnsafeMutablePointer<TransectXMLContext>.allocate(capacity: 1)
        context.initialize(to: TransectXMLContext())
        guard
            let parser = transect_xml_create(
                context, callbacks.start, callbacks.end, callbacks.text, callbacks.doctype)
        else {
            context.deallocate()
            return nil
        }
        self.parser = parser
        self.context = context
        self.limits = limits
    }

    deinit {
        // There is none, as no document type is read; libxml2 leaves it to its users all the same.
        if let document = parser.pointee.myDoc { xmlFreeDoc(document) }
        xmlFreeParserCtxt(parser)
        context.deallocate()
    }

    /// What the callbacks find in their context.
    func setReader(_ reader: UnsafeMutableRawPointer) { context.pointee.reader = reader }

    /// Parses some more bytes; none at the end of the file.
    ///
    /// - Throws: `ReadError` where the file is not well formed.
    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(ReadError) {
        transect_xml_silence()
        _ = xmlParseChunk(
            parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
        if context.pointee.code != 0 || parser.pointee.wellFormed == 0 || parser.pointee.disableSAX != 0 {
            throw XMLProblem.error(
                code: Int(context.pointee.code), line: UInt64(max(0, context.pointee.line)), message: message(),
                isAtEnd: isLast)
        }
        try checkWaitingTag()
    }

    private func message() -> String {
        withUnsafeBytes(of: context.pointee.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 && $0 != 0x0A }, as: UTF8.self)
        }
    }

    /// Counts the attributes of a very long tag while the parser waits for its end. The parser itself compares each
    /// attribute with all others, which a hostile file could use to keep it busy for hours.
    private func checkWaitingTag() throws(ReadError) {
        guard let input = parser.pointee.input, let start = input.pointee.cur, let end = input.pointee.end,
            end - start > Self.longTag, start[0] == UInt8(ascii: "<"), start[1] != UInt8(ascii: "!"),
            start[1] != UInt8(ascii: "?")
        else { return }
        var quote: UInt8 = 0
        var attributes = 0
        var place = start + 1
        while place < end {
            let byte = place.pointee
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
                attributes += 1
            } else if byte == UInt8(ascii: ">") {
                break
            }
            place += 1
        }
        guard attributes > limits.columns else { return }
        throw ReadError(
            .limit, "an element has more than \(limits.columns) attributes", line: UInt64(max(0, input.pointee.line)),
            remedy: "Check that this is the file that you meant to send.")
    }
}
