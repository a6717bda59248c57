/// Reads dates as people of a locale write them: `1.5.2026`, `01/05/2026 10:30`, `1 de mayo de 2026`, `May 1, 2026`,
/// `venerdì 1 maggio 2026`.
struct LocalDate: Sendable {
    private let order: DateOrder?
    private let months: WordIndex
    private let weekdays: WordIndex
    private let fillers: WordIndex
    private let allowsMonthFirst: Bool
    private let yearWords: [[UInt8]]

    init(_ locale: LocaleConventions) {
        order = locale.dateOrder
        months = .months(locale)
        weekdays = .weekdays(locale)
        fillers = .fillers(locale)
        allowsMonthFirst = locale.allowsMonthFirst
        yearWords = locale.yearWords.map { Array($0.utf8) }
    }

    enum Reading {
        case point(DatePoint)
        /// Digits whose order the locale does not settle.
        case digits(DigitDate)
        case invalid
    }

    func read(_ written: UnsafeBufferPointer<UInt8>) -> Reading {
        let text = withoutYearWord(written)
        if let month = monthInDigits(text) { return .point(month) }
        if let digits = DigitDate.read(text) {
            guard let order else { return .digits(digits) }
            let (day, month) = order == .dayMonthYear ? (digits.first, digits.second) : (digits.second, digits.first)
            guard var point = DatePoint(year: digits.year, month: month, day: day) else { return .invalid }
            point.time = digits.time
            return .point(point)
        }
        return named(text).map { .point($0) } ?? .invalid
    }

    /// The text without a word for "year" behind its last digit.
    private func withoutYearWord(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        for word in yearWords where text.count > word.count && text.suffix(word.count).elementsEqual(word) {
            let rest = Whitespace.trimmedRange(text, 0..<(text.count - word.count))
            if let last = rest.last, text[last] &- 48 <= 9 { return UnsafeBufferPointer(rebasing: text[rest]) }
        }
        return text
    }

    /// A month and a year in digits: `05.2026`, `5/2026`.
    private func monthInDigits(_ text: UnsafeBufferPointer<UInt8>) -> DatePoint? {
        var scanner = TextScanner(text)
        guard let month = scanner.number(1, 2) else { return nil }
        let hasMark =
            scanner.take(UInt8(ascii: ".")) || scanner.take(UInt8(ascii: "/")) || scanner.take(UInt8(ascii: "-"))
        guard hasMark, let year = scanner.number(4, 4), scanner.isAtEnd else { return nil }
        return DatePoint(year: year, month: month)
    }

    /// A date with the month's name, perhaps with its day of the week in front. The day may come first everywhere, and the month where the language does so.
    private func named(_ text: UnsafeBufferPointer<UInt8>) -> DatePoint? {
        var scanner = TextScanner(text)
        var day: Int32 = 0
        var month: Int32 = 0
        var weekday: Int32?
        while !scanner.isAtEnd {
            if scanner.isAtDigit {
                if month > 0, let year = scanner.number(4, 4) {
                    return finish(&scanner, year, month, day).flatMap { $0.isOn(weekday) ? $0 : nil }
                }
                guard day == 0, month == 0 || allowsMonthFirst, let value = scanner.number(1, 2), value >= 1 else {
                    return nil
                }
                day = value
            } else if let word = scanner.word() {
                if month == 0, let value = months.meaning(of: word) {
                    month = value
                } else if day == 0, month == 0, weekday == nil, let value = weekdays.meaning(of: word) {
                    weekday = value
                } else if fillers.meaning(of: word) == nil {
                    return nil
                }
            } else if scanner.skipSpaces() {
                continue
            } else {
                let mark = scanner.next
                guard mark == 0x2E || mark == 0x2C || mark == 0x2D || mark == 0x2F, scanner.position > 0 else {
                    return nil
                }
                _ = scanner.take(mark)
            }
        }
        return nil
    }

    /// What may follow the year: a filler (`2026 r.`), a time.
    private func finish(_ scanner: inout TextScanner, _ year: Int32, _ month: Int32, _ day: Int32) -> DatePoint? {
        _ = scanner.take(UInt8(ascii: ","))
        _ = scanner.skipSpaces()
        if let word = scanner.word() {
            guard fillers.meaning(of: word) != nil else { return nil }
            _ = scanner.take(UInt8(ascii: "."))
            _ = scanner.take(UInt8(ascii: ","))
            _ = scanner.skipSpaces()
        }
        var time: TimeOfDay?
        if !scanner.isAtEnd {
            time = scanner.timeToEnd()
            if time == nil || day == 0 { return nil }
        }
        var point = day > 0 ? DatePoint(year: year, month: month, day: day) : DatePoint(year: year, month: month)
        point?.time = time
        return point
    }
}

extension DatePoint {
    /// Whether a day is on a day of the week, 0 being Monday; `nil` asks for nothing.
    fileprivate func isOn(_ weekday: Int32?) -> Bool {
        guard let weekday else { return true }
        // 1970-01-01 was a Thursday.
        return form == .day && ((first + 3) % 7 + 7) % 7 == weekday
    }
}

/// A date of digits alone with the year behind: `01/05/2026`, `1.5.2026 10:30`, `1-5-2026`. Which of the first two
/// numbers is the day, the characters do not say.
struct DigitDate {
    let first: Int32
    let second: Int32
    let year: Int32
    let time: TimeOfDay?

    static func read(_ text: UnsafeBufferPointer<UInt8>) -> DigitDate? {
        var scanner = TextScanner(text)
        guard let first = scanner.number(1, 2) else { return nil }
        let mark = scanner.next
        guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: "-"), scanner.take(mark)
        else { return nil }
        _ = scanner.skipSpaces()
        guard let second = scanner.number(1, 2), scanner.take(mark) else { return nil }
        _ = scanner.skipSpaces()
        guard let year = scanner.number(4, 4) else { return nil }
        var time: TimeOfDay?
        if !scanner.isAtEnd {
            let isParted = scanner.take(UInt8(ascii: ","))
            guard scanner.skipSpaces() || isParted, let read = scanner.timeToEnd() else { return nil }
            time = read
        }
        return DigitDate(first: first, second: second, year: year, time: time)
    }

    /// The different days that are meant under one order or the other, in days since 1970-01-01.
    var days: Set<Int32> {
        Set(
            [(month: first, day: second), (month: second, day: first)].compactMap {
                DatePoint(year: year, month: $0.month, day: $0.day)?.first
            })
    }
}
