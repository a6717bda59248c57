import Observations

/// Records on their way to being observations: the file's columns, the terms made so far, and what was found.
struct MappedRecords {
    var origins: Origins
    /// One per field of the plan's `fileFields`.
    var file: [MappedColumn]
    /// One per term of the schema, `nil` until a step has made it.
    var terms: [MappedColumn?]
    var findings: FindingCollector

    var count: Int { origins.count }

    func column(_ source: MappingPlan.Source) -> MappedColumn {
        switch source {
        case .file(let place): file[place]
        case .term(let place): terms[place] ?? MappedColumn(TextColumn(missingRows: count), label: .fixed(""))
        }
    }
}

extension MappingPlan {
    /// The records with one column per term.
    ///
    /// - Parameter missing: for every term what stands for "no value".
    func apply(_ records: RecordBatch, missing: [MissingWords]) -> MappedRecords {
        var mapped = unpivot.map { unpivoted($0, records) } ?? plain(records)
        for operation in operations {
            switch operation {
            case .copy(let source, let to): mapped.terms[to] = mapped.column(source)
            case .firstOf(let places, let to): mapped.takeFirst(of: places, to, schema.terms[to])
            case .set(let to, let value):
                mapped.terms[to] = MappedColumn(
                    .repeating(value, rows: mapped.count), label: .fixed(schema.terms[to].name))
            case .lookup(let source, let to, let table, let nearest):
                mapped.lookUp(source, to, schema.terms[to], table, nearest, missing[to])
            case .replace(let to, let index, let results): mapped.replace(to, index, results)
            case .join(let sources, let separator, let to): mapped.join(sources, separator, to)
            case .split(let source, let separator, let to, let atLeast):
                // A plan has no split without a term.
                guard let first = to.compactMap(\.self).first else { continue }
                mapped.split(source, separator, to, atLeast, schema.terms[first], missing[first])
            }
        }
        return mapped
    }

    private func plain(_ records: RecordBatch) -> MappedRecords {
        var findings = FindingCollector()
        for finding in records.findings { findings.add(finding, column: nil) }
        return MappedRecords(
            origins: records.origins, file: fileColumns(records),
            terms: [MappedColumn?](repeating: nil, count: schema.terms.count), findings: findings)
    }

    /// The columns that the operations read. One that the file does not have is empty.
    func fileColumns(_ records: RecordBatch) -> [MappedColumn] {
        fileFields.map { name in
            let place = records.fields.firstIndex(of: name)
            let column = place.map { records.columns[$0] } ?? TextColumn(missingRows: records.count)
            return MappedColumn(column, label: .fixed(name))
        }
    }
}
