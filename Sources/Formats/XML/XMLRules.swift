import Observations

/// The rules about single records of XML files.
package let xmlRules: [Rule] = [
    Rule(
        code: "xml-repeated-element", severity: .warning, title: "Element comes more often than it is read",
        wording: "{0} comes {1} times in this record, and {2} of them can be read into {field}. To read the next one, "
            + "map {0}_{3}.",
        documentation: """
            A field is one cell. Where an element comes several times in a record (several photos, several names), \
            the first is read under its name, the second as `name_2`, the third as `name_3`. The warning tells that \
            there are more than the definition asks for.
            """)
]
