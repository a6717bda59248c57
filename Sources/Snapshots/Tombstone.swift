import Observations

/// What is left of a version whose data were taken back: a page that says so.
package enum Tombstone {
    static let fileName = "TOMBSTONE.md"

    /// The page as Markdown. It must name nobody: it is public.
    ///
    /// - Parameters:
    ///   - version: The version whose data are gone.
    ///   - title: The dataset's title.
    ///   - created: The date of the version, as its `datapackage.json` gave it.
    ///   - date: When the data were taken back.
    ///   - reason: Why, in one sentence.
    package static func text(
        version: Int, title: String, created: String, date: Instant, reason: String
    ) -> String {
        func line(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
        return """
            # Version \(version) is no longer here

            This folder held version \(version) of the dataset "\(line(title))", dated \(line(created)). Its data were
            taken back on \(date) (UTC).

            Why: \(line(reason))

            The number \(version) is never given to another version. Newer versions stand beside this folder, and
            `latest` points to the newest. If you hold a copy of version \(version), please delete it and use a newer
            one.

            """
    }
}
