/// What stands before a member's header and goes before what is written there: pax records, GNU's long names.
struct TarExtension {
    /// The member's name.
    private(set) var name: [UInt8]?
    /// The member's size.
    private(set) var size: Int?
    private var seen: [TarHeader.Kind] = []

    /// The longest record that is read. Names are far shorter.
    static let longest = 64 << 10

    /// Takes the bytes of a member that describes the one behind it.
    mutating func add(_ kind: TarHeader.Kind, _ bytes: [UInt8], at offset: Int) throws(ReadError) {
        guard !seen.contains(kind) else { throw TarProblem.damaged("a member is described twice", at: offset) }
        seen.append(kind)
        switch kind {
        case .longName: name = Array(bytes.prefix { $0 != 0 })
        case .extended: try addRecords(bytes, at: offset)
        default: break
        }
    }

    /// Whether there is anything that awaits its member.
    var isEmpty: Bool { seen.isEmpty }

    /// Looks at what is said of all members. Nobody gives all of them the same name or size.
    static func checkGlobal(_ bytes: [UInt8], at offset: Int) throws(ReadError) {
        var all = TarExtension()
        try all.addRecords(bytes, at: offset)
        guard all.name == nil, all.size == nil else {
            throw TarProblem.damaged("one name or size is given to all members", at: offset)
        }
    }

    /// Reads `length key=value` lines, where the length counts the whole line.
    private mutating func addRecords(_ bytes: [UInt8], at offset: Int) throws(ReadError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0 != 0x20 }
            guard (1...7).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let length = Int(String(decoding: digits, as: UTF8.self)), length > digits.count + 1,
                length <= rest.count, rest[rest.startIndex + length - 1] == 0x0A
            else { throw TarProblem.damaged("a pax record makes no sense", at: offset) }
            let line = rest.prefix(length).dropFirst(digits.count + 1).dropLast()
            guard let equals = line.firstIndex(of: 0x3D) else {
                throw TarProblem.damaged("a pax record makes no sense", at: offset)
            }
            try take(String(decoding: line[..<equals], as: UTF8.self), Array(line[(equals + 1)...]), at: offset)
            rest = rest.dropFirst(length)
        }
    }

    private mutating func take(_ key: String, _ value: [UInt8], at offset: Int) throws(ReadError) {
        if key == "path" { name = value }
        if key == "size" {
            let text = String(decoding: value, as: UTF8.self)
            guard !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
                throw TarProblem.damaged("the size of a member makes no sense", at: offset)
            }
            size = number
        }
        if key.hasPrefix("GNU.sparse.") {
            throw ReadError(
                .archive, "the tar archive holds a file with holes (sparse)",
                remedy: "Make the archive without the option for sparse files.")
        }
    }
}
