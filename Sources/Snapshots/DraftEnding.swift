import Files
import Observations

extension SnapshotDraft {
    /// Whether there is anything new to publish: observations, votes, contributors, findings or any other table of
    /// content has other bytes, or the consensus differs by more than confidences that moved by less than .05.
    package mutating func differsFromPrevious() throws -> Bool {
        if let differs { return differs }
        let answer = try comparedWithPrevious()
        differs = answer
        return answer
    }

    private func comparedWithPrevious() throws -> Bool {
        guard let previous else { return true }
        let current = package()
        guard previous.package.observationParts.map(\.digest) == current.observationParts.map(\.digest) else {
            return true
        }
        let (before, now) = (previous.package.contentTables, current.contentTables)
        guard before.map(\.path) == now.map(\.path) else { return true }
        for (before, now) in zip(before, now) where before.digest != now.digest {
            guard now.tableName == "consensus" else { return true }
            let diff = SnapshotDiff(from: previous.package, to: current, renamed: renamed, disk: disk)
            if try diff.hasOtherConsensus() { return true }
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

    /// Compares the draft with the previous version, row by row, and writes `changes.csv`. To be called once, behind
    /// all observations and tables.
    ///
    /// The counts, beside `previousRecords`, tell whether the version as a whole can be right; if not, `discard` the
    /// draft.
    ///
    /// - Parameter cause: Why a change was made; called for every change in the order of the table.
    @discardableResult
    package mutating func writeChanges(cause: (Change) throws -> ChangeCause) throws -> ChangeCounts {
        guard changes == nil else { throw Self.fault("the changes were written twice") }
        var counts = ChangeCounts()
        let table = try ChangesTable(withParquet: withParquet, folder: path, disk: disk)
        if let previous {
            try SnapshotDiff(from: previous.package, to: package(), renamed: renamed, disk: disk).run { change in
                counts.count(change)
                try table.append(change, cause: try cause(change))
                return true
            }
        }
        add(
            try shared(try table.finish()), fields: ChangesTable.table.fields, primaryKey: [],
            title: ChangesTable.table.title)
        changes = counts
        return counts
    }

    /// Writes the changes, then all that `finish(_:created:)` writes.
    package consuming func finish(
        _ description: DatasetDescription, created: Instant, cause: (Change) throws -> ChangeCause
    ) throws -> FinishedDraft {
        try writeChanges(cause: cause)
        return try finish(description, created: created)
    }

    /// Writes `README.md`, `CITATION.cff` and `datapackage.json`, and brings everything to safety. The changes must
    /// have been written.
    ///
    /// - Parameters:
    ///   - description: What the dataset is.
    ///   - created: When the newest input event happened.
    package consuming func finish(_ description: DatasetDescription, created: Instant) throws -> FinishedDraft {
        guard !description.creators.isEmpty else {
            throw SnapshotError(
                .description, "The dataset has no creators, so that nobody could cite it",
                remedy: "Name at least one under creators: in the pipeline file.")
        }
        let differs = try differsFromPrevious()
        guard let counts = changes else { throw Self.fault("the changes have not been written") }
        let facts = ReadMe.Facts(
            description: description, version: version, created: created, previousVersion: previous?.package.version,
            changes: counts)
        let citation = Citation.file(description, version: version, created: created)
        try write(Citation.fileName, title: "How to cite this version", bytes: citation)
        resources.sort(by: PackageResource.precedes)
        try write(ReadMe.fileName, title: "Read me first", bytes: ReadMe.text(facts, resources: resources))
        resources.sort(by: PackageResource.precedes)
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

    /// Brings the names of all files to safety, those in sub-folders too.
    private func syncFolders() throws(DiskError) {
        var folders: Set<String> = [path, folder.path]
        for resource in resources {
            var parent = Disk.parent(of: path + "/" + resource.file.path)
            while folders.insert(parent).inserted { parent = Disk.parent(of: parent) }
        }
        for folder in folders.sorted(by: SnapshotPath.precedes) { try disk.syncDirectory(folder) }
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
