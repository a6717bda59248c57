import Foundation
import Observations

extension TextColumn {
    /// The column in Unicode normalisation form C, so that `é` is one name however it was typed.
    ///
    /// Nearly all cells are in that form and are told by a look at their bytes; then the column itself is returned.
    package func normalised() -> TextColumn {
        let doubtful = rowsPerhapsNotNormalised()
        guard !doubtful.isEmpty else { return self }
        var result = TextColumn(reservingRows: count, bytes: bytes.count)
        var next = doubtful.makeIterator()
        var row = next.next()
        for index in 0..<count {
            if index == row {
                row = next.next()
                result.append((self[index] ?? "").precomposedStringWithCanonicalMapping.utf8)
            } else {
                result.append(cell: index, of: self)
            }
        }
        return result
    }

    /// The rows that hold a character which may not be in form C or may combine with its neighbour.
    private func rowsPerhapsNotNormalised() -> [Int] {
        withCells { bytes, ends in
            var rows: [Int] = []
            // Columns without any byte from 0xCC on are in form C: everything below U+0300 is.
            guard bytes.contains(where: { $0 >= 0xCC }) else { return rows }
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                if isDoubtful(UnsafeBufferPointer(rebasing: bytes[start..<end])) { rows.append(row) }
                start = end
            }
            return rows
        }
    }

    /// Whether a cell needs the full algorithm: anything but Latin, basic Cyrillic, kana without separate voicing
    /// marks, and CJK ideographs (Unicode Standard Annex 15, quick check; here by lead bytes, erring on the safe side).
    private func isDoubtful(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        for (offset, byte) in cell.enumerated() where byte >= 0xCC {
            switch byte {
            case 0xD0, 0xD1, 0xE4...0xE9: continue
            case 0xE3:
                let isVoicingMark =
                    offset + 2 < cell.count && cell[offset + 1] == 0x82
                    && (cell[offset + 2] == 0x99 || cell[offset + 2] == 0x9A)
                if isVoicingMark { return true }
            default: return true
            }
        }
        return false
    }
}
