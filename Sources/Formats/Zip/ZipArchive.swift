import Observations

/// The members of a ZIP archive (PKWARE's APPNOTE.TXT): stored or deflated, ZIP64, names in UTF-8 or code page 437.
///
/// The list at the archive's end is the truth. Before anything is expanded, all of it is held against the limits, and
/// against the headers that stand before the members' bytes: an archive that says two things, whose members overlap, or
/// that has bytes before its first member or behind its end is refused, since that is how bombs and smuggled files are
/// made. Gaps between members are allowed; programs that delete members leave them.
package struct ZipArchive: ArchiveReader {
    /// The members that can be read, in the order of the archive's list.
    package let members: [ArchiveMember]
    package let skipped: [SkippedMember]
    /// What the archive is, where it is a document and no collection of files.
    package let document: ZipDocument?
    private var nextMember = 0

    /// More bytes than this the list of the members does not have.
    private static let listLimit = 16 << 20

    /// Reads and judges the archive's list.
    ///
    /// - Throws: `ReadError`: `.truncated` or `.syntax` for a damaged archive, `.limit` for one that is too large,
    ///   `.archive` for what is never read: encrypted members, other compression methods, names that lead out of the
    ///   archive, links, overlapping or contradicting members.
    package init(_ source: any RandomAccessSource, limits: ArchiveLimits = ArchiveLimits()) throws(ReadError) {
        let place = try ZipDirectoryPlace(source)
        try limits.check(members: place.members)
        guard place.size <= Self.listLimit else { throw ZipProblem.damaged("the list of its members is too long") }
        let list = try source.bytes(at: place.offset, count: place.size)
        let entries = try Self.entries(list, count: place.members, limits)
        try Self.check(total: entries, archiveSize: source.size, limits)
        let starts = try ZipLocalHeaders.check(entries, source, end: place.offset)

        var members: [ArchiveMember] = []
        var skipped: [SkippedMember] = []
        var names: Set<String> = []
        for (entry, start) in zip(entries, starts) {
            if entry.kind == .folder, ArchiveName.isTop(entry.name) {
                skipped.append(SkippedMember(name: ".", reason: .folder))
                continue
            }
            let name = try ArchiveName.safe(entry.name, limits)
            guard names.insert(name).inserted || entry.kind == .folder else {
                throw ZipProblem.ambiguous("it has two members named “\(ArchiveName.shown(name))”")
            }
            if entry.kind == .folder {
                skipped.append(SkippedMember(name: name, reason: .folder))
            } else if ArchiveName.isLeftover(name) {
                skipped.append(SkippedMember(name: name, reason: .leftover))
            } else {
                members.append(
                    ArchiveMember(name: name, size: entry.size) { () throws(ReadError) -> any ByteSource in
                        ZipMemberSource(entry, source, at: start)
                    })
            }
        }
        self.members = members
        self.skipped = skipped
        document = ZipDocument(members.map(\.name))
    }

    package mutating func next() -> ArchiveMember? {
        guard nextMember < members.count else { return nil }
        nextMember += 1
        return members[nextMember - 1]
    }

    /// Whether a file with these first bytes is a ZIP archive: it begins with a member, or with the end of an empty
    /// archive.
    package static func isZip(_ first: some Collection<UInt8>) -> Bool {
        first.starts(with: [0x50, 0x4B, 3, 4]) || first.starts(with: [0x50, 0x4B, 5, 6])
    }

    private static func entries(
        _ list: [UInt8], count: Int, _ limits: ArchiveLimits
    ) throws(ReadError) -> [ZipEntry] {
        var entries: [ZipEntry] = []
        var offset = 0
        while offset < list.count {
            guard entries.count < count else { throw ZipProblem.ambiguous("it lists more members than it counts") }
            let entry = try ZipEntry(list, at: &offset)
            try entry.check(limits)
            entries.append(entry)
        }
        guard entries.count == count else { throw ZipProblem.ambiguous("it lists fewer members than it counts") }
        return entries
    }

    private static func check(
        total entries: [ZipEntry], archiveSize: Int, _ limits: ArchiveLimits
    ) throws(ReadError) {
        var total = 0
        for entry in entries {
            let (sum, overflows) = total.addingReportingOverflow(entry.size)
            total = overflows ? .max : sum
            try limits.check(total: total)
        }
        try limits.check(total, from: archiveSize, of: "the archive")
    }
}
