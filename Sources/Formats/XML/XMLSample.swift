import CLibXML2
import Observations

/// Finds out by the first bytes of an XML file what its records are.
///
/// GPX and KML are known. Elsewhere a record is the element that repeats beside its like and makes up the most of the
/// file, at least a quarter of it; if there is none, the whole file is one record.
struct XMLSample {
    /// How many bytes are looked at.
    static let size = 256 << 10

    /// Where elements of one kind stand: in elements of the kind `parent`, -1 for the root.
    private struct Place: Hashable {
        var parent: Int
        var name: String
    }

    private struct Kind {
        var name: String
        var parent: Int
        var depth: Int
        var children: [Int] = []
        /// How many elements and attributes there were.
        var cells = 0
        /// How many elements there were.
        var elements = 0
        /// The parent element in which it was last met, and how often it was met there.
        var lastParent = 0
        var siblings = 0
        /// The most that were met in one parent.
        var mostSiblings = 0
    }

    private var parser: xmlParserCtxtPtr?
    private var kinds: [Kind] = []
    /// The kind at every place.
    // Only looked up in.
    private var places: [Place: Int] = [:]
    private var open: [(kind: Int, serial: Int)] = []
    private var serial = 0

    /// The path of the records, and why.
    static func recordPath(in bytes: UnsafeRawBufferPointer, limits: ReadLimits) -> (path: String, reason: Wording) {
        let sample = UnsafeMutablePointer<XMLSample>.allocate(capacity: 1)
        sample.initialize(to: XMLSample())
        defer {
            sample.deinitialize(count: 1)
            sample.deallocate()
        }
        let callbacks = XMLPush.Callbacks(
            start: { context, local, _, _, _, _, count, _, _ in
                XMLSample.of(context)?.pointee.start(local, attributes: Int(count))
            },
            end: { context, _, _, _ in _ = XMLSample.of(context)?.pointee.open.popLast() },
            text: { _, _, _ in },
            // Nothing of a document type is read here either.
            doctype: { context, _, _, _ in XMLSample.of(context)?.pointee.stop() })
        if let push = XMLPush(callbacks, limits: limits) {
            push.setReader(sample)
            sample.pointee.parser = push.parser
            // Whatever is wrong with the file is told when it is read.
            try? push.feed(bytes, isLast: false)
        }
        return sample.pointee.decide()
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLSample>? {
        context?.assumingMemoryBound(to: TransectXMLContext.self).pointee.reader?
            .assumingMemoryBound(to: XMLSample.self)
    }

    private func stop() {
        if let parser { xmlStopParser(parser) }
    }

    private mutating func start(_ local: UnsafePointer<xmlChar>?, attributes: Int) {
        serial += 1
        let name = local.map { String(cString: $0) } ?? ""
        let parent = open.last?.kind ?? -1
        let kind = places[Place(parent: parent, name: name)] ?? add(name, under: parent)
        kinds[kind].cells += 1 + attributes
        kinds[kind].elements += 1
        let parentSerial = open.last?.serial ?? 0
        kinds[kind].siblings = kinds[kind].lastParent == parentSerial ? kinds[kind].siblings + 1 : 1
        kinds[kind].lastParent = parentSerial
        kinds[kind].mostSiblings = max(kinds[kind].mostSiblings, kinds[kind].siblings)
        open.append((kind, serial))
    }

    private mutating func add(_ name: String, under parent: Int) -> Int {
        kinds.append(Kind(name: name, parent: parent, depth: open.count))
        if parent >= 0 { kinds[parent].children.append(kinds.count - 1) }
        places[Place(parent: parent, name: name)] = kinds.count - 1
        return kinds.count - 1
    }

    private func decide() -> (path: String, reason: Wording) {
        guard let root = kinds.first else { return ("/*", "the file has no elements") }
        if root.name == "gpx" {
            let point = ["wpt", "trkpt", "rtept"].first { name in kinds.contains { $0.name == name } } ?? "wpt"
            return ("//\(point)", "the file is GPX, and these are its points")
        }
        if root.name == "kml" { return ("//Placemark", "the file is KML, and these are its places") }
        // Children come behind their parents, so that one walk backwards adds them up.
        var covered = kinds.map(\.cells)
        for kind in kinds.indices.reversed() where kinds[kind].parent >= 0 {
            covered[kinds[kind].parent] += covered[kind]
        }
        let all = covered[0] - root.cells
        var best: Int?
        for kind in kinds.indices where kinds[kind].mostSiblings > 1 && covered[kind] * 4 >= all {
            if best.map({ covered[kind] > covered[$0] }) ?? true { best = kind }
        }
        if let best {
            return (path(of: best), "this element comes \(kinds[best].elements) times in the part that was looked at")
        }
        if let child = root.children.first, root.children.count == 1, kinds[child].elements == 1,
            !kinds[child].children.isEmpty, root.name.lowercased().hasPrefix(kinds[child].name.lowercased())
        {
            return (path(of: child), "it is the only element in one that is called like many of them")
        }
        return ("/\(root.name)", "nothing that makes up much of the file repeats, so the whole file is one record")
    }

    private func path(of kind: Int) -> String {
        var names: [String] = []
        var current = kind
        while current >= 0 {
            names.append(kinds[current].name)
            current = kinds[current].parent
        }
        return names.reversed().map { "/" + $0 }.joined()
    }
}
