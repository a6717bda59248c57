/// Some observations: records after mapping and interpretation, one column per term of the dataset.
///
/// The columns hold canonical text, ready to be published: numbers with a decimal point and no thousands marks, dates in
/// ISO 8601, otherwise the characters that were written. Rows are deselected, never removed.
package struct ObservationBatch: Sendable {
    /// The terms of the dataset.
    package var schema: Schema
    /// One column of canonical text per term. A cell without a value is missing, never empty text.
    package var columns: [TextColumn]
    /// Where the rows come from.
    package var origins: Origins
    /// The rows that are still candidates for the dataset: all but the quarantined ones and, later, the duplicates.
    package var selection: Bitmap
    /// Findings about single records, in row order.
    package var findings: [Finding]
    /// Interpretations told once per column.
    package var notes: [Note]

    /// A batch of those parts, every row selected.
    package init(
        schema: Schema, columns: [TextColumn], origins: Origins, findings: [Finding] = [], notes: [Note] = []
    ) {
        precondition(columns.count == schema.terms.count && columns.allSatisfy { $0.count == origins.count })
        self.schema = schema
        self.columns = columns
        self.origins = origins
        self.selection = Bitmap(repeating: true, count: origins.count)
        self.findings = findings
        self.notes = notes
    }

    /// The number of rows, selected or not.
    package var count: Int { origins.count }
}
