import Files
import Formats
import Glibc
import Observations

/// A version that is being put together, in a hidden folder beside the published ones.
///
/// Use it in this order: observations part by part, tables, further files; then ask whether the content differs from
/// the previous version; then `finish`, or `discard`. A draft that is dropped stays on the disk until `removeDrafts`.
package struct SnapshotDraft: ~Copyable {
    /// Places in the dataset per part of the observations.
    package static let placesPerPart = 1_000_000

    /// How many parts hold the observations of a dataset that has given out `places` places.
    package static func parts(forPlaces places: Int) -> Int { max(1, (places + placesPerPart - 1) / placesPerPart) }

    /// Names of files that the draft makes itself. A definition cannot bring files of these names.
    package static let reservedNames: Set<String> = [
        DataPackage.fileName, ReadMe.fileName, Citation.fileName, ChangesTable.fileName,
    ]

    /// The number of the version.
    package let version: Int
    /// Turns observations into published rows; a copy of it may work ahead on another thread.
    package let encoder: ObservationEncoder

    private let folder: SnapshotFolder
    private let path: String
    private let previous: PublishedPackage?
    private let withParquet: Bool
    private let disk: Disk
    private var resources: [PackageResource] = []
    private var parts: Set<Int> = []

    /// Begins a draft. What an interrupted draft of this version left behind is removed.
    ///
    /// - Parameters:
    ///   - folder: The folder of all versions.
    ///   - version: The number that the version is to have.
    ///   - previous: The version that it follows; unchanged files become hard links to that version's.
    ///   - withParquet: Whether every table is written as Parquet too.
    package init(
        in folder: SnapshotFolder, version: Int, previous: Int?, encoder: ObservationEncoder, withParquet: Bool,
        disk: Disk
    ) throws {
        let path = folder.draftFolder(of: version)
        let package = try previous.map { try folder.package(of: $0) }
        try disk.removeTree(path)
        try disk.makeDirectory(path)
        self.folder = folder
        self.version = version
        self.encoder = encoder
        self.withParquet = withParquet
        self.disk = disk
        self.path = path
        self.previous = package
    }

    // MARK: Observations

    /// Takes over a part of the observations from the previous version, of which the caller knows that nothing in it
    /// has changed.
    ///
    /// - Returns: `false` where that is impossible because the previous version lacks the part or has it with other
    ///   columns or formats; then it has to be written.
    package mutating func linkObservations(part: Int, of parts: Int) throws -> Bool {
        guard let previous, let old = previous.observationParts.first(where: { $0.observationPart == part }) else {
            return false
        }
        let fields = encoder.view.fields
        let oldParquet = previous.resource(at: old.path.dropLast(4) + ".parquet")
        guard old.columns == fields.map(\.name), let rows = old.rows, !withParquet || oldParquet != nil else {
            return false
        }
        let stem = ObservationParts.stem(of: part, of: parts)
        let csv = try take(old, as: stem + ".csv", from: previous)
        let parquet = try withParquet ? oldParquet.map { try take($0, as: stem + ".parquet", from: previous) } : nil
        addObservations(part: part, of: parts, TableWriter.Result(csv: csv, parquet: parquet, rows: rows))
        return true
    }

    /// Writes a part of the observations: those with places from `(part - 1) * placesPerPart` up to, but not including,
    /// `part * placesPerPart`, or all where there is only one part.
    package mutating func addObservations(part: Int, of parts: Int, from source: inout some ObservationSource) throws {
        var encoder = encoder
        try addObservations(part: part, of: parts) { try source.next().map { encoder.encode($0) } }
    }

    /// Writes a part of the observations from rows that have been encoded elsewhere.
    package mutating func addObservations(
        part: Int, of parts: Int, encoded next: () throws -> EncodedObservations?
    ) throws {
        var writer = try partWriter(part: part, of: parts)
        while let rows = try next() { try writer.append(rows) }
        addObservations(part: part, of: parts, try share(try writer.finish()))
    }

    /// Writes a part of the observations from rows that other threads encode.
    package mutating func addObservations(
        part: Int, of parts: Int, encoded next: () async throws -> EncodedObservations?
    ) async throws {
        var writer = try partWriter(part: part, of: parts)
        while let rows = try await next() { try writer.append(rows) }
        addObservations(part: part, of: parts, try share(try writer.finish()))
    }

    private func partWriter(part: Int, of parts: Int) throws -> ObservationPartWriter {
        guard (1...parts).contains(part), !self.parts.contains(part) else {
            throw Self.fault("part \(part) of \(parts) of the observations was given twice or does not exist")
        }
        return try ObservationPartWriter(
            part: part, of: parts, fields: encoder.view.fields, withParquet: withParquet, folder: path, disk: disk)
    }

    private mutating func addObservations(part: Int, of parts: Int, _ result: TableWriter.Result) {
        self.parts.insert(part)
        add(
            result, fields: encoder.view.fields, primaryKey: ["recordID"],
            title: parts == 1 ? "Accepted observations" : "Accepted observations, part \(part) of \(parts)")
    }

    // MARK: Tables and files

    /// Writes a table. `next` gives its rows a piece at a time, `nil` at the end.
    ///
    /// The rows of `consensus` must be in ascending byte order of its key, so that versions can be compared.
    package mutating func addTable(_ table: PublishedTable, pieces next: () throws -> TablePiece?) throws {
        try requireFree(table.name + ".csv")
        guard table.name != ChangesTable.table.name, !table.name.hasPrefix(ObservationParts.stem) else {
            throw Self.fault("the table \(table.name) is written by the draft itself")
        }
        var writer = try TableWriter(
            stem: table.name, fields: table.fields, withParquet: withParquet, folder: path, disk: disk)
        while let piece = try next() { try writer.append(piece) }
        add(try share(try writer.finish()), fields: table.fields, primaryKey: table.primaryKey, title: table.title)
    }

    /// Writes a table that is in memory.
    package mutating func addTable(_ table: PublishedTable, _ columns: [TextColumn]) throws {
        var rest: TablePiece? = TablePiece(columns)
        try addTable(table) { rest.take() }
    }

    /// Writes a further file, such as the pipeline definition and the lists that it refers to.
    ///
    /// - Parameter name: Its path below the version's folder; sub-folders are made.
    package mutating func addFile(_ name: String, title: String, bytes: [UInt8]) throws {
        guard !Self.reservedNames.contains(name) else { throw Self.taken(name) }
        try write(name, title: title, bytes: bytes)
    }

    private mutating func write(_ name: String, title: String, bytes: [UInt8]) throws {
        guard SnapshotPath.isSafe(name) else {
            throw SnapshotError(
                .fileName, "A snapshot cannot hold a file named \"\(name)\"",
                remedy: "Give it a name without hidden parts, \"..\", \"~\", backslashes and control characters.")
        }
        try requireFree(name)
        let parent = Disk.parent(of: path + "/" + name)
        if parent != path { try disk.makeDirectory(parent) }
        var file = try DraftFile(name, in: path, disk: disk)
        try file.write(bytes)
        resources.append(PackageResource(title: title, file: try share(try file.finish()), table: nil))
    }

    private func requireFree(_ name: String) throws {
        if resources.contains(where: { $0.file.path == name }) { throw Self.taken(name) }
    }

    private mutating func add(
        _ result: TableWriter.Result, fields: [PublishedField], primaryKey: [String], title: String
    ) {
        let table = PackageResource.Table(fields: fields, primaryKey: primaryKey, rows: result.rows)
        resources.append(PackageResource(title: title, file: result.csv, table: table))
        if let parquet = result.parquet {
            resources.append(
                PackageResource(title: "\(title) (Parquet)", file: parquet, table: nil, rows: result.rows))
        }
    }

    // MARK: Sharing with the previous version

    /// Replaces new files by links to equal ones of the previous version.
    private func share(_ result: TableWriter.Result) throws -> TableWriter.Result {
        TableWriter.Result(
            csv: try share(result.csv), parquet: try result.parquet.map { try share($0) }, rows: result.rows)
    }

    private func share(_ file: WrittenFile) throws -> WrittenFile {
        guard let previous, let old = previous.resource(at: file.path), old.digest == file.digest else { return file }
        let target = path + "/" + file.path
        // Linked first and renamed over the new file then, so that there is no moment without the file.
        guard try link(previous.folder + "/" + old.path, as: target + Self.linkEnding) else { return file }
        try disk.rename(target + Self.linkEnding, to: target)
        return file
    }

    /// Gives a file of the previous version a name in the draft: by a link, or where that cannot be, by a copy whose
    /// digest is checked.
    private func take(_ old: PublishedResource, as name: String, from previous: PublishedPackage) throws -> WrittenFile {
        let source = previous.folder + "/" + old.path
        let file = WrittenFile(path: name, digest: old.digest, size: old.size)
        guard let status = try disk.status(source), status.kind == .regular, status.size == Int64(old.size) else {
            throw Self.damaged(source)
        }
        if try link(source, as: path + "/" + name) { return file }
        guard try copy(source, to: path + "/" + name) == old.digest else { throw Self.damaged(source) }
        return file
    }

    /// Gives a file a second name; `false` where the file system cannot do that here.
    private func link(_ source: String, as target: String) throws(DiskError) -> Bool {
        do throws(DiskError) {
            try disk.link(source, as: target)
            return true
        } catch {
            guard error.meansNoLinks else { throw error }
            return false
        }
    }

    /// Copies a file, brings the copy to safety, and gives the digest of what was copied.
    private func copy(_ source: String, to target: String) throws(DiskError) -> Digest {
        var reader = try disk.open(source)
        var writer = try disk.create(target, hashing: true)
        try writer.copyRest(of: &reader)
        return try writer.finish()
    }

    private static let linkEnding = ".link"

    private static func damaged(_ path: String) -> SnapshotError {
        SnapshotError(
            .damaged, "\(path) is not the file that was published",
            remedy: "Run transect verify and restore the version from a copy before you publish the next one.")
    }

    private static func taken(_ name: String) -> SnapshotError {
        SnapshotError(
            .fileName, "Two files of the snapshot would be named \(name)",
            remedy: "Rename the one that the pipeline definition refers to.")
    }

    static func fault(_ problem: String) -> SnapshotError {
        SnapshotError(.content, "The snapshot does not fit together: \(problem)", remedy: "This is a fault of the program; please report it.")
    }

    // MARK: Ending

    /// Whether there is anything new to publish: observations, votes, contributors, findings or any other table of
    /// content has other bytes, or the consensus differs by more than confidences that moved by less than .05.
    package func differsFromPrevious() throws -> Bool {
        guard let previous else { return true }
        let current = package()
        guard previous.observationParts.map(\.digest) == current.observationParts.map(\.digest) else { return true }
        let (before, now) = (previous.contentTables, current.contentTables)
        guard before.map(\.path) == now.map(\.path) else { return true }
        for (before, now) in zip(before, now) where before.digest != now.digest {
            guard now.tableName == "consensus" else { return true }
            if try SnapshotDiff(from: previous, to: current, disk: disk).hasOtherConsensus() { return true }
        }
        return false
    }

    /// The draft so far, seen as a published version.
    private func package() -> PublishedPackage {
        PublishedPackage(
            folder: path, title: "", version: String(version), created: "",
            resources: resources.map { resource in
                PublishedResource(
                    path: resource.file.path, size: resource.file.size, digest: resource.file.digest,
                    rows: resource.table?.rows ?? resource.rows, columns: resource.table?.fields.map(\.name) ?? [],
                    primaryKey: resource.table?.primaryKey ?? [])
            })
    }

    /// Writes `changes.csv`, `README.md`, `CITATION.cff` and `datapackage.json`, and brings everything to safety.
    ///
    /// - Parameters:
    ///   - description: What the dataset is.
    ///   - created: When the newest input event happened.
    ///   - renamed: For columns that have another name since the previous version, the old name by the new.
    ///   - cause: Why a change was made.
    package consuming func finish(
        _ description: DatasetDescription, created: UTCInstant, renamed: [String: String] = [:],
        cause: (Change) throws -> ChangeCause
    ) throws -> FinishedDraft {
        guard !description.creators.isEmpty else {
            throw SnapshotError(
                .description, "The dataset has no creators, so that nobody could cite it",
                remedy: "Name at least one under creators: in the pipeline file.")
        }
        let differs = try differsFromPrevious()
        let counts = try writeChanges(renamed: renamed, cause: cause)
        let facts = ReadMe.Facts(
            description: description, version: version, created: created, previousVersion: previous?.version,
            changes: counts)
        let citation = Citation.file(description, version: version, created: created)
        try write(Citation.fileName, title: "How to cite this version", bytes: citation)
        sortResources()
        try write(ReadMe.fileName, title: "Read me first", bytes: ReadMe.text(facts, resources: resources))
        sortResources()
        let descriptor = DataPackage.descriptor(description, version: version, created: created, resources: resources)
        var file = try DraftFile(DataPackage.fileName, in: path, disk: disk)
        try file.write(descriptor.document)
        let written = try file.finish()
        try syncFolders()
        let files = resources.map { ($0.file.path, $0.file.digest) } + [(written.path, written.digest)]
        return FinishedDraft(
            version: version, digest: SnapshotDigest.digest(of: files), differsFromPrevious: differs, changes: counts,
            folder: folder, disk: disk)
    }

    private mutating func writeChanges(
        renamed: [String: String], cause: (Change) throws -> ChangeCause
    ) throws -> ChangeCounts {
        var counts = ChangeCounts()
        let table = try ChangesTable(withParquet: withParquet, folder: path, disk: disk)
        if let previous {
            try SnapshotDiff(from: previous, to: package(), renamed: renamed, disk: disk).run { change in
                counts.count(change)
                try table.append(change, cause: try cause(change))
                return true
            }
        }
        add(
            try share(try table.finish()), fields: ChangesTable.table.fields, primaryKey: [],
            title: ChangesTable.table.title)
        return counts
    }

    /// Brings the names of all files to safety, those in sub-folders too.
    private func syncFolders() throws(DiskError) {
        var folders: Set<String> = [path, folder.path]
        for resource in resources {
            var parent = Disk.parent(of: path + "/" + resource.file.path)
            while folders.insert(parent).inserted { parent = Disk.parent(of: parent) }
        }
        for folder in folders.sorted(by: SnapshotPath.precedes) { try disk.syncDirectory(folder) }
    }

    /// Puts the files into the order in which people look for them, whatever the order in which they were added.
    private mutating func sortResources() {
        func rank(_ resource: PackageResource) -> Int {
            let path = resource.file.path
            let stem = path.hasSuffix(".parquet") ? path.dropLast(8) : path.hasSuffix(".csv") ? path.dropLast(4) : path[...]
            let tables = ["consensus", "votes", "contributors", "findings", "changes"]
            if path == ReadMe.fileName || path == Citation.fileName { return 9 }
            if resource.table == nil, resource.rows == nil { return 8 }
            if stem.hasPrefix(ObservationParts.stem) { return 0 }
            return tables.firstIndex(of: String(stem)).map { $0 + 1 } ?? 7
        }
        resources.sort { left, right in
            let (first, second) = (rank(left), rank(right))
            return first != second ? first < second : SnapshotPath.precedes(left.file.path, right.file.path)
        }
    }

    /// Removes the draft.
    package consuming func discard() throws(DiskError) {
        try disk.removeTree(path)
    }
}

extension PublishedPackage {
    /// The tables whose content makes a version a new one, in the byte order of their paths: all but the observations,
    /// which may be in parts, and the changes, which follow from the others.
    var contentTables: [PublishedResource] {
        resources.filter {
            $0.tableName != nil && $0.observationPart == nil && $0.tableName != ChangesTable.table.name
        }.sorted { SnapshotPath.precedes($0.path, $1.path) }
    }
}

extension DiskError {
    /// Whether the file system cannot give a file a second name here, so that a copy has to do.
    fileprivate var meansNoLinks: Bool { [EXDEV, EMLINK, EPERM, EACCES, ENOSYS, EOPNOTSUPP].contains(errno) }
}
