import Files
import Observations
import Storage

/// What a backup of a project came to.
package struct ProjectBackup: Sendable, Equatable {
    /// Files and bytes, kept and newly copied.
    package let counts: BackupReport
    /// The folder of the backup.
    package let folder: String
    /// Where the project's key was written; `nil` where it was not asked for.
    package let keyFile: String?
    /// What is worth a look.
    package let notes: [String]

    /// For people.
    package var text: String {
        var lines = [
            """
            The backup \(folder) holds \(counted(counts.files, "file")) (\(counts.bytes) bytes); \
            \(counts.copiedFiles) (\(counts.copiedBytes) bytes) were copied now.
            """
        ]
        lines += notes.map { "note: \($0)" }
        if let keyFile {
            lines.append(
                "The project's key is in \(keyFile). Keep it apart from the backup: with both, pseudonyms are names.")
        } else {
            lines.append(
                """
                The project's key is not in it. Keep a copy elsewhere (--with-key FILE): without it no run can go on \
                from the backup.
                """)
        }
        lines.append("`transect restore \(folder) --into FOLDER` brings it back; the drop folder is not part of it.")
        return lines.joined(separator: "\n")
    }
}

extension Deciding {
    /// Makes a backup of all that is the project's, save its drop folder and its key, or brings an earlier one up to
    /// date.
    ///
    /// The store is put in order first, as a run would, so that nothing is on its way.
    ///
    /// - Parameter keyFile: Where to write the project's key; without it the key is nowhere but in the project.
    /// - Throws: `UsageError` where folder or key file cannot be used, or their name is empty.
    package borrowing func backUp(to folder: String, keyFile: String?, disk: Disk) throws -> ProjectBackup {
        guard !folder.isEmpty else {
            throw UsageError("Name the folder of the backup; an empty name is none. Nothing was copied.")
        }
        guard keyFile != "" else {
            throw UsageError("Name the file for the key; an empty name is none. Nothing was copied.")
        }
        let folder = folder.withoutSlash
        var notes: [String] = []
        let plan = try definitionToKeep(disk, &notes)
        let run = Run(project: project, plan: plan, disk: disk, options: RunOptions(now: now))
        try refuse(folder, run, disk)
        try refuse(keyFile: keyFile, folder, disk)
        try run.recover(store, ledger)

        var backup: BackupWriter
        do {
            backup = try BackupWriter(to: folder, disk: disk)
        } catch let error as StoreError where error.kind == .backup {
            throw UsageError("\(error)")
        }
        try backup.addFile(project.pipeline, as: DefinitionFiles.pipelineName)
        // Presets lie in the archive and in the program, nowhere else.
        for file in plan.files.files.dropFirst() where !file.isPreset {
            let path = project.sideFile(file.name)
            guard file.name.staysBelowItsFolder, try disk.status(path) != nil else {
                notes.append(
                    "\(path) lies outside the project or is gone; only the archive has it. Keep a copy of your own.")
                continue
            }
            try backup.addFile(path, as: file.name)
        }
        try store.add(to: &backup, as: Store.backupName, ledger: ledger, withKey: false)
        let receipts = plan.definition.receipts.folder
        let versions = kept("The versions lie", plan.definition.publish.folder, "snapshots", besides: receipts, &notes)
        try backup.addFolder(run.snapshotsPath, as: versions) {
            // Drafts, and what is on its way out.
            $0.hasPrefix(".")
        }
        if let receipts, let path = run.receiptsFolder {
            try backup.addFolder(path, as: kept("The receipts lie", receipts, "receipts", besides: versions, &notes))
        }
        let counts = try backup.finish()
        return ProjectBackup(
            counts: counts, folder: folder, keyFile: try keyFile.map { try writeKey(to: $0, disk) }, notes: notes)
    }

    /// What a folder of the definition is called in the backup: as it is in the project. One that lies elsewhere has a
    /// name that no other has.
    private borrowing func kept(
        _ words: String, _ folder: String, _ name: String, besides other: String?, _ notes: inout [String]
    ) -> String {
        let plain = folder.plainPath
        if plain.staysBelowItsFolder { return plain }
        let isTaken = other.map(\.plainPath).map { $0.lies(in: name) || name.lies(in: $0) } ?? false
        let place = isTaken ? name + "-of-the-project" : name
        notes.append("\(words) in \(folder.withoutSlash); in the backup they are in \(place).")
        return place
    }

    /// Refuses a folder that is, or lies in, what the backup is made of, and the drop folder.
    private borrowing func refuse(_ folder: String, _ run: Run, _ disk: Disk) throws {
        let wanted = try disk.resolvedSoFar(folder)
        let own = [project.store, project.path(run.plan.definition.drop), run.snapshotsPath, run.receiptsFolder]
            .compactMap { $0 }
        let remedy = "Name a folder elsewhere, on another disk if you can."
        if try wanted == disk.resolvedSoFar(project.root) {
            throw UsageError("\(folder) is the project itself. \(remedy)")
        }
        for place in own where try wanted.lies(in: disk.resolvedSoFar(place)) {
            throw UsageError("\(folder) lies in \(place), a folder of the project itself. \(remedy)")
        }
        // Never made on the way: where a disk is not mounted, the backup would land on the project's own.
        let place = Disk.parent(of: folder)
        // A link is followed where something is asked for behind it.
        guard try disk.status(place + "/.")?.kind == .directory else {
            throw UsageError(
                """
                There is no folder \(place) in which the backup could lie; nothing was copied. If a disk belongs \
                there, mount it; otherwise make the folder first.
                """)
        }
    }

    private borrowing func refuse(keyFile: String?, _ folder: String, _ disk: Disk) throws {
        guard let keyFile else { return }
        if try disk.resolvedSoFar(keyFile).lies(in: disk.resolvedSoFar(folder)) {
            throw UsageError(
                "\(keyFile) lies in the backup. Keep the key apart, since with both together pseudonyms are names.")
        }
        guard try disk.status(store.keyPath) != nil else {
            throw UsageError("The project has no key yet; it is made by the first `transect run`.")
        }
        let parent = Disk.parent(of: keyFile)
        guard try disk.status(parent)?.kind == .directory else {
            throw UsageError("There is no folder \(parent) for the key. Make it first, or name a file elsewhere.")
        }
        guard try disk.status(keyFile) == nil || disk.read(keyFile, upTo: 33) == disk.read(store.keyPath) else {
            throw UsageError("\(keyFile) is there already and is not this project's key. Name another file.")
        }
    }

    private borrowing func writeKey(to path: String, _ disk: Disk) throws -> String {
        if try disk.status(path) == nil { try disk.writeDurably(try disk.read(store.keyPath), to: path, mode: 0o600) }
        return path
    }

    /// The plan of the present definition; where that has an error, of the last one that a run has used: a slip of the
    /// pen must not keep anybody from making a backup.
    private borrowing func definitionToKeep(_ disk: Disk, _ notes: inout [String]) throws -> Plan {
        do {
            return try Plan(project: project, disk: disk)
        } catch let error as DefinitionError {
            guard let edition = try ledger.latestEdition() else { throw error }
            notes.append("\(project.pipeline) has errors (`transect check` tells them); it is kept as it is.")
            return try Plan(of: edition, in: project, from: Archive(store: store))
        }
    }
}

extension String {
    /// A path without slashes at its end.
    var withoutSlash: String {
        var path = self
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
