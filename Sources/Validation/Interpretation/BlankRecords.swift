import Observations

extension Interpreter {
    /// Quarantines the records of which nothing has been understood: of a file with other columns than the project knows,
    /// or a line of remarks below a table. What the pipeline itself sets is no value of the file.
    ///
    /// - Parameter batch: what `interpret` gave; rows that are not selected stay as they are.
    package func quarantineBlankRecords(in batch: inout ObservationBatch) {
        guard mapping.readsFromFile else { return }
        var blank = batch.selection.words
        for (term, column) in batch.columns.enumerated() where mapping.readsFromFile(term) {
            // Rarely is anything left after the first column.
            guard blank.contains(where: { $0 != 0 }) else { return }
            for index in blank.indices { blank[index] &= column.missing.words[index] }
        }
        let rows = Bitmap(count: batch.count, words: blank)
        guard rows.isAnySet else { return }
        let findings = rows.setRows.map { row in
            Finding(code: MappingRules.recordBlank.code, severity: .error, row: row)
        }
        for row in rows.setRows { batch.selection[row] = false }
        batch.findings = findings.merged(with: batch.findings)
    }
}
