/// How a list is written.
package enum ListFormat: Sendable {
    /// Lines for people. Values of strangers may stand in them: `printable` comes before a terminal.
    case text
    /// RFC 4180, a header first, guarded against formulas.
    case csv
    /// One JSON array.
    case json
}
