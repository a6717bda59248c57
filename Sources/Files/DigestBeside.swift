import Dispatch
import Observations

/// A SHA-256 that runs beside the thread that copies a file: digesting costs as much as reading and writing together.
///
/// Used by one thread: `add` hands a piece over, whose bytes must stay as they are until it has been digested. So that
/// neither waits for the other's every step, the digest may lag some pieces behind.
package final class DigestBeside: @unchecked Sendable {
    // Sendable though it changes: `hasher` is only touched on the queue, which does one thing after another.
    private var hasher = SHA256Hasher()
    private let queue = DispatchQueue(label: "transect.digest")
    /// Counts the pieces that may still be handed over without overtaking the digest.
    private let room = DispatchSemaphore(value: 0)

    /// The digest of nothing yet.
    ///
    /// - Parameter pieces: How many pieces may wait or be worked on at a time.
    package init(pieces: Int) {
        for _ in 0..<pieces { room.signal() }
    }

    /// Waits until less than `pieces` pieces are left to digest. To be called once before every `add`: then the memory of
    /// the piece that many before it is free again.
    package func makeRoom() { room.wait() }

    /// Begins to digest a piece.
    package func add(_ bytes: UnsafeRawBufferPointer) {
        nonisolated(unsafe) let bytes = bytes
        queue.async {
            self.hasher.update(bytes)
            self.room.signal()
        }
    }

    /// Begins to digest a piece, once there is room for it.
    package func add(_ bytes: [UInt8]) {
        makeRoom()
        queue.async {
            bytes.withUnsafeBytes { self.hasher.update($0) }
            self.room.signal()
        }
    }

    /// Waits until all bytes that were added have been digested.
    package func wait() { queue.sync {} }

    /// The digest of all bytes.
    package func finish() -> Digest { queue.sync { hasher.finish() } }
}
