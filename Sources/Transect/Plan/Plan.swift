import Deduplication
import Formats
import Labelling
import Observations
import Validation

/// A definition that has been checked against the world and can be carried out.
package struct Plan: Sendable {
    /// What the pipeline file says.
    package let definition: Definition
    /// The definition's files.
    package let files: DefinitionFiles
    /// The dataset's terms.
    package let schema: Schema
    /// The types and constraints, one for every term of the schema, in its order.
    package let fields: [FieldRule]
    /// The kinds of file.
    package let sources: [SourcePlan]
    /// What the crowd is asked, if anything.
    package let consensus: ConsensusPlan?
    /// The column that names whose judgement a record is: the consensus' contributor, else `recordedBy`; `nil` where it
    /// is the submitter.
    package let contributor: Int?
    /// Who is who.
    package let people: People
    /// When a submission is held.
    package let holds: HoldLimits
    /// Which versions are kept.
    package let keep: KeepRule
    /// For terms that had another name before, the old name by the new.
    package let renamed: [String: String]

    /// The source that takes a file, or `nil`.
    package func source(for path: String) -> SourcePlan? { sourceIndex(for: path).map { sources[$0] } }

    /// The place of the source that takes a file, or `nil`.
    ///
    /// A member of an archive (`maria/may.zip/counts/may.csv`) is taken by the first source whose pattern matches that
    /// path, else by the first that matches as if the archive had been unpacked where it lies (`maria/counts/may.csv`),
    /// else by the first that takes the archive itself.
    ///
    /// A file for mending is taken by the source of the file whose rows it mends.
    func sourceIndex(for path: String) -> Int? {
        if let mend = MendName(path), let index = sourceIndex(for: mend.original) { return index }
        if let index = sources.firstIndex(where: { $0.takes(path) }) { return index }
        guard let member = ArchivePath(path) else { return nil }
        return sources.firstIndex { $0.takes(member.unpacked) } ?? sources.firstIndex { $0.takes(member.archive) }
    }
}

/// How one kind of file is read, interpreted and keyed.
package struct SourcePlan: Sendable {
    /// Which files.
    package let globs: [Glob]
    /// How they are read.
    package let options: FormatOptions
    /// How they become observations.
    package let interpreter: Interpreter
    /// The columns that the definition names for such files, in `map`, `join` and `unpivot`: of each list a file needs
    /// one.
    package let namedFields: [[String]]
    /// What makes two records the same.
    package let keyRule: KeyRule
    /// What tells which of two records with the same key is newer; `nil` where arrival decides.
    package let revision: RevisionRule?
    /// What a file says about records that it does not have.
    package let mode: SourceMode
    /// What a file that is sent again does with its predecessor, with what `mode` and `withdraw` imply.
    package let resend: ResendRule
    /// Which files are one series.
    package let seriesRule: SeriesRule
    /// Which rows take records back, if any do.
    package let withdrawal: WithdrawRule?
    /// The declared locale (`pl`), or `nil`.
    package let locale: String?

    /// Whether a path relative to the drop folder is of this kind.
    package func takes(_ path: String) -> Bool { globs.contains { $0.matches(path) } }

    /// How a file with rows of such files is read that were to be mended: always CSV, with a header.
    var optionsForMending: FormatOptions {
        var options = options
        // A CSV file has its own delimiter in the file for mending too, and always the usual quotes.
        if options.format != .csv, options.format != nil { options.delimiter = nil }
        options.quote = UInt8(ascii: "\"")
        options.backslashEscapes = false
        options.format = .csv
        options.headerRow = 1
        if case .only(let names) = options.fields { options.fields = .only(names + [MendedRecords.column]) }
        return options
    }

    /// The series that a submission under a path belongs to, among those of its submitter.
    ///
    /// Paths in the drop folder are relative, so none is like the name of a source's one series.
    package func series(of path: String) -> String {
        switch seriesRule {
        case .path: path
        case .source: "/" + globs.map(\.pattern).joined(separator: " ")
        }
    }
}
