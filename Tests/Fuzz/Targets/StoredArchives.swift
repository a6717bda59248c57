import CZlib

/// Archives without compression, so that libFuzzer's changes reach what is in them.
struct StoredZip {
    private let members: [(name: String, bytes: [UInt8])]

    init(_ members: [(name: String, bytes: [UInt8])]) { self.members = members }

    /// The archive (PKWARE's APPNOTE.TXT §4.3).
    func bytes() -> [UInt8] {
        var file: [UInt8] = []
        var list: [UInt8] = []
        for member in members {
            let name = Array(member.name.utf8)
            let checksum = little(checksum(of: member.bytes), 4)
            let size = little(member.bytes.count, 4)
            let facts: [UInt8] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + checksum + size + size + little(name.count, 2)
            list += little(0x0201_4B50, 4) + [20, 0] + facts + [UInt8](repeating: 0, count: 12) + little(file.count, 4)
            list += name
            file += little(0x0403_4B50, 4) + facts + [0, 0] + name + member.bytes
        }
        let place = little(list.count, 4) + little(file.count, 4)
        let count = little(members.count, 2)
        return file + list + little(0x0605_4B50, 4) + [0, 0, 0, 0] + count + count + place + [0, 0]
    }
}

/// A tar archive (POSIX.1-1988, "ustar").
struct StoredTar {
    private let members: [(name: String, kind: Character, bytes: [UInt8])]

    init(_ members: [(name: String, kind: Character, bytes: [UInt8])]) { self.members = members }

    func bytes() -> [UInt8] {
        var file: [UInt8] = []
        for member in members {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at offset: Int) {
                for (index, byte) in text.utf8.prefix(100).enumerated() { header[offset + index] = byte }
            }
            func octal(_ number: Int, _ digits: Int) -> String {
                let text = String(number, radix: 8)
                return String(repeating: "0", count: digits - text.count) + text
            }
            put(member.name, at: 0)
            put("0000644", at: 100)
            put(octal(member.bytes.count, 11), at: 124)
            put(octal(0, 11), at: 136)
            put(String(member.kind), at: 156)
            put("ustar\u{0}00", at: 257)
            put("        ", at: 148)
            put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
            file += header + member.bytes + [UInt8](repeating: 0, count: -member.bytes.count & 511)
        }
        return file + [UInt8](repeating: 0, count: 1024)
    }
}

/// Bytes in gzip's frame, not compressed (RFC 1951 §3.2.4, RFC 1952).
enum StoredGzip {
    static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(block.count)
            file += [rest.isEmpty ? 1 : 0] + little(block.count, 2) + little(~block.count & 0xFFFF, 2) + block
        } while !rest.isEmpty
        return file + little(checksum(of: bytes), 4) + little(bytes.count, 4)
    }
}

private func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

private func checksum(of bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, uInt($0.count))) }
}
