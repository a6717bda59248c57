import Validation

/// Where something stands in the pipeline file.
package struct YAMLPlace: Sendable, Equatable {
    /// From 1; 0 where it is about the file as a whole.
    package var line: Int
    /// From 1; 0 where it is about the line as a whole.
    package var column: Int

    /// The file as a whole.
    package static let file = YAMLPlace(line: 0, column: 0)
}

/// A value with the place where it was written.
package struct Located<Value: Sendable>: Sendable {
    package var value: Value
    package var place: YAMLPlace
}

/// Something wrong with a pipeline definition. All problems of a definition are reported at once.
package struct DefinitionProblem: Error, Sendable, CustomStringConvertible {
    /// The file, as the user named it.
    package var file: String
    /// Where in the file.
    package var place: YAMLPlace
    /// What is wrong and what to do, in one or two sentences.
    package var message: String

    package var description: String {
        switch (place.line, place.column) {
        case (0, _): "\(file): \(message)"
        case (let line, 0): "\(file):\(line): \(message)"
        case (let line, let column): "\(file):\(line):\(column): \(message)"
        }
    }
}

/// All problems of a definition, file by file in the order of their places.
package struct DefinitionError: Error, Sendable, CustomStringConvertible {
    /// At least one problem.
    package let problems: [DefinitionProblem]

    /// Orders the problems by their places; files come in the order in which they are first named.
    package init(_ problems: [DefinitionProblem]) {
        var files: [String] = []
        for problem in problems where !files.contains(problem.file) { files.append(problem.file) }
        self.problems = files.flatMap { file in
            problems.filter { $0.file == file }.enumerated().sorted {
                ($0.element.place.line, $0.element.place.column, $0.offset)
                    < ($1.element.place.line, $1.element.place.column, $1.offset)
            }.map(\.element)
        }
    }

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Collects problems while a definition is decoded and compiled, so that all can be told at once.
final class ProblemList {
    let file: String
    private(set) var problems: [DefinitionProblem] = []

    init(file: String) { self.file = file }

    func add(_ message: String, at place: YAMLPlace) {
        problems.append(DefinitionProblem(file: file, place: place, message: message))
    }

    /// Adds problems of another file.
    func add(_ others: DefinitionError) { problems += others.problems }

    /// Adds a problem unless the same one has been said: fields are compiled once for every source.
    func addOnce(_ message: String, at place: YAMLPlace) {
        if !problems.contains(where: { $0.message == message && $0.place == place }) { add(message, at: place) }
    }

    func throwIfAny() throws(DefinitionError) {
        if !problems.isEmpty { throw DefinitionError(problems) }
    }
}

/// The name among `known` that is nearest to a mistyped one, if it is near enough to be meant.
///
/// Case does not count. Of several equally near ones the first in the order of `known` is taken.
package func nearestName(to name: String, among known: [String]) -> String? {
    let limit = max(1, name.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in known {
        let nearer = best.map { $0.distance - 1 } ?? limit
        if let distance = EditDistance.between(name.lowercased(), candidate.lowercased(), bound: nearer) {
            best = (distance, candidate)
        }
    }
    return best?.name
}
