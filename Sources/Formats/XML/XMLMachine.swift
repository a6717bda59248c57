import CLibXML2
import Observations

/// Reads an XML file piece by piece and hands out the batches that come of it.
///
/// A class, because the parser's callbacks need a place that never moves; `records` is that place.
final class XMLMachine {
    /// How the file is read.
    private(set) var description = FormatDescription(format: .xml)
    private let options: FormatOptions
    private let submission: UInt32
    private var path: XMLPath?
    private var push: XMLPush?
    private var records: UnsafeMutablePointer<XMLRecords>?
    private var failure: ReadError?
    private var isDone = false
    private let window: XMLWindow
    private var feed: XMLFeed

    init(
        _ source: any ByteSource, options: FormatOptions, submission: UInt32, pieces: XMLPieces
    ) throws(ReadError) {
        self.options = options
        self.submission = submission
        window = XMLWindow(source, capacity: pieces.window)
        feed = XMLFeed(pieces)
        guard let declared = options.records else { return }
        guard let path = XMLPath(declared) else {
            throw ReadError(
                .records, "`records: \(declared)` is no path to elements",
                remedy: "Write it like //dwr:Occurrence or /observations/observation.")
        }
        self.path = path
        for step in path.steps {
            guard let prefix = step.name.prefix, !options.namespaces.isEmpty, options.namespaces[prefix] == nil else {
                continue
            }
            throw ReadError(
                .records, "the prefix \(prefix) in `records: \(declared)` is not among the declared namespaces",
                remedy: "Add it to `namespaces`.")
        }
    }

    deinit {
        // The parser first: it points to the records.
        push = nil
        records?.deinitialize(count: 1)
        records?.deallocate()
    }

    /// How many records have been read without libxml2.
    var plainRecords: Int { records?.pointee.plain.count ?? 0 }

    /// The next records, `nil` at the end.
    func next() throws(ReadError) -> RecordBatch? {
        if push == nil, failure == nil {
            do { try begin() } catch { failure = error }
        }
        while true {
            if let records, !records.pointee.ready.isEmpty { return records.pointee.ready.removeFirst() }
            if let failure { throw failure }
            if isDone { return nil }
            do { try advance() } catch { failure = error }
            if failure != nil || isDone { records?.pointee.finishBatch() }
        }
    }

    // MARK: The beginning

    private func begin() throws(ReadError) {
        try window.refill()
        let path = choosePath()
        guard !window.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else {
            throw ReadError(
                .truncated, "the file is empty where an XML document is expected",
                remedy: "Export or send the file again.")
        }
        let (push, records) = try Self.parser(path, options, submission: submission)
        self.push = push
        self.records = records
        sampleFields(path)
    }

    private func choosePath() -> XMLPath {
        if let path {
            description.details.append(.init("records", verbatim: options.records ?? "", because: "declared"))
            return path
        }
        let (found, reason) = XMLSample.recordPath(in: window.bytes, limits: options.limits)
        description.details.append(.init("records", verbatim: found, because: reason))
        return XMLPath(found) ?? XMLPath.root
    }

    private static func parser(
        _ path: XMLPath, _ options: FormatOptions, submission: UInt32
    ) throws(ReadError) -> (XMLPush, UnsafeMutablePointer<XMLRecords>) {
        let callbacks = XMLPush.Callbacks(
            start: { context, local, prefix, uri, namespaceCount, _, count, _, attributes in
                XMLMachine.answer(context) {
                    $0.start(
                        local, prefix, uri, namespaceCount: Int(namespaceCount), attributeCount: Int(count),
                        attributes: attributes)
                }
            },
            end: { context, _, _, _ in XMLMachine.answer(context) { $0.end() } },
            text: { context, bytes, count in
                XMLMachine.answer(context) { $0.characters(bytes, count: Int(count)) }
            },
            doctype: { context, _, _, _ in XMLMachine.answer(context) { $0.refuseDoctype() } })
        guard let push = XMLPush(callbacks, limits: options.limits) else {
            throw ReadError(.limit, "there is not enough memory to read XML", remedy: "Run again with more memory.")
        }
        let records = UnsafeMutablePointer<XMLRecords>.allocate(capacity: 1)
        records.initialize(
            to: XMLRecords(
                push.parser, path: path, options: options, origins: Origins(submission: submission, unit: .line)))
        push.setReader(records)
        return (push, records)
    }

    /// Answers a call of libxml2, and stops it behind that where the file is refused.
    @inline(__always)
    private static func answer(_ context: UnsafeMutableRawPointer?, _ body: (inout XMLRecords) -> Void) {
        guard
            let records = context?.assumingMemoryBound(to: TransectXMLContext.self).pointee.reader?
                .assumingMemoryBound(to: XMLRecords.self)
        else { return }
        body(&records.pointee)
        if records.pointee.refusal != nil { xmlStopParser(records.pointee.parser) }
    }

    /// The names of all fields in the first bytes, for the description.
    private func sampleFields(_ path: XMLPath) {
        var sampling = options
        sampling.fields = .all
        guard let (push, records) = try? Self.parser(path, sampling, submission: 0) else { return }
        defer {
            records.deinitialize(count: 1)
            records.deallocate()
        }
        try? push.feed(window.bytes, isLast: false)
        records.pointee.finishBatch()
        var known = Set(description.fields)
        for batch in records.pointee.ready {
            description.fields += batch.fields.filter { known.insert($0).inserted }
        }
    }

    // MARK: The rest

    private func advance() throws(ReadError) {
        try window.refill()
        guard let push, let records else { return }
        let isLast = window.isEmpty
        do {
            if isLast {
                try push.feed(window.bytes, isLast: true)
            } else {
                try feed.read(window, push, records)
            }
        } catch {
            throw records.pointee.refusal ?? error
        }
        if let refusal = records.pointee.refusal { throw refusal }
        guard isLast else { return }
        isDone = true
        describeEncoding(push)
        if records.pointee.ordinal == 0, records.pointee.hasNestedElements, !records.pointee.matcher.hasMetParent {
            throw ReadError(
                .records, "no element of the file is at \(description.details.first?.decision ?? "the declared path")",
                remedy: "Declare with `records` which element is a record, and its prefix in `namespaces`.")
        }
    }

    private func describeEncoding(_ push: XMLPush) {
        guard !description.details.contains(where: { $0.name == "encoding" }) else { return }
        let declared = push.parser.pointee.encoding.map { String(cString: $0) }
        description.details.append(
            .init(
                "encoding", verbatim: declared ?? "UTF-8",
                because: declared == nil ? "the file declares none" : "the file declares it"))
    }
}

extension XMLPath {
    /// The document itself.
    static let root = XMLPath(steps: [Step(isDescendant: false, name: XMLNameTest())])

    private init(steps: [Step]) { self.steps = steps }
}

extension XMLNameTest {
    /// Any name.
    init() {}
}
