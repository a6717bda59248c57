import Files
import Formats
import Observations
import Storage

/// A file being read as a run would read it, without a store.
package struct Preview {
    private var reader: any RecordReader
    /// Whether everything so far was well formed: no finding of severity `error`, save about JSON that is whole and yet no
    /// good record (RFC 8259 allows all of it).
    package private(set) var isWellFormed = true
    private static let wellFormed: Set = ["json-not-an-object", "json-duplicate-key", "json-nul-character"]

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - format: the declared format, or `nil`.
    ///   - pipeline: a pipeline file whose matching source says how the file is read, or `nil`.
    package init(file: String, format: String?, pipeline: String?, disk: Disk = Disk()) throws {
        var options = FormatOptions()
        if let pipeline {
            let plan = try Plan(project: Project(root: ".", pipeline: pipeline), disk: disk)
            // Patterns are about places in the drop folder; the file may lie there or anywhere.
            let parts = file.pathPieces
            let ends = parts.indices.map { parts[$0...].joined(separator: "/") }
            guard let source = ends.lazy.compactMap({ plan.source(for: $0) }).first else {
                throw UsageError("No source of \(pipeline) matches \(file).")
            }
            options = source.options
            options.fields = .all
        }
        if let format {
            guard let known = FileFormat(rawValue: format) else {
                let all = FileFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("There is no format \(format); there are \(all).")
            }
            options.format = known
        }
        guard try disk.status(file) != nil else { throw UsageError("There is no file \(file).") }
        reader = try openRecords(FileSource(disk.open(file)), name: file, options: options, submission: 0)
    }

    /// How the file is read. Complete after the first batch.
    package var description: FormatDescription { reader.description }

    /// What else the file could be read as, `nil` where nothing suggests itself or the format was declared.
    package var hint: String? {
        let description = reader.description
        let isDeclared = description.details.contains { $0.name == "format" && $0.reason == "declared" }
        guard description.format == .csv, !isDeclared, ZooniverseReader.fits(description.fields) else { return nil }
        return """
            These are classifications exported by Zooniverse. With `format: zooniverse` (here: --format zooniverse) each \
            task becomes a column.
            """
    }

    /// The next records, or `nil` at the end.
    package mutating func next() throws -> RecordBatch? {
        guard let batch = try reader.next() else { return nil }
        if batch.findings.contains(where: { $0.severity == .error && !Self.wellFormed.contains($0.code) }) {
            isWellFormed = false
        }
        return batch
    }

    /// A finding in words, with its place.
    package func message(_ finding: Finding, in batch: RecordBatch) -> String {
        let place = "\(batch.origins.unit == .line ? "line" : "byte") \(batch.origins.positions[finding.row])"
        return "record \(batch.origins.records[finding.row]) (\(place)): \(RuleCatalogue.message(for: finding))"
    }
}
