import Observations

/// Counts the interpretations made in one column, with the first example of each kind.
struct NoteTally {
    private struct Entry {
        var count = 0
        var example = ""
        var became = ""
    }

    private var entries = [Entry?](repeating: nil, count: NoteKind.allCases.count)

    mutating func count(
        _ kind: NoteKind, _ written: UnsafeBufferPointer<UInt8>, became: @autoclosure () -> String
    ) {
        if entries[kind.rawValue] != nil {
            entries[kind.rawValue]?.count += 1
        } else {
            entries[kind.rawValue] = Entry(
                count: 1, example: String(decoding: written, as: UTF8.self), became: became())
        }
    }

    /// Counts more of a kind that has its example already.
    mutating func add(_ kind: NoteKind, _ count: Int) { entries[kind.rawValue]?.count += count }

    /// The notes of the column, in the order of their kinds.
    func notes(_ field: Term) -> [Note] {
        NoteKind.allCases.compactMap { kind in
            entries[kind.rawValue].map {
                Note(code: kind.code, field: field.name, count: $0.count, example: $0.example, became: $0.became)
            }
        }
    }
}
