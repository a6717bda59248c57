import Observations
import Storage

/// How two states of the dataset differ, by cause: what a changed definition does, before it is adopted.
package struct EditionEffect: Sendable {
    /// Records that only the new state has.
    package var added = 0
    /// Records that only the old state has.
    package var gone = 0
    /// Why they are gone: rules and how many records each keeps out, most frequent first.
    package var goneBy: [(rule: String, count: Int)] = []
    /// Records with other values, by term, in the order of the terms.
    package var changed: [(term: String, count: Int)] = []
    /// Terms that have another name now.
    package var renamed: [(old: String, new: String)] = []

    /// Compares two states, each in the order of its records' names.
    ///
    /// - Parameters:
    ///   - old: the state before: all of `terms`, and then the old names of those that have another name now.
    ///   - former: for each of those old names the offset of the new one in `terms`.
    ///   - findings: what was found under the new definition.
    init(
        old: inout CurrentObservations, new: inout CurrentObservations, terms: [Term],
        former: [(name: String, column: Int)], findings: FindingsReader
    ) throws {
        var formerColumn = [Int?](repeating: nil, count: terms.count)
        for (place, term) in former.enumerated() { formerColumn[term.column] = terms.count + place }
        var isRenamed = [Bool](repeating: false, count: terms.count)
        var before = Cursor()
        var after = Cursor()
        var lost: Set<RecordID> = []
        var counts = [Int](repeating: 0, count: terms.count)
        while true {
            let left = try before.current(&old)
            let right = try after.current(&new)
            guard left != nil || right != nil else { break }
            if let left, left < right ?? .last {
                lost.insert(left)
                before.advance()
            } else if let right, right < left ?? .last {
                added += 1
                after.advance()
            } else {
                for column in terms.indices {
                    var cell = before.cell(column)
                    if cell == nil, let former = formerColumn[column], let value = before.cell(former) {
                        cell = value
                        isRenamed[column] = true
                    }
                    if cell != after.cell(column) { counts[column] += 1 }
                }
                before.advance()
                after.advance()
            }
        }
        gone = lost.count
        renamed = former.filter { isRenamed[$0.column] }.map { ($0.name, terms[$0.column].name) }
        changed = zip(terms, counts).filter { $1 > 0 }.map { ($0.name, $1) }
        goneBy = try EditionEffect.causes(of: lost, findings)
    }

    private static func causes(
        of lost: Set<RecordID>, _ findings: FindingsReader
    ) throws -> [(rule: String, count: Int)] {
        var reader = findings
        var rest = lost
        var counts: [String: Int] = [:]
        while !rest.isEmpty, let found = try reader.next() {
            for finding in found where finding.severity == .error && rest.contains(finding.record) {
                rest.remove(finding.record)
                counts[finding.code, default: 0] += 1
            }
        }
        return counts.map { ($0.key, $0.value) }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    }
}

/// A row of a source of observations.
private struct Cursor {
    private var batch: PlacedObservations?
    private var row = 0

    mutating func current(_ source: inout CurrentObservations) throws -> RecordID? {
        while row >= batch?.count ?? 0 {
            guard let next = try source.next() else {
                batch = nil
                row = 0
                return nil
            }
            batch = next
            row = 0
        }
        return batch?.ids[row]
    }

    func cell(_ column: Int) -> String? { batch?.batch[column][row] }

    mutating func advance() { row += 1 }
}

extension RecordID {
    /// Behind every record.
    fileprivate static let last = RecordID(submission: .max, record: .max)
}
