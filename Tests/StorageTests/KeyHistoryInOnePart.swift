import Observations

extension KeyHistory {
    /// Adds sorted entries as a new run, in one part.
    mutating func add(_ sortedEntries: [KeyEntry]) throws {
        try add(sortedEntries.count, inParts: [sortedEntries])
    }
}
