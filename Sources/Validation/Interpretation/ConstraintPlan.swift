import Observations

/// The constraints of a field made ready.
struct ConstraintPlan: Sendable {
    enum DayBound: Sendable {
        /// A day, with how the definition writes it.
        case day(Int32, text: String)
        /// The latest day that it can be when the file arrives.
        case today

        func day(_ context: InterpretContext) -> Int32 {
            switch self {
            case .day(let day, _): day
            case .today: context.latestDay
            }
        }

        /// What messages call it. Of `today` they tell the day: it is the same in every language, and still true when
        /// somebody reads it later.
        func text(_ context: InterpretContext) -> String {
            switch self {
            case .day(_, let text): text
            case .today: CivilDay.text(context.latestDay)
            }
        }
    }

    let required: Bool
    var least: NumberBound?
    var most: NumberBound?
    var earliest: DayBound?
    var latest: DayBound?
    let minLength: Int?
    let maxLength: Int?
    let pattern: LinearPattern?
    let allowed: AllowedValues?

    init(_ rule: FieldRule) throws(PlanProblem) {
        let constraints = rule.constraints
        let path = ["fields", rule.term.name, "constraints"]
        required = constraints.required
        minLength = constraints.minLength
        maxLength = constraints.maxLength
        if let low = constraints.minLength, let high = constraints.maxLength, low > high {
            throw PlanProblem(
                path + ["minLength"], "minLength is greater than maxLength", remedy: "No value could satisfy both.")
        }
        do throws(PatternError) {
            if let text = constraints.pattern { pattern = try LinearPattern(text) } else { pattern = nil }
        } catch {
            throw PlanProblem(path + ["pattern"], "\(error)", remedy: "Correct the pattern.")
        }
        if let values = constraints.enumeration {
            allowed = try AllowedValues(values, type: rule.type, path: path + ["enum"])
        } else {
            allowed = nil
        }
        switch rule.type {
        case .number, .integer:
            least = try Self.number(constraints.minimum, path + ["minimum"])
            most = try Self.number(constraints.maximum, path + ["maximum"])
            if let least, let most, least.exact > most.exact {
                throw PlanProblem(
                    path + ["minimum"], "minimum is greater than maximum", remedy: "No value could satisfy both.")
            }
        case .date, .datetime, .eventDate:
            earliest = try Self.day(constraints.minimum, path + ["minimum"], isMinimum: true)
            latest = try Self.day(constraints.maximum, path + ["maximum"], isMinimum: false)
        case .string, .boolean:
            if constraints.minimum != nil || constraints.maximum != nil {
                throw PlanProblem(
                    path + [constraints.minimum != nil ? "minimum" : "maximum"],
                    "a field of type \(rule.type.rawValue) has no minimum or maximum",
                    remedy: "Use minLength and maxLength, or make the field a number or a date.")
            }
        }
    }

    private static func number(_ bound: Bound?, _ path: [String]) throws(PlanProblem) -> NumberBound? {
        switch bound {
        case nil: return nil
        case .today:
            throw PlanProblem(path, "`today` is not a number", remedy: "Write a number, or make the field a date.")
        case .value(let text):
            guard let number = NumberBound(text) else {
                throw PlanProblem(path, "`\(text)` is not a number", remedy: "Write it like -90 or 0.5.")
            }
            return number
        }
    }

    private static func day(
        _ bound: Bound?, _ path: [String], isMinimum: Bool
    ) throws(PlanProblem) -> DayBound? {
        switch bound {
        case nil: return nil
        case .today: return .today
        case .value(let text):
            guard let interval = EventDate.parse(Array(Whitespace.trimmed(text).utf8)),
                !text.contains("/"), !text.contains("T")
            else {
                throw PlanProblem(path, "`\(text)` is not a date", remedy: "Write it like 2026-05-01, or `today`.")
            }
            return .day(isMinimum ? interval.firstDay : interval.lastDay, text: text)
        }
    }
}

extension Vocabulary {
    /// What messages call the vocabulary: its name, or its first values.
    var shortText: String {
        if let name { return name }
        let shown = values.prefix(5).joined(separator: ", ")
        return values.count > 5 ? "the list \(shown) … (\(values.count) in all)" : "the list \(shown)"
    }
}
