import Files
import Observations
import Storage

/// A record as somebody has named it, and where.
package struct NamedRecord: Sendable, Equatable {
    /// The text, which may be no name at all.
    package let text: String
    /// Where it stands in a file (`row 3`); `nil` for an argument.
    package let place: String?

    /// A record named by an argument.
    package init(_ text: String) {
        self.text = text.trimmed
        place = nil
    }

    private init(_ text: String, row: UInt32) {
        self.text = text
        place = "row \(row)"
    }

    /// The records that a CSV file names in its column `recordID`.
    ///
    /// - Throws: `UsageError` where there is no such file, column, or row.
    package static func read(_ path: String, disk: Disk) throws -> [NamedRecord] {
        let table = try NumberedTable(path, disk: disk)
        let column = try table.column("recordID")
        let records = table.rows.filter { !$0.cells[column].isEmpty }.map {
            NamedRecord($0.cells[column], row: $0.number)
        }
        guard !records.isEmpty else { throw UsageError("\(path) names no record: its column recordID is empty.") }
        return records
    }
}

extension Deciding {
    /// Takes records out of the dataset. Their content stays known, and `restore` brings them back.
    ///
    /// - Throws: `UsageError` with every record that is not there, or is out already.
    package borrowing func withdraw(_ records: [NamedRecord], _ author: Author) throws -> DecisionReport {
        let names = try named(records, hidden: false)
        try record(.withdraw, names, author)
        return DecisionReport(
            done: ["Withdrawn: \(listed(names))."],
            next: """
                The next `transect run` takes \(names.count == 1 ? "it" : "them") out of the dataset. Published \
                versions stay as they are. `transect restore` undoes it.
                """)
    }

    /// Brings records back that are out of the dataset.
    ///
    /// - Throws: `UsageError` with every record that was never there, or is not out.
    package borrowing func restore(_ records: [NamedRecord], _ author: Author) throws -> DecisionReport {
        let names = try named(records, hidden: true)
        try record(.restore, names, author)
        return DecisionReport(
            done: ["Restored: \(listed(names))."],
            next: "The next `transect run` puts \(names.count == 1 ? "it" : "them") back into the dataset.")
    }

    private borrowing func record(_ kind: EventKind, _ names: [RecordID], _ author: Author) throws {
        let keys = try keys(of: names)
        try record([
            Decision(
                kind: kind, records: names.map { "\($0)" }, keys: keys.isEmpty ? nil : keys, by: author.by,
                why: author.why)
        ])
    }

    /// The records' names, each once, if all of them are as they must be for the decision.
    private borrowing func named(_ records: [NamedRecord], hidden: Bool) throws -> [RecordID] {
        var problems: [String] = []
        var seen: Set<RecordID> = []
        var wanted: [(id: RecordID, place: String?)] = []
        for record in records {
            if let id = RecordID(record.text) {
                if seen.insert(id).inserted { wanted.append((id, record.place)) }
            } else {
                problems.append(told(noRecordID(record.text), record.place))
            }
        }
        let states = try visibility(of: wanted.map(\.id))
        for ((id, place), isHidden) in zip(wanted, states) where isHidden != hidden {
            switch isHidden {
            case nil: problems.append(told("There is no record \(id) in the dataset.", place))
            case true?: problems.append(told("\(id) is withdrawn already.", place))
            case false?: problems.append(told("\(id) is in the dataset; there is nothing to restore.", place))
            }
        }
        guard problems.isEmpty else { throw UsageError(problems: problems) }
        return wanted.map(\.id)
    }

    private borrowing func told(_ problem: String, _ place: String?) -> String {
        place.map { "\($0): \(problem)" } ?? problem
    }

    /// Whether records are out of the dataset, as the decisions leave it that wait for the next run; `nil` where there
    /// is none of that name, nor of the key that an earlier decision has kept with it.
    private borrowing func visibility(of ids: [RecordID]) throws -> [Bool?] {
        let segments = try ledger.segments()
        let places = try RecordLookup(store: store, segments: segments).places(of: ids)
        let ranges = places.compactMap { $0.map { $0..<$0 + 1 } }
        let dataset = try CurrentObservations(store: store, segments: segments, terms: [], ranges: ranges)
        var pending: [String: Bool] = [:]
        let applied = try ledger.value(of: .appliedThrough).flatMap { Int64($0) } ?? 0
        for recorded in try ledger.decisions(of: [.withdraw, .restore], after: applied) {
            for name in recorded.decision.records ?? [] { pending[name] = recorded.decision.kind == .withdraw }
        }
        let kept = try keptKeys()
        let byKey = try areHidden(zip(ids, places).map { id, place in place == nil ? kept["\(id)"] : nil })
        return ids.indices.map { index in
            let present = places[index].map { dataset.isHidden($0) } ?? byKey[index]
            return present.map { pending["\(ids[index])"] ?? $0 }
        }
    }
}

/// Some names for a line of text.
func listed(_ names: [some CustomStringConvertible]) -> String {
    let shown = names.prefix(10).map { "\($0)" }.joined(separator: ", ")
    return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
}
