import Formats
import Storage

extension Archive {
    /// The records of an archived file as a source reads them: of the original, or of the copy that took its place.
    ///
    /// - Parameter fields: other fields than those that the source asks for. A redacted copy always gives all.
    /// - Throws: `ReadError` where the file cannot be read; what `open` throws where it is not there.
    func records(
        of submission: Submission, _ source: SourcePlan, fields: FieldSelection? = nil
    ) throws -> any RecordReader {
        if submission.isRedacted { return try openRedacted(submission) }
        var options = source.options
        if let fields { options.fields = fields }
        return try openRecords(
            try open(submission), name: submission.path, options: options, submission: submission.sequence)
    }
}
