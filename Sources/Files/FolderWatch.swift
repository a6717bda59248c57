import CPlatform
import Glibc

/// Hears of files that are finished or moved into some folders (inotify).
///
/// Only a hint: a network file system says nothing, and the kernel forgets what comes too fast. Whoever uses it must look
/// for himself from time to time.
package final class FolderWatch {
    private let descriptor: Int32
    /// The kernel's numbers of the folders; one that was removed and made again has another one.
    private var watched: Set<Int32> = []

    /// More folders than this are not listened to: the kernel has a bound of its own for all programs together.
    private static let mostFolders = 4096

    /// A watch over nothing yet. Where the kernel has none to give it hears nothing.
    package init() { descriptor = transect_watch_open() }

    deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

    /// Listens to these folders from now on.
    ///
    /// - Returns: whether some of them are new, so that what came into them a moment ago was not heard.
    package func add(_ folders: [String]) -> Bool {
        guard descriptor >= 0 else { return false }
        let numbers = folders.prefix(Self.mostFolders).map { folder in
            folder.withPath { transect_watch_add(descriptor, $0) }
        }
        let new = Set(numbers.filter { $0 >= 0 }).subtracting(watched)
        watched.formUnion(new)
        return !new.isEmpty
    }

    /// Waits until something is heard, `stop` is asked for, or the time is over.
    ///
    /// - Returns: whether something was heard.
    package func wait(milliseconds: Int, stop: StopRequest) -> Bool {
        transect_watch_wait(descriptor, stop.descriptor, Int32(clamping: milliseconds)) == 1
    }
}

/// Asks a program to end in an orderly way: by SIGTERM, as systemd does, or by SIGINT (Ctrl-C). A second signal ends it
/// at once.
package struct StopRequest: Sendable {
    let descriptor: Int32

    /// From now on the two signals are requests.
    ///
    /// - Throws: `DiskError` where the kernel has no descriptor left.
    package init() throws(DiskError) {
        descriptor = transect_catch_stop()
        guard descriptor >= 0 else { throw DiskError(.open, "eventfd", errno: errno) }
    }

    /// Whether it was asked to end.
    package var isAsked: Bool { transect_watch_wait(-1, descriptor, 0) == 2 }
}
