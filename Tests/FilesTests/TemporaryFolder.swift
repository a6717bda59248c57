import Files
import Glibc

/// A folder of its own for one test, gone with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/transect-test-XXXXXX".utf8CString)
        path = String(cString: mkdtemp(&template))
    }

    deinit { try? Disk(faults: FaultPlan()).removeTree(path) }

    static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }
}
