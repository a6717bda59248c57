/// What a file of a source says about the records that it does not have.
package enum SourceMode: String, Sendable, CaseIterable {
    /// Nothing: each file brings some records.
    case append
    /// They are gone: each file is the whole export, and what its predecessor had and it has not leaves the dataset.
    case complete
}

/// What a file that is sent again does with what the file before it brought.
package enum ResendRule: String, Sendable, CaseIterable {
    /// It replaces it if at least half of its records come back, else it adds.
    case auto
    /// It replaces it always.
    case replace
    /// It adds, and changes only records whose key it has.
    case add
}

/// Which files of one submitter are one series, that is, one file that is sent again.
package enum SeriesRule: String, Sendable, CaseIterable {
    /// Those with the same path.
    case path
    /// All files of the source: for exports with the date in their names.
    case source
}
