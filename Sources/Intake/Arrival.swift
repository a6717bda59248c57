import Files
import Observations

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

/// What one look into the drop folder found, all lists in byte order of their paths.
package struct DropScan: Sendable, Equatable {
    /// The data files, known or new.
    package var arrivals: [Arrival] = []
    /// What is not taken.
    package var skipped: [Skipped] = []
    /// The files that only say something about others: checksums and done markers, by their paths.
    package var companions: [ExactName: FileIdentity] = [:]
    /// The folders that were looked into, the drop folder itself first, as an empty path.
    package var folders: [String] = []
    /// Files that were about to be removed or moved away when a run was cut short, with their submissions.
    package var leftovers: [Leftover] = []

    /// A file that stands for a moment under a name that hides it.
    package struct Leftover: Sendable, Equatable {
        /// Its path below the drop folder.
        package var path: String
        /// The submission that it became.
        package var submission: UInt32
    }

    /// Nothing found yet.
    package init() {}
}
