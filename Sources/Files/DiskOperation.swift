/// What can be done with the file system. The raw value is the verb in an error message.
package enum DiskOperation: String, Sendable {
    /// Making a file, or opening one for adding.
    case create = "create"
    /// Handing bytes to the kernel.
    case write = "write to"
    /// Bringing a file, a folder or a file system to the disk.
    case sync = "bring to safety (fsync)"
    /// Closing a file that was written.
    case close = "finish"
    /// Renaming.
    case rename = "rename"
    /// Making a second name for a file.
    case link = "link"
    /// Making a symbolic link.
    case symlink = "make the link"
    /// Removing a file, a link or an empty folder.
    case remove = "remove"
    /// Making a folder.
    case makeDirectory = "make the folder"
    /// Changing permissions.
    case changeMode = "change the permissions of"
    /// Cutting a file short.
    case truncate = "shorten"
    /// Copying a file.
    case copy = "copy"
    /// Taking a lock.
    case lock = "lock"
    /// A transaction of the ledger.
    case commit = "commit to"
    /// Opening for reading.
    case open = "open"
    /// Reading.
    case read = "read"
    /// Asking for the status of a path.
    case inspect = "look at"
    /// Reading the names in a folder.
    case list = "list the folder"
    /// Mapping a file for reading.
    case map = "map into memory"

    /// Whether it changes something, or makes a change durable. Only these are counted in all fault plans.
    var isChange: Bool {
        switch self {
        case .open, .read, .inspect, .list, .map: false
        default: true
        }
    }
}
