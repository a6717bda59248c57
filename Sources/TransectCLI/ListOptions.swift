import ArgumentParser
import Observations
import Transect

/// How a list is to be printed.
struct ListOptions: ParsableArguments {
    @Flag(help: "Print it as CSV.")
    var csv = false

    @Flag(help: "Print it as JSON.")
    var json = false

    func validate() throws {
        if csv, json { throw ValidationError("--csv and --json contradict each other.") }
    }

    var format: ListFormat { csv ? .csv : json ? .json : .text }

    /// A table for people, or a sentence where it would be empty.
    ///
    /// - Throws: `DiskError` where it could not be written to its end.
    func show(_ rows: [[String]], otherwise nothing: String) throws {
        try write((rows.isEmpty ? nothing : table(rows.map { $0.map(printable) })) + "\n")
    }
}

/// From when on.
struct SinceOption: ParsableArguments {
    @Option(help: "Only what happened then or later: 2026-05-01, or 2026-05-01T12:00:00Z (UTC).")
    var since: String?

    /// The instant; `nil` where none was given.
    var instant: Instant? {
        get throws {
            try since.map { text in
                guard let instant = Instant(text.utf8.count == 10 ? text + "T00:00:00Z" : text) else {
                    throw UsageError("`\(text)` is no instant; write it as 2026-05-01 or 2026-05-01T12:00:00Z.")
                }
                return instant
            }
        }
    }
}
