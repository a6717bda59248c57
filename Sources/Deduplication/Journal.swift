import Observations

/// What the table of keys was when a submission began, as far as it has changed since: only the old entries of those
/// that were known before. What came later lies behind `base` and is simply cut off.
struct Journal {
    /// One entry as it was.
    struct Old {
        let index: UInt32
        let entry: KeyEntry
        let marks: EntryTable.Marks
    }

    /// An entry of which only the submission has moved on, as nearly all do when a file is sent again.
    struct Moved {
        let index: UInt32
        let submission: UInt32
    }

    /// How many entries the table held.
    var base = 0
    /// The entries below `base` that have changed since, each once.
    var olds: [Old] = []
    /// Those that have moved on, each once, and before any other change to them.
    var moved: [Moved] = []
}
