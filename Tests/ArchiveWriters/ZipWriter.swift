/// Writes ZIP archives for tests, right ones and wrong ones: everything that a record says can be set.
package struct ZipWriter {
    package struct Member {
        package var name: [UInt8]
        package var data: [UInt8]
        package var isDeflated = true
        package var flags = 0x800
        package var method: Int?
        package var madeBy = 20
        package var attributes = 0
        /// What the archive says instead of the truth, in the list and in the header before the member.
        package var size: Int?
        package var compressedSize: Int?
        package var checksum: Int?
        package var localName: [UInt8]?
        package var localMethod: Int?
        package var localSize: Int?
        package var localOffset: Int?
        package var hasDescriptor = false
        package var isWide = false
        package var extra: [UInt8] = []
        /// Bytes instead of the compressed data.
        package var raw: [UInt8]?

        package init(_ name: String, _ text: String = "a,b\n1,2\n") { self.init(Array(name.utf8), Array(text.utf8)) }

        package init(_ name: [UInt8], _ data: [UInt8]) {
            self.name = name
            self.data = data
        }

        package func with(_ change: (inout Member) -> Void) -> Member {
            var member = self
            change(&member)
            return member
        }
    }

    package var members: [Member]
    package var before: [UInt8] = []
    package var behind: [UInt8] = []
    package var comment: [UInt8] = []
    package var isWide = false
    package var count: Int?

    package init(_ members: [Member]) { self.members = members }

    package static func bytes(_ members: Member..., change: (inout ZipWriter) -> Void = { _ in }) -> [UInt8] {
        var writer = ZipWriter(members)
        change(&writer)
        return writer.bytes()
    }

    package func bytes() -> [UInt8] {
        var file = before
        var list: [UInt8] = []
        for member in members {
            let compressed = member.raw ?? (member.isDeflated ? Compression.bare(member.data) : member.data)
            let method = member.method ?? (member.isDeflated ? 8 : 0)
            let checksum = member.checksum ?? Int(Compression.checksum(member.data))
            let size = member.size ?? member.data.count
            let compressedSize = member.compressedSize ?? compressed.count
            let flags = member.flags | (member.hasDescriptor ? 8 : 0)
            let offset = member.localOffset ?? file.count

            var local = Self.little(0x0403_4B50, 4) + Self.little(20, 2) + Self.little(flags, 2)
            local += Self.little(member.localMethod ?? method, 2) + [0, 0, 0x21, 0]
            let localExtra: [UInt8] =
                member.isWide
                ? Self.little(1, 2) + Self.little(16, 2) + Self.little(size, 8) + Self.little(compressedSize, 8) : []
            if member.hasDescriptor {
                local += [UInt8](repeating: 0, count: 12)
            } else if member.isWide {
                local += Self.little(checksum, 4) + Self.little(0xFFFF_FFFF, 4) + Self.little(0xFFFF_FFFF, 4)
            } else {
                local += Self.little(checksum, 4) + Self.little(compressedSize, 4)
                local += Self.little(member.localSize ?? size, 4)
            }
            let localName = member.localName ?? member.name
            local += Self.little(localName.count, 2) + Self.little(localExtra.count, 2) + localName + localExtra
            if member.localOffset == nil {
                file += local + compressed
                if member.hasDescriptor {
                    file += Self.little(0x0807_4B50, 4) + Self.little(checksum, 4)
                    file += Self.little(compressedSize, 4) + Self.little(size, 4)
                }
            }
            let extra: [UInt8] =
                member.isWide
                ? Self.little(1, 2) + Self.little(24, 2) + Self.little(size, 8) + Self.little(compressedSize, 8)
                    + Self.little(offset, 8) : member.extra
            let wide = 0xFFFF_FFFF
            list += Self.little(0x0201_4B50, 4) + Self.little(member.madeBy, 2) + Self.little(20, 2)
            list += Self.little(flags, 2) + Self.little(method, 2) + [0, 0, 0x21, 0] + Self.little(checksum, 4)
            list += Self.little(member.isWide ? wide : compressedSize, 4)
            list += Self.little(member.isWide ? wide : size, 4)
            list += Self.little(member.name.count, 2) + Self.little(extra.count, 2) + [0, 0, 0, 0, 0, 0]
            list += Self.little(member.attributes, 4) + Self.little(member.isWide ? wide : offset, 4)
            list += member.name + extra
        }
        let start = file.count
        let count = count ?? members.count
        file += list
        if isWide {
            let record = file.count
            file += Self.little(0x0606_4B50, 4) + Self.little(44, 8) + Self.little(45, 2) + Self.little(45, 2)
            file += [UInt8](repeating: 0, count: 8) + Self.little(count, 8) + Self.little(count, 8)
            file += Self.little(list.count, 8) + Self.little(start, 8)
            file += Self.little(0x0706_4B50, 4) + Self.little(0, 4) + Self.little(record, 8) + Self.little(1, 4)
        }
        file += Self.little(0x0605_4B50, 4) + [0, 0, 0, 0]
        file += Self.little(isWide ? 0xFFFF : count, 2) + Self.little(isWide ? 0xFFFF : count, 2)
        file += Self.little(isWide ? 0xFFFF_FFFF : list.count, 4) + Self.little(isWide ? 0xFFFF_FFFF : start, 4)
        return file + Self.little(comment.count, 2) + comment + behind
    }

    package static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
