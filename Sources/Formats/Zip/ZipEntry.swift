/// A member as the list at the end of the archive describes it.
struct ZipEntry: Sendable {
    /// What kind of thing a member is.
    enum Kind { case file, folder, other }

    /// The bytes of the name as they are written.
    let writtenName: [UInt8]
    /// The name as text, as it is written.
    let name: String
    let flags: Int
    let method: Int
    let checksum: UInt32
    let compressedSize: Int
    let size: Int
    let headerOffset: Int
    let kind: Kind

    static let stored = 0
    static let deflated = 8
    private static let fixedSize = 46

    /// Whether sizes and checksum follow the data instead of standing before it.
    var hasDescriptor: Bool { flags & 8 != 0 }

    /// Reads the entry at `offset` of the list, and moves `offset` behind it.
    init(_ list: [UInt8], at offset: inout Int) throws(ReadError) {
        let start = offset
        guard start + Self.fixedSize <= list.count, list.little32(at: start) == ZipSignature.directoryHeader else {
            throw ZipProblem.damaged("the list of its members is cut or garbled")
        }
        let nameEnd = start + Self.fixedSize + list.little16(at: start + 28)
        let extraEnd = nameEnd + list.little16(at: start + 30)
        let end = extraEnd + list.little16(at: start + 32)
        guard end <= list.count else { throw ZipProblem.damaged("the list of its members is cut") }
        offset = end
        writtenName = Array(list[start + Self.fixedSize..<nameEnd])
        flags = list.little16(at: start + 8)
        method = list.little16(at: start + 10)
        checksum = UInt32(truncatingIfNeeded: list.little32(at: start + 16))
        let extra = ZipExtraFields(list[nameEnd..<extraEnd])
        name = ZipNames.text(writtenName, isUTF8: flags & 0x800 != 0, extra)
        var wide = ZipWideNumbers(extra)
        size = try wide.number(list.little32(at: start + 24))
        compressedSize = try wide.number(list.little32(at: start + 20))
        headerOffset = try wide.number(list.little32(at: start + 42))
        guard list.little16(at: start + 34) == 0 || list.little16(at: start + 34) == ZipSignature.wide16 else {
            throw ZipProblem.damaged("a member lies in another volume")
        }
        kind = Self.kind(
            system: list[start + 5], attributes: list.little32(at: start + 38), endsInSlash: writtenName.last == 0x2F)
    }

    /// Unix and macOS write the kind of file into the upper half of the attributes; elsewhere only the name tells.
    private static func kind(system: UInt8, attributes: Int, endsInSlash: Bool) -> Kind {
        if system == 3 || system == 19 {
            switch attributes >> 28 {
            case 0, 8: break
            case 4: return .folder
            default: return .other
            }
        }
        return endsInSlash ? .folder : .file
    }

    /// Refuses what is never read.
    func check(_ limits: ArchiveLimits) throws(ReadError) {
        let shown = ArchiveName.shown(name)
        // Bit 0 is encryption, 6 strong encryption, 13 an encrypted list.
        guard flags & 0x2041 == 0, method != 99 else {
            throw ReadError(
                .archive, "the ZIP archive has a password (“\(shown)” is encrypted)",
                remedy: "Make it without a password, and send it again.")
        }
        guard method == Self.stored || method == Self.deflated, flags & 0x20 == 0 else {
            throw ReadError(
                .archive, "the member “\(shown)” is compressed in a way that is rarely used (method \(method))",
                remedy: "Make the archive with the program of your computer, or choose “deflate”.")
        }
        guard kind != .other else {
            throw ReadError(
                .archive, "the member “\(shown)” is a link or a device, not a file",
                remedy: "Make an archive of the files themselves.")
        }
        guard method != Self.stored || compressedSize == size, kind != .folder || size == 0 else {
            throw ZipProblem.ambiguous("the sizes of “\(shown)” cannot be")
        }
        try limits.check(size, from: compressedSize, of: "the member “\(shown)”")
    }
}
