/// A definition that cannot be carried out: what is wrong, where in the definition, and what to do.
package struct PlanProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The place as keys of the pipeline file (`["fields", "eventDate", "format"]`, `["checks", "term-not-empty"]`);
    /// for mappings the path begins below the source (`["map", "Gatunek"]`).
    package var path: [String]
    /// One sentence without a full stop: what is wrong.
    package var problem: String
    /// One sentence: what to do.
    package var remedy: String

    /// A problem of those parts.
    package init(_ path: [String], _ problem: String, remedy: String) {
        self.path = path
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String { "\(path.joined(separator: ".")): \(problem). \(remedy)" }
}
