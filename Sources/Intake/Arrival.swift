import Files

/// A data file that lies in the drop folder.
package struct Arrival: Sendable, Equatable {
    /// Its path below the drop folder, with `/` between the parts.
    package let relativePath: String
    /// The first sub-folder of the path; empty for a file that lies in the drop folder itself.
    package let submitter: String
    /// Its size in bytes.
    package let size: Int64
    /// When its content last changed, in nanoseconds since 1970 (UTC).
    package let modifiedNanoseconds: Int64
    /// Its number on its file system.
    package let inode: UInt64
    /// Its file system.
    package let device: UInt64

    /// An arrival of those parts.
    package init(
        relativePath: String, submitter: String, size: Int64, modifiedNanoseconds: Int64, inode: UInt64, device: UInt64
    ) {
        self.relativePath = relativePath
        self.submitter = submitter
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        self.inode = inode
        self.device = device
    }

    /// How the file is known again without being read.
    package var identity: FileIdentity {
        FileIdentity(size: size, modifiedNanoseconds: modifiedNanoseconds, inode: inode, device: device)
    }
}

/// Something in the drop folder that is not taken, and why.
package struct Skipped: Sendable, Equatable {
    /// Its path below the drop folder.
    package let path: String
    /// One sentence without a full stop: why it is not taken, and what to do.
    package let reason: String

    /// A skipped thing of those parts.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

/// What one look into the drop folder found, both lists in byte order of their paths.
package struct DropScan: Sendable, Equatable {
    /// The data files, known or new.
    package var arrivals: [Arrival] = []
    /// What is not taken.
    package var skipped: [Skipped] = []

    /// Nothing found yet.
    package init() {}
}
