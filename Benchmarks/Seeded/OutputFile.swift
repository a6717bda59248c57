#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that cannot be written: which, and why.
package struct OutputFileError: Error, CustomStringConvertible {
    /// What failed, where, and the system's reason.
    package let description: String
}

/// A new file that is written from the front to the back, in large pieces.
package final class OutputFile {
    /// The path as it was given.
    package let path: String
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private static let pieceSize = 1 << 20

    /// Creates the file, or empties the one that is there.
    package init(_ path: String) throws(OutputFileError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure("create", path) }
        pending.reserveCapacity(Self.pieceSize + 4096)
    }

    /// Adds bytes: `body` appends them to the buffer that it is given.
    package func append(_ body: (inout [UInt8]) -> Void) throws(OutputFileError) {
        body(&pending)
        if pending.count >= Self.pieceSize { try flush() }
    }

    /// Adds text in UTF-8.
    package func append(_ text: String) throws(OutputFileError) { try append { $0 += text.utf8 } }

    /// Writes what is left and closes the file.
    package func finish() throws(OutputFileError) {
        try flush()
        guard close(descriptor) == 0 else { throw Self.failure("close", path) }
    }

    /// Writes a whole file at once; its folder is made if need be.
    package static func save(_ bytes: [UInt8], as path: String) throws(OutputFileError) {
        try makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
        let file = try OutputFile(path)
        try file.append { $0 += bytes }
        try file.finish()
    }

    /// Makes a folder with its parents.
    package static func makeFolder(_ path: String) throws(OutputFileError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            prefix += (prefix.isEmpty || prefix == "/" ? "" : "/") + name
            guard mkdir(prefix, 0o755) == 0 || errno == EEXIST else { throw failure("make the folder", prefix) }
        }
    }

    private func flush() throws(OutputFileError) {
        var done = 0
        while done < pending.count {
            let written = pending.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done)
            }
            guard written > 0 else { throw Self.failure("write", path) }
            done += written
        }
        pending.removeAll(keepingCapacity: true)
    }

    private static func failure(_ operation: String, _ path: String) -> OutputFileError {
        OutputFileError(description: "cannot \(operation) \(path): \(String(cString: strerror(errno)))")
    }
}
