import Observations

/// Finds out by the first lines of a file what stands between its cells.
struct CSVDelimiterSniffer {
    /// How many lines are looked at.
    static let lineCount = 100

    /// A delimiter and the reason for it in words.
    struct Choice: Equatable {
        var delimiter: UInt8
        var reason: Wording
        /// The largest number of cells that any of the lines has.
        var widest: Int
    }

    /// What the lines look like under one delimiter.
    private struct Candidate {
        var delimiter: UInt8
        /// The most frequent number of cells above one.
        var cells = 1
        /// How many lines have that number.
        var agreeing = 0
        /// Twice the agreeing lines, and once those that are shorter than the first, as where empty cells are left out.
        var score = 0
        var lines = 0
        var widest = 0
    }

    /// Chooses for the records from `start` on.
    ///
    /// The delimiter wins under which most lines have the same number of cells, more than one. Of two equally good ones
    /// a semicolon beats a comma that only ever stands between digits, then more cells win, then the order `, ; tab |`.
    static func choose(
        _ source: UnsafeRawBufferPointer, from start: Int, end: Int, isFinal: Bool, dialect: CSVDialect
    ) -> Choice {
        let candidates = CSVDialect.candidates.map { delimiter in
            var tried = dialect
            tried.delimiter = delimiter
            return examine(source, start, end, isFinal, tried)
        }
        let commasAreDecimal = commasStandBetweenDigits(UnsafeRawBufferPointer(rebasing: source[start..<end]))
        var best = candidates[0]
        for candidate in candidates.dropFirst() where candidate.cells > 1 {
            // Shares are compared crosswise: no rounding.
            let share = candidate.score * max(best.lines, 1)
            let bestShare = best.score * max(candidate.lines, 1)
            let isDecimalComma =
                best.delimiter == UInt8(ascii: ",") && candidate.delimiter == UInt8(ascii: ";") && commasAreDecimal
            if best.cells == 1 || share > bestShare
                || share == bestShare && (candidate.cells > best.cells || isDecimalComma)
            {
                best = candidate
            }
        }
        guard best.cells > 1 else {
            let reason: Wording = "no line has any of , ; tab |, so there is one column"
            return Choice(delimiter: best.delimiter, reason: reason, widest: 1)
        }
        let reason: Wording = "lines with \(best.cells - 1) of them: \(best.agreeing) of the first \(best.lines)"
        return Choice(delimiter: best.delimiter, reason: reason, widest: best.widest)
    }

    private static func examine(
        _ source: UnsafeRawBufferPointer, _ start: Int, _ end: Int, _ isFinal: Bool, _ dialect: CSVDialect
    ) -> Candidate {
        let scanner = CSVRecordScanner(dialect: dialect, fieldLimit: TextSource.sampleSize * 4, keptCells: 1)
        var record = ScannedRecord()
        var counts: [Int] = []
        var offset = start
        while offset < end, counts.count < lineCount,
            scanner.scan(source, from: offset, end: end, isFinal: isFinal, into: &record)
        {
            if !record.isBlank { counts.append(record.cellCount) }
            offset = record.next
        }
        var candidate = Candidate(delimiter: dialect.delimiter)
        candidate.lines = counts.count
        candidate.widest = counts.max() ?? 1
        for cells in Set(counts).sorted() where cells > 1 {
            let agreeing = counts.count { $0 == cells }
            if agreeing >= candidate.agreeing {
                candidate.agreeing = agreeing
                candidate.cells = cells
            }
        }
        let header = counts.first ?? 1
        candidate.score = counts.reduce(0) { sum, cells in
            sum + (cells == candidate.cells ? 2 : cells > 1 && cells < header ? 1 : 0)
        }
        return candidate
    }

    private static func commasStandBetweenDigits(_ sample: UnsafeRawBufferPointer) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        for index in sample.indices where sample[index] == UInt8(ascii: ",") {
            guard index > 0, index + 1 < sample.count, digits.contains(sample[index - 1]),
                digits.contains(sample[index + 1])
            else { return false }
        }
        return true
    }
}
