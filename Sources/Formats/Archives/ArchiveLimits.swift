import Observations

/// How far an archive is followed before it is refused. What an archive says about itself is held against these limits
/// before anything is expanded, and what really comes out while it is.
package struct ArchiveLimits: Sendable, Equatable {
    /// The largest number of members, folders and leftovers counted.
    package var members = 10_000
    /// The largest ratio of expanded to compressed bytes, of a member and of the whole. It is looked at where there are
    /// more than 10 MB: short files may well be very even.
    package var expansionRatio = 100
    /// The largest number of bytes that all members together may expand to.
    package var expandedBytes = 8 << 30
    /// The largest number of bytes in a member's path.
    package var nameBytes = 1024
    /// The deepest nesting of folders.
    package var depth = 64

    /// The defaults.
    package init() {}

    /// Sizes up to this are not held against `expansionRatio`.
    static let unsuspiciousSize = 10_000_000

    /// Refuses a size that passes the ratio.
    func check(_ expanded: Int, from compressed: Int, of what: Wording) throws(ReadError) {
        guard expanded > Self.unsuspiciousSize, expanded / max(1, expansionRatio) > compressed else { return }
        throw ReadError(
            .limit, "\(what) expands to more than \(expansionRatio) times its size, as a decompression bomb does",
            remedy: "If it is what it should be, send the files without an archive.")
    }

    /// Refuses a sum of sizes that passes the limit.
    func check(total: Int) throws(ReadError) {
        guard total > expandedBytes else { return }
        throw ReadError(
            .limit, "the archive expands to more than \(expandedBytes) bytes",
            remedy: "Send it in several smaller archives.")
    }

    /// Refuses too many members.
    func check(members count: Int) throws(ReadError) {
        guard count > members else { return }
        throw ReadError(
            .limit, "the archive has more than \(members) members", remedy: "Send it in several smaller archives.")
    }
}
