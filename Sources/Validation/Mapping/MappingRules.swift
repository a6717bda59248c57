import Observations

/// The rules about mapping. `{0}` is the column in the file.
package enum MappingRules {
    static let lookupNotFound = Rule(
        code: "lookup-not-found", severity: .error, title: "a name that the table does not know",
        wording: """
            “{value}” in column {0} is not in {1}[ (nearest entry: {2})]. Correct the name, or ask the project to add it.
            """,
        documentation: """
            A source looks the cell up in a table (a vernacular name or a synonym to the accepted name), and the \
            table has no such entry. Names are compared byte by byte, up to Unicode canonical equivalence. The \
            nearest entry is at most three typing mistakes away. A name that is right needs a row in the table that \
            `lookup` names.
            """)

    static let splitParts = Rule(
        code: "split-parts", severity: .error, title: "a cell with too many or too few parts",
        wording: "“{value}” in column {0} should have {2} parts, separated by “{1}”, and has {3}. Correct the value.",
        documentation:
            "A source splits the cell at a separator into several terms, and the parts are not as many as the terms.")

    static let columnsDisagree = Rule(
        code: "columns-disagree", severity: .error, title: "two columns for one thing that say different things",
        wording: """
            Column {0} says “{value}” and column {1} says “{2}”, but both stand for {field}. Keep one of the columns, or \
            make them say the same.
            """,
        documentation: """
            A pipeline may know one term under several headers, for example in several languages. A file that has two \
            of them is read as long as they do not contradict each other: where only one has a value, or both the \
            same.
            """)

    /// A value in a column whose name is to be mended; its first argument is what the column is called meanwhile.
    package static let unpivotNoName = Rule(
        code: "unpivot-no-name", severity: .error, title: "a value in a column without a name of its own",
        wording: """
            “{value}” stands in column number {1} of the file that was sent, where the header is empty or says the same \
            as for another column. Write at the top of the column what it is about.
            """,
        documentation: """
            A source makes a record of every filled cell and takes the column's name for what was seen (`unpivot: \
            {except: […]}`). Where the header is empty or repeats a name, the column is called `column_4` or `fox_2` \
            while the file is read; nobody saw a “column_4”. Columns in which nothing is written do not matter, nor do \
            those that the pipeline itself names (`unpivot: {columns: […]}`, `header: none`).
            """)

    static let unpivotTooMany = Rule(
        code: "unpivot-too-many", severity: .error, title: "too many records in one file",
        wording: """
            The records of this file cannot be numbered any more: record × columns passes four thousand million. \
            Split the file.
            """,
        documentation: "An unpivoted file's observations are numbered (record - 1) × columns + column, in 32 bits.")

    static let unpivotTooLarge = Rule(
        code: "unpivot-too-large", severity: .error, title: "a record that is too large once it is taken apart",
        wording: """
            This row becomes a record for each of its columns, and each of these would repeat very long cells. Shorten \
            the long cells of the row, or spread its columns over several rows.
            """,
        documentation: """
            An unpivoted record's other cells are repeated in each of its observations. Where that comes to more than \
            16 MB for one record, it stays one record and is quarantined.
            """)

    static let recordBlank = Rule(
        code: "record-blank", severity: .error, title: "a record without any value that the project knows",
        wording: """
            None of the columns that the project reads has a value in this record. Compare the names of your columns \
            with those of the project, or leave the record out.
            """,
        documentation: """
            All terms that a source reads from the file are missing in this record. Usually the file has other columns \
            than the pipeline names, its header is not in the line where it was looked for, or its records are not at \
            the declared place; sometimes it is a line of remarks below the table.
            """)

    static let all = [
        lookupNotFound, splitParts, columnsDisagree, unpivotNoName, unpivotTooMany, unpivotTooLarge, recordBlank,
    ]
}
