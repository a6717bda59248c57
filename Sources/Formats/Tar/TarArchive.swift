import Observations

/// The members of a tar archive in the order of the file: ustar, pax and GNU's variant.
///
/// The bytes are read once, from the beginning to the end: a member's are to be read before the next member is asked
/// for. What has not been read by then is passed over. Copies share one stream.
package struct TarArchive: ArchiveReader {
    private let stream: TarStream
    private let limits: ArchiveLimits
    private var names: Set<String> = []
    private var headers = 0
    private var members = 0
    private var total = 0
    private var isDone = false
    package private(set) var skipped: [SkippedMember] = []

    /// The archive that `source` holds, expanded if it was compressed.
    package init(_ source: any ByteSource, limits: ArchiveLimits = ArchiveLimits()) {
        stream = TarStream(source)
        self.limits = limits
    }

    /// Whether a file with these first bytes is a tar archive: a header with the right checksum.
    package static func isTar(_ first: some Collection<UInt8>) -> Bool { TarHeader.isHeader(Array(first.prefix(512))) }

    package mutating func next() throws(ReadError) -> ArchiveMember? {
        while !isDone {
            guard let (header, name, size) = try nextHeader() else {
                try stream.finish()
                isDone = true
                return nil
            }
            if case .refused(let what) = header.kind {
                throw ReadError(
                    .archive, "the member “\(ArchiveName.shown(name))” of the tar archive is \(what)",
                    remedy: "Make an archive of plain files.")
            }
            try take(size)
            if header.kind == .folder, ArchiveName.isTop(name) {
                skipped.append(SkippedMember(name: ".", reason: .folder))
                continue
            }
            let safe = try ArchiveName.safe(name, limits)
            guard names.insert(safe).inserted || header.kind == .folder else {
                throw ReadError(
                    .archive, "the tar archive has two members named “\(ArchiveName.shown(safe))”",
                    remedy: "Make the archive anew, with each file once.")
            }
            if header.kind == .folder {
                skipped.append(SkippedMember(name: safe, reason: .folder))
            } else if ArchiveName.isLeftover(safe) {
                skipped.append(SkippedMember(name: safe, reason: .leftover))
            } else {
                let member = stream.member
                return ArchiveMember(name: safe, size: size) { [stream] () throws(ReadError) -> any ByteSource in
                    try stream.open(member)
                }
            }
        }
        return nil
    }

    /// The next header with what stood before it, and the name and size that hold. `nil` at the end.
    private mutating func nextHeader() throws(ReadError) -> (TarHeader, name: String, size: Int)? {
        var before = TarExtension()
        while true {
            let place = stream.offset
            guard let header = try TarHeader(stream.nextBlock(), at: place) else {
                guard before.isEmpty else { throw TarProblem.truncated(at: place) }
                return nil
            }
            headers += 1
            switch header.kind {
            case .longName, .longLink, .extended, .globalExtended:
                // Each member may have three of these.
                try limits.check(members: headers / 4)
                guard header.size <= TarExtension.longest else {
                    throw TarProblem.damaged("a name is longer than \(TarExtension.longest) bytes", at: place)
                }
                let bytes = try stream.bytes(header.size)
                if header.kind == .globalExtended {
                    try TarExtension.checkGlobal(bytes, at: place)
                } else {
                    try before.add(header.kind, bytes, at: place)
                }
            default:
                let name = String(decoding: before.name ?? header.name, as: UTF8.self)
                let size = header.kind == .folder ? 0 : before.size ?? header.size
                stream.begin(size: size)
                return (header, name, size)
            }
        }
    }

    /// Counts a member, before its bytes are read.
    private mutating func take(_ size: Int) throws(ReadError) {
        members += 1
        try limits.check(members: members)
        let (sum, overflows) = total.addingReportingOverflow(size)
        total = overflows ? .max : sum
        try limits.check(total: total)
    }
}
