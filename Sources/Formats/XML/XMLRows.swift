import Observations

/// The ends of records and of batches.
extension XMLRecords {
    /// Ends a row, and the batch with it if that is full.
    mutating func finishRecord() {
        guard !plain.gaveUp else { return }
        for family in crowded { noteCrowd(family) }
        crowded = []
        guard ordinal < .max else {
            return refuse(
                ReadError(.limit, "the file has more than \(UInt32.max) records", remedy: "Send it in parts."))
        }
        ordinal += 1
        origins.append(record: ordinal, row: ordinal, position: recordLine)
        row += 1
        if columns.isFull(rows: row, text: batchText, findings: findings.count) { finishBatch() }
    }

    private mutating func noteCrowd(_ family: Int) {
        let name = XMLNames.text(
            fields.tree.families[family].name.local, fields.tree.families[family].name.prefix)
        let read = fields.tree.families[family].nodes.count
        var field: Int?
        for node in fields.tree.families[family].nodes where field == nil { field = firstColumn(under: Int(node)) }
        findings.append(
            Finding(
                code: "xml-repeated-element", severity: .warning, row: row, field: field.map { fields.names[$0] },
                arguments: [name, "\(fields.tree.families[family].count)", "\(read)", "\(read + 1)"]))
    }

    /// The first column that is made of an element or something in it.
    private func firstColumn(under node: Int) -> Int? {
        guard node >= 0 else { return nil }
        if fields.tree.nodes[node].column >= 0 { return fields.tree.nodes[node].column }
        if let attribute = fields.tree.nodes[node].attributes.first { return attribute.column }
        var family = fields.tree.nodes[node].firstFamily
        while family >= 0 {
            for child in fields.tree.families[family].nodes {
                if let column = firstColumn(under: Int(child)) { return column }
            }
            family = fields.tree.families[family].next
        }
        return nil
    }

    /// Puts the records so far into `ready`.
    mutating func finishBatch() {
        // A record that was cut off may have left cells.
        columns.rollBack(to: row)
        guard row > 0 else { return }
        let keptColumns = fields.isAll ? 0 : columns.count
        let (names, cells) = fields.batch(columns.finish(rows: row, keeping: keptColumns))
        ready.append(RecordBatch(fields: names, columns: cells, origins: origins, findings: findings))
        origins = Origins(submission: origins.submission, unit: origins.unit)
        findings = []
        row = 0
        batchText = 0
        fields.forget()
    }
}
