import Files
import Formats
import Observations

/// Reads one segment, a row group at a time, only the columns that are asked for.
struct SegmentReader: Sendable {
    let info: SegmentFile
    private let reader: ParquetReader
    private let path: String

    init(store: Store, _ info: SegmentFile) throws {
        self.info = info
        path = store.segmentPath(info.number)
        guard try store.disk.status(path) != nil else { throw StoreError.missing(path) }
        let file = FileRange(try store.disk.open(path))
        do {
            reader = try ParquetReader(file)
        } catch {
            throw StoreError.damaged(path, error.problem.description)
        }
        let present = reader.fields
        func begins(with fields: [ParquetField]) -> Bool { Array(present.prefix(fields.count)) == fields }
        hasStates = begins(with: SegmentLayout.fields([], withStates: true))
        guard begins(with: SegmentLayout.fields([], withStates: false)) else {
            throw StoreError.damaged(path, "its columns are not those of a segment")
        }
    }

    /// Whether it has a column of states. Without one all rows are content.
    private let hasStates: Bool
    /// The first column of text.
    private var firstTerm: Int { hasStates ? SegmentLayout.state + 1 : SegmentLayout.state }

    var groupCount: Int { reader.rowGroupCount }
    func rowCount(of group: Int) -> Int { reader.rowCount(of: group) }

    /// The terms that the segment has.
    var terms: [Term] { reader.fields.dropFirst(firstTerm).map { Term($0.name) } }

    /// The lowest and the highest place of the rows in a group.
    func ordinalRange(of group: Int) -> ClosedRange<Int64>? {
        reader.integerRange(group: group, column: SegmentLayout.ordinal)
    }

    /// Whether rows of a group may come from a submission.
    func mayHold(submission: UInt32, group: Int) -> Bool { mayHold(anyOf: [submission], group: group) }

    /// Whether rows of a group may come from one of some submissions, which are in ascending order.
    func mayHold(anyOf submissions: [UInt32], group: Int) -> Bool {
        guard let range = reader.integerRange(group: group, column: SegmentLayout.submission) else { return true }
        var (low, high) = (0, submissions.count)
        while low < high {
            let middle = low + (high - low) / 2
            if Int64(submissions[middle]) < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < submissions.count && Int64(submissions[low]) <= range.upperBound
    }

    /// The places of the rows in a group.
    func ordinals(of group: Int) throws -> [Int64] {
        guard case .int64(let ordinals, _)? = try read(group, [SegmentLayout.ordinal]).first else {
            throw StoreError.damaged(path, "its places are no numbers")
        }
        return ordinals
    }

    /// What the rows of a group say; `nil`, and nothing is read, where all of them are content.
    func kinds(of group: Int) throws -> [VersionKind]? {
        guard hasStates, reader.integerRange(group: group, column: SegmentLayout.state) != 0...0 else { return nil }
        guard case .int32(let states, _)? = try read(group, [SegmentLayout.state]).first else {
            throw StoreError.damaged(path, "its states are no numbers")
        }
        let path = path
        return try states.map { state in
            guard let kind = VersionKind(rawValue: state) else {
                throw StoreError.damaged(path, "a row has the unknown state \(state)")
            }
            return kind
        }
    }

    /// The rows of a group with the columns of some terms. A term that the segment does not have is missing
    /// everywhere. States are asked for with `kinds`.
    func rows(of group: Int, terms: [Term]) throws -> SegmentRows {
        let here = self.terms
        let columns = terms.map { term in here.firstIndex(of: term).map { $0 + firstTerm } }
        let numbers = [SegmentLayout.ordinal, SegmentLayout.submission, SegmentLayout.record]
        var values = try read(group, numbers + columns.compactMap { $0 })[...]
        guard case .int64(let ordinals, _)? = values.popFirst(), case .int32(let submissions, _)? = values.popFirst(),
            case .int32(let records, _)? = values.popFirst()
        else { throw StoreError.damaged(path, "its places and origins are no numbers") }
        var rows = SegmentRows(columns: [])
        rows.ordinals = ordinals
        rows.submissions = submissions
        rows.records = records
        for column in columns {
            guard column != nil else {
                rows.columns.append(TextColumn(missingRows: ordinals.count))
                continue
            }
            guard case .text(let cells)? = values.popFirst() else {
                throw StoreError.damaged(path, "a column of text is something else")
            }
            rows.columns.append(cells)
        }
        return rows
    }

    private func read(_ group: Int, _ columns: [Int]) throws -> [ParquetValues] {
        do {
            return try reader.read(group: group, columns: columns)
        } catch {
            throw StoreError.damaged(path, error.problem.description)
        }
    }
}
