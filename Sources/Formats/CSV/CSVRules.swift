import Observations

/// What can be wrong with the structure of single CSV records. A CSV file is never refused for any of it.
package let csvRules: [Rule] = [
    CSVRule.shortRow, CSVRule.longRow, CSVRule.openQuote, CSVRule.strayQuote, CSVRule.invalidText, CSVRule.zeroByte,
    CSVRule.longField, CSVRule.longRecord,
]

/// The rules of the CSV reader, each with its wording and documentation.
enum CSVRule {
    static let shortRow = Rule(
        code: "csv-short-row", severity: .info, title: "Row with fewer cells than the header",
        wording: "The row has {0} of the {1} cells that the header names; the last ones are taken as missing.",
        documentation: """
            Some programs leave out empty cells at the end of a row (“My eBird Data” does), so a short row is read and \
            its absent cells are missing, which is not the same as empty. Directly after a row with an open quote a \
            short row is an error: it may be the rest of that row's text.
            """)

    static let longRow = Rule(
        code: "csv-long-row", severity: .error, title: "Row with more cells than the header",
        wording: """
            The row has {0} cells, but the header names only {1}, so the cells may stand in the wrong columns. Put \
            cells that contain the delimiter into quotes.
            """,
        documentation: """
            A cell too many usually comes from a delimiter inside a cell that is not quoted; every cell behind it has \
            then moved to the right. Nobody can say which, so the record is quarantined. Empty cells too many are \
            ignored.
            """)

    static let openQuote = Rule(
        code: "csv-open-quote", severity: .error, title: "Quote that is never closed",
        wording: """
            The cell in column {field} begins with a quote that is not closed. Close it, or write the quote twice if \
            it belongs to the text.
            """,
        documentation: """
            A quote at the beginning of a cell holds until the next single quote, over line ends. Where there is none, \
            or none within the largest size of a field, the cell is taken to end with its line, the record is \
            quarantined, and reading goes on with the next line, so that one stray quote does not swallow the file.
            """)

    static let strayQuote = Rule(
        code: "csv-stray-quote", severity: .warning, title: "Text after a closing quote",
        wording: """
            The cell in column {field} goes on after its closing quote; it is read as “{value}”. Write quotes inside a \
            quoted cell twice.
            """,
        documentation: """
            In a quoted cell a quote that belongs to the text is written twice (RFC 4180 §2.7). Where a cell goes on \
            after a single one, that quote is kept as text, and so is all that follows up to the delimiter or the line \
            end; a quote at the very end is the closing one. If the cell spans several lines, the quote may belong to \
            another record, and the finding is an error.
            """)

    static let invalidText = Rule(
        code: "csv-invalid-text", severity: .error, title: "Bytes that are no text",
        wording: """
            The cell in column {field} has bytes that are no text in {0}; it reads “{value}”. Save the file as UTF-8, \
            or have the encoding declared.
            """,
        documentation: """
            The encoding of a file is chosen by its byte order mark, its declaration, or its first 64 KiB. Bytes \
            further on that this encoding does not know are shown as U+FFFD (�) and the record is quarantined; the \
            other records are not touched.
            """)

    static let zeroByte = Rule(
        code: "csv-nul-byte", severity: .error, title: "Zero byte in a cell",
        wording: """
            The cell in column {field} holds a zero byte, which no text contains: the file may be damaged. Export it \
            anew.
            """,
        documentation: """
            Zero bytes come from damaged disks, interrupted copies and databases; most programs cut the text at the \
            first one. The cell is kept as it is and the record is quarantined.
            """)

    static let longField = Rule(
        code: "csv-long-field", severity: .error, title: "Cell beyond the size limit",
        wording: "The cell in column {field} is longer than {0} bytes and is left out. Shorten it.",
        documentation: """
            No cell of an observation is megabytes long; one that is comes from a file that is no CSV, or lost its \
            line ends. The limit keeps memory bounded.
            """)

    static let longRecord = Rule(
        code: "csv-long-record", severity: .error, title: "Row beyond the size limit",
        wording: "The row is longer than {0} bytes and is left out. See whether the line ends of the file are intact.",
        documentation: """
            A row longer than twice the largest cell is not read; reading goes on behind the next line end after the \
            limit, so that memory stays bounded whatever the file holds.
            """)
}
