/// Answers as numbers of names, in chunks of a fixed size.
///
/// Millions of answers would be copied whenever one array outgrew its memory, and would keep up to twice the memory
/// that they need. A chunk never moves, and it is freed as soon as it has been read.
struct AnswerChunks: Sendable {
    /// Up to `size` answers: 20 bytes each, 12 without their order.
    struct Chunk: Sendable {
        var subjects: [UInt32] = []
        var contributors: [UInt32] = []
        var labels: [UInt32] = []
        /// Submission in the upper half, ordinal in the lower: the order in which answers replace one another.
        var orders: [UInt64] = []

        fileprivate mutating func reserve(_ capacity: Int, orders isOrdered: Bool) {
            subjects.reserveCapacity(capacity)
            contributors.reserveCapacity(capacity)
            labels.reserveCapacity(capacity)
            if isOrdered { orders.reserveCapacity(capacity) }
        }
    }

    /// Answers per chunk.
    let size: Int
    /// Whether answers replace one another in the order in which they come, so that it need not be kept.
    let isInOrder: Bool

    /// The chunks that are full.
    private(set) var full: [Chunk] = []
    private var open = Chunk()

    /// No answers yet.
    init(size: Int, isInOrder: Bool = false) {
        self.size = size
        self.isInOrder = isInOrder
    }

    /// The number of answers.
    var count: Int { full.count * size + open.labels.count }

    /// Adds an answer.
    @inline(__always)
    mutating func append(subject: UInt32, contributor: UInt32, label: UInt32, order: UInt64) {
        if open.labels.count == size { startChunk() }
        open.subjects.append(subject)
        open.contributors.append(contributor)
        open.labels.append(label)
        if !isInOrder { open.orders.append(order) }
    }

    @inline(never)
    private mutating func startChunk() {
        full.append(open)
        open = Chunk()
        open.reserve(size, orders: !isInOrder)
    }

    /// Calls `body` with every chunk and the number of its first answer.
    func forEachChunk(_ body: (_ chunk: Chunk, _ first: Int) -> Void) {
        for (index, chunk) in full.enumerated() { body(chunk, index * size) }
        body(open, full.count * size)
    }

    /// Forgets who answered about what; labels and orders stay.
    mutating func dropNames() {
        for index in full.indices {
            full[index].subjects = []
            full[index].contributors = []
        }
        open.subjects = []
        open.contributors = []
    }

    /// The order of an answer.
    func order(of answer: Int) -> UInt64 {
        if isInOrder { return UInt64(answer) }
        let chunk = answer / size
        return (chunk < full.count ? full[chunk] : open).orders[answer % size]
    }

    /// All labels in one array; the chunks forget theirs.
    mutating func takeLabels() -> [UInt32] {
        var labels: [UInt32] = []
        labels.reserveCapacity(count)
        for index in full.indices {
            labels.append(contentsOf: full[index].labels)
            full[index].labels = []
        }
        labels.append(contentsOf: open.labels)
        return labels
    }
}
