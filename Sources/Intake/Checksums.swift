import Files
import Observations

/// The checksums that a sender wrote: `digest  name` a line as `sha256sum` does and BagIt wants, or
/// `SHA256 (name) = digest` as BSD does.
struct Checksums: Sendable {
    /// The digests by the names that stand there.
    private var byName: [ExactName: Digest] = [:]
    /// The same, where names that look the same are one.
    private var byLook: [String: Digest] = [:]
    /// The first digest that stands there, with a name or without.
    private(set) var first: Digest?

    /// Reads a list. Lines that are none of these say nothing.
    ///
    /// - Parameter decodesPercent: whether CR, LF and % are written as `%0D`, `%0A` and `%25` in names (RFC 8493).
    init(_ bytes: [UInt8], decodesPercent: Bool = false) {
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for line in bytes[mark...].split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            guard let (digest, name) = Checksums.entry(line) else { continue }
            if first == nil { first = digest }
            guard !name.isEmpty else { continue }
            var path = decodesPercent ? Checksums.decoded(name) : Array(name)
            if path.starts(with: "./".utf8) { path.removeFirst(2) }
            let written = path.withUnsafeBufferPointer(String.init(pathBytes:))
            byName[ExactName(written)] = digest
            byLook[written] = digest
        }
    }

    /// The digest of a file of that name. On its way from a Mac a file's name may come to have other bytes than it has in
    /// the list; then the entry that looks the same is meant. A wrong one would only keep the file waiting.
    func digest(of name: String) -> Digest? { byName[ExactName(name)] ?? byLook[name] }

    private static func entry(_ line: ArraySlice<UInt8>) -> (Digest, ArraySlice<UInt8>)? {
        if line.starts(with: "SHA256 (".utf8), line.count > 64 + 8, let digest = Digest(hexBytes: line.suffix(64)) {
            let name = line.dropFirst(8).dropLast(64)
            guard name.suffix(4).elementsEqual(") = ".utf8) else { return nil }
            return (digest, name.dropLast(4))
        }
        // `sha256sum` puts a backslash in front where it had to escape the name, which is then not known.
        guard let digest = Digest(hexBytes: line.prefix(64)) else { return nil }
        let rest = line.dropFirst(64)
        if rest.isEmpty { return (digest, []) }
        guard rest.first == UInt8(ascii: " ") || rest.first == UInt8(ascii: "\t") else { return nil }
        let name = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return (digest, name.first == UInt8(ascii: "*") ? name.dropFirst() : name)
    }

    private static func decoded(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = name
        while let byte = rest.popFirst() {
            let code = String(decoding: rest.prefix(2), as: UTF8.self).uppercased()
            if byte == UInt8(ascii: "%"), let plain = ["0D": 0x0D, "0A": 0x0A, "25": 0x25][code] as UInt8? {
                bytes.append(plain)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension Digest {
    /// A digest in 64 hexadecimal digits, upper or lower case.
    fileprivate init?(hexBytes bytes: some Collection<UInt8>) {
        guard bytes.count == 64 else { return nil }
        self.init(hex: String(decoding: bytes, as: UTF8.self).lowercased())
    }
}
