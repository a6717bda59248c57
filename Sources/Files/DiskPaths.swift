import Glibc
import Observations

extension Disk {
    /// The folder that `path` lies in; `.` for a bare name, `/` for the root.
    package static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of `path`.
    package static func name(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// Where `path` is prepared before it gets its name: the same for the same path, so that what a crash leaves
    /// behind is replaced; short enough for any file system; and hidden, so that no scan takes it for data.
    static func temporaryName(for path: String) -> String {
        var name = name(of: path)
        let hash = name.withUTF8 { StableHash.hash(UnsafeRawBufferPointer($0)) }
        return parent(of: path) + "/" + temporaryPrefix + String(hash, radix: 36) + ".tmp"
    }

    /// What all names of half-written files begin with.
    package static let temporaryPrefix = ".transect-"
}

extension Disk {
    /// The path from the root of the file system that a path leads to, links followed; what is not there yet keeps its
    /// name.
    package func resolvedSoFar(_ path: String) throws(DiskError) -> String {
        if try status(path) != nil { return try resolved(path) }
        let parent = Disk.parent(of: path)
        // Of a path that leads nowhere, such as an empty one, nothing can be said.
        guard parent != path, !path.isEmpty, path != "." else { return path }
        let above = try resolvedSoFar(parent)
        return (above == "/" ? "" : above) + "/" + Disk.name(of: path)
    }

    /// The path from the root of the file system that a path leads to, links followed.
    package func resolved(_ path: String) throws(DiskError) -> String {
        try pass(.inspect, path)
        guard let resolved = path.withPath({ realpath($0, nil) }) else {
            throw DiskError(.inspect, path, errno: errno)
        }
        defer { free(resolved) }
        return UnsafeBufferPointer(start: resolved, count: strlen(resolved)).withMemoryRebound(to: UInt8.self) {
            String(pathBytes: $0)
        }
    }
}
