/// The part of a file that is in memory, with zero bytes behind it.
///
/// The zeros are there so that whoever looks for the end of a name or of a text may look a little too far: no name, no
/// text and no tag holds a zero byte, so that every search ends there at the latest.
final class XMLWindow {
    /// So many zero bytes stand behind the last byte.
    static let margin = 1024

    private let memory: UnsafeMutableRawBufferPointer
    private let capacity: Int
    private var used = 0
    private var filled = 0
    private var source: any ByteSource
    private var failure: ReadError?

    /// Whether there is nothing in the file behind the window.
    private(set) var isAtEnd = false
    /// The place of the window's first unread byte in the file.
    private(set) var offset = 0

    /// A window of `capacity` bytes.
    init(_ source: any ByteSource, capacity: Int) {
        self.source = source
        self.capacity = max(capacity, 1)
        memory = .allocate(byteCount: self.capacity + Self.margin, alignment: 16)
    }

    deinit { memory.deallocate() }

    /// The bytes that have not been dropped.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[used..<filled]) }

    /// Whether there are no bytes left.
    var isEmpty: Bool { used == filled }

    /// Whether `refill` can bring more bytes.
    var canGrow: Bool { !isAtEnd && used > 0 }

    /// Leaves out the next `count` bytes.
    func drop(_ count: Int) {
        used += count
        offset += count
    }

    /// Fills the window, so that nothing depends on the pieces in which bytes arrive.
    ///
    /// - Throws: What the source throws, once all bytes before have been dropped.
    func refill() throws(ReadError) {
        if used > 0 {
            memory.copyMemory(from: bytes)
            filled -= used
            used = 0
        }
        do {
            while filled < capacity, !isAtEnd {
                let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[filled..<capacity]))
                if count == 0 { isAtEnd = true }
                filled += count
            }
        } catch {
            failure = error
            isAtEnd = true
        }
        _ = memory[filled..<filled + Self.margin].initializeMemory(as: UInt8.self, repeating: 0)
        if filled == 0, let failure { throw failure }
    }
}
