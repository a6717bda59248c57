import Files
import Glibc

/// A folder for a while, in the system's place for such.
struct ScratchFolder {
    let path: String

    init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/transect-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw UsageError("No folder can be made in \(base). Set TMPDIR to a folder that can be written.")
        }
        path = String(cString: made)
    }

    /// Removes it with all that is in it. What cannot be removed is left to the system.
    func remove() { try? Disk().removeTree(path) }
}
