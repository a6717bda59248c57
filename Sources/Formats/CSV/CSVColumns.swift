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
    /// How many bytes of a column there is room for at first.
    private static let firstCapacity = 512
    /// Columns that needed more room than this together begin anew after the batch: it was an unusual one, and as many
    /// columns as a file has may be long in one batch each.
    private static let keptCapacity = 64 << 20

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
    /// Whether a lane was moved to the end of the arena, so that there are gaps.
    private var hasGaps = false

    /// Room for the kept ones among `columnCount` columns of the file.
    init(columnCount: Int, kept: [Int]) {
        self.kept = kept
        // Wide tables get fewer rows a batch: 2 million cells at most.
        rowLimit = min(65_536, max(256, (2 << 20) / max(kept.count, 1)))
        rowCapacity = 256
        capacities = [Int](repeating: Self.firstCapacity, count: kept.count)
        missing = [[UInt64]](repeating: [], count: kept.count)
        let skipped = CSVLane(start: 0, used: 0, limit: .max, ends: 0, advance: 0)
        lanes = [CSVLane](repeating: skipped, count: columnCount)
        arena = []
        ends = []
        lines = []
        layOut()
    }

    /// How many bytes of the arena a lane with room for so many takes.
    private static func regionSize(_ capacity: Int) -> Int { (capacity + slack + 63) / 64 * 64 + 64 }

    /// Places the lanes in new buffers and takes over what the old ones hold.
    private mutating func layOut() {
        // An odd number of cache lines a lane keeps the lanes from sharing cache sets.
        let stride = (rowCapacity + 15) / 16 * 16 + 16
        var total = Self.slack
        var places: [Int] = []
        for capacity in capacities {
            places.append(total)
            total += Self.regionSize(capacity)
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
        hasGaps = false
    }

    /// Makes room for more rows; false if the batch is full.
    mutating func growRows() -> Bool {
        guard rowCapacity < rowLimit else { return false }
        rowCapacity = min(rowLimit, rowCapacity * 4)
        expectRows(like: rows)
        layOut()
        return true
    }

    /// Gives every lane room for rows like the ones so far, unless these are unusually long: then lanes grow one by one.
    private mutating func expectRows(like rows: Int) {
        let expected = kept.map { (lanes[$0].used - lanes[$0].start) / max(rows, 1) * rowCapacity * 5 / 4 }
        guard expected.reduce(0, +) <= Self.keptCapacity / 2 else { return }
        for index in kept.indices { capacities[index] = max(capacities[index], expected[index]) }
    }

    /// Moves the lane of a kept column to the end of the arena, where it has more room.
    ///
    /// The others stay where they are: in a wide table each of them may grow by itself, and laying all out anew every
    /// time would copy the table as often as it has columns. `take` closes the gaps.
    private mutating func move(_ index: Int, room capacity: Int) {
        let old = lanes[kept[index]]
        let (start, length) = (arena.count, old.used - old.start)
        arena.append(contentsOf: repeatElement(0, count: Self.regionSize(capacity)))
        arena.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            (base + start).copyMemory(from: base + old.start, byteCount: length)
        }
        lanes[kept[index]].start = start
        lanes[kept[index]].used = start + length
        lanes[kept[index]].limit = start + capacity
        capacities[index] = capacity
        hasGaps = true
    }

    /// Makes room for a cell of every column, and more in the lanes that are more than half full: they would be next.
    private mutating func makeRoom(_ cell: (Int) -> ArraySlice<UInt8>?) {
        func grown(_ capacity: Int) -> Int { capacity * (capacity < 64 << 10 ? 4 : 2) }
        var isShort = false
        for (index, column) in kept.enumerated() {
            let needed = lanes[column].used - lanes[column].start + (cell(column)?.count ?? 0)
            guard needed > capacities[index] else { continue }
            move(index, room: max(needed * 2, grown(capacities[index])))
            isShort = true
        }
        guard isShort else { return }
        for (index, column) in kept.enumerated()
        where (lanes[column].used - lanes[column].start) * 2 > capacities[index] {
            move(index, room: grown(capacities[index]))
        }
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
        makeRoom(cell)
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
        if hasGaps {
            if capacities.reduce(0, +) > Self.keptCapacity {
                capacities = [Int](repeating: Self.firstCapacity, count: kept.count)
            }
            layOut()
        }
        return columns
    }
}
