import Files
import Observations

/// A version that is being put together, in a hidden folder beside the published ones.
///
/// Use it in this order: observations part by part and tables; then ask whether the content differs from the previous
/// version, and let it write the changes, whose counts tell whether something is wrong with the version as a whole;
/// further files; then `finish`, or `discard`. A draft that is dropped stays on the disk until `removeDrafts`.
package struct SnapshotDraft: ~Copyable {
    /// Places in the dataset per part of the observations.
    package static let placesPerPart = 1_000_000

    /// How many parts hold the observations of a dataset that has given out `places` places.
    package static func parts(forPlaces places: Int) -> Int { max(1, (places + placesPerPart - 1) / placesPerPart) }

    /// Names of files that the draft makes itself. A definition cannot bring files of these names.
    package static let reservedNames: Set<String> = [
        DataPackage.fileName, ReadMe.fileName, Citation.fileName, ChangesTable.fileName, Tombstone.fileName,
    ]

    /// Whether a snapshot can hold a file of that name.
    package static func canHold(_ name: String) -> Bool { SnapshotPath.isSafe(name) }

    /// The number of the version.
    package let version: Int
    /// Turns observations into published rows; a copy of it may work ahead on another thread.
    package let encoder: ObservationEncoder

    let folder: SnapshotFolder
    let path: String
    let previous: PreviousVersion?
    let renamed: [String: String]
    let withParquet: Bool
    /// Whether digests are worked out on a thread of their own.
    let digestsBeside: Bool
    let disk: Disk
    var resources: [PackageResource] = []
    /// Whether the content differs from the previous version's; `nil` until somebody asked.
    var differs: Bool?
    /// What has changed; `nil` until the changes have been written.
    var changes: ChangeCounts?
    private var parts: Set<Int> = []

    /// Begins a draft. What an interrupted draft of this version left behind is removed.
    ///
    /// - Parameters:
    ///   - folder: The folder of all versions.
    ///   - version: The number that the version is to have.
    ///   - previous: The version that it follows; unchanged files become hard links to that version's.
    ///   - renamed: For terms that have another name since the previous version, the old name by the new: such a column
    ///     is one line in the changes, and its values are compared under the new name.
    ///   - withParquet: Whether every table is written as Parquet too.
    ///   - threads: With more than one, digests are worked out beside.
    package init(
        in folder: SnapshotFolder, version: Int, previous: Int?, encoder: ObservationEncoder,
        renamed: [String: String] = [:], withParquet: Bool, threads: Int = 1, disk: Disk
    ) throws {
        let path = folder.draftFolder(of: version)
        let package = try previous.map { PreviousVersion(package: try folder.package(of: $0), disk: disk) }
        try disk.removeTree(path)
        // That of the draft is synced when it is complete.
        try disk.makeDirectory(folder.path, durably: true)
        try disk.makeDirectory(path)
        self.folder = folder
        self.version = version
        self.encoder = encoder
        self.renamed = renamed
        self.withParquet = withParquet
        digestsBeside = threads > 1
        self.disk = disk
        self.path = path
        self.previous = package
    }

    /// How many records the previous version has; 0 where there is none.
    package var previousRecords: Int { previous?.package.observationCount ?? 0 }

    // MARK: Observations

    /// Takes over a part of the observations from the previous version, of which the caller knows that nothing in it
    /// has changed.
    ///
    /// - Returns: `false` where that is impossible because the previous version lacks the part or has it with other
    ///   columns or formats; then it has to be written.
    package mutating func linkObservations(part: Int, of parts: Int) throws -> Bool {
        try requireNoChangesYet()
        guard let previous, let old = previous.package.observationParts.first(where: { $0.observationPart == part })
        else {
            return false
        }
        let fields = encoder.view.fields
        let oldParquet = previous.package.resource(at: old.path.dropLast(4) + ".parquet")
        guard old.columns == fields.map(\.name), let rows = old.rows, !withParquet || oldParquet != nil else {
            return false
        }
        let stem = ObservationParts.stem(of: part, of: parts)
        let csv = try previous.take(old, as: stem + ".csv", in: path)
        let parquet = try withParquet ? oldParquet.map { try previous.take($0, as: stem + ".parquet", in: path) } : nil
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
        addObservations(part: part, of: parts, try shared(try writer.finish()))
    }

    /// Writes a part of the observations from rows that other threads encode.
    package mutating func addObservations(
        part: Int, of parts: Int, encoded next: () async throws -> EncodedObservations?
    ) async throws {
        var writer = try partWriter(part: part, of: parts)
        while let rows = try await next() { try writer.append(rows) }
        addObservations(part: part, of: parts, try shared(try writer.finish()))
    }

    private func partWriter(part: Int, of parts: Int) throws -> ObservationPartWriter {
        try requireNoChangesYet()
        guard (1...parts).contains(part), !self.parts.contains(part) else {
            throw Self.fault("part \(part) of \(parts) of the observations was given twice or does not exist")
        }
        return try ObservationPartWriter(
            part: part, of: parts, fields: encoder.view.fields, withParquet: withParquet, folder: path, disk: disk,
            digestsBeside: digestsBeside)
    }

    private mutating func addObservations(part: Int, of parts: Int, _ result: TableWriter.Result) {
        self.parts.insert(part)
        differs = nil
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
        try requireNoChangesYet()
        guard table.name != ChangesTable.table.name, !table.name.hasPrefix(ObservationParts.stem) else {
            throw Self.fault("the table \(table.name) is written by the draft itself")
        }
        var writer = try TableWriter(
            stem: table.name, fields: table.fields, withParquet: withParquet, folder: path, disk: disk,
            digestsBeside: digestsBeside)
        while let piece = try next() { try writer.append(piece) }
        differs = nil
        add(try shared(try writer.finish()), fields: table.fields, primaryKey: table.primaryKey, title: table.title)
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

    mutating func write(_ name: String, title: String, bytes: [UInt8]) throws {
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
        resources.append(PackageResource(title: title, file: try shared(try file.finish()), table: nil))
    }

    private func requireNoChangesYet() throws {
        if changes != nil { throw Self.fault("something was added behind the changes") }
    }

    private func requireFree(_ name: String) throws {
        if resources.contains(where: { $0.file.path == name }) { throw Self.taken(name) }
    }

    mutating func add(
        _ result: TableWriter.Result, fields: [PublishedField], primaryKey: [String], title: String
    ) {
        let table = PackageResource.Table(fields: fields, primaryKey: primaryKey, rows: result.rows)
        resources.append(PackageResource(title: title, file: result.csv, table: table))
        if let parquet = result.parquet {
            resources.append(
                PackageResource(title: "\(title) (Parquet)", file: parquet, table: nil, rows: result.rows))
        }
    }

    /// Replaces new files by links to equal ones of the previous version.
    func shared(_ result: TableWriter.Result) throws -> TableWriter.Result {
        TableWriter.Result(
            csv: try shared(result.csv), parquet: try result.parquet.map { try shared($0) }, rows: result.rows)
    }

    private func shared(_ file: WrittenFile) throws -> WrittenFile {
        try previous?.share(file, in: path)
        return file
    }

    private static func taken(_ name: String) -> SnapshotError {
        SnapshotError(
            .fileName, "Two files of the snapshot would be named \(name)",
            remedy: "Rename the one that the pipeline definition refers to.")
    }

    static func fault(_ problem: String) -> SnapshotError {
        SnapshotError(
            .content, "The snapshot does not fit together: \(problem)",
            remedy: "This is a fault of the program; please report it.")
    }

    /// Removes the draft.
    package consuming func discard() throws(DiskError) {
        try disk.removeTree(path)
    }
}
