import Synchronization

/// Takes the next item from a source while the last one is worked on.
struct Ahead<Source: Sendable, Item: Sendable> {
    private let steps: Steps
    private var waiting: Task<Item?, any Error>?
    private let isAhead: Bool

    /// - Parameters:
    ///   - threads: with 1 nothing is taken ahead.
    ///   - step: gives the next item, `nil` behind the last.
    init(_ source: Source, threads: Int, step: @escaping @Sendable (inout Source) throws -> Item?) {
        steps = Steps(source, step)
        isAhead = threads > 1
    }

    /// The next item, or `nil` behind the last.
    mutating func next() async throws -> Item? {
        guard isAhead else { return try steps.take() }
        let item = try await (waiting ?? start()).value
        waiting = item == nil ? nil : start()
        return item
    }

    private func start() -> Task<Item?, any Error> {
        Task.detached { [steps] in try steps.take() }
    }

    /// The source, at one place: handed from task to task, all that it holds would be copied at each step.
    private final class Steps: Sendable {
        private let source: Mutex<Source>
        private let step: @Sendable (inout Source) throws -> Item?

        init(_ source: Source, _ step: @escaping @Sendable (inout Source) throws -> Item?) {
            self.source = Mutex(source)
            self.step = step
        }

        func take() throws -> Item? { try source.withLock { try step(&$0) } }
    }
}

/// Does one thing after another, in order, beside whoever asks for it.
struct Lane {
    private var underWay: [Task<Void, any Error>] = []
    private let limit: Int

    /// - Parameter threads: with 1 everything is done at once, by whoever asks.
    init(threads: Int) { limit = threads > 1 ? threads : 0 }

    /// Has something done after all that was asked for before. Waits where too much is waiting.
    mutating func add(_ work: @escaping @Sendable () throws -> Void) async throws {
        guard limit > 0 else { return try work() }
        if underWay.count == limit { try await underWay.removeFirst().value }
        let previous = underWay.last
        underWay.append(
            Task.detached {
                try await previous?.value
                try work()
            })
    }

    /// Waits until nothing is under way any more, whatever has failed.
    mutating func comeToRest() async {
        for task in underWay { _ = await task.result }
        underWay = []
    }

    /// Waits until everything is done.
    mutating func finish() async throws {
        for task in underWay { try await task.value }
        underWay = []
    }
}
