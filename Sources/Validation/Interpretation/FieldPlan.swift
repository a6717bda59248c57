import Observations

/// A field rule made ready: everything parsed, compiled and indexed once.
struct FieldPlan: Sendable {
    let term: Term
    let type: FieldType
    let severity: Severity
    let missing: MissingWords
    let numbers: NumberGrammar
    let dates: DateReader?
    let booleans: WordIndex?
    let constraints: ConstraintPlan
    /// How a value is written here, for messages.
    private let exampleText: String

    init(_ rule: FieldRule, locale: LocaleConventions?) throws(PlanProblem) {
        let path = ["fields", rule.term.name]
        term = rule.term
        type = rule.type
        severity = rule.severity
        missing = MissingWords(rule.missingValues, type: rule.type)
        numbers = NumberGrammar(locale)
        let isDate = rule.type == .date || rule.type == .datetime || rule.type == .eventDate
        if isDate {
            do throws(DatePatternProblem) {
                dates = try DateReader(type: rule.type, formats: rule.formats, locale: locale)
            } catch {
                throw PlanProblem(
                    path + ["format"], "the date format cannot be used: \(error.text)",
                    remedy: "Write it like dd.MM.yyyy or yyyy-MM-dd HH:mm.")
            }
        } else {
            dates = nil
            if !rule.formats.isEmpty {
                throw PlanProblem(
                    path + ["format"], "a field of type \(rule.type.rawValue) takes no date format",
                    remedy: "Leave `format` out, or make the field a date, a datetime or an eventDate.")
            }
        }
        booleans = rule.type == .boolean ? .booleans(locale) : nil
        constraints = try ConstraintPlan(rule)
        switch rule.type {
        case .number: exampleText = locale?.exampleNumber ?? FieldPlan.plainNumber
        case .boolean:
            exampleText = locale?.exampleBooleans ?? "true or false"
        case .date, .eventDate: exampleText = rule.formats.first ?? "2026-05-01"
        case .datetime: exampleText = rule.formats.first ?? "2026-05-01T10:30:00Z"
        case .string, .integer: exampleText = "12"
        }
    }

    private static let plainNumber = "1234.5"

    /// How a value is written, for messages.
    ///
    /// - Parameter hasPlainNumbers: whether the format of the file says how numbers are written, whatever the locale.
    func example(hasPlainNumbers: Bool) -> String {
        type == .number && hasPlainNumbers ? FieldPlan.plainNumber : exampleText
    }

    /// The rule that a cell breaks which cannot be read as the type.
    func rule(of failure: CellFailure.Kind) -> Rule {
        switch failure {
        case .tooGreat: return TypeRules.greatInteger
        case .ambiguousNumber: return TypeRules.ambiguousNumber
        case .undeclaredMarks: return TypeRules.undeclaredMarks
        case .ambiguousDate: return TypeRules.ambiguousDate
        case .undeclaredOrder: return TypeRules.undeclaredOrder
        case .reversed: return TypeRules.reversed
        case .type:
            switch type {
            case .integer: return TypeRules.integer
            case .boolean: return TypeRules.boolean
            case .date: return TypeRules.date
            case .datetime: return TypeRules.dateTime
            case .eventDate: return TypeRules.eventDate
            case .string, .number: return TypeRules.number
            }
        }
    }
}
