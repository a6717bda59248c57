import Observations

/// Pairs the changed rows of each event date by likeness.
///
/// All rows of a date are compared with one another and the best pairs taken first, dates with few rows before those
/// with many, until `comparisonLimit` comparisons are made. For the dates that are left, which have hundreds of changed
/// rows each, the cost grows with the rows alone: rows that differ in one cell are paired first, one column after the
/// other, the one that leaves the least doubt first, the n-th of equal ones with the n-th (a column filled in for all
/// rows is the usual case); then each row with the most alike of its neighbours.
struct DatePairing {
    /// So many pairs of rows are compared at most: some tenths of a second.
    static let comparisonLimit = 1 << 21
    /// With many rows, so many neighbours to either side are looked at.
    static let neighbours = 16

    private let old: LikenessCells
    private let new: LikenessCells
    /// What has been found.
    private(set) var pairs: RowPairs
    /// For each new row where it would stand among the old rows, by the equal rows around it.
    private let expected: [Int32]
    /// `LikenessCells.sums` of both sides, where they are needed.
    private lazy var sums = (old: old.sums(), new: new.sums())

    init(old: LikenessCells, new: LikenessCells, _ pairs: RowPairs) {
        self.old = old
        self.new = new
        self.pairs = pairs
        expected = DatePairing.expectedPlaces(pairs)
    }

    /// Pairs what can be paired.
    mutating func run() {
        var budget = DatePairing.comparisonLimit
        for date in dates() {
            let comparisons = date.old.count * date.new.count
            if comparisons <= budget {
                budget -= comparisons
                pairBestFirst(date)
            } else {
                budget = 0
                pairDifferingInOneCell(date)
                pairNeighbours(date)
            }
        }
    }

    /// The rows of one date that have no partner yet, in their order.
    private struct DateRows {
        var old: [Int32]
        var new: [Int32]
    }

    /// The dates that have such rows on both sides, those with the fewest comparisons first.
    private func dates() -> [DateRows] {
        let olds = pairs.openOld.sorted { (old.dates[Int($0)], $0) < (old.dates[Int($1)], $1) }
        let news = pairs.openNew.sorted { (new.dates[Int($0)], $0) < (new.dates[Int($1)], $1) }
        var dates: [DateRows] = []
        var (i, j) = (0, 0)
        while i < olds.count, j < news.count {
            let date = old.dates[Int(olds[i])]
            if new.dates[Int(news[j])] < date {
                j += 1
                continue
            }
            let oldEnd = olds[i...].firstIndex { old.dates[Int($0)] != date } ?? olds.count
            let newEnd = news[j...].firstIndex { new.dates[Int($0)] != date } ?? news.count
            if newEnd > j { dates.append(DateRows(old: Array(olds[i..<oldEnd]), new: Array(news[j..<newEnd]))) }
            (i, j) = (oldEnd, newEnd)
        }
        let costs = dates.map { $0.old.count * $0.new.count }
        return dates.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }.map { dates[$0] }
    }

    /// The place of a row among the old ones if nothing was put in or taken out since the last equal row before it;
    /// before the first equal row, up to that.
    private static func expectedPlaces(_ pairs: RowPairs) -> [Int32] {
        let anchor = pairs.oldOfNew.firstIndex { $0 >= 0 }
        var shift = anchor.map { pairs.oldOfNew[$0] - Int32($0) } ?? 0
        return pairs.oldOfNew.enumerated().map { row, old in
            if old >= 0 { shift = old - Int32(row) }
            return Int32(row) + shift
        }
    }

    private func distance(_ oldRow: Int32, _ newRow: Int32) -> UInt32 {
        (oldRow - expected[Int(newRow)]).magnitude
    }
}

extension DatePairing {
    /// Compares all with all, and takes the most alike first; of equally alike ones the nearest, then the first.
    private mutating func pairBestFirst(_ date: DateRows) {
        var candidates: [Candidate] = []
        withCells { oldCells, newCells, width in
            for oldRow in date.old {
                for newRow in date.new {
                    let likeness = Likeness(
                        oldCells + Int(oldRow) * width, newCells + Int(newRow) * width, width: width)
                    guard likeness.isEnough else { continue }
                    let rank = UInt64(~likeness.score) << 32 | UInt64(distance(oldRow, newRow))
                    candidates.append(Candidate(rank: rank, old: oldRow, new: newRow))
                }
            }
        }
        candidates.sort()
        for candidate in candidates {
            let (oldRow, newRow) = (Int(candidate.old), Int(candidate.new))
            if pairs.newOfOld[oldRow] < 0, pairs.oldOfNew[newRow] < 0 { pairs.pair(old: oldRow, new: newRow) }
        }
    }

    private struct Candidate: Comparable {
        /// The smaller the better: the score turned round, then the distance.
        let rank: UInt64
        let old: Int32
        let new: Int32

        static func < (left: Candidate, right: Candidate) -> Bool {
            if left.rank != right.rank { return left.rank < right.rank }
            return left.old != right.old ? left.old < right.old : left.new < right.new
        }
    }

    /// Column by column, pairs rows that are equal in all others. At least one cell must be equal.
    private mutating func pairDifferingInOneCell(_ date: DateRows) {
        let sums = sums
        for place in mostCertainColumns(date) {
            let open = date.old.filter { pairs.newOfOld[Int($0)] < 0 }
            var waiting = RowQueues(open) { sums.old[$0] &- old.share($0, place) }
            for row in date.new where pairs.oldOfNew[Int(row)] < 0 {
                let sum = sums.new[Int(row)] &- new.share(Int(row), place)
                guard sum != 0, let partner = waiting.first(sum) else { continue }
                waiting.removeFirst(sum)
                pairs.pair(old: partner, new: Int(row))
            }
        }
    }

    /// The columns, those first without which most rows have exactly one equal on the other side: a count that has
    /// changed in every row goes before the number on the sheet, which tells the rows apart.
    private mutating func mostCertainColumns(_ date: DateRows) -> [Int] {
        let sums = sums
        let certain = (0..<old.width).map { place in
            let olds = DatePairing.onlyOnes(date.old.map { sums.old[Int($0)] &- old.share(Int($0), place) })
            let news = DatePairing.onlyOnes(date.new.map { sums.new[Int($0)] &- new.share(Int($0), place) })
            return DatePairing.countCommon(olds, news)
        }
        return certain.indices.sorted { (certain[$1], $0) < (certain[$0], $1) }
    }

    /// The numbers that stand there exactly once, ascending. 0 says that a row has no cells, and does not count.
    private static func onlyOnes(_ numbers: [UInt64]) -> [UInt64] {
        let sorted = numbers.sorted()
        return sorted.indices.filter { index in
            sorted[index] != 0 && (index == 0 || sorted[index - 1] != sorted[index])
                && (index + 1 == sorted.count || sorted[index + 1] != sorted[index])
        }.map { sorted[$0] }
    }

    /// How many numbers two ascending lists have in common.
    private static func countCommon(_ first: [UInt64], _ second: [UInt64]) -> Int {
        var (i, j, count) = (0, 0, 0)
        while i < first.count, j < second.count {
            if first[i] == second[j] { count += 1 }
            let (left, right) = (first[i], second[j])
            if left <= right { i += 1 }
            if right <= left { j += 1 }
        }
        return count
    }

    /// Pairs each row, in the order of the file, with the most alike of the rows around the place where it should be.
    private mutating func pairNeighbours(_ date: DateRows) {
        let open = date.old.filter { pairs.newOfOld[Int($0)] < 0 }
        // Moved out and back, not copied.
        var found = pairs
        pairs = RowPairs(old: 0, new: 0)
        withCells { oldCells, newCells, width in
            for newRow in date.new where found.oldOfNew[Int(newRow)] < 0 {
                let middle = firstRow(of: open, from: expected[Int(newRow)])
                var best: Candidate?
                let first = max(0, middle - DatePairing.neighbours)
                for oldRow in open[first..<min(open.count, middle + DatePairing.neighbours)]
                where found.newOfOld[Int(oldRow)] < 0 {
                    let likeness = Likeness(
                        oldCells + Int(oldRow) * width, newCells + Int(newRow) * width, width: width)
                    guard likeness.isEnough else { continue }
                    let rank = UInt64(~likeness.score) << 32 | UInt64(distance(oldRow, newRow))
                    let candidate = Candidate(rank: rank, old: oldRow, new: newRow)
                    if best.map({ candidate < $0 }) ?? true { best = candidate }
                }
                if let best { found.pair(old: Int(best.old), new: Int(best.new)) }
            }
        }
        pairs = found
    }

    /// The offset of the first of ascending `rows` that is not below `place`.
    private func firstRow(of rows: [Int32], from place: Int32) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The cells of both sides. Row `r` has the `width` cells from `r * width` on.
    private func withCells(_ body: (UnsafePointer<UInt32>, UnsafePointer<UInt32>, Int) -> Void) {
        old.cells.withUnsafeBufferPointer { oldCells in
            new.cells.withUnsafeBufferPointer { newCells in
                // Without other columns than the date there are no cells, and no distances between them.
                guard let olds = oldCells.baseAddress, let news = newCells.baseAddress else { return }
                body(olds, news, old.width)
            }
        }
    }
}
