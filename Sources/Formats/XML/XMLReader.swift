import Observations

/// Reads records from XML with libxml2's push parser, in bounded memory.
///
/// Records that are made of nothing but names that libxml2 has accepted before, text and the five entities of XML are
/// read without it, several times as fast (`XMLPlainRecords`). What comes out is the same.
///
/// **Where the records are.** `options.records` is a path: `//dwr:Occurrence`, `/a/b/c`, `//wpt`, `//Unit/*`. A name
/// without a prefix matches elements of that local name in any namespace; a prefix means the URI declared for it in
/// `options.namespaces`, or, where that is empty, the prefix as the file writes it. A record inside a record is part of
/// the outer one. Without a path, the first 256 KiB decide: the points of GPX, the places of KML, else the element that
/// repeats beside its like and makes up most of the file, else the root as the one record. The decision stands in
/// `description`.
///
/// **Fields** are paths from the record: `eventDate`, `dwc:eventDate`, `place/lat`, `place/@lat`, `@id`; `.` is the
/// record's own text. An element that repeats gives its first occurrence under its name, and the others as `name_2`,
/// `name_3` …; that holds on the way too (`photo_2/url`). With `.all`, these are all elements that have text and no
/// child elements, all attributes, and elements that mix text with child elements, named with the prefix that the file
/// writes. With `.only`, occurrences beyond those asked for are told by the finding `xml-repeated-element`.
///
/// **Values.** The text of an element is its text and that of all elements in it; CDATA is text. White space around it
/// is trimmed where the element has child elements, and kept otherwise. An empty element is an empty cell, an absent
/// one and one with `xsi:nil="true"` a missing cell.
///
/// **What is refused.** A document type declaration ends the file, so that there are no entities beyond the five of
/// XML, no other files and no network. The encoding is the one that the file's byte order mark or declaration names.
/// What is not well formed ends the file with line and reason, after all records before it were given out.
package struct XMLReader: RecordReader {
    /// All state is in one object, so that a copy of the reader is the same reader.
    private let state: State

    /// A reader of the raw bytes of an XML file.
    ///
    /// - Parameters:
    ///   - source: The bytes, not decoded.
    ///   - options: `records`, `namespaces`, `fields` and `limits` are looked at.
    ///   - submission: The submission's sequence number, for the origins.
    /// - Throws: `ReadError` of kind `.records` when `records` is no path.
    package init(_ source: any ByteSource, options: FormatOptions, submission: UInt32) throws(ReadError) {
        try self.init(source, options: options, submission: submission, pieces: XMLPieces())
    }

    /// The same in pieces of other sizes, which make no difference to what is read.
    package init(
        _ source: any ByteSource, options: FormatOptions, submission: UInt32, pieces: XMLPieces
    ) throws(ReadError) {
        state = State(try XMLMachine(source, options: options, submission: submission, pieces: pieces))
    }

    /// How many records have been read without libxml2.
    package var plainRecords: Int { state.machine.plainRecords }

    package mutating func next() throws(ReadError) -> RecordBatch? { try state.machine.next() }

    package var description: FormatDescription { state.machine.description }

    /// A reader is used by one task at a time, which is what `@unchecked` stands for; the parser is freed with this
    /// object.
    private final class State: @unchecked Sendable {
        let machine: XMLMachine

        init(_ machine: XMLMachine) { self.machine = machine }
    }
}
