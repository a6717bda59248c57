import Observations

/// The subjects that a project asks about, known beforehand, with columns of their own: a link to the image, a site.
///
/// Subjects without votes are in it, too. Votes on other subjects wait: they count as soon as the list has the subject.
package struct SubjectList: Sendable {
    /// The terms that name a subject together.
    package let subjectTerms: [Term]
    /// The names, one column per term, in the order of the list.
    package let names: [TextColumn]
    /// Further columns, by name, in their order; each has a cell per subject of the list.
    package let columns: [(name: String, column: TextColumn)]
    /// The subjects of the list, and behind them those on which votes wait.
    private var table = NameTable()
    /// How many subjects the list has.
    private let count: Int
    /// For every subject that waits, how many records do.
    private var waitingRecords: [Int] = []
    /// The rows of the list by subject's number in `table`.
    private var rows: [Int] = []

    /// The subjects of a table. A row with a blank part names none; of several rows about one subject the first counts.
    package init(subjectTerms: [Term], names: [TextColumn], columns: [(name: String, column: TextColumn)]) {
        self.subjectTerms = subjectTerms
        self.names = names
        self.columns = columns
        let keys = Self.keys(names, rows: nil)
        var rows: [Int] = []
        var table = NameTable()
        keys.withCells { bytes, ends in
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                if end > start, table.intern(bytes, start, end) == UInt32(rows.count) { rows.append(row) }
                start = end
            }
        }
        self.rows = rows
        count = rows.count
        self.table = table
    }

    private static func keys(_ columns: [TextColumn], rows: Bitmap?) -> TextColumn {
        columns.count == 1 ? columns[0] : SubjectKey.joined(columns, rows: rows)
    }

    /// The rows of a batch whose subject is in the list; records on others are counted as waiting.
    package mutating func listed(_ subjects: [TextColumn], rows: Bitmap?) -> Bitmap {
        let keys = Self.keys(subjects, rows: rows)
        var listed = Bitmap(repeating: false, count: keys.count)
        keys.withCells { bytes, ends in
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                defer { start = end }
                guard end > start, rows?[row] ?? true else { continue }
                let number = Int(table.intern(bytes, start, end))
                if number < count {
                    listed[row] = true
                } else {
                    if number - count == waitingRecords.count { waitingRecords.append(0) }
                    waitingRecords[number - count] += 1
                }
            }
        }
        return listed
    }

    /// The subjects that records name and the list does not have, in byte order, with how many records do.
    package var waiting: [(subject: [String], records: Int)] {
        var columns = [TextColumn](repeating: TextColumn(), count: subjectTerms.count)
        var keys = (count..<count + waitingRecords.count).map { (key: Array(table.bytes[table.range($0)]), number: $0) }
        keys.sort { ByteOrder.precedes($0.key, $1.key) }
        for (key, _) in keys {
            if subjectTerms.count == 1 { columns[0].append(key) } else { SubjectKey.split(key[...], into: &columns) }
        }
        return keys.indices.map { row in
            (columns.map { $0[row] ?? "" }, waitingRecords[keys[row].number - count])
        }
    }

    /// The cells of the further columns for subjects in another order; missing for subjects that are not in the list.
    package func aligned(to subjects: [TextColumn]) -> [(name: String, column: TextColumn)] {
        let keys = Self.keys(subjects, rows: nil)
        var own = table
        let places: [Int?] = keys.withCells { bytes, ends in
            var places: [Int?] = []
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                let number = end > start ? Int(own.intern(bytes, start, end)) : count
                places.append(number < count ? rows[number] : nil)
                start = end
            }
            return places
        }
        return columns.map { name, column in
            (name, TextColumn(places.map { place in place.flatMap { column[$0] } }))
        }
    }
}
