/// Which names a file of a snapshot may have.
enum SnapshotPath {
    /// Whether a path stays below its folder and means the same to every tool: relative, with `/`, no part of which is
    /// empty or begins with `.` or `~`, without control characters, backslashes and `..` (Data Package, version 1,
    /// forbids that anywhere).
    static func isSafe(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return !path.isEmpty && !path.contains("..")
            && path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
            && parts.allSatisfy { part in
                part.count <= 255 && part.first.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "~") } ?? false
            }
    }

    /// Whether one path comes before another by the bytes of their names.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
