import Files
import Glibc

/// A folder of its own for one test, gone with the value. In memory where that is possible: the crash tests sync
/// often.
final class TemporaryFolder: Sendable {
    let path: String

    init(onDisk: Bool = false) {
        let base = !onDisk && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(base)/transect-test-XXXXXX".utf8CString)
        path = String(cString: mkdtemp(&template))
    }

    deinit { try? Disk(faults: FaultPlan()).removeTree(path) }

    static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }
}
