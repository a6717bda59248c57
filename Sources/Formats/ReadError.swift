import Observations

/// A file that cannot be read (further): what is wrong, where, and what to do. The file is refused as a whole.
package struct ReadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of problem it is.
    package enum Kind: String, Sendable {
        /// The bytes are no text in any encoding that was declared or can be recognised.
        case encoding
        /// The compressed data is damaged.
        case compression
        /// The data ends too early.
        case truncated
        /// It is no JSON, XML or Parquet at this place.
        case syntax
        /// An XML file with a document type declaration, which is never read.
        case doctype
        /// A declared limit is passed (expansion, depth, size, columns).
        case limit
        /// The declared record path or header does not exist in the file.
        case records
        /// The kind of file is not one that Transect reads.
        case unsupported
        /// An archive that is whole and not read all the same: encrypted, nested, with names that lead out of it, with
        /// links, or contradicting itself.
        case archive
        /// The disk did not give the bytes.
        case disk
    }

    /// What kind of problem it is.
    package var kind: Kind
    /// One sentence without a full stop: what is wrong.
    package var problem: Wording
    /// The line, from 1, where it is known.
    package var line: UInt64?
    /// The byte offset, from 0, where it is known.
    package var offset: UInt64?
    /// One sentence: what to do.
    package var remedy: Wording

    /// An error of those parts.
    package init(_ kind: Kind, _ problem: Wording, line: UInt64? = nil, offset: UInt64? = nil, remedy: Wording) {
        self.kind = kind
        self.problem = problem
        self.line = line
        self.offset = offset
        self.remedy = remedy
    }

    /// What is wrong and where, and what to do: what a receipt tells.
    package var diagnosis: Diagnosis {
        let place: Wording =
            switch (line, offset) {
            case (let line?, _): "\(problem) (line \(line))"
            case (nil, let offset?): "\(problem) (byte \(offset))"
            case (nil, nil): problem
            }
        return Diagnosis(problem: place, remedy: remedy)
    }

    package var description: String { diagnosis.description }
}
