/// A declared way to write dates, in the letters of Unicode's date patterns (UTS #35):
///
/// | letters | meaning |
/// |---|---|
/// | `yyyy` | the year in four digits; two-digit years are not read, because the century would be a guess |
/// | `MM` `M` | the month in two digits, in one or two |
/// | `MMMM` `MMM` | the month's name, full or short, in the declared locale |
/// | `dd` `d` | the day in two digits, in one or two |
/// | `HH` `H` | the hour 0–23 |
/// | `hh` `h` | the hour 1–12, with `a` (am, pm) |
/// | `mm` `ss` | minute and second in two digits |
///
/// A space stands for one or more spaces of any kind. Letters between apostrophes and all other characters stand for
/// themselves (`dd.MM.yyyy`, `yyyy-MM-dd'T'HH:mm`).
struct DatePattern: Sendable {
    enum Part: Sendable, Equatable {
        case year
        case month(digits: Int)
        case monthName
        case day(digits: Int)
        case hour(digits: Int)
        case halfDayHour(digits: Int)
        case dayHalf
        case minute
        case second
        case spaces
        case bytes([UInt8])
    }

    let parts: [Part]
    private let months: WordIndex?

    /// Whether the pattern puts the day before the month behind the year (`yyyy-dd-MM`), which collides with ISO 8601.
    var isYearDayMonth: Bool {
        let order = parts.compactMap { part -> Character? in
            switch part {
            case .year: "y"
            case .month, .monthName: "M"
            case .day: "d"
            default: nil
            }
        }
        return order == ["y", "d", "M"]
    }

    /// Reads a pattern for a field of `type`.
    ///
    /// - Throws: one sentence without a full stop: what is wrong with the pattern.
    init(_ pattern: String, type: FieldType, locale: LocaleConventions?) throws(DatePatternProblem) {
        var parts: [Part] = []
        var rest = Array(pattern.unicodeScalars)[...]
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }.count
            if letter == "'" {
                guard let close = rest.dropFirst().firstIndex(of: "'") else {
                    throw DatePatternProblem("an apostrophe is not closed")
                }
                var text = ""
                text.unicodeScalars.append(contentsOf: rest[rest.index(after: rest.startIndex)..<close])
                parts.append(.bytes(Array((text.isEmpty ? "'" : text).utf8)))
                rest = rest[rest.index(after: close)...]
                continue
            }
            rest = rest.dropFirst(run)
            if letter.properties.isWhitespace {
                parts.append(.spaces)
            } else if letter.isASCII, letter.properties.isAlphabetic {
                parts.append(try Self.part(letter, run))
            } else {
                parts.append(.bytes(Array(String(repeating: String(letter), count: run).utf8)))
            }
        }
        self.parts = parts
        months = locale.map { WordIndex.months($0) }
        try check(type, hasLocale: locale != nil)
    }

    private static func part(_ letter: Unicode.Scalar, _ run: Int) throws(DatePatternProblem) -> Part {
        switch (letter, run) {
        case ("y", 4): return .year
        case ("M", 1), ("M", 2): return .month(digits: run)
        case ("M", 3), ("M", 4): return .monthName
        case ("d", 1), ("d", 2): return .day(digits: run)
        case ("H", 1), ("H", 2): return .hour(digits: run)
        case ("h", 1), ("h", 2): return .halfDayHour(digits: run)
        case ("a", 1): return .dayHalf
        case ("m", 2): return .minute
        case ("s", 2): return .second
        case ("y", _): throw DatePatternProblem("years are written yyyy: the century of two digits would be a guess")
        default:
            throw DatePatternProblem(
                "`\(String(repeating: String(letter), count: run))` is not known; "
                    + "yyyy MM M MMMM MMM dd d HH H hh h mm ss a are"
            )
        }
    }

    private func check(_ type: FieldType, hasLocale: Bool) throws(DatePatternProblem) {
        func count(_ isIncluded: (Part) -> Bool) -> Int { parts.count(where: isIncluded) }
        let months = count { if case .month = $0 { true } else { $0 == .monthName } }
        let days = count { if case .day = $0 { true } else { false } }
        let hours = count { if case .hour = $0 { true } else { false } }
        let halfDayHours = count { if case .halfDayHour = $0 { true } else { false } }
        let isOnce =
            parts.count(where: { $0 == .year }) == 1 && months <= 1 && days <= 1 && hours + halfDayHours <= 1
            && count { $0 == .minute } <= 1 && count { $0 == .second } <= 1
        if !isOnce { throw DatePatternProblem("it needs yyyy once, and everything else at most once") }
        if days == 1, months == 0 { throw DatePatternProblem("it has a day but no month") }
        if halfDayHours != count({ $0 == .dayHalf }) { throw DatePatternProblem("h and a belong together") }
        let hasTime = hours + halfDayHours == 1
        if hasTime != (count { $0 == .minute } == 1) { throw DatePatternProblem("hours and minutes belong together") }
        if count({ $0 == .second }) == 1, !hasTime { throw DatePatternProblem("it has seconds but no minutes") }
        if hasTime, days == 0 { throw DatePatternProblem("it has a time but no day") }
        if !hasLocale, parts.contains(.monthName) {
            throw DatePatternProblem("names of months need a locale; declare `locale` for the source")
        }
        switch type {
        case .date where days == 0 || hasTime:
            throw DatePatternProblem("a date has a year, a month and a day, and no time")
        case .datetime where !hasTime: throw DatePatternProblem("a datetime has a day and a time")
        default: break
        }
    }

    private static func number(_ digits: Int, _ scanner: inout TextScanner) -> Int32? {
        digits == 2 ? scanner.fixedNumber(2) : scanner.number(1, 2)
    }

    /// The date in a text that is written like the pattern, or `nil`.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> DatePoint? {
        var scanner = TextScanner(text)
        var year: Int32 = -1
        var month: Int32 = 0
        var day: Int32 = 0
        var time: TimeOfDay?
        var isAfternoon: Bool?
        for part in parts {
            switch part {
            case .year:
                guard let value = scanner.fixedNumber(4) else { return nil }
                year = value
            case .month(let digits):
                guard let value = Self.number(digits, &scanner), value >= 1 else { return nil }
                month = value
            case .monthName:
                guard let word = scanner.word(), let value = months?.meaning(of: word) else { return nil }
                month = value
                _ = scanner.take(UInt8(ascii: "."))
            case .day(let digits):
                guard let value = Self.number(digits, &scanner), value >= 1 else { return nil }
                day = value
            case .hour(let digits):
                guard let hour = Self.number(digits, &scanner), hour <= 23 else { return nil }
                time = TimeOfDay(hour: hour)
            case .halfDayHour(let digits):
                guard let hour = Self.number(digits, &scanner), hour >= 1, hour <= 12 else { return nil }
                time = TimeOfDay(hour: hour % 12)
            case .dayHalf:
                guard let half = scanner.dayHalf() else { return nil }
                isAfternoon = half
            case .minute:
                guard let value = scanner.fixedNumber(2), value <= 59 else { return nil }
                time?.minute = value
            case .second:
                guard let value = scanner.fixedNumber(2), value <= 59 else { return nil }
                time?.second = value
            case .spaces:
                guard scanner.skipSpaces() else { return nil }
            case .bytes(let bytes):
                for byte in bytes where !scanner.take(byte) { return nil }
            }
        }
        guard scanner.isAtEnd else { return nil }
        if isAfternoon == true { time?.hour += 12 }
        var point =
            day > 0
            ? DatePoint(year: year, month: month, day: day)
            : month > 0 ? DatePoint(year: year, month: month) : DatePoint(year: year)
        point?.time = time
        return point
    }
}

/// What is wrong with a date pattern.
struct DatePatternProblem: Error {
    let text: String
    init(_ text: String) { self.text = text }
}
