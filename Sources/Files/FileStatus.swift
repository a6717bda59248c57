import Glibc

/// What the kernel says about a file, without following links.
package struct FileStatus: Sendable, Equatable {
    /// What kind of thing it is.
    package enum Kind: String, Sendable {
        /// A plain file.
        case regular = "file"
        /// A folder.
        case directory = "folder"
        /// A link by name.
        case symlink = "symbolic link"
        /// A pipe, socket or device.
        case other = "special file"
    }

    /// What kind of thing it is.
    package let kind: Kind
    /// Its size in bytes.
    package let size: Int64
    /// How many bytes it takes on the disk, as far as the file system tells; less than `size` where it has holes.
    package let allocatedBytes: Int64
    /// When its content last changed, in nanoseconds since 1970 (UTC).
    package let modifiedNanoseconds: Int64
    /// Its number on its file system.
    package let inode: UInt64
    /// Its file system.
    package let device: UInt64
    /// How many names it has.
    package let links: Int
    /// Its permission bits.
    package let mode: UInt32
    /// The number of the user who owns it.
    package let owner: UInt32

    init(_ raw: stat) {
        switch raw.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symlink
        default: kind = .other
        }
        size = Int64(raw.st_size)
        // Blocks of 512 bytes, whatever the file system's own are (stat(3type)).
        allocatedBytes = Int64(raw.st_blocks) &* 512
        modifiedNanoseconds = Int64(raw.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(raw.st_mtim.tv_nsec)
        inode = UInt64(raw.st_ino)
        device = UInt64(raw.st_dev)
        links = Int(raw.st_nlink)
        mode = UInt32(raw.st_mode & 0o7777)
        owner = UInt32(raw.st_uid)
    }
}

/// How a file is known again without being read.
package struct FileIdentity: Sendable, Hashable {
    /// Its size in bytes.
    package var size: Int64
    /// When its content last changed, in nanoseconds since 1970 (UTC).
    package var modifiedNanoseconds: Int64
    /// Its number on its file system.
    package var inode: UInt64
    /// Its file system.
    package var device: UInt64

    /// An identity of those parts.
    package init(size: Int64, modifiedNanoseconds: Int64, inode: UInt64, device: UInt64) {
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        self.inode = inode
        self.device = device
    }
}

extension FileStatus {
    /// How the file is known again.
    package var identity: FileIdentity {
        FileIdentity(size: size, modifiedNanoseconds: modifiedNanoseconds, inode: inode, device: device)
    }
}

/// A name in a folder and what it stands for.
package struct DirectoryEntry: Sendable, Equatable {
    /// The name alone.
    package let name: String
    /// What it stands for, links not followed; `nil` where it went away while the folder was read.
    package let status: FileStatus?
}
