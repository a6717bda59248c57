import Files
import Formats
import Observations
import Storage

extension Suppression {
    /// A list of people without those whose data were erased; `nil` where it does not name them.
    ///
    /// Rows of people whose records went are left out. Where the records stay, tokens stand for the names, so that the
    /// spellings of one person remain one person; language, credit and ORCID go. All other rows stay byte for byte.
    ///
    /// - Throws: `UsageError` where the file cannot be rewritten safely.
    package func scrubbed(people bytes: [UInt8], file: String) throws -> [UInt8]? {
        guard !isEmpty else { return nil }
        var options = FormatOptions()
        options.headerRow = 1
        var reader = try CSVReader(ArraySource(bytes), options: options, submission: 0)
        let delimiter = reader.description.delimiter ?? UInt8(ascii: ",")
        let lines = Suppression.lines(of: bytes)
        var replaced: [Int: [UInt8]?] = [:]
        var starts: [Int] = []
        while let batch = try reader.next() {
            for row in 0..<batch.count {
                let line = Int(batch.origins.positions[row]) - 1
                starts.append(line)
                if let new = scrubbed(row, of: batch, delimiter: delimiter) {
                    replaced[line] = .some(new.isEmpty ? nil : new)
                }
            }
        }
        guard !replaced.isEmpty else { return nil }
        guard !bytes.contains(0) else {
            throw UsageError("\(file) is not in UTF-8, so that rows cannot be taken out of it. Save it as UTF-8.")
        }
        starts.append(lines.count)
        var text = lines[..<(starts.first ?? 0)].joined().map { $0 }
        for (start, end) in zip(starts, starts.dropFirst()) {
            if let new = replaced[start] { text += new ?? [] } else { text += lines[start..<end].joined() }
        }
        return text
    }

    /// A row as it is to be; empty where it goes, `nil` where it stays.
    private func scrubbed(_ row: Int, of batch: RecordBatch, delimiter: UInt8) -> [UInt8]? {
        func cell(_ name: String) -> String? {
            batch.fields.firstIndex { $0.lowercased() == name }.flatMap { index in batch.columns[index][row] }
        }
        let alias = cell("alias").flatMap { entry($0) }
        let person = cell("person").flatMap { entry($0) }
        guard let mode = (alias ?? person)?.mode else { return nil }
        if mode == .data { return [] }
        let isDone = alias?.token == cell("alias") && person?.token == cell("person")
        if isDone { return nil }
        let cells = batch.fields.map { name -> String in
            switch name.lowercased() {
            case "alias": return alias?.token ?? cell("alias") ?? ""
            case "person": return person?.token ?? alias?.person ?? ""
            case "shared": return cell("shared") ?? ""
            default: return ""
            }
        }
        var line: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { line.append(delimiter) }
            CSVOutput.appendUnguarded(cell.utf8, delimiter: delimiter, to: &line)
        }
        return line + [UInt8(ascii: "\n")]
    }

    /// The lines of a text with their ends: LF, CR LF or CR.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() {
            let isCarriageReturn = byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
            guard byte == 0x0A || isCarriageReturn else { continue }
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }
}

extension Run {
    /// Takes people on the list out of `people.csv` on disk; whether anything was to be done.
    func scrubPeopleFile(_ suppression: Suppression) throws -> Bool {
        guard let name = plan.definition.peopleFile?.value else { return false }
        let path = project.sideFile(name)
        guard let bytes = try suppression.scrubbed(people: disk.read(path), file: name) else { return false }
        try disk.writeDurably(bytes, to: path)
        return true
    }

    /// Takes people on the list out of the archived lists of all editions. The new files are durable on return.
    func scrubbedEditions(_ suppression: Suppression, _ store: Store, _ ledger: Ledger, writes: Bool) throws
        -> [RedactedEdition]
    {
        let archive = Archive(store: store)
        var result: [RedactedEdition] = []
        for edition in try ledger.editions() {
            guard let name = try peopleFile(of: edition, archive),
                let index = edition.files.firstIndex(where: { $0.name == name }),
                let bytes = try suppression.scrubbed(people: archive.bytes(of: edition.files[index]), file: name)
            else { continue }
            var files = edition.files
            let digest = Digest.sha256(bytes)
            files[index] = EditionFile(name: name, digest: digest, bytes: Int64(bytes.count))
            if writes {
                let path = archive.path(digest: digest, originalPath: name)
                try disk.makeDirectory(Disk.parent(of: path), durably: true)
                try disk.writeDurably(bytes, to: path)
            }
            let whole = Digest.sha256(Array(files.map { "\($0.digest)  \($0.name)\n" }.joined().utf8))
            result.append(RedactedEdition(number: edition.number, digest: whole, files: files))
        }
        return result
    }

    /// The name of an edition's list of people.
    private func peopleFile(of edition: Edition, _ archive: Archive) throws -> String? {
        let pipeline = try edition.files.first { $0.name == DefinitionFiles.pipelineName }.map {
            try archive.bytes(of: $0)
        }
        guard let pipeline else { return plan.definition.peopleFile?.value }
        // Read before: a disk that fails must not pass for a definition that cannot be read.
        var presets: [String: [UInt8]] = [:]
        for file in edition.files where file.name.hasPrefix(PresetText.folder) {
            presets[file.name] = try archive.bytes(of: file)
        }
        do throws(DefinitionError) {
            let definition = try Definition(
                yaml: String(decoding: pipeline, as: UTF8.self), file: DefinitionFiles.pipelineName,
                presets: PresetShelf { [presets] in presets[$0] })
            return definition.peopleFile?.value
        } catch {
            // A definition that this program no longer reads: the name that the file has now.
            return plan.definition.peopleFile?.value
        }
    }
}
