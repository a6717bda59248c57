import CLibXML2
import Glibc

/// What reading plain records needs to remember.
struct XMLPlainState: ~Copyable {
    /// Names of elements.
    var elements = XMLWrittenNames()
    /// Names of attributes.
    var attributes = XMLWrittenNames()
    /// Of so many tags that libxml2 reads next, the names are kept.
    var tagsToLearn = 4096
    /// The depth of the innermost open element that declares namespaces, and of those around it.
    private(set) var namespaceDepth = -1
    private var outerNamespaceDepths: [Int] = []

    /// Whether a record is being read without libxml2. Nothing is refused then: what would have to be is read again
    /// with libxml2.
    var isTrying = false
    /// Whether something was met in the record that is not plain.
    var gaveUp = false
    /// Where the last run of plain records ended, and whether at a name that libxml2 has not accepted yet.
    var stop: UnsafePointer<UInt8>?
    var stopsAtUnknownName = false
    /// The line of the record in hand.
    var recordLine: UInt64 = 0
    /// How many records were read without libxml2.
    var count = 0

    /// The name of the last element, and of the last attribute.
    var lastElement = 0
    var lastAttribute = 0
    /// The number of the tag in hand, of those with attributes.
    var tag: UInt64 = 0
    /// The names of the open elements of the record.
    let open: UnsafeMutablePointer<Int>
    /// The attributes of the tag in hand, as libxml2 hands them out.
    let tagAttributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>

    /// Elements nested deeper and tags with more attributes are left to libxml2.
    static let depthLimit = 100
    static let attributeLimit = 64

    /// How a record's tag begins: `<dwr:Occurrence`.
    private(set) var recordTag: [UInt8] = []
    private var recordLocal: UnsafePointer<xmlChar>?
    private var recordPrefix: UnsafePointer<xmlChar>?

    init() {
        open = .allocate(capacity: Self.depthLimit)
        tagAttributes = .allocate(capacity: 5 * Self.attributeLimit)
        tagAttributes.initialize(repeating: nil, count: 5 * Self.attributeLimit)
    }

    deinit {
        open.deallocate()
        tagAttributes.deallocate()
    }

    /// A record has this name.
    @inline(__always)
    mutating func noteRecord(_ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?) {
        guard local != recordLocal || prefix != recordPrefix else { return }
        recordLocal = local
        recordPrefix = prefix
        recordTag = Array(("<" + XMLNames.text(local, prefix)).utf8)
    }

    /// Where the tag of a record seems to begin.
    func recordTag(in bytes: UnsafePointer<UInt8>, count: Int) -> UnsafePointer<UInt8>? {
        guard !recordTag.isEmpty, recordTag.count < XMLWindow.margin else { return nil }
        return recordTag.withUnsafeBufferPointer { tag in
            guard let wanted = tag.baseAddress else { return nil }
            var place = bytes
            let end = bytes + count
            while place < end, let found = memchr(place, Int32(UInt8(ascii: "<")), end - place) {
                place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
                if isEqual(place, wanted, count: tag.count), XMLWrittenNames.ends(place[tag.count]) { return place }
                place += 1
            }
            return nil
        }
    }

    /// The element at `depth` declares namespaces.
    mutating func enterNamespaces(depth: Int) {
        outerNamespaceDepths.append(namespaceDepth)
        namespaceDepth = depth
        forgetNames()
    }

    /// That element closes.
    mutating func leaveNamespaces() {
        namespaceDepth = outerNamespaceDepths.popLast() ?? -1
        forgetNames()
    }

    private mutating func forgetNames() {
        elements.forget()
        attributes.forget()
        lastElement = 0
        lastAttribute = 0
    }
}
