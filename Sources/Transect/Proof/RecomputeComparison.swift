import Observations
import Snapshots

/// Finds out where a published consensus and the one made anew differ.
///
/// Both have a row per subject in byte order, so that one pass over the file is enough.
struct RecomputeComparison {
    /// The first differences.
    private(set) var differences: [RecomputeDifference] = []
    /// How many there are.
    private(set) var count = 0

    private static let kept = 10

    private let names: [String]
    private let columns: [TextColumn]
    private let keys: Int
    private var row = 0

    /// A comparison with columns that were made anew, the first `keys` of which name the subject.
    init(names: [String], columns: [TextColumn], keys: Int) {
        self.names = names
        self.columns = columns
        self.keys = keys
    }

    /// Compares the rows of the published file.
    mutating func run(_ rows: consuming PublishedRows) throws {
        let header = rows.header
        for name in header where !names.contains(name) { add(.columnOnlyPublished(name)) }
        for name in names where !header.contains(name) { add(.columnOnlyRecomputed(name)) }
        var pairs: [(name: String, published: Int, recomputed: Int)] = []
        for (index, name) in names.enumerated() where index >= keys {
            if let published = header.firstIndex(of: name) { pairs.append((name, published, index)) }
        }
        while let piece = try rows.nextPiece() {
            for published in 0..<(piece.columns.first?.count ?? 0) {
                compare(piece.columns, published, pairs)
            }
        }
        while row < total { addMissing() }
    }

    private var total: Int { columns.first?.count ?? 0 }

    private mutating func compare(
        _ published: [TextColumn], _ place: Int, _ pairs: [(name: String, published: Int, recomputed: Int)]
    ) {
        while row < total, precedes((columns, row), (published, place)) { addMissing() }
        if row == total || precedes((published, place), (columns, row)) {
            return add(.onlyPublished(subject: subject(published, place)))
        }
        for pair in pairs {
            let (old, new) = (published[pair.published], columns[pair.recomputed])
            if old.bytes[old.range(place)].elementsEqual(new.bytes[new.range(row)]) { continue }
            add(
                .value(
                    subject: subject(published, place), column: pair.name, published: old[place], recomputed: new[row]))
        }
        row += 1
    }

    private mutating func addMissing() {
        add(.onlyRecomputed(subject: subject(columns, row)))
        row += 1
    }

    private mutating func add(_ difference: RecomputeDifference) {
        count += 1
        if differences.count < Self.kept { differences.append(difference) }
    }

    private func precedes(_ left: (columns: [TextColumn], row: Int), _ right: (columns: [TextColumn], row: Int)) -> Bool
    {
        for key in 0..<keys {
            let first = left.columns[key].bytes[left.columns[key].range(left.row)]
            let second = right.columns[key].bytes[right.columns[key].range(right.row)]
            if first.elementsEqual(second) { continue }
            return first.lexicographicallyPrecedes(second)
        }
        return false
    }

    private func subject(_ columns: [TextColumn], _ row: Int) -> [String] {
        columns[..<keys].map { $0[row] ?? "" }
    }
}
