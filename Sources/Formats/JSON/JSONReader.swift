import Observations

/// Reads records from JSON (RFC 8259, strictly), one value a line (NDJSON), or GeoJSON (RFC 7946), in bounded memory.
///
/// **Where the records are.** With `options.records`, a JSON Pointer (RFC 6901): the elements of the array there, or
/// the one value there. Otherwise the elements of an array at the top, the `features` of a FeatureCollection, the lines
/// of a file with one value on each, or else the document as one record. A text counts as lines when `options.format`
/// is `.ndjson`, or when no format is given, the first line is one whole object and another object begins on a later
/// line.
///
/// **Fields.** A name that begins with `/` is a pointer from the record (`/taxon/name`, `/photos/0/url`); any other
/// name is a key of the record, in GeoJSON a property or `id`. With `.all`, the keys of the record are the fields, in
/// order of appearance in the batch; a key that is empty or begins with `/` is named by its pointer. GeoJSON gives
/// `id`, the properties, `/geometry/type`, a point's coordinates (`/geometry/coordinates/0` …) and any other geometry
/// as JSON (`/geometry`).
///
/// **Values.** Strings are decoded; numbers, `true` and `false` stay as written; `null` and absent keys are missing; an
/// object or array asked for as a field is its JSON text, byte for byte. Two occurrences of a key that is read: the
/// first is taken, with the finding `json-duplicate-key`. A record that is no object: its text under the empty name,
/// with `json-not-an-object`. Values that are not wanted are checked like all others.
///
/// **Errors.** Malformed text ends the file with a `ReadError` that has line and byte offset, after all records before
/// it were given out; in a file of lines it is the finding `json-bad-line`, and the next line is read. Text that is not
/// UTF-8 and passed limits end either.
package struct JSONReader: RecordReader {
    /// All state is in one object, so that a copy of the reader is the same reader.
    private let state: State

    /// A reader of UTF-8 text. A byte order mark is passed over.
    ///
    /// - Parameters:
    ///   - source: The text.
    ///   - options: `format`, `records`, `fields` and `limits` are looked at.
    ///   - submission: The submission's sequence number, for the origins.
    /// - Throws: `ReadError` of kind `.records` when `records` is no JSON Pointer.
    package init(_ source: any ByteSource, options: FormatOptions, submission: UInt32) throws(ReadError) {
        state = try State(source, options: options, submission: submission)
    }

    package mutating func next() throws(ReadError) -> RecordBatch? { try state.machine.next() }

    package var description: FormatDescription { state.machine.description }

    /// The machine's memory is freed with this object. A reader is used by one task at a time, which is what
    /// `@unchecked` stands for.
    private final class State: @unchecked Sendable {
        var machine: JSONMachine

        init(_ source: any ByteSource, options: FormatOptions, submission: UInt32) throws(ReadError) {
            machine = try JSONMachine(source, options: options, submission: submission)
        }
    }
}
