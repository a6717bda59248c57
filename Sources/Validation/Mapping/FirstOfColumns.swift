import Observations

extension MappedRecords {
    /// That of several columns which has a value. A record in which two of them say different things is a finding:
    /// nobody can tell which is meant.
    mutating func takeFirst(of places: [Int], _ to: Int, _ term: Term) {
        let columns = places.map { file[$0] }
        let present = columns.filter { $0.column.missing.setCount < $0.column.count }
        guard present.count > 1 else {
            // The usual case: the file has one of the columns, or none.
            terms[to] = present.first ?? columns.first
            return
        }
        var builder = ColumnBuilder(rows: count, bytes: present.reduce(0) { $0 + $1.column.bytes.count })
        var labels = ColumnBuilder(rows: count, bytes: 0)
        var disagreeing: [(row: Int, first: Int, second: Int)] = []
        for row in 0..<count {
            var chosen: Int?
            var shown: Int?
            for (index, column) in present.enumerated() where !column.column.missing[row] {
                shown = shown ?? index
                guard !column.isBlank(row) else { continue }
                if let chosen {
                    if !column.saysTheSame(as: present[chosen], row) { disagreeing.append((row, chosen, index)) }
                } else {
                    chosen = index
                }
            }
            let index = chosen ?? shown
            if let index { present[index].withCell(row) { builder.write($0) } }
            builder.endCell(isMissing: index == nil)
            labels.write(Array(present[index ?? 0].label.name(row).utf8))
            labels.endCell()
        }
        terms[to] = MappedColumn(builder.finish(), label: .perRow(labels.finish()))
        let rule = MappingRules.columnsDisagree
        for (row, first, second) in disagreeing {
            findings.add(
                Finding(
                    code: rule.code, severity: rule.severity, row: row, field: term.name,
                    value: present[first].written[row],
                    arguments: [
                        present[first].label.name(row), present[second].label.name(row),
                        present[second].written[row] ?? "",
                    ]),
                column: to)
        }
    }
}

extension MappedColumn {
    /// The bytes of a cell.
    fileprivate func withCell<Result>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        column.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[column.range(row)])) }
    }

    /// Whether a cell has nothing but white space.
    fileprivate func isBlank(_ row: Int) -> Bool {
        withCell(row) { Whitespace.trimmedRange($0, 0..<$0.count).isEmpty }
    }

    /// Whether the trimmed cells of two columns have the same bytes.
    fileprivate func saysTheSame(as other: MappedColumn, _ row: Int) -> Bool {
        withCell(row) { mine in
            other.withCell(row) { theirs in
                mine[Whitespace.trimmedRange(mine, 0..<mine.count)].elementsEqual(
                    theirs[Whitespace.trimmedRange(theirs, 0..<theirs.count)])
            }
        }
    }
}
