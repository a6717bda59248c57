/// A whole JSON text in memory of its own, such as the cell of a table. The memory is used again for the next one.
struct JSONText: ~Copyable {
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity = 4096
    private var skipper: JSONSkipper
    /// What was wrong when `read` gave `nil`.
    private(set) var problem = JSONProblem.expectedValue
    /// At which character that was, from 1; bytes beyond ASCII count as they are.
    private(set) var place = 0

    /// What `JSONScan` may touch behind the text.
    private static let slack = 32
    /// Memory that is kept from one text to the next.
    private static let keptCapacity = 4 << 20

    /// Room for texts whose values are nested at most `depthLimit` deep.
    init(depthLimit: Int) {
        memory = .allocate(capacity: capacity)
        skipper = JSONSkipper(depthLimit: depthLimit)
    }

    deinit { memory.deallocate() }

    /// Takes a text and checks it whole (RFC 8259).
    ///
    /// - Returns: The value, valid until the next call; `nil` where it is not well formed (`problem`, `place`).
    mutating func read(_ text: UnsafeRawBufferPointer) -> JSONPiece? {
        let needed = text.count + Self.slack
        if needed > capacity || (capacity > Self.keptCapacity && needed <= Self.keptCapacity) {
            memory.deallocate()
            capacity = max(needed, 4096)
            memory = .allocate(capacity: capacity)
        }
        if let base = text.baseAddress { UnsafeMutableRawPointer(memory).copyMemory(from: base, byteCount: text.count) }
        (memory + text.count).initialize(repeating: 0, count: Self.slack)
        let start = JSONScan.skipSpace(memory)
        guard let end = skipper.skip(start, outerDepth: 0) else { return fail(skipper.problem, at: skipper.failedAt) }
        let behind = JSONScan.skipSpace(end)
        guard behind == memory + text.count else { return fail(.trailing, at: behind) }
        return JSONPiece(at: start)
    }

    private mutating func fail(_ problem: JSONProblem, at place: UnsafePointer<UInt8>) -> JSONPiece? {
        self.problem = problem
        self.place = place - UnsafePointer(memory) + 1
        return nil
    }
}
