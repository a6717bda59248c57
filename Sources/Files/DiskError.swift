import Glibc

/// The file system did not do what it was asked: a broken world, never bad data.
package struct DiskError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was to be done.
    package let operation: DiskOperation
    /// Where.
    package let path: String
    /// The kernel's reason.
    package let errno: Int32

    /// An error of those parts.
    package init(_ operation: DiskOperation, _ path: String, errno: Int32) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    /// What failed, where, why, and what to do.
    package var description: String {
        "Could not \(operation.rawValue) \(path.readablePath): \(reason). \(remedy)"
    }

    /// Why, in words.
    package var reason: String {
        switch errno {
        case ENOSPC: "there is no space left on the disk"
        case EDQUOT: "the disk quota is used up"
        case EIO: "the disk reported an input/output error"
        case EACCES, EPERM: "permission denied"
        case EROFS: "the file system is read-only"
        case ENOENT: "it does not exist"
        case EEXIST: "there is already something of that name"
        case ENOTDIR: "a part of the path is not a folder"
        case EISDIR: "it is a folder"
        case ELOOP: "it is a symbolic link, which is not followed here"
        case EXDEV: "the path leaves its folder or its file system"
        case ENOTEMPTY: "the folder is not empty"
        case EMFILE, ENFILE: "too many files are open"
        case EMLINK: "the file has too many links"
        case ENAMETOOLONG: "the name is too long"
        case EFBIG: "the file is larger than the file system allows"
        case ENXIO, EINVAL, ENODEV: "it is not a regular file that can be used this way"
        case EAGAIN, ETXTBSY, EBUSY: "another program is using it"
        case ESTALE: "the network file system has lost it"
        case ENOMEM: "there is not enough memory"
        case DiskError.deadMachine: "the machine has stopped (a simulated crash)"
        default: strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        }
    }

    /// What to do.
    package var remedy: String {
        switch errno {
        case ENOSPC: "Free some space and run again; what was taken before is safe."
        case EDQUOT: "Free some space or raise the quota and run again; what was taken before is safe."
        case EIO: "Check the disk and its log (dmesg) before you run again; restore from a backup if files are damaged."
        case EACCES, EPERM:
            "Give the user who runs Transect the right to do this (see ls -ld on the path) and run again."
        case EROFS: "Mount it for writing, or move the project, and run again."
        case ENOENT: "Check the path; if it was there a moment ago, see who removed it, and run again."
        case EMFILE, ENFILE: "Raise the limit (ulimit -n) or close other programs, and run again."
        case ESTALE: "Mount the network file system again and run again."
        default: "Put that right and run again; what was taken before is safe."
        }
    }

    /// The reason that a simulated crash gives for every operation after it: no errno of the kernel.
    package static let deadMachine: Int32 = -1
}

extension DiskError {
    /// Whether only this path is affected, so that others can be taken: it went away, changed its kind, or is closed
    /// to us.
    package var isOfOnePath: Bool {
        [ENOENT, ENOTDIR, ELOOP, EACCES, EPERM, EXDEV, EISDIR, ENXIO, ENAMETOOLONG, EAGAIN, ETXTBSY].contains(errno)
    }
}
