import Observations

/// How the fields of one kind of file become the terms of the dataset.
///
/// A term of the schema that no step writes takes the file's column of the same name, so that a file which already
/// uses the dataset's terms needs no mapping at all.
package struct SourceMapping: Sendable {
    /// The steps, carried out in this order.
    package var steps: [MappingStep]
    /// The declared locale: how numbers, dates and yes/no words are written; `nil` where none is declared.
    package var locale: LocaleConventions?

    /// A mapping of those steps.
    package init(steps: [MappingStep] = [], locale: LocaleConventions? = nil) {
        self.steps = steps
        self.locale = locale
    }
}

/// One step from the columns of a file to the columns of the dataset.
///
/// Where a step reads a name that an earlier step has made as a term, it reads that term; any other name is a column
/// of the file, and a column that the file does not have is empty. Every term is written by one step; only `replace`,
/// and a `lookup` from a term to itself, change what an earlier step has written.
package enum MappingStep: Sendable {
    /// The term takes the column as it is.
    case rename(from: String, to: Term)
    /// The term takes that of several columns which has a value: headers in several languages, for example. A file
    /// mostly has one of them. Where a record has two that say different things, it is a finding.
    case firstOf(columns: [String], to: Term)
    /// The term takes what the table gives for the trimmed cell: a vernacular name or a synonym becomes the accepted
    /// name. A cell that already holds an accepted name keeps it; one that the table does not know is a finding.
    case lookup(from: String, to: Term, table: LookupTable)
    /// Every record has this value.
    case set(Term, String)
    /// Cells of the term that equal a key, after trimming, take the key's value; others stay.
    case replace(Term, [String: String])
    /// The term takes the trimmed cells of several columns with the separator between them. Blank cells are left out,
    /// and where all are blank the term is missing.
    case join(from: [String], separator: String, to: Term)
    /// The cell is cut at the separator, and each part goes to one term, or nowhere where there is `nil`. Parts at the
    /// end may be absent down to `atLeast` parts, by default none; a cell with any other number of parts is a finding.
    /// Blank cells stay blank.
    case split(from: String, separator: String, to: [Term?], atLeast: Int? = nil)
    /// Every record becomes one observation for each of several columns: the column's name goes to `nameTo`, its cell
    /// to `valueTo`. With `skipBlank`, blank cells make no observation. At most one such step; it is carried out
    /// first, wherever it stands. Observations are numbered (record - 1) × columns + column, so that all batches of a
    /// file must have the same columns.
    case unpivot(columns: UnpivotColumns, nameTo: Term, valueTo: Term, skipBlank: Bool)
}

/// Which columns of a file are unpivoted.
package enum UnpivotColumns: Sendable {
    /// These, in this order.
    case named([String])
    /// All columns of the file but these, in the file's order. Columns that other steps read, or that carry the name
    /// of a term which no step makes, are left out by themselves.
    case except([String])
    /// All columns whose whole name matches the pattern (see `LinearPattern`), in the file's order.
    case matching(String)
}
