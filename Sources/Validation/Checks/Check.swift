import Observations

/// A check ready to run: a rule of the catalogue with its parameters, applied to whole columns.
protocol Check: Sendable {
    /// The columns that the check reads, and as what.
    var needs: [ColumnNeed] { get }
    /// Which rows it could judge, and which of them are wrong.
    func run(_ columns: TypedColumns, context: InterpretContext) -> Verdicts
}

/// A column that a check reads.
struct ColumnNeed: Sendable {
    /// What the cells are read as.
    enum View: Sendable {
        case text
        case number
        case days
    }

    /// The column in the schema.
    let column: Int
    /// What the cells are read as.
    let view: View
}

/// What a check found in the rows of a batch.
struct Verdicts: Sendable {
    /// A row that is not compliant.
    struct Failure: Sendable {
        /// The row.
        var row: Int
        /// The column in the schema that the finding names.
        var column: Int
        /// Facts for the wording, from `{1}`; `{0}` is always the name of the column in the file.
        var arguments: [String] = []
    }

    /// The rows whose prerequisites were met, one bit a row.
    var assessed: Bitmap
    /// The rows that are not compliant, in ascending order.
    var failures: [Failure] = []
}
