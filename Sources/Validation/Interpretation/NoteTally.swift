import Observations

/// Counts the interpretations made in one column, with the first example of each kind.
struct NoteTally {
    private struct Entry {
        var count = 0
        /// The row of the example.
        var row = 0
        var example = ""
        var became = ""
    }

    private var entries = [Entry?](repeating: nil, count: NoteKind.allCases.count)

    mutating func count(
        _ kind: NoteKind, _ row: Int, _ written: UnsafeBufferPointer<UInt8>, became: @autoclosure () -> String
    ) {
        if entries[kind.rawValue] != nil {
            entries[kind.rawValue]?.count += 1
        } else {
            entries[kind.rawValue] = Entry(
                count: 1, row: row, example: String(decoding: written, as: UTF8.self), became: became())
        }
    }

    /// Counts more of a kind that has its example already.
    mutating func add(_ kind: NoteKind, _ count: Int) { entries[kind.rawValue]?.count += count }

    /// The notes of the column, in the order of their kinds.
    ///
    /// - Parameter label: what the file calls the column.
    func notes(_ field: Term, label: ColumnLabel) -> [Note] {
        NoteKind.allCases.compactMap { kind in
            entries[kind.rawValue].map { entry in
                let column = label.name(entry.row)
                return Note(
                    code: kind.code, field: field.name, column: column.isEmpty ? nil : column, count: entry.count,
                    example: entry.example, became: entry.became)
            }
        }
    }
}
