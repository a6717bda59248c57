import Foundation

/// Everything below a folder, for comparing whole trees: files with their bytes, links with their targets, folders.
struct FileTree: Equatable {
    private(set) var entries: [String: Data] = [:]

    /// Looks at all that is below `folder`; nothing where there is no such folder.
    init(_ folder: String) throws {
        let base = URL(fileURLWithPath: folder).standardizedFileURL.path
        guard let walk = FileManager.default.enumerator(atPath: base) else { return }
        for case let path as String in walk {
            let full = "\(base)/\(path)"
            var status = stat()
            guard lstat(full, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFLNK:
                let target = try FileManager.default.destinationOfSymbolicLink(atPath: full)
                entries[path + " -> " + target] = Data()
            case S_IFDIR: entries[path + "/"] = Data()
            default: entries[path] = try Data(contentsOf: URL(fileURLWithPath: full))
            }
        }
    }

    /// The paths of the files alone.
    var files: [String] { entries.keys.filter { !$0.hasSuffix("/") && !$0.contains(" -> ") }.sorted() }

    /// What is not the same, in words; empty where the trees are equal.
    func differences(from other: FileTree) -> [String] {
        Set(entries.keys).union(other.entries.keys).sorted().compactMap { path in
            switch (entries[path], other.entries[path]) {
            case (nil, _): "\(path) is missing"
            case (_, nil): "\(path) is too much"
            case (let mine, let theirs): mine == theirs ? nil : "\(path) differs"
            }
        }
    }

    /// The tree without the paths that `isLeftOut` names.
    func without(_ isLeftOut: (String) -> Bool) -> FileTree {
        var rest = self
        rest.entries = entries.filter { !isLeftOut($0.key) }
        return rest
    }
}

extension ScratchProject {
    /// Everything below a folder of the project.
    func tree(_ folder: String) throws -> FileTree { try FileTree("\(root)/\(folder)") }

    /// All that two runs on the same events must have in common: what is published, what is archived, and what the store
    /// keeps. The ledger's file holds inodes and times of its own project, so its content is compared through `status`.
    func outcome() throws -> (tree: FileTree, status: String) {
        var tree = try tree("")
        tree = tree.without { path in
            path.hasPrefix("drop/") || path.hasPrefix("store/ledger.sqlite") || path == "pipeline.yaml"
        }
        return (tree, try transect("status", "--json").output)
    }
}
