import Dispatch
import Observations

/// A SHA-256 that runs beside the thread that copies a file: digesting costs as much as reading and writing together.
///
/// Used by one thread: `add` hands bytes over, and they must stay as they are until `wait` or `finish` returns.
package final class DigestBeside: @unchecked Sendable {
    // Sendable though it changes: `hasher` is only touched on the queue, which does one thing after another.
    private var hasher = SHA256Hasher()
    private let queue = DispatchQueue(label: "transect.digest")

    /// The digest of nothing yet.
    package init() {}

    /// Begins to digest some bytes.
    package func add(_ bytes: UnsafeRawBufferPointer) {
        nonisolated(unsafe) let bytes = bytes
        queue.async { self.hasher.update(bytes) }
    }

    /// Waits until all bytes that were added have been digested.
    package func wait() { queue.sync {} }

    /// The digest of all bytes.
    package func finish() -> Digest { queue.sync { hasher.finish() } }
}
