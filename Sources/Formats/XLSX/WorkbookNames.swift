import CLibXML2

/// The local name of an element. Prefixes and namespaces make no difference: both editions of the format (ECMA-376
/// transitional and strict) use the same local names, and some programs write all of them with a prefix.
struct WorkbookName {
    private let start: UnsafePointer<xmlChar>

    @inline(__always)
    init(_ start: UnsafePointer<xmlChar>) { self.start = start }

    @inline(__always)
    static func == (name: WorkbookName, text: StaticString) -> Bool {
        strcmp(
            UnsafeRawPointer(name.start).assumingMemoryBound(to: CChar.self),
            UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }
}

/// The attributes of an element. Valid while it is being opened.
struct WorkbookAttributes {
    /// Five pointers each: local name, prefix, URI, value, end of the value.
    fileprivate let first: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    let count: Int

    init(first: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int) {
        self.first = first
        self.count = count
    }

    /// Calls `body` with the name and the bytes of every attribute that has no prefix.
    @inline(__always)
    func forEachPlain(_ body: (WorkbookName, UnsafeBufferPointer<UInt8>) -> Void) {
        guard let first else { return }
        for index in 0..<count {
            let attribute = first + 5 * index
            guard let name = attribute[0], attribute[1] == nil, let value = attribute[3], let end = attribute[4] else {
                continue
            }
            body(WorkbookName(name), UnsafeBufferPointer(start: value, count: end - value))
        }
    }

    /// The text of an attribute without a prefix.
    func text(_ wanted: StaticString) -> String? {
        var found: String?
        forEachPlain { name, value in if name == wanted { found = Self.text(value) } }
        return found
    }

    /// The number in an attribute, `nil` where there is none.
    func number(_ wanted: StaticString) -> Int? {
        var found: Int?
        forEachPlain { name, value in if name == wanted { found = Self.number(value) } }
        return found
    }

    /// Whether an attribute says yes.
    func isTrue(_ wanted: StaticString) -> Bool { ["1", "true", "on"].contains(text(wanted) ?? "") }

    /// The attribute that names a relationship: `r:id`, whatever its prefix.
    var relationship: String? {
        guard let first else { return nil }
        for index in 0..<count {
            let attribute = first + 5 * index
            guard let name = attribute[0], WorkbookName(name) == "id", let uri = attribute[2],
                String(cString: uri).hasSuffix("/relationships"), let value = attribute[3], let end = attribute[4]
            else { continue }
            return Self.text(UnsafeBufferPointer(start: value, count: end - value))
        }
        return nil
    }

    /// Digits as a number, `nil` for anything else.
    @inline(__always)
    static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count < 16 else { return nil }
        var number = 0
        for byte in bytes {
            guard byte &- 0x30 < 10 else { return nil }
            number = number &* 10 &+ Int(byte &- 0x30)
        }
        return number
    }

    /// The parser writes an ampersand in a value as `&#38;`, and nothing else with an ampersand.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            plain.append(bytes[index])
            index += bytes[index] == UInt8(ascii: "&") ? 5 : 1
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
