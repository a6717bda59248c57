import Observations

/// What stands for "no value" in a field.
struct MissingWords: Sendable {
    /// Whether a blank cell has no value. For text it never has one, since the dataset knows no empty text.
    let isBlankMissing: Bool
    private let words: ByteIndex
    private let longest: Int
    private let firstBytes: [Bool]

    init(_ values: [String], type: FieldType) {
        var words = ByteIndex()
        var firstBytes = [Bool](repeating: false, count: 256)
        var longest = 0
        var isBlankMissing = type == .string
        for value in values {
            let trimmed = Whitespace.trimmed(value)
            guard let first = trimmed.utf8.first else {
                isBlankMissing = true
                continue
            }
            _ = words.insert(trimmed)
            firstBytes[Int(first)] = true
            longest = max(longest, trimmed.utf8.count)
        }
        self.isBlankMissing = isBlankMissing
        self.words = words
        self.longest = longest
        self.firstBytes = firstBytes
    }

    /// Whether a trimmed cell that is not blank stands for "no value".
    func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard cell.count <= longest, let first = cell.first, firstBytes[Int(first)] else { return false }
        return words.find(cell) != nil
    }

    /// The column with its cells trimmed and its missing values made missing.
    func clean(_ column: TextColumn, tally: NoteTally) -> FieldCells {
        var tally = tally
        var edits = CellEdits()
        var missing = column.missing
        let rowCount = column.count
        var emptyWords = missing.words
        column.bytes.withUnsafeBufferPointer { bytes in
            column.ends.withUnsafeBufferPointer { ends in
                var start = 0
                for row in 0..<rowCount {
                    let end = Int(ends[row])
                    let cellStart = start
                    start = end
                    if end == cellStart {
                        if isBlankMissing { emptyWords[row >> 6] |= 1 << UInt64(row & 63) }
                        continue
                    }
                    let first = bytes[cellStart]
                    let last = bytes[end &- 1]
                    let isTidy = first > 0x20 && first < 0xC2 && last > 0x20 && last < 0x80
                    if isTidy && (longest == 0 || !firstBytes[Int(first)]) { continue }
                    change(bytes, row, cellStart, end, &edits, &tally)
                }
            }
        }
        missing = Bitmap(count: rowCount, words: emptyWords)
        let cleaned = edits.isEmpty && missing == column.missing ? column : edits.applied(to: column, missing: missing)
        return FieldCells(column: cleaned, usable: FieldCells.present(cleaned), tally: tally)
    }

    private func change(
        _ bytes: UnsafeBufferPointer<UInt8>, _ row: Int, _ start: Int, _ end: Int, _ edits: inout CellEdits,
        _ tally: inout NoteTally
    ) {
        let range = Whitespace.trimmedRange(bytes, start..<end)
        let trimmed = UnsafeBufferPointer(rebasing: bytes[range])
        let written = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if trimmed.isEmpty, isBlankMissing {
            edits.makeMissing(row)
        } else if contains(trimmed) {
            tally.count(.readAsMissing, row, written, became: "")
            edits.makeMissing(row)
        } else if range.count < end - start {
            tally.count(.trimmed, row, written, became: String(decoding: trimmed, as: UTF8.self))
            edits.replace(row, by: trimmed)
        }
    }
}
