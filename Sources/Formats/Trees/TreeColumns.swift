import Observations

/// The columns of a batch under construction, and when the batch is full.
struct TreeColumns: ~Copyable {
    /// At most this many records in a batch.
    static let rowLimit = 65_536
    /// A batch ends with the record that brings its text to this many bytes.
    static let textLimit = 8 << 20
    /// A batch of very many columns ends earlier, so that its missing cells fit too.
    static let cellLimit = 4 << 20
    /// A batch ends with the record that brings it to this many findings: each of them takes more room than most records.
    static let findingLimit = 4_096

    /// The columns. Valid until the next call of `add`.
    private(set) var base: UnsafeMutablePointer<TreeColumn>
    /// How many columns are in use.
    private(set) var count = 0
    private var made = 0
    private var capacity = 16

    init() { base = .allocate(capacity: capacity) }

    deinit {
        for index in 0..<made { base[index].free() }
        base.deallocate()
    }

    /// One more column, without cells.
    mutating func add() -> Int {
        if count == capacity {
            let larger = UnsafeMutablePointer<TreeColumn>.allocate(capacity: capacity * 2)
            larger.moveInitialize(from: base, count: made)
            base.deallocate()
            base = larger
            capacity *= 2
        }
        if count == made {
            (base + made).initialize(to: TreeColumn())
            made += 1
        }
        count += 1
        return count - 1
    }

    /// Gives up the column that was added last, with all its cells.
    mutating func removeLast() {
        count -= 1
        base[count].reset()
    }

    /// Whether a batch of `rows` records with `text` bytes and so many findings should be handed out now.
    func isFull(rows: Int, text: Int, findings: Int) -> Bool {
        rows >= Self.rowLimit || text >= Self.textLimit || rows * count >= Self.cellLimit
            || findings >= Self.findingLimit
    }

    /// Takes back whatever the record `row` has brought so far.
    func rollBack(to row: Int) {
        for index in 0..<count { base[index].rollBack(to: row) }
    }

    /// The finished columns of `rows` rows each. The columns from `kept` on are given up, the others start anew.
    mutating func finish(rows: Int, keeping kept: Int) -> [TextColumn] {
        let columns = (0..<count).map { base[$0].finish(rows: rows) }
        count = kept
        return columns
    }
}
