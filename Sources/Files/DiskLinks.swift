import Glibc

extension Disk {
    /// Makes or replaces a symbolic link in one step, and makes that durable.
    package func symlink(_ target: String, at path: String) throws(DiskError) {
        let temporary = Disk.temporaryName(for: path)
        try pass(.symlink, path)
        var result = target.withPath { target in temporary.withPath { Glibc.symlink(target, $0) } }
        if result != 0, errno == EEXIST {
            try remove(temporary)
            result = target.withPath { target in temporary.withPath { Glibc.symlink(target, $0) } }
        }
        guard result == 0 else { throw DiskError(.symlink, path, errno: errno) }
        try rename(temporary, to: path)
        try syncDirectory(Disk.parent(of: path))
    }

    /// What a symbolic link points to; `nil` where there is no link.
    package func readLink(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = path.withPath { readlink($0, &buffer, buffer.count) }
        guard count >= 0 else { return nil }
        return buffer[..<count].map { UInt8(bitPattern: $0) }.withUnsafeBufferPointer(String.init(pathBytes:))
    }
}
