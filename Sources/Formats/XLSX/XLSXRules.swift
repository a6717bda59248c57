import Observations

/// What can be found about single cells and rows of a workbook.
package let xlsxRules: [Rule] = XLSXRule.allCases.map(\.rule)

/// The rules of the workbook reader, each with its wording and documentation.
enum XLSXRule: CaseIterable {
    case errorValue, formulaWithoutValue, damagedCell, impossibleDate, beyondHeader, mergedCell, hiddenRow

    var rule: Rule {
        switch self {
        case .errorValue: Self.errorValueRule
        case .formulaWithoutValue: Self.formulaWithoutValueRule
        case .damagedCell: Self.damagedCellRule
        case .impossibleDate: Self.impossibleDateRule
        case .beyondHeader: Self.beyondHeaderRule
        case .mergedCell: Self.mergedCellRule
        case .hiddenRow: Self.hiddenRowRule
        }
    }

    private static let errorValueRule = Rule(
        code: "xlsx-error-value", severity: .warning, title: "Formula that could not be calculated",
        wording: "The cell in column {field} shows {value} instead of a value. Mend its formula, or type the value.",
        documentation: """
            `#N/A`, `#DIV/0!`, `#REF!` and the like are what a spreadsheet shows where a formula has no result. The \
            text is kept as it is, and is judged like any other value of the column.
            """)

    private static let formulaWithoutValueRule = Rule(
        code: "xlsx-formula-without-value", severity: .error, title: "Formula whose result is not in the file",
        wording: """
            The cell in column {field} has a formula, but its result is not in the file. Open the file in Excel or \
            LibreOffice, save it, and send it again.
            """,
        documentation: """
            A workbook keeps the last result of every formula beside it, and that is what is read: formulas are never \
            calculated here. Programs that write workbooks without calculating leave the results out. The cell is then \
            missing and the record quarantined, since nobody can say what the sender saw.
            """)

    private static let damagedCellRule = Rule(
        code: "xlsx-damaged-cell", severity: .error, title: "Cell that makes no sense",
        wording: """
            The cell in column {field} is damaged: “{value}” is not what a cell of its kind holds. Open the file in \
            Excel or LibreOffice, save it, and send it again.
            """,
        documentation: """
            A cell says that it holds a number and does not, refers to a text that the workbook does not have, or is \
            of a kind that does not exist. What is written is kept, and the record is quarantined.
            """)

    private static let impossibleDateRule = Rule(
        code: "xlsx-impossible-date", severity: .warning, title: "Number formatted as a date that does not exist",
        wording: "The cell in column {field} is formatted as a date, but {value} is no day. Type the date again.",
        documentation: """
            A spreadsheet stores a date as a number of days. Negative numbers, 0 and numbers behind the year 9999 are \
            no dates: the number is kept. Day 60 of the 1900 system is 29 February 1900, which never was: the cell \
            reads `1900-02-29`, as the program shows it.
            """)

    private static let beyondHeaderRule = Rule(
        code: "xlsx-beyond-header", severity: .warning, title: "Value in a column without a name",
        wording: "Cell {0} stands in a column that the header does not name; {1} such values of the row are not read.",
        documentation: """
            The header names the columns that are read. Values to the right of its last name, such as notes beside the \
            table, belong to no field.
            """)

    private static let mergedCellRule = Rule(
        code: "xlsx-merged-cell", severity: .warning, title: "Cell merged with those above it",
        wording: """
            The cell in column {field} is part of the merged cells {0}: only the first of them has the value, and this \
            one is empty. Undo the merge, and fill in each cell.
            """,
        documentation: """
            A spreadsheet shows merged cells as one, but stores the value in the first alone. Whether it is meant for \
            all rows nobody can say, so the others are empty. A workbook lists merged cells behind its rows; in a \
            sheet of more records than one batch holds, only those of the last batch are told.
            """)

    private static let hiddenRowRule = Rule(
        code: "xlsx-hidden-row", severity: .info, title: "Hidden row",
        wording: "Row {0} is hidden or filtered out in the sheet; it is read like the others.",
        documentation: """
            Filters and people hide rows without deleting them. What is in the file counts, so hidden rows are \
            records; delete rows that are not meant to be sent.
            """)
}
