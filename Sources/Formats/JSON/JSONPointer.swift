/// A JSON Pointer (RFC 6901): the way to a value inside another, `/photos/0/url`.
struct JSONPointer: Equatable {
    /// The keys and indexes on the way, unescaped. None: the value itself.
    var steps: [[UInt8]]

    /// A pointer of those steps.
    init(steps: [[UInt8]]) { self.steps = steps }

    /// Reads a pointer: empty, or beginning with `/`; `~1` stands for `/` and `~0` for `~`. Anything else is `nil`.
    init?(_ text: String) {
        guard !text.isEmpty else {
            steps = []
            return
        }
        let bytes = Array(text.utf8)
        guard bytes[0] == UInt8(ascii: "/") else { return nil }
        steps = []
        for part in bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            var step: [UInt8] = []
            var rest = part[...]
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "~") else {
                    step.append(byte)
                    continue
                }
                switch rest.popFirst() {
                case UInt8(ascii: "0"): step.append(UInt8(ascii: "~"))
                case UInt8(ascii: "1"): step.append(UInt8(ascii: "/"))
                default: return nil
                }
            }
            steps.append(step)
        }
    }

    /// The way to a field that is asked for by name: a name beginning with `/` is a pointer, the empty name is the
    /// record itself, any other name (and what looks like a pointer but is none) is a key.
    init(field name: String) {
        self = JSONPointer(name) ?? JSONPointer(steps: [Array(name.utf8)])
    }

    /// The name under which a key of the record is given out: the key, or a pointer where the key alone would be taken
    /// for one.
    static func fieldName(ofKey key: some Collection<UInt8>, under parent: String = "") -> String {
        let name = String(decoding: key, as: UTF8.self)
        guard !parent.isEmpty || name.isEmpty || name.hasPrefix("/") else { return name }
        return parent + "/" + escaped(name)
    }

    /// A key as a step of a pointer.
    static func escaped(_ key: String) -> String {
        var step = ""
        for character in key.unicodeScalars {
            switch character {
            case "~": step += "~0"
            case "/": step += "~1"
            default: step.unicodeScalars.append(character)
            }
        }
        return step
    }

    /// The array index that a step names: `0`, or digits without a leading zero.
    static func arrayIndex(_ step: [UInt8]) -> Int? {
        guard !step.isEmpty, step.count <= 9, step.allSatisfy(JSONScan.isDigit), step == [0x30] || step[0] != 0x30
        else { return nil }
        return step.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
