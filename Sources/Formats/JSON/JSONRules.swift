import Observations

/// The rules about single records of JSON files.
package let jsonRules: [Rule] = [
    Rule(
        code: "json-not-an-object", severity: .error, title: "Record is no JSON object",
        wording: "This record is {value} where an object with named fields, such as {\"species\": \"Pica pica\"}, is "
            + "expected. Send one object for each record.",
        documentation: """
            A record has named fields, so it must be a JSON object. A number, text, list, true, false or null in its \
            place has no names; it is kept as it was written under the empty field name, and quarantined.
            """),
    Rule(
        code: "json-duplicate-key", severity: .error, title: "Key given twice",
        wording: "The key {field} comes more than once in this record, later as {value}. Keep one of them.",
        documentation: """
            RFC 8259 leaves open what a repeated key means, and programs differ: some take the first value, some the \
            last. The first value is read, and the record is quarantined because it is ambiguous. Only keys that are \
            read are compared.
            """),
    Rule(
        code: "json-lone-surrogate", severity: .warning, title: "Half a character",
        wording: "In {field}, the text {value} escapes half of a character. The half was replaced by �. "
            + "Check the text, and write characters as UTF-8.",
        documentation: """
            Characters beyond U+FFFF are escaped in JSON as two halves, \\uD800 to \\uDBFF followed by \\uDC00 to \
            \\uDFFF (RFC 8259 §7). A half without its partner is no character; it is replaced by U+FFFD.
            """),
    Rule(
        code: "json-nul-character", severity: .error, title: "Zero character in a text",
        wording: """
            In {field}, the text {value} holds a zero character, which no text contains: the file may be damaged. Export \
            it anew.
            """,
        documentation: """
            JSON can escape the character U+0000 (\\u0000), which databases and most programs take for the end of a \
            text. The text is kept as it is and the record is quarantined, like a zero byte in a CSV file.
            """),
    Rule(
        code: "json-bad-line", severity: .error, title: "Line is no JSON",
        wording: "This line cannot be read as JSON: {0}, at character {1} of the line. Correct the line, or export the "
            + "file again. The line begins: {value}",
        documentation: """
            In a file with one JSON value on every line (NDJSON, JSON Lines), a malformed line is a problem of that \
            record alone: it is quarantined, and reading goes on with the next line.
            """),
]
