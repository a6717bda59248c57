/// A snapshot that cannot be written, read or published: what happened, and what to do.
package struct SnapshotError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of problem it is.
    package enum Kind: String, Sendable {
        /// A file name that a snapshot cannot hold, or that is taken.
        case fileName
        /// What is to be published does not fit together (columns, order, ordinals).
        case content
        /// A published version is damaged or is no data package.
        case damaged
        /// A version or a draft does not exist.
        case missing
        /// A version whose data were taken back: only its tombstone is left.
        case tombstone
        /// The newest version, which cannot go.
        case newest
        /// The description lacks what a citation needs.
        case description
    }

    /// What kind of problem it is.
    package let kind: Kind
    /// One sentence without a full stop: what happened and where.
    package let problem: String
    /// One sentence: what to do.
    package let remedy: String

    /// An error of those parts.
    package init(_ kind: Kind, _ problem: String, remedy: String) {
        self.kind = kind
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String { "\(problem). \(remedy)" }
}
