import Observations

/// The rows of a batch that are written, as runs of neighbours: loops go over runs, and within a run over rows.
struct RowSelection {
    /// Runs in ascending order, none empty, none touching the next.
    let runs: [Range<Int>]
    /// How many rows the runs hold.
    let count: Int

    /// Runs that are known to be in order.
    init(runs: [Range<Int>]) {
        self.runs = runs
        count = runs.reduce(0) { $0 + $1.count }
    }

    /// All of `rows` rows.
    init(all rows: Int) {
        self.init(runs: rows == 0 ? [] : [0..<rows])
    }

    /// The rows whose bit is set.
    init(_ bitmap: Bitmap) {
        var runs: [Range<Int>] = []
        var start: Int?
        for (index, word) in bitmap.words.enumerated() {
            // Most words continue what went before.
            if word == .max, start != nil { continue }
            var bit = 0
            while bit < 64 {
                let rest = word >> UInt64(bit)
                if let begin = start {
                    let ones = (~rest).trailingZeroBitCount
                    if bit + ones >= 64 { break }
                    bit += ones
                    runs.append(begin..<index << 6 + bit)
                    start = nil
                } else {
                    let zeros = rest.trailingZeroBitCount
                    if bit + zeros >= 64 { break }
                    bit += zeros
                    start = index << 6 + bit
                }
            }
        }
        if let start { runs.append(start..<bitmap.count) }
        self.init(runs: runs)
    }

    /// The selected rows that lie in `rows`.
    func clipped(to rows: Range<Int>) -> RowSelection {
        guard let first = runs.first, let last = runs.last else { return self }
        if rows.lowerBound <= first.lowerBound && rows.upperBound >= last.upperBound { return self }
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound <= rows.lowerBound { low = middle + 1 } else { high = middle }
        }
        var clipped: [Range<Int>] = []
        while low < runs.count, runs[low].lowerBound < rows.upperBound {
            clipped.append(runs[low].clamped(to: rows))
            low += 1
        }
        return RowSelection(runs: clipped)
    }

    /// How many selected rows have their bit set in `bitmap`.
    func count(in bitmap: Bitmap?) -> Int {
        guard let bitmap else { return 0 }
        var total = 0
        bitmap.words.withUnsafeBufferPointer { words in
            for run in runs {
                var row = run.lowerBound
                while row < run.upperBound {
                    let take = min(64, run.upperBound - row)
                    total += bits(of: words, at: row, count: take).nonzeroBitCount
                    row += take
                }
            }
        }
        return total
    }
}

/// The `count` (1 to 64) bits from `position`, in the low bits of a word.
@inline(__always)
func bits(of words: UnsafeBufferPointer<UInt64>, at position: Int, count: Int) -> UInt64 {
    precondition(position >= 0 && count > 0 && count <= 64 && position + count <= words.count << 6)
    let shift = UInt64(position & 63)
    var bits = words[position >> 6] >> shift
    if Int(shift) + count > 64 { bits |= words[position >> 6 + 1] << (64 - shift) }
    return bits & (UInt64.max >> UInt64(64 - count))
}

/// Sets `bits` (already cut to `count` bits) at `position` of a buffer that is 0 there.
@inline(__always)
func setBits(_ bits: UInt64, of words: UnsafeMutableBufferPointer<UInt64>, at position: Int, count: Int) {
    precondition(position >= 0 && count > 0 && count <= 64 && position + count <= words.count << 6)
    let shift = UInt64(position & 63)
    words[position >> 6] |= bits << shift
    if Int(shift) + count > 64 { words[position >> 6 + 1] |= bits >> (64 - shift) }
}
