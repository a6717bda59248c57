import CLibXML2
import Observations

/// One XML part of a workbook on its way through libxml2's push parser. Subclasses say what its elements mean.
///
/// A document type declaration ends the part, as everywhere; there are no entities beyond the five of XML.
class WorkbookPart {
    /// The part's name in the workbook, for messages.
    let name: String
    let limits: ReadLimits
    /// How many elements are open.
    private(set) var depth = 0
    private var push: XMLPush?
    private var refusal: ReadError?

    init(_ name: String, limits: ReadLimits) throws(ReadError) {
        self.name = name
        self.limits = limits
        let callbacks = XMLPush.Callbacks(
            start: { context, local, _, _, _, _, count, _, attributes in
                guard let local else { return }
                WorkbookPart.with(context) {
                    $0.open(local, WorkbookAttributes(first: attributes, count: Int(count)))
                }
            },
            end: { context, _, _, _ in WorkbookPart.with(context) { $0.close() } },
            text: { context, bytes, count in
                WorkbookPart.with(context) {
                    $0.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
                }
            },
            doctype: { context, _, _, _ in WorkbookPart.with(context) { $0.refuseDoctype() } })
        guard let push = XMLPush(callbacks, limits: limits) else {
            throw ReadError(.limit, "there is not enough memory to read XML", remedy: "Run again with more memory.")
        }
        push.setReader(Unmanaged.passUnretained(self).toOpaque())
        self.push = push
    }

    // MARK: For subclasses

    /// An element opens; `depth` counts it already.
    func start(_ element: WorkbookName, _ attributes: WorkbookAttributes) {}

    /// An element closes; `depth` counts it still.
    func end() {}

    /// Text of the element that is open.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// Stops reading for a reason of ours, once libxml2 has been answered: `xmlStopParser` frees the very bytes that the
    /// attributes of an element point to.
    final func refuse(_ error: ReadError) {
        if refusal == nil { refusal = error }
    }

    /// Stops reading where the part passes a limit.
    final func refuse(limit what: Wording) {
        refuse(
            ReadError(
                .limit, "the workbook has \(what)",
                remedy: "Send the sheet in parts, or check that this is the file that you meant to send."))
    }

    /// Stops reading where the part is well-formed XML and yet makes no sense.
    final func refuse(damaged what: Wording) { refuse(WorkbookProblem.damaged(name, what)) }

    // MARK: Reading

    /// Reads some more bytes; none at the end.
    final func feed(_ bytes: UnsafeRawBufferPointer) throws(ReadError) {
        guard let push else { return }
        do {
            try push.feed(bytes, isLast: bytes.isEmpty)
        } catch {
            if let refusal { throw refusal }
            guard error.kind != .limit else { throw error }
            throw WorkbookProblem.damaged(name, error.problem)
        }
        if let refusal { throw refusal }
    }

    /// Reads all of a source.
    final func read(_ source: any ByteSource) throws(ReadError) {
        var source = source
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        var isDone = false
        while !isDone {
            let count = try source.fill(&piece)
            try feed(piece, count)
            // The parser also wants to be told that this is the end.
            isDone = count == 0
        }
    }

    private func feed(_ piece: [UInt8], _ count: Int) throws(ReadError) {
        try piece.withUnsafeBufferPointer { bytes throws(ReadError) in
            try feed(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[..<count])))
        }
    }

    @inline(__always)
    private static func with(_ context: UnsafeMutableRawPointer?, _ body: (WorkbookPart) -> Void) {
        guard let reader = context?.assumingMemoryBound(to: TransectXMLContext.self).pointee.reader else { return }
        Unmanaged<WorkbookPart>.fromOpaque(reader)._withUnsafeGuaranteedRef { part in
            body(part)
            if part.refusal != nil, let push = part.push { xmlStopParser(push.parser) }
        }
    }

    private func open(_ local: UnsafePointer<xmlChar>, _ attributes: WorkbookAttributes) {
        depth += 1
        guard refusal == nil else { return }
        guard depth <= limits.depth, attributes.count <= limits.columns else {
            return refuse(limit: "elements nested deeper than \(limits.depth) levels, or with too many attributes")
        }
        start(WorkbookName(local), attributes)
    }

    private func close() {
        if refusal == nil { end() }
        depth -= 1
    }

    private func refuseDoctype() {
        refuse(
            ReadError(
                .doctype, "the part \(name) of the workbook has a document type declaration (<!DOCTYPE …>)",
                remedy: """
                    Such declarations can make a reader open other files or run out of memory. Save the workbook again \
                    with Excel or LibreOffice.
                    """))
    }
}

/// A workbook that is damaged.
enum WorkbookProblem {
    /// A part of it makes no sense.
    static func damaged(_ part: String, _ what: Wording) -> ReadError {
        ReadError(
            .syntax, "the workbook is damaged: \(what) (in its part \(ArchiveName.shown(part)))",
            remedy: "Open it in Excel or LibreOffice, save it again as .xlsx, and send that.")
    }
}
