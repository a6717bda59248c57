import Observations

/// The cells of rows as 32-bit hashes, row after row, with the event date apart. 0 stands for a missing cell.
struct LikenessCells: Sendable {
    /// How many cells a row has besides its date.
    let width: Int
    private let dateColumn: Int?
    private(set) var dates: [UInt32] = []
    private(set) var cells: [UInt32] = []

    init(_ schema: Schema) {
        dateColumn = schema.column(of: "eventDate")
        width = schema.terms.count - (dateColumn == nil ? 0 : 1)
    }

    /// Adds rows of some columns. Cells are compared in Unicode form C, as fingerprints compare them.
    mutating func add(_ columns: [TextColumn], terms: [Term], rows: [Int]) {
        let first = dates.count
        dates.append(contentsOf: repeatElement(0, count: rows.count))
        cells.append(contentsOf: repeatElement(0, count: rows.count * width))
        var place = 0
        for (index, column) in columns.enumerated() {
            let hashes = LikenessCells.hashes(column.normalised(), seed: stableHash(terms[index].name, seed: 6))
            if index == dateColumn {
                for (offset, row) in rows.enumerated() { dates[first + offset] = hashes[row] }
            } else {
                for (offset, row) in rows.enumerated() { cells[(first + offset) * width + place] = hashes[row] }
                place += 1
            }
        }
    }

    /// Leaves only these rows.
    mutating func keep(_ rows: [Int]) {
        dates = rows.map { dates[$0] }
        var kept: [UInt32] = []
        kept.reserveCapacity(rows.count * width)
        for row in rows { kept.append(contentsOf: cells[row * width..<(row + 1) * width]) }
        cells = kept
    }

    /// For each row a hash of all its cells but the date, as a sum of `share`s; 0 if there are none.
    func sums() -> [UInt64] {
        dates.indices.map { row in
            var sum: UInt64 = 0
            for place in 0..<width { sum &+= share(row, place) }
            return sum
        }
    }

    /// What one cell adds to its row's sum.
    func share(_ row: Int, _ place: Int) -> UInt64 {
        let cell = cells[row * width + place]
        return cell == 0 ? 0 : StableHash.mix(UInt64(cell) | UInt64(place + 1) << 32, 0xD6E8_FEB8_6659_FD93)
    }

    private static func hashes(_ column: TextColumn, seed: UInt64) -> [UInt32] {
        column.withCells { bytes, ends in
            let raw = UnsafeRawBufferPointer(bytes)
            var start = 0
            return (0..<ends.count).map { row in
                let end = Int(ends[row])
                defer { start = end }
                if column.missing[row] { return 0 }
                let hash = StableHash.hash(UnsafeRawBufferPointer(rebasing: raw[start..<end]), seed: seed)
                return max(1, UInt32(truncatingIfNeeded: hash))
            }
        }
    }
}

/// How alike two rows are: how many of the cells that at least one of them has are equal.
struct Likeness {
    /// Equal cells.
    let equal: Int
    /// Cells that at least one of both has.
    let compared: Int

    init(_ a: UnsafePointer<UInt32>, _ b: UnsafePointer<UInt32>, width: Int) {
        var equal: UInt32 = 0
        var compared: UInt32 = 0
        for place in 0..<width {
            let (x, y) = (a[place], b[place])
            compared &+= (x | y) != 0 ? 1 : 0
            equal &+= x == y && x != 0 ? 1 : 0
        }
        self.equal = Int(equal)
        self.compared = Int(compared)
    }

    /// Whether at least half of the cells are equal.
    var isEnough: Bool { equal * 2 >= compared }

    /// The share of equal cells, different for different shares of up to 4,000 cells.
    var score: UInt32 { compared == 0 ? 1 << 24 : UInt32((equal << 24) / compared) }
}
