import Observations

/// Reads the records of one file in bounded batches (at most 65,536 records or some 8 MB of text).
package protocol RecordReader: Sendable {
    /// The next records, or `nil` at the end of a well-formed file.
    ///
    /// - Throws: `ReadError` where the file is damaged beyond a single record. What came before has been given out.
    mutating func next() throws(ReadError) -> RecordBatch?

    /// How the file is read: what was declared or sniffed, and why. Complete after the first call of `next`.
    var description: FormatDescription { get }
}

/// How a file is read, for receipts and `transect preview`.
package struct FormatDescription: Sendable, Equatable {
    /// One decision.
    package struct Detail: Sendable, Equatable {
        /// What was decided (`delimiter`, `encoding`, `header`, `records`).
        package var name: String
        /// The decision (`;`, `windows-1250`, `line 1`); what is the same in every language is verbatim in it.
        package var decision: Wording
        /// Why ("declared", "lines with 6 of them: 12 of the first 12").
        package var reason: Wording

        /// A decision in words.
        package init(_ name: String, _ decision: Wording, because reason: Wording) {
            self.name = name
            self.decision = decision
            self.reason = reason
        }

        /// A decision that is a name, a character or a value from the file.
        package init(_ name: String, verbatim value: String, because reason: Wording) {
            self.init(name, Wording(verbatim: value), because: reason)
        }

        /// The decision as text, in English where it has words.
        package var value: String { decision.description }
    }

    /// The format.
    package var format: FileFormat
    /// The decisions, in the order in which they were made.
    package var details: [Detail]
    /// All names of columns that the file has, as far as they are known, selected or not.
    package var fields: [String]
    /// Those of `fields` that stand in no header: the reader gave them to columns whose header is empty or the same as
    /// that of another. Where the source declares that there is no header, the names are agreed on, and none is here.
    package var madeUpNames: [String] = []

    /// A description of those parts.
    package init(format: FileFormat, details: [Detail] = [], fields: [String] = []) {
        self.format = format
        self.details = details
        self.fields = fields
    }
}
