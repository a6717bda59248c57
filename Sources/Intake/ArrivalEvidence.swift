import Files
import Observations

/// What says that a file is complete, besides the file itself.
package enum Evidence: Sendable, Equatable {
    /// Its sender says what its bytes are.
    case digest(Digest)
    /// Its done marker is there.
    case marked
    /// Something is missing that its sender or the definition promises.
    case missing(WaitingReason)
    /// Nothing.
    case nothing
}

/// Looks for checksums and done markers beside files. Lists are read once, when the first file asks for them.
package struct ArrivalEvidence {
    private let root: String
    private let disk: Disk
    private let rules: ArrivalRules
    private let companions: [ExactName: FileIdentity]
    private var manifests: [ExactName: Checksums] = [:]

    /// More of a checksum file is not read, and of a list of them, in bytes.
    private static let longestChecksum = 64 << 10
    private static let longestManifest = 16 << 20

    /// The evidence that a look into a drop folder has found.
    package init(_ scan: DropScan, root: String, disk: Disk, rules: ArrivalRules) {
        self.root = root
        self.disk = disk
        self.rules = rules
        companions = scan.companions
    }

    /// What says that a file is complete: its own checksum before that in a list, the list in its folder before those
    /// further up, and a checksum before a marker.
    ///
    /// - Parameter path: relative to the drop folder.
    package mutating func evidence(for path: String) throws(DiskError) -> Evidence {
        if companions.isEmpty, rules.marker == nil { return .nothing }
        let name = Disk.name(of: path)
        for ending in [".sha256", ".SHA256"] where has(path + ending) {
            let checksums = try checksums(in: path + ending, upTo: Self.longestChecksum)
            guard let digest = checksums?.digest(of: name) ?? checksums?.first else {
                return .missing(WaitingReason(.unreadableChecksum))
            }
            return .digest(digest)
        }
        if let digest = try listed(path) { return .digest(digest) }
        guard let marker = rules.marker(for: name) else { return .nothing }
        let folder = Disk.parent(of: path)
        return has(folder == "." ? marker : "\(folder)/\(marker)")
            ? .marked : .missing(WaitingReason(.marker, rules.marker ?? ""))
    }

    /// Whether a checksum, list or marker is there under exactly this path: what lies beside a file whose path only
    /// looks the same says nothing about this one.
    private func has(_ companion: String) -> Bool { companions[ExactName(companion)] != nil }

    /// What the lists say in the file's folder and those around it.
    private mutating func listed(_ path: String) throws(DiskError) -> Digest? {
        guard !companions.isEmpty else { return nil }
        var folders = Array(path.pathPieces.dropLast())
        var below = [Disk.name(of: path)]
        while true {
            for name in ["manifest-sha256.txt", "SHA256SUMS"] {
                let list = (folders + [name]).joined(separator: "/")
                guard has(list) else { continue }
                let key = ExactName(list)
                if manifests[key] == nil {
                    manifests[key] = try checksums(in: list, upTo: Self.longestManifest) ?? Checksums([])
                }
                if let digest = manifests[key]?.digest(of: below.joined(separator: "/")) { return digest }
            }
            guard let last = folders.popLast() else { return nil }
            below.insert(last, at: 0)
        }
    }

    /// The checksums in a file; `nil` where it cannot be opened.
    private func checksums(in path: String, upTo limit: Int) throws(DiskError) -> Checksums? {
        let reader: FileReader
        do throws(DiskError) {
            reader = try disk.open(path, beneath: root)
        } catch  where error.isOfOnePath {
            return nil
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Int(min(Int64(limit), reader.status.size)), alignment: 16)
        defer { buffer.deallocate() }
        let count = try reader.read(at: 0, into: buffer)
        return Checksums(
            Array(buffer.prefix(count)), decodesPercent: Disk.name(of: path) == "manifest-sha256.txt")
    }
}
