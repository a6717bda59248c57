import CLibXML2

/// A name as a path writes it: `eventDate`, `dwc:eventDate` or `*`.
struct XMLNameTest: Equatable {
    /// The prefix, `nil` where there is none.
    var prefix: String?
    /// The local name, `nil` for `*`.
    var local: String?

    /// A name; `nil` if the text can be none.
    init?(_ text: some StringProtocol) {
        guard text != "*" else { return }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let local = parts.last, !local.isEmpty, parts[0].isEmpty == false,
            !text.unicodeScalars.contains(where: { "/@[]()='\"<>& \t\n".unicodeScalars.contains($0) })
        else { return nil }
        prefix = parts.count == 2 ? String(parts[0]) : nil
        self.local = local == "*" ? nil : String(local)
    }
}

/// Where records are in an XML file: `//dwr:Occurrence`, `/a/b/c`, `//Unit/*`, `wpt`.
///
/// Steps are separated by `/` (a child) or `//` (a descendant). A path without a leading slash may begin anywhere. A
/// name without a prefix matches elements of that local name **in any namespace**, because files mostly have a default
/// namespace that nobody spells out. A prefix that is declared in `namespaces` stands for its URI; any other is
/// compared with the prefix that the file writes.
struct XMLPath: Equatable {
    struct Step: Equatable {
        var isDescendant: Bool
        var name: XMLNameTest
    }

    /// The steps; at least one, at most 60.
    var steps: [Step]

    /// Reads a path; `nil` if the text is none.
    init?(_ text: String) {
        var rest = text[...]
        steps = []
        var isFirst = true
        while !rest.isEmpty {
            var slashes = 0
            while rest.first == "/" {
                slashes += 1
                rest.removeFirst()
            }
            guard slashes <= 2, slashes > 0 || isFirst else { return nil }
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            guard let name = XMLNameTest(rest[..<end]), end > rest.startIndex else { return nil }
            steps.append(Step(isDescendant: slashes != 1, name: name))
            rest = rest[end...]
            isFirst = false
        }
        guard !steps.isEmpty, steps.count <= 60, !text.hasSuffix("/") else { return nil }
    }
}

/// A name as the parser writes it: pointers into its dictionary, which holds every name once. A pointer that is `nil`
/// matches everything.
struct XMLName {
    var local: UnsafePointer<xmlChar>?
    var prefix: UnsafePointer<xmlChar>?
    var uri: UnsafePointer<xmlChar>?
    /// Whether it is the name of one element or attribute that was met, with its prefix or with none.
    var isWritten = false

    /// Whether an element or attribute has this name.
    @inline(__always)
    func matches(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
    ) -> Bool {
        (self.local == nil || self.local == local)
            && (self.prefix == prefix || self.prefix == nil && !isWritten)
            && (self.uri == nil || self.uri == uri)
    }
}

/// Looks names up in a parser's dictionary.
struct XMLNames {
    let dictionary: xmlDictPtr?
    let namespaces: [String: String]

    /// The dictionary's copy of a string.
    func pointer(_ text: String) -> UnsafePointer<xmlChar>? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { xmlDictLookup(dictionary, $0.baseAddress, Int32($0.count)) }
    }

    /// The name that a test stands for.
    func resolve(_ test: XMLNameTest) -> XMLName {
        var name = XMLName()
        name.local = test.local.flatMap(pointer)
        if let prefix = test.prefix {
            if let uri = namespaces[prefix] { name.uri = pointer(uri) } else { name.prefix = pointer(prefix) }
        }
        return name
    }

    /// A name as the file writes it.
    static func text(_ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?) -> String {
        let name = local.map { String(cString: $0) } ?? ""
        return prefix.map { String(cString: $0) + ":" + name } ?? name
    }
}

/// Follows a record path while elements open and close: one bit per number of steps that have been matched.
struct XMLPathMatcher: ~Copyable {
    private let names: [XMLName]
    private let descendants: UInt64
    private let states: UnsafeMutablePointer<UInt64>
    /// Whether an element was met that could hold records as children.
    private(set) var hasMetParent = false

    /// A matcher for elements at most `depthLimit` deep.
    init(_ path: XMLPath, names: XMLNames, depthLimit: Int) {
        self.names = path.steps.map { names.resolve($0.name) }
        descendants = path.steps.enumerated().reduce(0) { $0 | ($1.element.isDescendant ? 1 << UInt64($1.offset) : 0) }
        states = .allocate(capacity: depthLimit + 2)
        states.initialize(repeating: 0, count: depthLimit + 2)
        states[0] = 1
    }

    deinit { states.deallocate() }

    /// Whether the element that opens at `depth` (the root's is 1) is a record.
    mutating func opens(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        depth: Int
    ) -> Bool {
        let before = states[depth - 1]
        var after = before & descendants
        var rest = before & ((1 << UInt64(names.count)) - 1)
        while rest != 0 {
            let step = rest.trailingZeroBitCount
            rest &= rest - 1
            if names[step].matches(local, prefix, uri) { after |= 2 << UInt64(step) }
        }
        states[depth] = after
        let last = names.count - 1
        if last > 0, after >> UInt64(last) & 1 == 1 { hasMetParent = true }
        return after >> UInt64(names.count) & 1 == 1
    }
}
