/// A piece of work that is done beside what its owner does next.
struct Beside<Value: Sendable>: Sendable {
    private let task: Task<Value, any Error>?
    private let result: Result<Value, any Error>?

    /// Begins the work.
    ///
    /// - Parameter threads: with 1 it is done at once.
    init(threads: Int, _ work: @escaping @Sendable () throws -> Value) {
        guard threads > 1 else {
            task = nil
            result = Result(catching: work)
            return
        }
        result = nil
        task = Task.detached { try work() }
    }

    /// What the work gave, once it is done.
    var value: Value {
        get async throws {
            guard let task else {
                // Without a task there is a result: `init` sees to that.
                guard let result else { throw CancellationError() }
                return try result.get()
            }
            return try await task.value
        }
    }
}
