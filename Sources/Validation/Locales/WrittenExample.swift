/// Values as they are written in the files of a locale, for people who are to write such files. What is shown here is
/// read back as what it stands for.
package struct WrittenExample: Sendable {
    /// The declared locale of the files, or `nil`: decimal points and ISO 8601.
    package let locale: LocaleConventions?

    /// Examples for files of a locale.
    package init(locale: LocaleConventions?) { self.locale = locale }

    /// The day and the time of all examples: far enough down the month that nobody takes it for the month.
    private static let point: DatePoint? = {
        var point = DatePoint(year: 2024, month: 5, day: 17)
        point?.time = TimeOfDay(hour: 10, minute: 30)
        return point
    }()

    /// A value that the field takes, or `nil` where none suggests itself: its own constraints decide.
    package func text(for rule: FieldRule) -> String? {
        let constraints = rule.constraints
        if let values = constraints.enumeration?.values { return values.first.map { written($0, rule) } }
        switch rule.type {
        case .string: return rule.term == "scientificName" && constraints.pattern == nil ? "Pica pica" : nil
        case .boolean: return words.first
        case .integer, .number:
            guard constraints.pattern == nil else { return nil }
            return number(Self.number(within: constraints, rule)).map { $0 }
        case .date, .datetime, .eventDate:
            guard constraints.pattern == nil else { return nil }
            return date(for: rule)
        }
    }

    /// A canonical value as it is written here: a number with the locale's decimal mark, a day in the locale's order.
    package func written(_ value: String, _ rule: FieldRule) -> String {
        switch rule.type {
        case .integer, .number: return number(value) ?? value
        case .date, .eventDate, .datetime:
            var copy = value
            let parsed = copy.withUTF8 { text in LooseISODate.read(text) }
            guard let parsed, parsed.form == .day, parsed.time == nil else { return value }
            return day(parsed)
        case .boolean: return value == "true" ? words[0] : value == "false" ? words[1] : value
        case .string: return value
        }
    }

    /// What stands for true and for false.
    package var words: [String] {
        guard let locale else { return ["true", "false"] }
        return [
            locale.trueWords.dropLast().last ?? "true", locale.falseWords.dropLast().last ?? "false",
        ]
    }

    private func number(_ canonical: String?) -> String? {
        guard let canonical, let mark = locale?.decimalMark, mark != "." else { return canonical }
        return canonical.replacing(".", with: String(mark))
    }

    /// A number between the bounds: one that people know where the term has one, else a small one, else a bound.
    private static func number(within constraints: FieldConstraints, _ rule: FieldRule) -> String? {
        func bound(_ bound: Bound?) -> String? { if case .value(let text)? = bound { text } else { nil } }
        let least = bound(constraints.minimum)
        let most = bound(constraints.maximum)
        var candidates = rule.type == .integer ? ["3", "1"] : ["12.5", "0.5"]
        if rule.term == "decimalLatitude" { candidates.insert("52.2297", at: 0) }
        if rule.term == "decimalLongitude" { candidates.insert("21.0122", at: 0) }
        candidates += [least, most].compactMap(\.self)
        return candidates.first { candidate in
            guard let value = Double(candidate) else { return false }
            return least.flatMap(Double.init).map { value >= $0 } ?? true
                && most.flatMap(Double.init).map { value <= $0 } ?? true
        }
    }

    private func date(for rule: FieldRule) -> String? {
        guard let point = Self.point else { return nil }
        if let format = rule.formats.first {
            return (try? DatePattern(format, type: rule.type, locale: locale))?.written(point, locale)
        }
        guard rule.type == .datetime else { return day(point) }
        return locale?.dateOrder == nil ? "2024-05-17T10:30:00" : day(point) + " 10:30"
    }

    /// A day in digits: by the locale's order and with its mark, else as ISO 8601 has it.
    private func day(_ point: DatePoint) -> String {
        let (year, month, day) = (Self.padded(point.year, 4), Self.padded(point.month, 2), Self.padded(point.day, 2))
        guard let locale, let order = locale.dateOrder else { return "\(year)-\(month)-\(day)" }
        let mark =
            switch locale.tag.prefix(2) {
            case "de", "pl": "."
            case "nl": "-"
            case "it" where locale.tag == "it-CH": "."
            default: "/"
            }
        let parts = order == .dayMonthYear ? [day, month, year] : [month, day, year]
        return parts.joined(separator: mark)
    }

    static func padded(_ number: Int32, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension DatePattern {
    /// A moment as the pattern writes it; `nil` where the pattern needs names of months and there are none.
    func written(_ point: DatePoint, _ locale: LocaleConventions?) -> String? {
        let time = point.time ?? TimeOfDay(hour: 0, minute: 0)
        var text = ""
        for part in parts {
            switch part {
            case .year: text += WrittenExample.padded(point.year, 4)
            case .month(let digits): text += WrittenExample.padded(point.month, digits)
            case .monthName:
                guard let names = locale?.monthNames, let name = names[Int(point.month) - 1].first else { return nil }
                text += name
            case .day(let digits): text += WrittenExample.padded(point.day, digits)
            case .hour(let digits), .halfDayHour(let digits): text += WrittenExample.padded(time.hour, digits)
            case .dayHalf: text += "AM"
            case .minute: text += WrittenExample.padded(max(0, time.minute), 2)
            case .second: text += "00"
            case .spaces: text += " "
            case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
            }
        }
        return text
    }
}
