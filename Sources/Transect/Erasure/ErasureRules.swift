import Observations
import Storage

/// What is found about records that somebody had erased.
let erasureRules = [
    Rule(
        code: RedactedRecords.erasedCode, severity: .error, title: "The record was erased",
        wording: "The values of this record were erased, as somebody asked for.",
        documentation: """
            Somebody asked for their data to be erased (`transect erase`). The archive keeps the row without its values, \
            so that all other records of the file keep their numbers and names. It is never part of the dataset, and does \
            not count towards the share of quarantined records that holds a file.
            """)
]
