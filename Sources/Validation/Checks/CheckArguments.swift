import Observations

/// The declared parameters of a check, read with the catalogue's defaults against the dataset's schema.
struct CheckArguments: Sendable {
    private let name: String
    private let declared: [String: CheckParameterValue]
    private let known: [CheckParameter]
    let schema: Schema

    /// Arguments for one check.
    ///
    /// - Throws: `PlanProblem` where a parameter is not one of the check's.
    init(
        _ check: ConfiguredCheck, parameters: [CheckParameter], schema: Schema
    ) throws(PlanProblem) {
        name = check.name
        declared = check.parameters
        known = parameters
        self.schema = schema
        for given in declared.keys.sorted() where !known.contains(where: { $0.name == given }) {
            let names = known.map { "`\($0.name)`" }.joined(separator: ", ")
            throw problem(
                given, "the check has no parameter `\(given)`",
                known.isEmpty ? "It takes none." : "It takes \(names).")
        }
    }

    /// The column of a term that the check cannot do without.
    func column(_ term: Term) throws(PlanProblem) -> Int {
        guard let column = schema.column(of: term) else {
            throw problem(
                nil, "the dataset has no term \(term)",
                "Map a column to \(term) or list it under `fields`, or leave the check out.")
        }
        return column
    }

    /// The columns of those of several terms that the dataset has; it must have at least one.
    func columns(anyOf terms: [Term]) throws(PlanProblem) -> [Int] {
        let found = terms.compactMap { schema.column(of: $0) }
        if found.isEmpty { _ = try column(terms[0]) }
        return found
    }

    func number(_ parameter: String) throws(PlanProblem) -> Double {
        let text = try text(parameter)
        guard let value = PlainNumber.value(of: text) else {
            throw problem(parameter, "`\(text)` is not a number", "Write it like 12 or -0.5.")
        }
        return value
    }

    func day(_ parameter: String) throws(PlanProblem) -> Int32 {
        let text = try text(parameter)
        guard let day = RFC3339.date(Array(text.utf8)) else {
            throw problem(parameter, "`\(text)` is not a date", "Write it like 1700-01-01.")
        }
        return day
    }

    func term(_ parameter: String) throws(PlanProblem) -> Int { try column(Term(try text(parameter))) }

    func terms(_ parameter: String) throws(PlanProblem) -> [Int] {
        var columns: [Int] = []
        for word in try words(parameter) { columns.append(try column(Term(word))) }
        return columns
    }

    func words(_ parameter: String) throws(PlanProblem) -> [String] {
        switch declared[parameter] {
        case .list(let words): return words
        case .text(let word): return [word]
        case .vocabulary(let vocabulary): return vocabulary.values
        case nil:
            let written = try text(parameter)
            return written.split(separator: ",").map { Whitespace.trimmed(String($0)) }
        }
    }

    func vocabulary(_ parameter: String) throws(PlanProblem) -> Vocabulary {
        if case .vocabulary(let vocabulary) = declared[parameter] { return vocabulary }
        return Vocabulary(try words(parameter))
    }

    func text(_ parameter: String) throws(PlanProblem) -> String {
        switch declared[parameter] {
        case .text(let text): return text
        case .list(let list) where list.count == 1: return list[0]
        case .list, .vocabulary:
            throw problem(parameter, "`\(parameter)` takes one value, not a list", "Write one value.")
        case nil:
            guard let value = known.first(where: { $0.name == parameter })?.defaultValue else {
                throw problem(parameter, "`\(parameter)` is missing", "Declare it.")
            }
            return value
        }
    }

    func problem(_ parameter: String?, _ problem: String, _ remedy: String) -> PlanProblem {
        PlanProblem(["checks", name] + (parameter.map { [$0] } ?? []), problem, remedy: remedy)
    }
}
