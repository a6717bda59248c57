extension String {
    /// The names between the slashes of a path; empty ones are left out.
    ///
    /// By bytes, as the file system does it: a name may begin with an accent, which a character of a text would take
    /// together with the slash before it.
    package var pathPieces: [String] {
        utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// Whether a relative path stays below the folder that it is relative to, and has no empty name in it.
    package var staysBelowItsFolder: Bool {
        utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .allSatisfy { !["", ".", ".."].contains(String(Substring($0))) }
    }

    /// The path without empty names, `.` and a slash at its end, and without `..` where a name stands before it.
    package var plainPath: String {
        var parts: [String] = []
        for part in pathPieces where part != "." {
            if part == "..", parts.last.map({ $0 != ".." }) ?? false { parts.removeLast() } else { parts.append(part) }
        }
        return (utf8.first == UInt8(ascii: "/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// Whether this is the path of something in a folder, however deep, or of the folder itself. Both paths are written
    /// in the same way (`plainPath`): none of them has empty names, `.` or `..` in it, or ends with a slash.
    package func lies(in folder: String) -> Bool {
        utf8.elementsEqual(folder.utf8) || utf8.starts(with: (folder + "/").utf8)
    }
}
