import Observations

/// Where a submission began.
struct SubmissionMark {
    /// The place that its first new record gets.
    let nextOrdinal: UInt32
    /// Whether the table was handed to the history since.
    var isFlushed = false
}

extension Deduplicator {
    /// Begins a submission: from here on everything can be undone.
    package mutating func begin() {
        mark = SubmissionMark(nextOrdinal: nextOrdinal)
        released = []
        table.beginJournal()
    }

    /// Whether what was judged since `begin` can still be undone. It cannot once the table, with at least half as many
    /// entries again as `tableLimit`, had to be handed to the history in the middle of the submission.
    package var canRollBack: Bool { mark.map { !$0.isFlushed } ?? false }

    /// The place of the submission's first new record, if it has any.
    package var firstOrdinalSinceBegin: UInt32 { mark?.nextOrdinal ?? nextOrdinal }

    /// Undoes everything since `begin`, which then holds for what follows. Needs `canRollBack`.
    package mutating func rollback() {
        precondition(canRollBack, "What the history has been told cannot be undone")
        nextOrdinal = firstOrdinalSinceBegin
        released = []
        table.undoJournal()
    }

    /// Ends a submission, and hands the table to the history if it has reached its limit.
    package mutating func end() throws {
        mark = nil
        released = []
        try flushIfDue()
    }

    /// The history with what the run has learnt, at the end of the run.
    package func finished() throws -> History {
        var history = history
        try history.add(table.sorted)
        return history
    }

    /// Hands what the run has learnt to the history.
    package mutating func flush() throws {
        mark?.isFlushed = true
        try history.add(table.sorted)
        table.removeAll()
    }

    /// Hands the table to the history once it holds enough; within a submission it waits a while for the end.
    mutating func flushIfDue() throws {
        if table.count >= (canRollBack ? tableLimit + tableLimit / 2 : tableLimit) { try flush() }
    }
}

extension KeyHistory {
    /// Adds the entries of a table as a new run, if there are any.
    fileprivate mutating func add(_ entries: SortedEntries) throws {
        if entries.count > 0 { try add(entries.count, inParts: entries) }
    }
}
