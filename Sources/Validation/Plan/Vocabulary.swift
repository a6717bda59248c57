import Observations

/// A closed list of values: written out in the pipeline file, or a column of a table.
///
/// Values are compared byte by byte, and, where a value is not plain ASCII, up to Unicode canonical equivalence.
package struct Vocabulary: Sendable {
    /// What messages call it (`species.csv`), or `nil` for a list that is written out.
    package let name: String?
    /// The values, trimmed, in the order given, each once; blank ones are left out.
    package let values: [String]
    let index: ByteIndex

    /// A vocabulary of those values.
    package init(_ values: [String], name: String? = nil) {
        var index = ByteIndex(capacity: values.count)
        var kept: [String] = []
        for value in values {
            let trimmed = Whitespace.trimmed(value)
            if !trimmed.isEmpty, index.insert(trimmed) { kept.append(trimmed) }
        }
        self.name = name
        self.values = kept
        self.index = index
    }
}

/// A table from one way to name a thing to the accepted one.
package struct LookupTable: Sendable {
    /// What messages call it (`species.csv`).
    package let name: String
    /// The keys with two different values, each once, in order of appearance. A plan refuses such a table.
    package let conflicts: [String]
    /// The keys, in order of appearance.
    let keys: Vocabulary
    /// For every key its value.
    let results: [String]
    /// The values, in order of appearance.
    let accepted: Vocabulary

    /// A table of pairs. Keys and values are trimmed; pairs with a blank side are left out.
    package init(name: String, entries: [(from: String, to: String)]) {
        var index = ByteIndex(capacity: entries.count)
        var keys: [String] = []
        var results: [String] = []
        var conflicts: [String] = []
        for entry in entries {
            let (from, to) = (Whitespace.trimmed(entry.from), Whitespace.trimmed(entry.to))
            guard !from.isEmpty, !to.isEmpty else { continue }
            if let place = index.find(from) {
                if results[place] != to, !conflicts.contains(from) { conflicts.append(from) }
            } else {
                _ = index.insert(from)
                keys.append(from)
                results.append(to)
            }
        }
        self.name = name
        self.conflicts = conflicts
        self.keys = Vocabulary(keys, name: name)
        self.results = results
        self.accepted = Vocabulary(results, name: name)
    }
}
