import Observations

extension MappedRecords {
    /// The accepted name for every name that the table knows.
    mutating func lookUp(
        _ source: MappingPlan.Source, _ to: Int, _ term: Term, _ table: LookupTable, _ nearest: NearestWords,
        _ missing: MissingWords
    ) {
        let from = column(source)
        var result = from
        var suggestions = Suggestions(nearest)
        var builder = ColumnBuilder(rows: count, bytes: from.column.bytes.count)
        let results = table.results.map { Array($0.utf8) }
        from.column.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<from.column.count {
                let whole = from.column.range(row)
                let range = Whitespace.trimmedRange(bytes, whole)
                let cell = UnsafeBufferPointer(rebasing: bytes[range])
                if cell.isEmpty || missing.contains(cell) {
                    builder.endCell(isMissing: true)
                } else if let place = table.keys.index.find(cell) {
                    builder.write(results[place])
                    builder.endCell()
                    if !cell.elementsEqual(results[place]) {
                        result.tally.count(.lookedUp, row, cell, became: table.results[place])
                    }
                } else if table.accepted.index.find(cell) != nil {
                    builder.write(cell)
                    builder.endCell()
                } else {
                    builder.endCell(isMissing: true)
                    result.markUnread(row)
                    let name = String(decoding: cell, as: UTF8.self)
                    let rule = MappingRules.lookupNotFound
                    findings.add(
                        Finding(
                            code: rule.code, severity: rule.severity, row: row, field: term.name,
                            value: from.written[row],
                            arguments: [from.label.name(row), table.name, suggestions.nearest(to: name)]),
                        column: to)
                }
            }
        }
        result.column = builder.finish()
        terms[to] = result
    }

    /// Other values for some.
    mutating func replace(_ place: Int, _ index: ByteIndex, _ results: [String]) {
        guard var target = terms[place] else { return }
        let source = target.column
        var edits = CellEdits()
        source.forEachCell(in: FieldCells.present(source)) { row, bytes, start, end in
            let range = Whitespace.trimmedRange(bytes, start..<end)
            let cell = UnsafeBufferPointer(rebasing: bytes[range])
            guard let found = index.find(cell) else { return }
            let result = Array(results[found].utf8)
            if result.isEmpty { edits.makeMissing(row) } else { edits.replace(row, by: result) }
            if !cell.elementsEqual(result) { target.tally.count(.replaced, row, cell, became: results[found]) }
        }
        if !edits.isEmpty { target.column = edits.applied(to: source, missing: source.missing) }
        terms[place] = target
    }

    /// Several cells as one.
    mutating func join(_ sources: [MappingPlan.Source], _ separator: [UInt8], _ to: Int) {
        let columns = sources.map { column($0) }
        var builder = ColumnBuilder(rows: count, bytes: columns.reduce(0) { $0 + $1.column.bytes.count })
        for row in 0..<count {
            var isBlank = true
            for column in columns {
                column.column.bytes.withUnsafeBufferPointer { bytes in
                    let range = Whitespace.trimmedRange(bytes, column.column.range(row))
                    if range.isEmpty { return }
                    if !isBlank { builder.write(separator) }
                    builder.write(UnsafeBufferPointer(rebasing: bytes[range]))
                    isBlank = false
                }
            }
            builder.endCell(isMissing: isBlank)
        }
        let name = count == 0 ? "" : columns.map { $0.label.name(0) }.joined(separator: " + ")
        terms[to] = MappedColumn(builder.finish(), label: .fixed(name))
    }

    /// One cell as several. Parts that may be absent are missing where they are.
    mutating func split(
        _ source: MappingPlan.Source, _ separator: [UInt8], _ to: [Int?], _ atLeast: Int, _ term: Term,
        _ missing: MissingWords
    ) {
        let from = column(source)
        let allowed = atLeast...to.count
        var builders = to.map { _ in ColumnBuilder(rows: count, bytes: from.column.bytes.count / to.count) }
        var wrong: [(row: Int, parts: Int)] = []
        from.column.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<from.column.count {
                let range = Whitespace.trimmedRange(bytes, from.column.range(row))
                let cell = UnsafeBufferPointer(rebasing: bytes[range])
                let parts = cell.isEmpty || missing.contains(cell) ? [] : Self.parts(cell, separator)
                let isRight = allowed.contains(parts.count)
                if !parts.isEmpty, !isRight { wrong.append((row, parts.count)) }
                for place in to.indices {
                    let isPresent = isRight && place < parts.count
                    if isPresent { builders[place].write(UnsafeBufferPointer(rebasing: cell[parts[place]])) }
                    builders[place].endCell(isMissing: !isPresent)
                }
            }
        }
        let rule = MappingRules.splitParts
        let expected = atLeast == to.count ? "\(to.count)" : "\(atLeast) to \(to.count)"
        for (row, parts) in wrong {
            findings.add(
                Finding(
                    code: rule.code, severity: rule.severity, row: row, field: term.name, value: from.written[row],
                    arguments: [
                        from.label.name(row), String(decoding: separator, as: UTF8.self), expected, String(parts),
                    ]),
                column: to.compactMap(\.self).first)
        }
        for (place, term) in to.enumerated() {
            guard let term else { continue }
            var part = MappedColumn(builders[place].finish(), label: from.label)
            for (row, _) in wrong { part.markUnread(row) }
            terms[term] = part
        }
    }

    /// The parts between separators. A single space as separator stands for one or more.
    private static func parts(_ cell: UnsafeBufferPointer<UInt8>, _ separator: [UInt8]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var position = 0
        while position + separator.count <= cell.count {
            if UnsafeBufferPointer(rebasing: cell[position..<position + separator.count]).elementsEqual(separator) {
                parts.append(start..<position)
                position += separator.count
                if separator == [0x20] { while position < cell.count, cell[position] == 0x20 { position += 1 } }
                start = position
            } else {
                position += 1
            }
        }
        parts.append(start..<cell.count)
        return parts
    }
}
