/// A pattern that cannot be used: what is wrong and where.
package struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The place in the pattern, in characters (Unicode scalars) from 1.
    package let position: Int
    /// One sentence without a full stop: what is wrong and what to write instead.
    package let problem: String

    package var description: String { "\(problem) (character \(position) of the pattern)" }
}
