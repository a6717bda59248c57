import Files
import Observations

/// A file that a published version lists.
package struct PublishedResource: Sendable, Equatable {
    /// Its path below the version's folder.
    package let path: String
    /// Its length in bytes.
    package let size: Int
    /// Its SHA-256.
    package let digest: Digest
    /// How many rows it has, where it is a table.
    package let rows: Int?
    /// The names of its columns, where it is a CSV table.
    package let columns: [String]
    /// The columns that name a row.
    package let primaryKey: [String]

    /// A file of those parts.
    package init(
        path: String, size: Int, digest: Digest, rows: Int?, columns: [String], primaryKey: [String]
    ) {
        self.path = path
        self.size = size
        self.digest = digest
        self.rows = rows
        self.columns = columns
        self.primaryKey = primaryKey
    }

    /// Whether it is a CSV table with a schema.
    package var isTable: Bool { !columns.isEmpty }

    /// The table's name: the path without its ending.
    var tableName: String? { isTable && path.hasSuffix(".csv") ? String(path.dropLast(4)) : nil }

    /// The number of the part of the observations that it holds, from 1; `nil` where it is something else.
    var observationPart: Int? {
        guard let name = tableName, name.hasPrefix(ObservationParts.stem) else { return nil }
        if name == ObservationParts.stem { return 1 }
        let number = name.dropFirst(ObservationParts.stem.count)
        return number.first == "-" ? Int(number.dropFirst()) : nil
    }
}

/// How the observations are spread over files.
enum ObservationParts {
    static let stem = "observations"

    /// The file name of a part without its ending: `observations`, or `observations-000002` where there are several.
    static func stem(of part: Int, of parts: Int) -> String {
        guard parts > 1 else { return stem }
        let number = String(part)
        return stem + "-" + String(repeating: "0", count: max(0, 6 - number.utf8.count)) + number
    }
}

/// A version as its `datapackage.json` describes it.
package struct PublishedPackage: Sendable, Equatable {
    /// The folder of the version.
    package let folder: String
    /// The dataset's title.
    package let title: String
    /// The version's number as text.
    package let version: String
    /// When its newest input arrived, in UTC (RFC 3339).
    package let created: String
    /// The `semanticsVersion` of the program that made it; `nil` where the descriptor does not say.
    package let semantics: Int?
    /// All files that it lists, in its order.
    package let resources: [PublishedResource]

    /// The rows of the observations, all parts together.
    package var observationCount: Int { observationParts.reduce(0) { $0 + ($1.rows ?? 0) } }

    /// Reads `datapackage.json` in a folder.
    ///
    /// - Throws: `SnapshotError` where it is no data package of Transect's, `DiskError` where it cannot be read.
    package init(reading folder: String, disk: Disk) throws {
        let bytes = try disk.read(folder + "/" + DataPackage.fileName, upTo: Self.largestDescriptor)
        try self.init(folder: folder, descriptor: bytes)
    }

    /// Larger descriptors are refused rather than read into memory.
    private static let largestDescriptor = 256 << 20
    /// So many bytes or rows a file may have: sums over all files of a descriptor fit into an `Int`.
    private static let possible = 0...1 << 40

    init(folder: String, descriptor: [UInt8]) throws(SnapshotError) {
        func damaged(_ reason: String) -> SnapshotError {
            SnapshotError(
                .damaged, "\(folder)/\(DataPackage.fileName) cannot be used: \(reason)",
                remedy: "Restore the version from a copy; published versions are never written again.")
        }
        let document: JSONValue
        do throws(JSONParser.Problem) {
            document = try JSONParser.parse(descriptor)
        } catch {
            throw damaged(error.description)
        }
        var resources: [PublishedResource] = []
        for (index, entry) in (document["resources"]?.elements ?? []).enumerated() {
            guard let path = entry["path"]?.text, let size = entry["bytes"]?.integer,
                let hash = entry["hash"]?.text, hash.hasPrefix("sha256:"), let digest = Digest(hex: hash.dropFirst(7))
            else { throw damaged("resource \(index + 1) has no path, bytes or sha256 hash") }
            guard SnapshotPath.isSafe(path) else { throw damaged("resource \(index + 1) has the path \"\(path)\"") }
            let rows = entry["rows"]?.integer
            guard Self.possible.contains(size), rows.map({ Self.possible.contains($0) }) ?? true else {
                throw damaged("resource \(index + 1) has a number of bytes or rows that no file has")
            }
            let schema = entry["schema"]
            resources.append(
                PublishedResource(
                    path: path, size: size, digest: digest, rows: rows,
                    columns: schema?["fields"]?.elements.map { Self.column($0["name"]?.text ?? "") } ?? [],
                    primaryKey: schema?["primaryKey"]?.elements.map { Self.column($0.text ?? "") } ?? []))
        }
        guard let version = document["version"]?.text, !resources.isEmpty else {
            throw damaged("it has no version or no resources")
        }
        self.init(
            folder: folder, title: document["title"]?.text ?? "", version: version,
            created: document["created"]?.text ?? "", semantics: document["transect"]?["semantics"]?.integer,
            resources: resources)
    }

    /// A version of those parts.
    package init(
        folder: String, title: String, version: String, created: String, semantics: Int? = nil,
        resources: [PublishedResource]
    ) {
        self.folder = folder
        self.title = title
        self.version = version
        self.created = created
        self.semantics = semantics
        self.resources = resources
    }

    /// The name of a column without the formula guard that its header carries.
    private static func column(_ name: String) -> String { name.hasPrefix("'") ? String(name.dropFirst()) : name }

    /// The file at a path.
    package func resource(at path: String) -> PublishedResource? { resources.first { $0.path == path } }

    /// What is wrong with a file: it is not listed, missing, or has other bytes than were published; `nil` if nothing.
    package func problem(of path: String, disk: Disk) throws(DiskError) -> VerifyProblem? {
        guard try disk.status(folder + "/" + path) != nil else { return .missing(path) }
        guard let resource = resource(at: path) else { return .unlisted(path) }
        let (digest, size) = try FolderContent.digest(of: folder + "/" + path, disk: disk)
        if size != resource.size { return .otherSize(path, listed: resource.size, found: size) }
        return digest == resource.digest ? nil : .otherBytes(path)
    }

    /// The CSV file of a table.
    func table(_ name: String) -> PublishedResource? { resources.first { $0.tableName == name } }

    /// The parts of the observations in order.
    var observationParts: [PublishedResource] {
        resources.compactMap { resource in resource.observationPart.map { ($0, resource) } }
            .sorted { $0.0 < $1.0 }.map(\.1)
    }
}
