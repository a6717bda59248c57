import Observations

/// The rules of deduplication.
package let deduplicationRules: [Rule] = [
    Rule(
        code: "key-missing", severity: .error, title: "Record key is incomplete",
        wording: "This record has no value for its key, so it could never be corrected. Fill in the key column.",
        documentation: """
            The pipeline declares which terms name a record (`record: {key: […]}`). All of them need a value.
            """),
    Rule(
        code: "key-twice-in-file", severity: .error, title: "Key stands twice in one file",
        wording: """
            An earlier row of this file has the same key and other values. That row counts, and this one is not taken. \
            Keep the right one of them, or give them different keys.
            """,
        documentation: """
            Within one file the order of rows says nothing about which is newer. The first row is taken, later rows \
            with the same key and other content are quarantined. An equal row is a duplicate.
            """),
    Rule(
        code: "key-conflict", severity: .error, title: "Key belongs to another submitter's record",
        wording: """
            Someone else has sent a record with this key (submission {0}), and only they can change it or take it \
            back. Give your record a key of its own, or ask the project to sort it out.
            """,
        documentation: """
            Whoever delivered a record may correct or withdraw it. The same key from another submitter with other \
            content is a conflict and changes nothing; with the same content it is a duplicate.
            """),
    Rule(
        code: "equal-rows-in-file", severity: .warning, title: "Equal rows in one file",
        wording: "An equal row stands earlier in this file. Both are kept; if it was entered twice, delete one.",
        documentation: """
            Two birds of one kind at one place can make two equal rows, so equal rows within one file are kept and \
            flagged. The same rows in another file of the same contributor are duplicates.
            """),
    Rule(
        code: "older-revision", severity: .info, title: "Older than what is known",
        wording: "The dataset has a newer revision of this record, so this row changes nothing.",
        documentation: """
            The pipeline declares which term tells how old the state of a record is (`record: {revision: …}`). An \
            older state never takes the place of a newer one, however late it arrives; a row without a revision \
            counts as older than any that has one. Equal revisions are taken in the order of their arrival.
            """),
    Rule(
        code: "older-import", severity: .info, title: "An import overwrites nothing",
        wording: """
            The dataset has this record already with other values, and an import of old data leaves them as they \
            are. If this row is right, send it in the ordinary way.
            """,
        documentation: """
            `transect import` loads old data in bulk. Where no revision tells which state of a record is newer, the \
            one that is there stands; of several imported ones, the later. Records that are not there yet are added as always.
            """),
    Rule(
        code: "record-withdrawn", severity: .error, title: "Record was withdrawn",
        wording: """
            This record was taken back. Send it with a newer revision, or ask the project to restore it (`transect \
            restore`).
            """,
        documentation: """
            A record that was withdrawn, by a value in its file, by a list of keys or by `transect withdraw`, does \
            not come back because an old file is sent again. A record that was merely missing from a file that is \
            sent again does.
            """),
]
