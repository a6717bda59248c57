import Deduplication
import Formats
import Observations
import Storage
import Validation

/// What reading the submissions of a night gives, in their order: batches, and after the last of each file its end.
enum Piece: Sendable {
    /// Some records of a submission.
    case records(RecordBatch, of: Submission, source: SourcePlan)
    /// The end of a submission, well formed or not.
    case end(FileEnd)
}

/// How the reading of a submission ended.
struct FileEnd: Sendable {
    var submission: Submission
    /// How it was read; `nil` where it could not even be opened.
    var format: FormatDescription?
    /// Why it could not be read to its end.
    var problem: ReadError?
    /// Columns that the pipeline does not use.
    var unusedFields: [String] = []
    /// Columns that the pipeline names and the file does not have.
    var missingFields: [String] = []
}

/// Reads submissions one after the other, a batch at a time.
struct Reading: Sendable {
    private let plan: Plan
    private let open: @Sendable (Submission, SourcePlan) throws -> any RecordReader
    private let whyNotUnpacked: @Sendable (Submission) throws -> ReadError?
    private let submissions: [Submission]
    /// How many have been opened. The list itself stays as it is: taking from it would copy it each time.
    private var opened = 0
    private var current: Opened?

    /// A submission that is being read.
    private struct Opened {
        let submission: Submission
        let source: SourcePlan
        var reader: any RecordReader
    }

    /// - Parameters:
    ///   - open: the records of a submission as its source reads them.
    ///   - whyNotUnpacked: why an archive was not unpacked when it was claimed; `nil` for what is none.
    init(
        _ submissions: [Submission], plan: Plan,
        open: @escaping @Sendable (Submission, SourcePlan) throws -> any RecordReader,
        whyNotUnpacked: @escaping @Sendable (Submission) throws -> ReadError?
    ) {
        self.submissions = submissions
        self.plan = plan
        self.open = open
        self.whyNotUnpacked = whyNotUnpacked
    }

    /// The next piece, or `nil` behind the last submission.
    ///
    /// - Throws: what `open` throws: a broken world. A broken file is an end with a problem.
    mutating func next() throws -> Piece? {
        if current == nil {
            guard opened < submissions.count else { return nil }
            let submission = submissions[opened]
            opened += 1
            // A file that was claimed under an older definition may have no source now.
            guard let source = plan.source(for: submission.path) else {
                let problem = try whyNotUnpacked(submission) ?? noSource(submission)
                return .end(FileEnd(submission: submission, format: nil, problem: problem))
            }
            do {
                current = Opened(submission: submission, source: source, reader: try open(submission, source))
            } catch let problem as ReadError where problem.kind != .disk {
                return .end(FileEnd(submission: submission, format: nil, problem: problem))
            }
        }
        return try read()
    }

    private func noSource(_ submission: Submission) -> ReadError {
        ReadError(
            .unsupported, "No source of the pipeline takes \(submission.path)",
            remedy: "Add one to `sources`, or leave it: the file stays in the archive.")
    }

    private mutating func read() throws -> Piece? {
        var problem: ReadError?
        do throws(ReadError) {
            // Where it lies: a second reference would have the reader copy all that it holds.
            if let batch = try current?.reader.next(), let current {
                return .records(batch, of: current.submission, source: current.source)
            }
        } catch {
            guard error.kind != .disk else { throw error }
            problem = error
        }
        guard let (submission, source, description) = current.map({ ($0.submission, $0.source, $0.reader.description) })
        else { return nil }
        current = nil
        return .end(
            FileEnd(
                submission: submission, format: description, problem: problem,
                unusedFields: unused(description, source), missingFields: missing(description, source)))
    }

    private func missing(_ description: FormatDescription, _ source: SourcePlan) -> [String] {
        // Other formats have no header: a field that no record has says nothing. A file without one is a problem itself.
        guard description.format.isTable, !description.fields.isEmpty else { return [] }
        let present = Set(description.fields)
        return source.namedFields.filter { present.isDisjoint(with: $0) }.map { $0.joined(separator: " / ") }
    }

    private func unused(_ description: FormatDescription, _ source: SourcePlan) -> [String] {
        guard description.format.isTable, !source.interpreter.readsAllFields else { return [] }
        let used = Set(source.interpreter.sourceFields)
        return description.fields.filter { !used.contains($0) }
    }
}
