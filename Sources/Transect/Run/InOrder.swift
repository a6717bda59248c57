/// Works on items several at a time and gives the results in the order of the items.
///
/// Items are taken one after the other by whoever asks for results; only `work` runs beside. A few items are
/// under way at a time, so memory stays bounded however many there are.
struct InOrder<Item: Sendable, Output: Sendable> {
    private let threads: Int
    private let work: @Sendable (Item) -> Output
    private var underWay: [Task<Output, Never>] = []
    private var isAtEnd = false

    /// - Parameter threads: with 1 nothing runs beside.
    init(threads: Int, work: @escaping @Sendable (Item) -> Output) {
        self.threads = threads
        self.work = work
    }

    /// The result for the next item that `take` gives, or `nil` behind the last.
    mutating func next(_ take: () async throws -> Item?) async throws -> Output? {
        guard threads > 1 else { return try await take().map(work) }
        while !isAtEnd, underWay.count <= threads {
            guard let item = try await take() else {
                isAtEnd = true
                break
            }
            underWay.append(Task.detached { [work] in work(item) })
        }
        return underWay.isEmpty ? nil : await underWay.removeFirst().value
    }
}
