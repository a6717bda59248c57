import Observations

/// Where the kernel writes the cells of one column of the file.
struct CSVLane: Sendable {
    /// Where the column's bytes begin in the arena.
    var start: Int
    /// Where its next byte goes.
    var used: Int
    /// The last place at which a vector of 16 bytes may still be stored.
    var limit: Int
    /// Where its ends begin in `CSVColumns.ends`.
    var ends: Int
    /// All ones for a column that is kept, 0 for one that is skipped: a skipped lane writes the same bytes over and
    /// over.
    var advance: Int
}

/// The cells of a batch while it is being filled.
///
/// All bytes lie in one arena, a region per kept column, so that the kernel needs a single pointer; the columns of the
/// finished batch are copies of exact size.
///
///     arena   | skipped | column 0 ....      | column 1 ....      |
///     ends    | skipped | row 0, row 1, …    | row 0, row 1, …    |
struct CSVColumns: Sendable {
    /// Bytes behind every region that a vector may touch.
    private static let slack = 64

    private(set) var lanes: [CSVLane]
    var arena: [UInt8]
    var ends: [UInt32]
    /// The line at which every row begins.
    var lines: [UInt64]
    /// How many rows are filled.
    var rows = 0
    /// How many rows there is room for now, and at most.
    private(set) var rowCapacity: Int
    let rowLimit: Int
    /// The file columns that are kept, in their order in the file.
    private let kept: [Int]
    /// For every kept column the words of its missing bits, empty while it has none.
    private var missing: [[UInt64]]
    private var capacities: [Int]

    /// Room for the kept ones among `columnCount` columns of the file.
    init(columnCount: Int, kept: [Int]) {
        self.kept = kept
        // Wide tables get fewer rows a batch: 2 million cells at most.
        rowLimit = min(65_536, max(256, (2 << 20) / max(kept.count, 1)))
        rowCapacity = 256
        capacities = [Int](repeating: 512, count: kept.count)
        missing = [[UInt64]](repeating: [], count: kept.count)
        let skipped = CSVLane(start: 0, used: 0, limit: .max, ends: 0, advance: 0)
        lanes = [CSVLane](repeating: skipped, count: columnCount)
        arena = []
        ends = []
        lines = []
        layOut()
    }

    /// Places the lanes in new buffers and takes over what the old ones hold.
    private mutating func layOut() {
        // An odd number of cache lines a lane keeps the lanes from sharing cache sets.
        let stride = (rowCapacity + 15) / 16 * 16 + 16
        var total = Self.slack
        var places: [Int] = []
        for capacity in capacities {
            places.append(total)
            total += (capacity + Self.slack + 63) / 64 * 64 + 64
        }
        var newArena = [UInt8](repeating: 0, count: total + Self.slack)
        var newEnds = [UInt32](repeating: 0, count: stride * (kept.count + 1))
        lines.append(contentsOf: repeatElement(0, count: rowCapacity - lines.count))
        for (index, column) in kept.enumerated() {
            let old = lanes[column]
            let length = old.used - old.start
            if length > 0 {
                newArena.replaceSubrange(places[index]..<places[index] + length, with: arena[old.start..<old.used])
            }
            let endsStart = stride * (index + 1)
            if rows > 0 {
                newEnds.replaceSubrange(endsStart..<endsStart + rows, with: ends[old.ends..<old.ends + rows])
            }
            lanes[column] = CSVLane(
                start: places[index], used: places[index] + length, limit: places[index] + capacities[index],
                ends: endsStart, advance: -1)
        }
        arena = newArena
        ends = newEnds
    }

    /// Makes room for more rows; false if the batch is full.
    mutating func growRows() -> Bool {
        guard rowCapacity < rowLimit else { return false }
        rowCapacity = min(rowLimit, rowCapacity * 4)
        layOut()
        return true
    }

    /// Makes room for more bytes in the lane of a file column, and in the others that are more than half full.
    mutating func growBytes(column full: Int) {
        for (index, column) in kept.enumerated() {
            let length = lanes[column].used - lanes[column].start
            if column == full || length * 2 > capacities[index] {
                capacities[index] *= capacities[index] < 64 << 10 ? 4 : 2
            }
        }
        layOut()
    }

    /// Gives the kernel its pointers.
    @inline(__always)
    mutating func withPointers<Result>(
        _ body: (
            UnsafeMutablePointer<CSVLane>, UnsafeMutableRawPointer, UnsafeMutablePointer<UInt32>,
            UnsafeMutablePointer<UInt64>
        ) -> Result?
    ) -> Result? {
        lanes.withUnsafeMutableBufferPointer { lanes in
            arena.withUnsafeMutableBytes { arena in
                ends.withUnsafeMutableBufferPointer { ends in
                    lines.withUnsafeMutableBufferPointer { lines in
                        guard let lanes = lanes.baseAddress, let arena = arena.baseAddress,
                            let ends = ends.baseAddress, let lines = lines.baseAddress
                        else { return nil }
                        return body(lanes, arena, ends, lines)
                    }
                }
            }
        }
    }

    /// Whether a column of the file is kept.
    func keeps(_ column: Int) -> Bool { lanes[column].advance != 0 }

    /// Adds a row cell by cell. `cell` gives the bytes of a column of the file, or `nil` where it is missing.
    mutating func appendRow(line: UInt64, _ cell: (Int) -> ArraySlice<UInt8>?) {
        if rows == rowCapacity { _ = growRows() }
        var isShort = false
        for (index, column) in kept.enumerated() {
            let needed = lanes[column].used - lanes[column].start + (cell(column)?.count ?? 0)
            guard needed > capacities[index] else { continue }
            capacities[index] = needed * 2
            isShort = true
        }
        if isShort { layOut() }
        for (index, column) in kept.enumerated() {
            var lane = lanes[column]
            if let text = cell(column) {
                arena.replaceSubrange(lane.used..<lane.used + text.count, with: text)
                lane.used += text.count
            } else {
                let word = rows >> 6
                if missing[index].count <= word {
                    missing[index].append(contentsOf: repeatElement(0, count: word + 1 - missing[index].count))
                }
                missing[index][word] |= 1 << UInt64(rows & 63)
            }
            ends[lane.ends + rows] = UInt32(lane.used - lane.start)
            lanes[column] = lane
        }
        lines[rows] = line
        rows += 1
    }

    /// The finished columns, in the order of the file; the batch is empty afterwards.
    mutating func take() -> [TextColumn] {
        let words = (rows + 63) / 64
        let columns = kept.indices.map { index in
            let lane = lanes[kept[index]]
            let bits = missing[index]
            return TextColumn(
                bytes: Array(arena[lane.start..<lane.used]), ends: Array(ends[lane.ends..<lane.ends + rows]),
                missing: Bitmap(count: rows, words: bits + [UInt64](repeating: 0, count: words - bits.count)))
        }
        for (index, column) in kept.enumerated() {
            lanes[column].used = lanes[column].start
            missing[index].removeAll(keepingCapacity: true)
        }
        rows = 0
        return columns
    }
}
