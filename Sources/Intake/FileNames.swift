/// What a name alone says about a file.
package enum FileNames {
    /// Endings of files that a browser, a sync client or an editor has not finished yet.
    private static let unfinished = [".part", ".tmp", ".partial", ".crdownload", ".download", ".filepart", "~"]

    /// Whether a file or folder of this name is passed over without a word: hidden, unfinished, or an editor's own.
    package static func areIgnored(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower.hasPrefix(".") || lower.hasPrefix("~$") || unfinished.contains { lower.hasSuffix($0) }
    }

    /// Whether the file only accompanies another (a checksum that its sender wrote beside it).
    package static func isSidecar(_ name: String) -> Bool {
        name.lowercased().hasSuffix(".sha256")
    }
}
