import Observations

/// The path of a member: whether it may be read, and whether it is worth reading.
enum ArchiveName {
    /// The path as it is given out: without `.` and empty pieces, so that `./a//b.csv` is `a/b.csv`.
    ///
    /// - Throws: `ReadError` of kind `.archive` for a path that would lead out of the archive's folder on any system,
    ///   or that no honest program writes; `.limit` for one that is too long or too deep.
    static func safe(_ name: String, _ limits: ArchiveLimits) throws(ReadError) -> String {
        guard name.utf8.count <= limits.nameBytes else {
            throw ReadError(
                .limit, "the archive has a member whose name is longer than \(limits.nameBytes) bytes",
                remedy: "Shorten the names of folders and files, and make the archive anew.")
        }
        if let reason = reasonToRefuse(name) {
            throw ReadError(
                .archive, "the archive has a member named “\(shown(name))”, \(reason)",
                remedy: "Make a new archive of the files themselves, without paths of your computer.")
        }
        let pieces = name.pathPieces.filter { $0 != "." }
        guard pieces.count <= limits.depth else {
            throw ReadError(
                .limit, "the archive has folders nested deeper than \(limits.depth) levels",
                remedy: "Put the files into fewer folders, and make the archive anew.")
        }
        return pieces.joined(separator: "/")
    }

    /// Whether a path is that of the folder that everything lies in: `./`. No file can be called so.
    static func isTop(_ name: String) -> Bool { name.pathPieces.allSatisfy { $0 == "." } }

    /// Whether a file is what an operating system left behind, and no data of anybody.
    static func isLeftover(_ name: String) -> Bool {
        let pieces = name.pathPieces
        guard let last = pieces.last else { return false }
        return pieces.contains("__MACOSX") || last.utf8.starts(with: "._".utf8)
            || [".ds_store", "thumbs.db", "desktop.ini"].contains(last.lowercased())
    }

    /// A name for a message: short, and without characters that would change the line that they stand in.
    static func shown(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars.prefix(120) {
            text.unicodeScalars.append(isControl(scalar) ? "\u{FFFD}" : scalar)
        }
        return name.unicodeScalars.count > 120 ? text + "…" : text
    }

    private static func reasonToRefuse(_ name: String) -> Wording? {
        let scalars = name.unicodeScalars
        if scalars.isEmpty { return "which is no name" }
        if scalars.contains(where: isControl) { return "which has control characters in it" }
        if scalars.contains("\\") { return "which has a backslash in it" }
        if scalars.first == "/" { return "which begins at the root of the disk" }
        let start = scalars.prefix(2)
        if start.count == 2, start.last == ":", start.first?.properties.isAlphabetic == true {
            return "which begins with the letter of a drive"
        }
        if isTop(name) { return "which is no name" }
        if name.pathPieces.contains("..") { return "which leads out of the archive" }
        return nil
    }

    /// Control characters, and those that turn the direction of the text around them.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
