import Formats
import Observations
import Storage

extension Archive {
    /// The records of an archived file as a source reads them: of the original, or of the copy that took its place.
    ///
    /// - Parameter fields: other fields than those that the source asks for. A redacted copy always gives all.
    /// - Throws: `ReadError` where the file cannot be read; what `open` throws where it is not there.
    func records(
        of submission: Submission, _ source: SourcePlan, fields: FieldSelection? = nil
    ) throws -> any RecordReader {
        let mend = MendName(submission.path)
        var records: any RecordReader =
            submission.isRedacted
            ? try openRedacted(submission) : try original(submission, source, isMend: mend != nil, fields)
        // In the file for mending of a JSON file numbers stand as they stood there.
        if mend?.isOfJSON(source.options.format) ?? false { records = PlainNumbers(records) }
        return source.interpreter.unpivots ? MeasuredRecords(records, for: source.interpreter) : records
    }

    private func original(
        _ submission: Submission, _ source: SourcePlan, isMend: Bool, _ fields: FieldSelection?
    ) throws -> any RecordReader {
        if ArchivePath.isArchive(submission.path), let problem = try whyNotUnpacked(submission) { throw problem }
        var options = isMend ? source.optionsForMending : source.options
        if let fields { options.fields = fields }
        let reader = try openRecords(
            try open(submission), name: submission.path, options: options, submission: submission.sequence)
        return isMend ? MendedRecords(reader) : reader
    }

    /// Why an archive of several files was not unpacked when it was claimed; `nil` where it is none.
    func whyNotUnpacked(_ submission: Submission) throws -> ReadError? {
        do throws(ReadError) {
            guard var reader = try openArchive(try opened(submission)) else { return nil }
            var names: [String] = []
            while let member = try reader.next() {
                names.append(member.name)
                var bytes = try member.open()
                try bytes.skipToEnd()
            }
            return Archive.nothingWanted(among: names)
        } catch {
            guard error.kind != .disk else { throw error }
            return error
        }
    }

    private func opened(_ submission: Submission) throws(ReadError) -> FileSource {
        do { return try open(submission) } catch {
            throw error as? ReadError
                ?? ReadError(
                    .disk, Wording(verbatim: "\(error)"),
                    remedy: "Restore the store from a backup, and check the disk.")
        }
    }

    private static func nothingWanted(among names: [String]) -> ReadError {
        let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " …" : "")
        return names.isEmpty
            ? ReadError(.archive, "the archive is empty", remedy: "Make it anew with the files in it.")
            : ReadError(
                .unsupported, "the archive has no file that the project takes (it has \(shown))",
                remedy: "Send the tables themselves, named as your project asks for them.")
    }
}

extension ByteSource {
    /// Reads to the end, so that sizes and checksums are proved.
    fileprivate mutating func skipToEnd() throws(ReadError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while try read(into: buffer) > 0 {}
    }
}
