import Observations

/// A history in memory, for tests: what a key run says, in a dictionary.
struct MemoryHistory: KeyHistory {
    private(set) var known: [RecordKey: KeyEntry] = [:]
    private(set) var runs = 0
    var isEmpty: Bool { known.isEmpty }

    func entries(for keys: [RecordKey]) -> [KeyEntry?] { keys.map { known[$0] } }

    mutating func add(_ count: Int, inParts parts: some Sequence<[KeyEntry]>) {
        let sortedEntries = Array(parts.joined())
        precondition(sortedEntries.count == count)
        precondition(zip(sortedEntries, sortedEntries.dropFirst()).allSatisfy { $0.key < $1.key })
        runs += 1
        for entry in sortedEntries { known[entry.key] = entry }
    }
}

/// A batch of observations of one submission, rows given as strings.
func observations(_ terms: [Term], _ rows: [[String?]], submission: UInt32, from first: UInt32 = 1) -> ObservationBatch
{
    var origins = Origins(submission: submission)
    for index in rows.indices {
        let record = first + UInt32(index)
        origins.append(record: record, row: record + 1, position: UInt64(record + 1))
    }
    let columns = terms.indices.map { column in TextColumn(rows.map { $0[column] }) }
    return ObservationBatch(schema: Schema(terms), columns: columns, origins: origins)
}
