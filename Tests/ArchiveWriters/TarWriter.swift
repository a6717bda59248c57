/// Writes tar archives for tests.
package struct TarWriter {
    package private(set) var blocks: [UInt8] = []

    /// An archive without members yet.
    package init() {}

    /// Adds a member; `change` may do anything to its header before the checksum is written.
    package mutating func add(
        _ name: String, _ text: String = "", type: Character = "0", size: Int? = nil, isGNU: Bool = false,
        change: (inout [UInt8]) -> Void = { _ in }
    ) {
        let data = Array(text.utf8)
        var header = [UInt8](repeating: 0, count: 512)
        Self.put(name, at: 0, in: &header)
        Self.put("0000644\u{0}", at: 100, in: &header)
        Self.put(Self.octal(size ?? data.count, 11), at: 124, in: &header)
        Self.put(Self.octal(0, 11), at: 136, in: &header)
        Self.put(String(type), at: 156, in: &header)
        Self.put(isGNU ? "ustar  \u{0}" : "ustar\u{0}00", at: 257, in: &header)
        change(&header)
        Self.seal(&header)
        blocks += header + data + [UInt8](repeating: 0, count: -data.count & 511)
    }

    package static func seal(_ header: inout [UInt8]) {
        put("        ", at: 148, in: &header)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + "\u{0} ", at: 148, in: &header)
    }

    package static func put(_ text: String, at offset: Int, in header: inout [UInt8]) {
        for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }

    package static func octal(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// A pax record.
    package static func record(_ key: String, _ value: String) -> String {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
        return "\(length)\(rest)"
    }

    /// The archive with its two blocks of zeros.
    package func bytes() -> [UInt8] { blocks + [UInt8](repeating: 0, count: 1024) }
}
