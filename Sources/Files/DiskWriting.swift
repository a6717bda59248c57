extension Disk {
    /// Puts `bytes` at `path`, replacing what was there, so that after any crash either the old or the new content is
    /// there as a whole: written under a temporary name, synced, renamed, the folder synced.
    package func writeDurably(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(DiskError) {
        let temporary = Disk.temporaryName(for: path)
        if try status(temporary) != nil { try remove(temporary) }
        var writer = try create(temporary, mode: mode)
        try writer.write(bytes)
        try writer.sync()
        try writer.close()
        try rename(temporary, to: path)
        try syncDirectory(Disk.parent(of: path))
    }

    /// Copies a regular file to a new one. Not durable before a sync.
    package func copy(_ from: String, to: String) throws(DiskError) {
        var source = try open(from)
        try pass(.copy, to)
        var writer = try create(to)
        try writer.copyRest(of: &source)
        try writer.close()
    }
}

extension FileWriter {
    /// Adds all that is left in `source`.
    package mutating func copyRest(of source: inout FileReader) throws(DiskError) {
        let size = 1 << 20
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            let count = try source.read(into: buffer)
            if count == 0 { return }
            try write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
