import Observations

/// What an erasure does to files and records.
package struct ErasureCount: Sendable, Equatable {
    /// Records without values from now on, those of removed files too.
    package var erasedRecords = 0
    /// Records whose contributor has a token instead of a name.
    package var renamedRecords = 0
    /// Archived files that go.
    package var removedFiles = 0
    /// Archived files in whose place there is a copy.
    package var redactedFiles = 0
    /// Submissions with another path or submitter.
    package var renamedSubmissions = 0

    /// Nothing yet.
    package init() {}
}

/// Text that names the person and is left as it is, since it is not the person's to begin with: a remark of somebody
/// else, a cell with several names.
package struct Mention: Sendable, Equatable {
    /// The record.
    package var record: RecordID
    /// Its column in the file.
    package var field: String
}
