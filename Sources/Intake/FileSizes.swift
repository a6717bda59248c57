import Files

/// Files that claim to be larger than any data of a volunteer is. Copying one would fill the disk, and stop the night for
/// everybody.
enum FileSizes {
    /// The largest file that is taken, 64 GiB.
    static let largest: Int64 = 64 << 30
    /// Files up to this size may be as full of holes as they like.
    private static let unsuspicious: Int64 = 10_000_000
    /// The largest ratio of a file's size to what was ever written of it.
    private static let ratio: Int64 = 100

    /// Why a file is left where it is, without a full stop; `nil` where its size says nothing against it.
    ///
    /// - Parameter isOneHole: Whether the file system knows that nothing was ever written into the file. It is asked about
    ///   a large file that takes no room at all: such a file may merely lie on a file system that does not tell.
    static func reasonToLeave(_ status: FileStatus, isOneHole: () -> Bool) -> String? {
        if status.size > largest {
            return "it is larger than \(largest >> 30) GiB; send it in several smaller files"
        }
        guard status.size > unsuspicious, status.size / ratio > status.allocatedBytes,
            status.allocatedBytes > 0 || isOneHole()
        else { return nil }
        return "it is nearly all holes, as a download that broke off leaves it; send the whole file again"
    }
}
