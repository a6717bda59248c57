import Observations

extension MappingPlan {
    /// Every record as one observation for each unpivoted column in which something is written.
    ///
    /// A word for "no value" is written too: `x` for "present, not counted" makes an observation whose value is missing.
    ///
    /// Observations are numbered (record - 1) × k + column + 1, where k is how many columns are unpivoted, blank or
    /// not: an observation keeps its number when another cell of its record is filled in later.
    func unpivoted(_ step: Unpivot, _ records: RecordBatch) -> MappedRecords {
        let names = columnNames(step, records.fields)
        let places = records.places
        let columns = names.map { name in
            places[name].map { records.columns[$0] } ?? TextColumn(missingRows: records.count)
        }
        let shared = fileColumns(records)
        var hasError = [Bool](repeating: false, count: records.count)
        for finding in records.findings where finding.severity == .error { hasError[finding.row] = true }

        var parents: [Int32] = []
        var firstChildren: [Int] = []
        var origins = Origins(submission: records.origins.submission, unit: records.origins.unit)
        var values = ColumnBuilder(rows: records.count, bytes: 0)
        var labels = ColumnBuilder(rows: records.count, bytes: 0)
        var unnumbered: [Int] = []
        var oversized: [Int] = []
        let labelBytes = names.map { Array($0.utf8) }
        let isUnnamed = isUnnamed(step, names, records)
        var unnamed: [Int] = []
        for row in 0..<records.count {
            firstChildren.append(parents.count)
            let isBlank = columns.map { $0.isBlank(row) }
            let written = step.skipBlank ? isBlank.count { !$0 } : columns.count
            let size = shared.reduce(UnpivotSize.rowCost) { $0 + $1.column.range(row).count }
            let isOversized = written > 1 && size > UnpivotSize.recordLimit / written
            for (place, column) in columns.enumerated() {
                let range = column.range(row)
                let isBlank = isBlank[place]
                // A record that cannot be read keeps one row, so that its findings have a place.
                let isLastResort =
                    (hasError[row] || isOversized) && place == columns.count - 1
                    && firstChildren[row] == parents.count
                if (isBlank && step.skipBlank || isOversized) && !isLastResort { continue }
                if isOversized { oversized.append(parents.count) }
                let (number, isTooGreat) = Self.number(records.origins.records[row], names.count, place)
                if isTooGreat { unnumbered.append(parents.count) }
                if isUnnamed[place], !isBlank { unnamed.append(parents.count) }
                origins.append(
                    record: number, row: records.origins.rows[row], position: records.origins.positions[row])
                parents.append(Int32(row))
                column.bytes.withUnsafeBufferPointer { values.write(UnsafeBufferPointer(rebasing: $0[range])) }
                values.endCell(isMissing: range.isEmpty)
                labels.write(labelBytes[place])
                labels.endCell()
            }
        }
        firstChildren.append(parents.count)

        var findings = FindingCollector()
        var told: (row: Int, codes: Set<String>) = (-1, [])
        for finding in records.findings {
            if told.row != finding.row { told = (finding.row, []) }
            // What was found about a record is told of its first observation; of the others each thing once.
            let isNew = told.codes.insert(finding.code).inserted
            let children = firstChildren[finding.row]..<firstChildren[finding.row + 1]
            for row in isNew ? children : children.prefix(1) {
                var copy = finding
                copy.row = row
                findings.add(copy, column: nil)
            }
        }
        for row in oversized {
            let rule = MappingRules.unpivotTooLarge
            findings.add(Finding(code: rule.code, severity: rule.severity, row: row), column: nil)
        }
        for row in unnumbered {
            let rule = MappingRules.unpivotTooMany
            findings.add(Finding(code: rule.code, severity: rule.severity, row: row), column: nil)
        }
        var file = shared
        for place in file.indices {
            file[place] = MappedColumn(file[place].column.gathering(parents), label: file[place].label)
        }
        var terms = [MappedColumn?](repeating: nil, count: schema.terms.count)
        let labelColumn = labels.finish()
        terms[step.nameTo] = namedColumn(labelColumn, except: unnamed)
        terms[step.valueTo] = MappedColumn(values.finish(), label: .perRow(labelColumn))
        reportUnnamed(unnamed, step, records, terms[step.valueTo], &findings)
        return MappedRecords(origins: origins, file: file, terms: terms, findings: findings)
    }

    /// The columns of the file that are unpivoted.
    func columnNames(_ step: Unpivot, _ fields: [String]) -> [String] {
        switch step.columns {
        case .named(let names): names
        case .except(let names): fields.filter { !names.contains($0) && !fileFields.contains($0) }
        case .matching(let pattern): fields.filter { pattern.matchesWhole($0) && !fileFields.contains($0) }
        }
    }

    /// Of each unpivoted column, whether its name is one that the reader made up. Columns that the definition itself
    /// names are called so on purpose.
    private func isUnnamed(_ step: Unpivot, _ names: [String], _ records: RecordBatch) -> [Bool] {
        if case .named = step.columns { return [Bool](repeating: false, count: names.count) }
        let madeUp = Set(records.madeUpNames)
        return names.map { madeUp.contains($0) }
    }

    /// The names of the columns as values, of which those that a reader made up are none.
    private func namedColumn(_ labels: TextColumn, except unnamed: [Int]) -> MappedColumn {
        var edits = CellEdits()
        for child in unnamed { edits.makeMissing(child) }
        var column = MappedColumn(edits.applied(to: labels, missing: labels.missing), label: .perRow(labels))
        for child in unnamed { column.markUnread(child) }
        return column
    }

    private func reportUnnamed(
        _ unnamed: [Int], _ step: Unpivot, _ records: RecordBatch, _ values: MappedColumn?,
        _ findings: inout FindingCollector
    ) {
        let rule = MappingRules.unpivotNoName
        let places = unnamed.isEmpty ? [:] : records.places
        for child in unnamed {
            let name = values?.label.name(child) ?? ""
            let number = (places[name] ?? 0) + 1
            findings.add(
                Finding(
                    code: rule.code, severity: rule.severity, row: child, field: schema.terms[step.nameTo].name,
                    value: values?.written[child], arguments: [name, "\(number)"]),
                column: step.nameTo)
        }
    }

    private static func number(_ record: UInt32, _ columns: Int, _ place: Int) -> (UInt32, isTooGreat: Bool) {
        let number = (Int(record) - 1) * columns + place + 1
        return number > UInt32.max ? (.max, true) : (UInt32(number), false)
    }
}

extension TextColumn {
    /// Whether nothing but white space is written in a cell.
    fileprivate func isBlank(_ row: Int) -> Bool {
        bytes.withUnsafeBufferPointer { Whitespace.trimmedRange($0, range(row)).isEmpty }
    }
}
