import Glibc
import Observations

/// Compares two versions of a table row by row, both in ascending order of the same key.
///
/// Rows that are equal byte for byte, nearly all, cost one `memcmp`. Columns are matched by name.
struct TableComparison: ~Copyable {
    /// What names a row.
    enum Key: Sendable {
        /// `recordID` in the first column, by its two numbers.
        case record
        /// The values of some columns, by their bytes, column by column.
        case columns(new: [Int], old: [Int])
    }

    /// A column that both versions have.
    struct Pair: Sendable, Equatable {
        let new: Int
        let old: Int
    }

    /// A value that differs.
    struct Difference {
        let column: Int
        let old: [UInt8]?
        let new: [UInt8]?
    }

    /// What was found about one row; the key's values are those of the side that has the row.
    enum Finding {
        case added(key: [String])
        case withdrawn(key: [String])
        case changed(key: [String], [Difference])
    }

    private var old: PublishedRows
    private var new: PublishedRows
    private let name: String
    private let key: Key
    private let pairs: [Pair]
    private let isSameHeader: Bool
    private var oldCells: [Range<Int>] = []
    private var newCells: [Range<Int>] = []

    /// A comparison of two readers.
    ///
    /// - Parameters:
    ///   - name: The table's name, for messages.
    ///   - pairs: The columns to compare.
    ///   - isSameHeader: Whether equal bytes mean equal rows.
    init(
        _ name: String, old: consuming PublishedRows, new: consuming PublishedRows, key: Key, pairs: [Pair],
        isSameHeader: Bool
    ) {
        self.name = name
        self.old = old
        self.new = new
        self.key = key
        self.pairs = pairs
        self.isSameHeader = isSameHeader
    }

    /// Gives out every difference in the order of the keys, until `receive` says `false`.
    mutating func run(_ receive: (Finding) throws -> Bool) throws {
        var hasOld = try old.advance()
        var hasNew = try new.advance()
        var differences: [Difference] = []
        while hasOld && hasNew {
            if isSameHeader, old.isEqual(to: new) {
                hasOld = try old.advance()
                hasNew = try new.advance()
                continue
            }
            old.splitCells(into: &oldCells)
            new.splitCells(into: &newCells)
            let order = try order()
            var goesOn = true
            if order < 0 {
                goesOn = try receive(.withdrawn(key: oldKey()))
            } else if order > 0 {
                goesOn = try receive(.added(key: newKey()))
            } else {
                compareCells(into: &differences)
                if !differences.isEmpty { goesOn = try receive(.changed(key: newKey(), differences)) }
            }
            guard goesOn else { return }
            if order <= 0 { hasOld = try advanceOld() }
            if order >= 0 { hasNew = try advanceNew() }
        }
        while hasOld {
            old.splitCells(into: &oldCells)
            guard try receive(.withdrawn(key: oldKey())) else { return }
            hasOld = try advanceOld()
        }
        while hasNew {
            new.splitCells(into: &newCells)
            guard try receive(.added(key: newKey())) else { return }
            hasNew = try advanceNew()
        }
    }

    /// The cells of two rows with one key that differ in value and not merely in how they are quoted.
    private mutating func compareCells(into differences: inout [Difference]) {
        differences.removeAll(keepingCapacity: true)
        for pair in pairs {
            let before = pair.old < oldCells.count ? oldCells[pair.old] : 0..<0
            let now = pair.new < newCells.count ? newCells[pair.new] : 0..<0
            if old.raw(before).elementsEqual(new.raw(now)) { continue }
            let (oldValue, newValue) = (old.value(before), new.value(now))
            if oldValue != newValue { differences.append(Difference(column: pair.new, old: oldValue, new: newValue)) }
        }
    }

    // MARK: Keys

    /// Less than, equal to or greater than 0 as the old row's key is below, at or above the new row's.
    private func order() throws -> Int {
        switch key {
        case .record:
            let (before, now) = (try recordNumber(old, oldCells), try recordNumber(new, newCells))
            return before < now ? -1 : before == now ? 0 : 1
        case .columns(let newColumns, let oldColumns):
            for (newColumn, oldColumn) in zip(newColumns, oldColumns) {
                let order = Self.order(try cell(oldColumn, old, oldCells), try cell(newColumn, new, newCells))
                if order != 0 { return order }
            }
            return 0
        }
    }

    private static func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    }

    private func cell(
        _ column: Int, _ rows: borrowing PublishedRows, _ cells: [Range<Int>]
    ) throws -> [UInt8] {
        guard column < cells.count else { throw damaged("a row has only \(cells.count) cells") }
        return rows.value(cells[column]) ?? []
    }

    /// Both numbers of a `recordID` in one, in the same order.
    private func recordNumber(_ rows: borrowing PublishedRows, _ cells: [Range<Int>]) throws -> UInt64 {
        var numbers: (UInt64, UInt64) = (0, 0)
        var hasHyphen = false
        for byte in rows.raw(cells.first ?? 0..<0) {
            if byte == UInt8(ascii: "-"), !hasHyphen {
                hasHyphen = true
            } else if (48...57).contains(byte), numbers.1 <= UInt64(UInt32.max) {
                if hasHyphen {
                    numbers.1 = numbers.1 * 10 + UInt64(byte - 48)
                } else {
                    numbers.0 = numbers.0 * 10 + UInt64(byte - 48)
                }
                guard numbers.0 <= UInt64(UInt32.max) else { throw damaged("a recordID is too large") }
            } else {
                throw damaged("a recordID is no pair of numbers")
            }
        }
        guard hasHyphen, numbers.1 <= UInt64(UInt32.max) else { throw damaged("a recordID is no pair of numbers") }
        return numbers.0 << 32 | numbers.1
    }

    private func oldKey() -> [String] {
        switch key {
        case .record: [text(old, oldCells, 0)]
        case .columns(_, let columns): columns.map { text(old, oldCells, $0) }
        }
    }

    private func newKey() -> [String] {
        switch key {
        case .record: [text(new, newCells, 0)]
        case .columns(let columns, _): columns.map { text(new, newCells, $0) }
        }
    }

    private func text(_ rows: borrowing PublishedRows, _ cells: [Range<Int>], _ column: Int) -> String {
        column < cells.count ? String(decoding: rows.value(cells[column]) ?? [], as: UTF8.self) : ""
    }

    // MARK: Order

    private mutating func advanceOld() throws -> Bool {
        let last = try sortKey(old, oldCells, isNew: false)
        guard try old.advance() else { return false }
        old.splitCells(into: &oldCells)
        try requireAscent(from: last, to: try sortKey(old, oldCells, isNew: false))
        return true
    }

    private mutating func advanceNew() throws -> Bool {
        let last = try sortKey(new, newCells, isNew: true)
        guard try new.advance() else { return false }
        new.splitCells(into: &newCells)
        try requireAscent(from: last, to: try sortKey(new, newCells, isNew: true))
        return true
    }

    private enum SortKey {
        case number(UInt64)
        case texts([[UInt8]])
    }

    private func sortKey(
        _ rows: borrowing PublishedRows, _ cells: [Range<Int>], isNew: Bool
    ) throws -> SortKey {
        switch key {
        case .record: return .number(try recordNumber(rows, cells))
        case .columns(let newColumns, let oldColumns):
            var texts: [[UInt8]] = []
            for column in isNew ? newColumns : oldColumns { texts.append(try cell(column, rows, cells)) }
            return .texts(texts)
        }
    }

    /// Rows out of order would make a merge report nonsense.
    private func requireAscent(from last: SortKey, to current: SortKey) throws {
        let isAscending =
            switch (last, current) {
            case (.number(let last), .number(let current)): last < current
            case (.texts(let last), .texts(let current)):
                last.lexicographicallyPrecedes(current) { $0.lexicographicallyPrecedes($1) }
            default: false
            }
        guard isAscending else { throw damaged("its rows are not in ascending order of their key") }
    }

    private func damaged(_ reason: String) -> SnapshotError {
        SnapshotError(
            .damaged, "The table \(name) cannot be compared: \(reason)",
            remedy: "Run transect verify to see whether a version is damaged; if none is, please report this.")
    }
}
