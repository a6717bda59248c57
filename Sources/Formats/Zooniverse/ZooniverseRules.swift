import Observations

/// What can be wrong with the JSON in single rows of Zooniverse's classification exports.
package let zooniverseRules: [Rule] = [
    ZooniverseRule.badJSON, ZooniverseRule.noList, ZooniverseRule.unknownForm, ZooniverseRule.repeatedAnswer,
    ZooniverseRule.roughMark, ZooniverseRule.lostMark, ZooniverseRule.unknownLabel, ZooniverseRule.tooManyChoices,
    ZooniverseRule.tooManyFields, ZooniverseRule.longLists, ZooniverseRule.sharedCells, ZooniverseRule.tooManyFindings,
]

/// The rules of the reader of Zooniverse's exports, each with its wording and documentation.
enum ZooniverseRule {
    static let badJSON = Rule(
        code: "zooniverse-bad-json", severity: .error, title: "Cell is no JSON",
        wording: """
            The cell in column {field} cannot be read as JSON: {0}, at character {1} of the cell. A spreadsheet may \
            have cut or changed it; use the export as Zooniverse made it.
            """,
        documentation: """
            Zooniverse writes the columns annotations, subject_data and metadata as JSON. A cell that is no JSON, \
            often because a spreadsheet cut it at 32,767 characters, is kept as it is in a field of the column's \
            name, and the record is quarantined. Of metadata only the times and the language are read, so there it \
            is a warning, and the cell is left out.
            """)

    static let noList = Rule(
        code: "zooniverse-no-list", severity: .error, title: "Not what the column holds",
        wording: "The cell in column {field} is {value} where {0} is expected. Use the export as Zooniverse made it.",
        documentation: """
            annotations is a list of objects, each with the key of its task; subject_data and metadata are objects. \
            Anything else is kept as it is in a field of the column's name, and the record is quarantined; in \
            metadata it is a warning, and the cell is left out.
            """)

    static let unknownForm = Rule(
        code: "zooniverse-unknown-form", severity: .warning, title: "Answer of an unknown form",
        wording: """
            The answer to {field} has a form that is none of the known kinds of task, and is kept as JSON. It \
            begins: {value}
            """,
        documentation: """
            Known are questions, multiple choices, surveys, sliders, dropdowns, texts, drawings and combinations of \
            them. Experimental tasks have other forms; their answers come through as the JSON that the export has.
            """)

    static let repeatedAnswer = Rule(
        code: "zooniverse-repeated-answer", severity: .error, title: "Two answers to one task",
        wording: "The classification answers {field} more than once, later with {value}. Keep one of them.",
        documentation: """
            A task, or a key of a subject, that comes twice in one classification with different values is \
            ambiguous: the first value is read, and the record is quarantined. The same value twice is one value.
            """)

    static let roughMark = Rule(
        code: "zooniverse-rough-mark", severity: .info, title: "Outline read as its box",
        wording: """
            {0} of the {1} marks of {field} are outlines, ellipses or turned shapes. They are given as simpler \
            shapes around the same place, and as they were drawn in {field}.original.
            """,
        documentation: """
            Marks are given as points, boxes, circles and lines. A polygon, a freehand path or a curve becomes the \
            box around its points, an ellipse the box around it and a triangle the circle around it; the angle of a \
            turned shape and the time of a mark in a video are left out. The marks as the export has them stand as \
            JSON in a field whose name ends with .original.
            """)

    static let lostMark = Rule(
        code: "zooniverse-lost-mark", severity: .warning, title: "Mark that is no known shape",
        wording: """
            {0} of the {1} marks of {field} have no place or are of an unknown shape. They are left out of {field}, \
            and stand as they were drawn in {field}.original.
            """,
        documentation: """
            A mark needs the numbers of its shape. Marks of tools that mark only a column or a row of the image, and \
            marks that were begun and not finished, cannot be given as points, boxes, circles or lines.
            """)

    static let unknownLabel = Rule(
        code: "zooniverse-unknown-label", severity: .warning, title: "Answer without its label",
        wording: """
            Zooniverse did not find the label of the answer to {field} and wrote “{value}”. It is kept as it is; ask \
            Zooniverse's support for an export with the right version of the workflow.
            """,
        documentation: """
            The export holds labels of answers, which Zooniverse looks up in the version of the workflow that was \
            classified. Where that fails, it writes “unknown answer label”, which is no answer of a volunteer.
            """)

    static let tooManyChoices = Rule(
        code: "zooniverse-too-many-choices", severity: .error, title: "Survey with very many choices",
        wording: "The answer to {field} names {0} choices; more than {1} are not read. It is kept as JSON.",
        documentation: """
            Every choice of a survey becomes a record. Nobody sees a thousand kinds of animals in one picture: such \
            a cell is damaged or made by a program, and it is kept as JSON in a quarantined record.
            """)

    static let tooManyFields = Rule(
        code: "zooniverse-too-many-fields", severity: .error, title: "Too many different fields",
        wording: "The field {field} would be one more than the {0} that a file may have, and is left out.",
        documentation: """
            Every task and every key of a subject becomes a field. Keys that are data themselves, such as dates, \
            make more fields than any table can have; the record is quarantined.
            """)

    static let longLists = Rule(
        code: "zooniverse-long-lists", severity: .error, title: "Lists with very many parts",
        wording: """
            {field} would make lists of {0} parts; those of one classification may have {1} together. They are not \
            read. Use the export as Zooniverse made it.
            """,
        documentation: """
            Answers about marks become lists with a part for every mark, and several subjects lists with a part for \
            every subject. Nobody draws a million marks: such a cell is damaged or made by a program. subject_data is \
            kept as JSON in a field of its name, answers about marks are left out, and the record is quarantined.
            """)

    static let sharedCells = Rule(
        code: "zooniverse-long-shared-cells", severity: .error, title: "Long cells beside very many choices",
        wording: """
            The {0} records of this classification share cells of {1} bytes, where {2} are given to each. What is \
            too long stands in the first of them alone. Look in the export for a cell that is far too long.
            """,
        documentation: """
            Every choice of a survey becomes a record, and each of them has the columns of the file and the keys of \
            the subject. Long cells beside many choices would make far more data of a file than it holds: each \
            record gets as many of them as fit into its share of 64 MiB, the first gets all, and all are quarantined.
            """)

    static let tooManyFindings = Rule(
        code: "zooniverse-too-many-findings", severity: .error, title: "Very many faults in one classification",
        wording: """
            {0} more things are wrong with this classification; only the first {1} are told. Use the export as \
            Zooniverse made it.
            """,
        documentation: """
            A damaged cell can be wrong in a hundred thousand places. A hundred of them are told; this finding says \
            how many there are beside, and is as severe as the most severe of them.
            """)
}
