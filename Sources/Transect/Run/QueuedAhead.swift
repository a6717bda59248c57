import Dispatch

/// Takes the next item from a source while the last one is worked on, as `Ahead` does, for those who do not wait
/// asynchronously. Used by one thread.
package final class QueuedAhead<Source: Sendable, Item: Sendable>: @unchecked Sendable {
    // Sendable though it changes: while something is on the queue, only the queue touches the state.
    private var state: Source
    private var waiting: Result<Item?, any Error>?
    private let step: @Sendable (inout Source) throws -> Item?
    private let queue: DispatchQueue?

    /// - Parameters:
    ///   - threads: with 1 nothing is taken ahead.
    ///   - step: gives the next item, `nil` behind the last.
    package init(_ source: Source, threads: Int, step: @escaping @Sendable (inout Source) throws -> Item?) {
        state = source
        self.step = step
        queue = threads > 1 ? DispatchQueue(label: "transect.ahead") : nil
        begin()
    }

    /// The next item, or `nil` behind the last.
    package func next() throws -> Item? {
        guard let queue else { return try step(&state) }
        // What was begun is done when this returns.
        let result = queue.sync { waiting.take() }
        guard let item = try result?.get() else { return nil }
        begin()
        return item
    }

    /// The source as it is behind the last item.
    package var source: Source { queue?.sync { state } ?? state }

    private func begin() {
        queue?.async { self.waiting = Result { try self.step(&self.state) } }
    }
}
