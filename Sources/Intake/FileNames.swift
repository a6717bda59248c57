/// What a name alone says about a file.
package enum FileNames {
    /// Endings of files that a browser, a sync client or an editor has not finished yet.
    private static let unfinished = [".part", ".tmp", ".partial", ".crdownload", ".download", ".filepart", "~"]

    /// Whether a file or folder of this name is passed over without a word: hidden, unfinished, or an editor's own.
    package static func areIgnored(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower.hasPrefix(".") || lower.hasPrefix("~$") || unfinished.contains { lower.hasSuffix($0) }
    }

    /// Whether a folder of this name is never looked into: in it, files are written that are moved to `new` when they
    /// are complete (maildir).
    package static func isWorkshop(_ folder: String) -> Bool { folder == "tmp" }

    /// Whether the file only accompanies others: checksums that their sender wrote beside them.
    package static func isSidecar(_ name: String) -> Bool {
        name.lowercased().hasSuffix(".sha256") || isManifest(name) || name == "tagmanifest-sha256.txt"
    }

    /// Whether the file lists the checksums of files in its folder and below: BagIt's (RFC 8493, 2.1.3), or what
    /// `sha256sum` writes.
    package static func isManifest(_ name: String) -> Bool { name == "manifest-sha256.txt" || name == "SHA256SUMS" }

    /// The name under which a file that was taken stands for a moment before it goes or is moved.
    package static func taken(_ submission: UInt32) -> String { "\(takenPrefix)\(submission)\(takenEnding)" }

    /// The submission whose file stands under such a name; `nil` for other names.
    package static func submission(takenAs name: String) -> UInt32? {
        guard name.hasPrefix(takenPrefix), name.hasSuffix(takenEnding) else { return nil }
        return UInt32(name.dropFirst(takenPrefix.count).dropLast(takenEnding.count))
    }

    private static let takenPrefix = ".transect-"
    private static let takenEnding = ".taken"
}
