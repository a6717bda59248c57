/// Why something could not be done, and what to do about it.
package struct Diagnosis: Sendable, Equatable, Codable, CustomStringConvertible {
    /// One sentence without a full stop: what is wrong, and where.
    package var problem: Wording
    /// One sentence: what to do.
    package var remedy: Wording

    /// A diagnosis of those parts.
    package init(problem: Wording, remedy: Wording) {
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String { "\(problem). \(remedy)" }
}
