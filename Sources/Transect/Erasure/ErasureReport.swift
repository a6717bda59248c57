import Observations
import Storage

/// What an erasure came to. It names nobody.
package struct ErasureReport: Sendable {
    private let mode: ErasureMode
    private let isDryRun: Bool
    /// A keyed code of the name: whoever has the project's key can prove whose data went, and nobody else.
    package let proof: String
    /// The event in the ledger; `nil` where there was nothing to do, or nothing was to be done.
    package var event: Int64?
    /// What was done.
    package var count = ErasureCount()
    /// Editions whose list of people was rewritten.
    package var editions = 0
    /// What names the person and is left.
    package var mentions: [Mention] = []
    /// Files without readable records that named the person and were removed.
    package var unreadable: [String] = []
    /// Files of the definition that name the person.
    package var namingFiles: [String] = []
    /// Versions that hold data of the person.
    package var versions: [Int] = []
    /// Versions that have a tombstone now.
    package var tombstones: [Int] = []
    /// The newest version, which cannot have a tombstone, if it was to have one.
    package var newest: Int?
    /// Whether all of it had been done before.
    package var isRepeated = false
    /// What judging and publishing came to.
    package var night: RunReport?

    init(_ request: ErasureRequest, proof: String) {
        mode = request.mode
        isDryRun = request.isDryRun
        self.proof = proof
    }

    mutating func take(_ eraser: SubmissionEraser) {
        count = eraser.count
        mentions = eraser.mentions
        unreadable = eraser.unreadable
    }

    /// The report for people.
    package var text: String {
        let would = isDryRun ? "would be " : ""
        var lines: [String] = []
        if isRepeated {
            lines.append("Nothing of the person is left in the store; nothing had to be done.")
        } else {
            let records =
                mode == .data
                ? "\(counted(count.erasedRecords, "record")) \(would)erased"
                : "\(counted(count.renamedRecords, "record")) \(would)given a token instead of the name"
            lines.append(
                """
                \(records): \(counted(count.removedFiles, "archived file")) \(would)removed, \
                \(counted(count.redactedFiles, "archived file")) \(would)replaced by a copy without the person, \
                \(counted(count.renamedSubmissions, "submission")) \(would)renamed.
                """)
        }
        if editions > 0 {
            lines.append(
                """
                The list of people \(isDryRun ? "would no longer name" : "no longer names") the person, in \
                \(counted(editions, "edition")).
                """)
        }
        for path in unreadable {
            lines.append(
                "  \(path.onOneLine): cannot be read, names the person, and \(isDryRun ? "would be" : "was") removed")
        }
        if let event { lines.append("Proof: event \(event) of the ledger, which names nobody; keyed code \(proof).") }
        lines += leftText
        lines += versionsText
        if let night { lines.append(night.publicationLine) }
        return lines.joined(separator: "\n")
    }

    /// What is left to people.
    private var leftText: [String] {
        var lines: [String] = []
        if !mentions.isEmpty {
            let places = mentions.prefix(5).map { "\($0.record) (\($0.field.onOneLine))" }.joined(separator: ", ")
            let more = mentions.count > 5 ? " and \(mentions.count - 5) more" : ""
            lines.append(
                """
                \(counted(mentions.count, "cell")) of other people's records may name the person and \
                \(mentions.count == 1 ? "is" : "are") left: \(places)\(more). Ask whoever sent them for a mended file.
                """)
        }
        for file in namingFiles {
            lines.append("\(file.onOneLine) names the person. It is yours: take the name out if it must go.")
        }
        return lines
    }

    private var versionsText: [String] {
        var lines: [String] = []
        if !tombstones.isEmpty {
            lines.append("A tombstone stands in the place of \(tombstones.map { "v\($0)" }.joined(separator: ", ")).")
        }
        if let newest {
            lines.append("v\(newest) is the newest version and stays: it holds nothing of the person.")
        }
        if !versions.isEmpty {
            let list = versions.map { "v\($0)" }.joined(separator: ", ")
            let options = versions.map { "--tombstone v\($0)" }.joined(separator: " ")
            lines.append(
                """
                Published before, with data of the person: \(list). They are as they were, since people may have cited \
                them. To put tombstones in their places, give the same command again with \(options).
                """)
        }
        return lines
    }
}
