import Files
import Glibc
import Transect

/// What the program says to people, on standard error; data goes to standard output.
struct Talk {
    /// Whether standard error is a terminal that a person watches: not in CI, not a dumb one.
    let isTerminal: Bool
    /// Whether colours may be used: on a terminal, unless `NO_COLOR` is set.
    let hasColours: Bool

    init() {
        func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
        isTerminal = isatty(2) == 1 && !isSet("CI") && !isDumb
        hasColours = isTerminal && !isSet("NO_COLOR")
    }

    /// A line.
    func say(_ text: String) { put(Array((text + "\n").utf8), to: STDERR_FILENO) }

    /// Something that went wrong.
    func problem(_ text: String) { say((hasColours ? "\u{1B}[31merror:\u{1B}[0m " : "error: ") + printable(text)) }

    /// Something worth a look.
    func warning(_ text: String) { say((hasColours ? "\u{1B}[33mnote:\u{1B}[0m " : "note: ") + printable(text)) }
}

/// Writes bytes to standard output. Not to be mixed with `print`, which keeps a buffer of its own.
///
/// - Throws: `DiskError` where not all of them could be written: data that end too early must not pass for all.
func write(_ bytes: [UInt8]) throws(DiskError) {
    let reason = put(bytes, to: STDOUT_FILENO)
    if reason != 0 { throw DiskError(.write, standardOutput, errno: reason) }
}

/// Writes text to standard output, as `write` does with bytes. Not to be mixed with `print`.
func write(_ text: String) throws(DiskError) { try write(Array(text.utf8)) }

/// What standard output is called in messages.
let standardOutput = "standard output"

/// Writes all of some bytes to a descriptor, and gives 0 or the reason why that was impossible.
@discardableResult
private func put(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            let reason = errno
            if count < 0, reason == EAGAIN {
                // Somebody else has said that nothing is to be waited for here; data are.
                var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&place, 1, -1)
            } else if count < 0, reason != EINTR {
                return reason
            }
            done += max(0, count)
        }
        return 0
    }
}

/// A plain table for people: columns padded with spaces, numbers not told apart.
func table(_ rows: [[String]]) -> String {
    guard let columns = rows.map(\.count).max() else { return "" }
    let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
        var line = ""
        for (column, cell) in row.enumerated() {
            line += cell
            if column + 1 < row.count { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
        }
        return line
    }.joined(separator: "\n")
}

extension Talk {
    /// Text without a line end, shown at once.
    func raw(_ text: String) {
        put(Array(text.utf8), to: STDERR_FILENO)
    }
}
