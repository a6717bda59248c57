import Observations

/// The rules about types. `{0}` is the column in the file, `{1}` how a value is written here.
enum TypeRules {
    static let number = Rule(
        code: "type-number", severity: .error, title: "not a number",
        wording: "“{value}” in column {0} is not a number. Write it like {1}.",
        documentation: """
            A cell of a field of type `number` holds something else: a unit, a word, a sign that is no part of a \
            number. Under a declared locale its own marks are read and no others, so that `40.416` never becomes \
            40416 in one row and 40.416 in the next. `nan`, `inf` and hexadecimal numbers are not read.
            """)
    static let integer = Rule(
        code: "type-integer", severity: .error, title: "not a whole number",
        wording: "“{value}” in column {0} is not a whole number. Write digits alone, like 12.",
        documentation: """
            A cell of a field of type `integer` holds something else than a whole number. `3.0` is read as 3, with a \
            note; `3.5` and `1e3` are not read.
            """)
    static let greatInteger = Rule(
        code: "integer-too-great", severity: .error, title: "a whole number with too many digits",
        wording: """
            “{value}” in column {0} is a whole number outside of what is read (-9223372036854775808 to \
            9223372036854775807). See whether all its digits are right, or ask the project to read the column as text.
            """,
        documentation: """
            Whole numbers have 64 bits, from -9223372036854775808 to 9223372036854775807, so that Parquet files and all \
            programs can hold them. Numbers with more digits are mostly names of things: make the field a string.
            """)
    static let ambiguousNumber = Rule(
        code: "ambiguous-number", severity: .error, title: "a number that can be read in two ways",
        wording: """
            “{value}” in column {0} can be read in two ways: its mark may stand between thousands or before a fraction. \
            Write it like {1}, or ask the project which marks it reads.
            """,
        documentation: """
            Without a declared locale only digits with a decimal point are read. `1,234` is one thousand and more in \
            one country and little more than one in another, and so is `1.234` where whole numbers are asked for; the \
            value is never guessed, neither from the cell nor from its neighbours, because the same cell would then \
            mean different things in different files. Declare `locale` (such as es) for the source.
            """)
    static let undeclaredMarks = Rule(
        code: "number-marks-not-declared", severity: .error, title: "a number with marks that nobody declared",
        wording: """
            “{value}” in column {0} has marks that are read only where the project says what they mean. Write it like \
            {1}, or ask the project which marks it reads.
            """,
        documentation: """
            Without a declared locale only digits with a decimal point are read. `52,5163` could only be one number; \
            it is not read all the same, since the next row may hold `52,516`, which could be two: whether a number \
            can be read must not depend on how many digits it has. Declare `locale` (such as es) for the source.
            """)
    static let boolean = Rule(
        code: "type-boolean", severity: .error, title: "neither true nor false",
        wording: "“{value}” in column {0} is neither true nor false. Write {1}.",
        documentation: """
            A cell of a field of type `boolean` holds none of the words for true and false: `true`, `1`, `false`, `0` \
            (Frictionless Table Schema), and the words of the declared locale (tak/nie, sí/no, wahr/falsch …).
            """)
    static let date = Rule(
        code: "type-date", severity: .error, title: "not a date",
        wording: """
            “{value}” in column {0} is not a date that can be read. Write it like {1}, or ask the project in which other \
            ways it reads dates.
            """,
        documentation: """
            A cell of a field of type `date` holds no calendar day that exists, or writes it in a way that neither the \
            declared `format` nor the declared locale knows. The canonical form is RFC 3339's full-date. Declare \
            `format` (such as dd.MM.yyyy) for the field, or `locale` (such as es) for the source, if dates are written \
            so throughout.
            """)
    static let dateTime = Rule(
        code: "type-datetime", severity: .error, title: "not a date with a time",
        wording: """
            “{value}” in column {0} is not a date with a time that can be read. Write it like {1}, or ask the project in \
            which other ways it reads dates.
            """,
        documentation: """
            A cell of a field of type `datetime` holds no day and time that exist. The canonical form is RFC 3339's \
            date-time; a time without an offset from UTC is local time and stays so. Declare `format` (such as \
            dd.MM.yyyy HH:mm) for the field, or `locale` (such as es) for the source, if times are written so throughout.
            """)
    static let eventDate = Rule(
        code: "type-event-date", severity: .error, title: "not an event date",
        wording: """
            “{value}” in column {0} is not a date that can be read. Write it like {1}, or ask the project in which other \
            ways it reads dates.
            """,
        documentation: """
            A cell of a field of type `eventDate` is no ISO 8601 date: a year, a month, a day, a day with a time, or \
            an interval of two of them. Declare `format` (such as dd.MM.yyyy) for the field, or `locale` (such as es) \
            for the source, if dates are written so throughout. Corresponds to TDWG BDQ VALIDATION_EVENTDATE_STANDARD.
            """)
    static let ambiguousDate = Rule(
        code: "ambiguous-date", severity: .error, title: "day and month could be either way round",
        wording: """
            “{value}” in column {0} can be read day first or month first. Write it like {1}, or ask the project which \
            order it reads.
            """,
        documentation: """
            Without a declared order, a date of digits with the year at the end is not read: 01/05/2026 is the first of \
            May in one country and the fifth of January in another, and what other rows hold must not change what this \
            one means. Declare `locale` (such as es) for the source, or `format` (such as dd/MM/yyyy) for the field.
            """)
    static let undeclaredOrder = Rule(
        code: "date-order-not-declared", severity: .error, title: "a date whose order nobody declared",
        wording: """
            “{value}” in column {0} has the year at its end, and such dates are read only where the project says whether \
            the day or the month comes first. Write it like {1}, or ask the project which order it reads.
            """,
        documentation: """
            Without a declared order, a date of digits with the year at the end is not read, not even one like \
            13/05/2026 that could only be one: whether a date can be read must not depend on which day it was. Declare \
            `locale` (such as es) for the source, or `format` (such as dd/MM/yyyy) for the field.
            """)
    static let reversed = Rule(
        code: "event-date-reversed", severity: .error, title: "an interval that ends before it begins",
        wording: "The interval “{value}” in column {0} ends before it begins. Write the earlier date first.",
        documentation: """
            The end of an interval in a field of type `eventDate` lies before its start, as far as the precision of \
            both can tell.
            """)

    static let all = [
        number, integer, greatInteger, ambiguousNumber, undeclaredMarks, boolean, date, dateTime, eventDate,
        ambiguousDate, undeclaredOrder, reversed,
    ]
}
