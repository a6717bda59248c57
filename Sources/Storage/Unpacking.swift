import Files
import Formats
import Observations

/// Says which members of an archive are claimed: the delivery that a member makes, or `nil` where no source takes it.
package typealias MemberChoice = @Sendable (_ archive: Delivery, _ member: String) -> Delivery?

extension Archive {
    /// Copies the members of a staged archive to `incoming`, each as a file of its own.
    ///
    /// All or nothing: of an archive that is damaged, encrypted, a bomb, or that holds what is never read, no member is
    /// taken. It is then claimed like any other file, and judging says why it is refused.
    ///
    /// - Returns: the members that are claimed, in the order of the archive, and the names of the others; no members
    ///   where it is no archive, cannot be unpacked or has nothing that a source takes.
    func unpack(
        _ archive: ClaimedFile, choosing members: MemberChoice
    ) throws -> (members: [ClaimedFile], unused: [String]) {
        var files: [ClaimedFile] = []
        var unused: [String] = []
        var made: [String] = []
        do {
            let source = try open(digest: archive.digest, originalPath: archive.delivery.path)
            guard var reader = try openArchive(source) else { return ([], []) }
            while let member = try reader.next() {
                // Opened even where nobody wants it: an archive inside the archive is refused.
                var bytes = try member.open()
                guard var delivery = members(archive.delivery, member.name) else {
                    unused.append(member.name)
                    continue
                }
                let (digest, size, name) = try copyIn(&bytes, named: delivery.path)
                if let name { made.append(name) }
                delivery.identity.size = size
                files.append(ClaimedFile(delivery: delivery, digest: digest))
            }
            return (files, unused)
        } catch let error as ReadError where error.kind != .disk {
            for name in made { try disk.remove(store.incomingPath + "/" + name) }
            let unfinished = store.incomingPath + "/" + Archive.unfinishedName
            if try disk.status(unfinished) != nil { try disk.remove(unfinished) }
            return ([], [])
        }
    }

    /// Copies bytes to `incoming` under their digest.
    ///
    /// - Returns: with the digest and the size, the name in `incoming` if the bytes were not in the archive before.
    private func copyIn(
        _ bytes: inout any ByteSource, named path: String
    ) throws -> (digest: Digest, size: Int64, name: String?) {
        let temporary = store.incomingPath + "/" + Archive.unfinishedName
        var copy = try disk.create(temporary, hashing: true)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 4096)
        defer { buffer.deallocate() }
        var size: Int64 = 0
        while true {
            let count = try bytes.read(into: buffer)
            if count == 0 { break }
            try copy.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += Int64(count)
        }
        let digest = try copy.finish(syncing: false)
        let isNew = try keep(temporary, as: digest, originalPath: path)
        return (digest, size, isNew ? Archive.name(digest: digest, path: path) : nil)
    }

    /// Brings a complete copy to its name in `incoming`, or throws it away where those bytes are archived already.
    ///
    /// - Returns: whether they are new.
    func keep(_ temporary: String, as digest: Digest, originalPath: String) throws(DiskError) -> Bool {
        let incoming = store.incomingPath + "/" + Archive.name(digest: digest, path: originalPath)
        let isKnown =
            if try disk.status(incoming) != nil { true } else {
                try disk.status(path(digest: digest, originalPath: originalPath)) != nil
            }
        if isKnown { try disk.remove(temporary) } else { try disk.rename(temporary, to: incoming) }
        return !isKnown
    }
}

extension Archive {
    /// Whether a file may be an archive of several, by its first bytes: ZIP, tar or gzip. Looking closer costs opening it.
    static func mayHoldFiles(_ first: some Collection<UInt8>) -> Bool {
        if first.starts(with: [0x50, 0x4B]) || first.starts(with: [0x1F, 0x8B]) { return true }
        return first.dropFirst(257).starts(with: "ustar".utf8)
    }
}
