/// The kinds of file that hold records. Any of them may be compressed with gzip.
package enum FileFormat: String, Sendable, CaseIterable {
    /// Delimited text.
    case csv
    /// One JSON document: an object, an array, or records at a pointer.
    case json
    /// One JSON value a line.
    case ndjson
    /// A GeoJSON FeatureCollection: every feature is a record.
    case geojson
    /// XML with records at a path.
    case xml
    /// Zooniverse's export of classifications: CSV whose cells hold JSON. Only where it is declared.
    case zooniverse
    /// One sheet of an Excel workbook (Office Open XML). Told from the content alone.
    case xlsx

    /// Whether it is a table whose header names all columns, and whose records are rows.
    package var isTable: Bool { self == .csv || self == .xlsx || self == .zooniverse }

    /// Whether the format itself says how numbers are written (RFC 8259 §6).
    package var hasPlainNumbers: Bool { self == .json || self == .ndjson || self == .geojson }
}

/// Which fields a reader extracts.
package enum FieldSelection: Sendable, Equatable {
    /// All of them, named as the file names them.
    case all
    /// Only these, in this order: headers of a CSV file, plain keys or JSON Pointers (`/taxon/name`, relative to the
    /// record), XML paths relative to the record (`dwc:eventDate`, `place/@lat`, `@id`). A field that a file does not
    /// have is a column of missing cells.
    case only([String])
}

/// How far a reader goes before it refuses a file.
package struct ReadLimits: Sendable, Equatable {
    /// The largest ratio of expanded to compressed bytes, looked at once 10 MB have come out.
    package var expansionRatio = 100
    /// The largest number of bytes that a compressed file may expand to.
    package var expandedBytes = 8 << 30
    /// The deepest nesting of JSON values or XML elements.
    package var depth = 512
    /// The largest number of bytes in one field.
    package var fieldBytes = 8 << 20
    /// The largest number of columns or attributes.
    package var columns = 16_384
    /// The largest number of bytes that a workbook's shared texts may take in memory.
    package var sharedTextBytes = 64 << 20
    /// The largest number of bytes of a ZIP archive or workbook that comes from a source without random access, and is
    /// therefore kept in memory.
    package var bufferedBytes = 64 << 20

    /// The defaults.
    package init() {}
}

/// What a source declares about its files. What it does not declare is sniffed, and the reader says what and why.
package struct FormatOptions: Sendable, Equatable {
    /// The format, or `nil`: told from the first bytes.
    package var format: FileFormat?
    /// The encoding (`utf-8`, `utf-16`, `windows-1250`, `iso-8859-2` …), or `nil`: the byte order mark, else UTF-8,
    /// else `localeEncoding`.
    package var encoding: String?
    /// The encoding that files in the declared locale have when they are neither marked nor UTF-8.
    package var localeEncoding: String?
    /// Workbooks: the mark with which numbers are given, `.` unless a locale is declared. A workbook holds numbers, not
    /// texts; what follows reads them by the locale's conventions, like a text that somebody typed.
    package var decimalMark = UInt8(ascii: ".")
    /// CSV: the delimiter, or `nil`: sniffed among `, ; tab |`.
    package var delimiter: UInt8?
    /// CSV: the quote, 34 (`"`) unless declared; `nil` where nothing protects a cell.
    package var quote: UInt8? = UInt8(ascii: "\"")
    /// CSV: whether a backslash takes the next character as it is.
    package var backslashEscapes = false
    /// CSV: the line of the header row counted from 1, 0 for none (columns are then `column_1` …), `nil`: sniffed.
    /// Workbooks: the same with the row as the program numbers it.
    package var headerRow: Int?
    /// Workbooks: the name of the sheet, or `nil`: the first that is not hidden.
    package var sheet: String?
    /// JSON: the JSON Pointer to the array of records. XML: the path of a record (`//dwr:Occurrence`, `/a/b`).
    package var records: String?
    /// XML: prefixes that `records` and `fields` use, with their namespace URIs.
    package var namespaces: [String: String] = [:]
    /// How far to go.
    package var limits = ReadLimits()
    /// Which fields to extract.
    package var fields = FieldSelection.all

    /// Nothing declared: everything is sniffed.
    package init() {}
}
