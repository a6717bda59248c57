/// One file inside an archive.
package struct ArchiveMember: Sendable {
    /// Its path inside the archive, with `/` between folders. It never leads out of the archive; it is data all the
    /// same, and no name for a file of ours.
    package let name: String
    /// How many bytes it has when it is expanded, as the archive says. Reading it proves that.
    package let size: Int
    private let opening: @Sendable () throws(ReadError) -> any ByteSource

    /// A member of those parts.
    package init(
        name: String, size: Int, opening: @escaping @Sendable () throws(ReadError) -> any ByteSource
    ) {
        self.name = name
        self.size = size
        self.opening = opening
    }

    /// Its expanded bytes, in bounded memory. At their end, size and checksum have been verified.
    ///
    /// A member of a ZIP archive can be opened at any time and again; one of a tar archive once, before the next
    /// member is asked for.
    ///
    /// - Throws: `ReadError` of kind `.archive` if the member is itself an archive, else what is wrong with its bytes.
    package func open() throws(ReadError) -> any ByteSource {
        let source = try PrefixedSource(lookingAt: NestedArchives.sampleSize, of: opening())
        try NestedArchives.refuse(source.ahead, name: name)
        return source
    }
}

/// A member that is left out without a word to the sender: a folder, or what an operating system left behind.
package struct SkippedMember: Sendable, Equatable {
    /// Why a member is left out.
    package enum Reason: String, Sendable {
        /// It is a folder; what is in it has members of its own.
        case folder
        /// macOS, Windows or a file manager made it (`__MACOSX/`, `._…`, `.DS_Store`, `Thumbs.db`, `desktop.ini`).
        case leftover
    }

    /// Its path inside the archive.
    package let name: String
    /// Why it is left out.
    package let reason: Reason
}

/// Gives the members of an archive one after the other, in the order of the archive.
package protocol ArchiveReader: Sendable {
    /// The next member, `nil` at the end of an archive that is whole.
    ///
    /// - Throws: `ReadError` where the archive is damaged, passes a limit or holds what is never read. The archive is
    ///   then to be refused as a whole.
    mutating func next() throws(ReadError) -> ArchiveMember?

    /// What has been left out so far.
    var skipped: [SkippedMember] { get }
}
