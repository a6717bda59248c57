import Glibc

/// An instant in whole seconds since 1970-01-01T00:00:00Z. The only clock of the program is read here.
package struct Instant: Sendable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let seconds: Int64

    /// An instant.
    package init(seconds: Int64) { self.seconds = seconds }

    /// The present, or what `TRANSECT_NOW` says (`2026-05-01T00:00:00Z` or seconds since 1970), so that a run can be
    /// repeated to the byte.
    ///
    /// - Throws: `UsageError` if `TRANSECT_NOW` cannot be read.
    package static func now() throws -> Instant {
        guard let fixed = getenv("TRANSECT_NOW").map({ String(cString: $0) }), !fixed.isEmpty else {
            return Instant(seconds: Int64(time(nil)))
        }
        if let instant = Instant(fixed) { return instant }
        throw UsageError("TRANSECT_NOW is \(fixed); write it as 2026-05-01T00:00:00Z or as seconds since 1970.")
    }

    /// Reads `2026-05-01T00:00:00Z` or seconds.
    package init?(_ text: String) {
        if let seconds = Int64(text) {
            self.seconds = seconds
            return
        }
        let digits = Array(text.utf8)
        guard digits.count == 20, digits[4] == 0x2D, digits[7] == 0x2D, digits[10] == 0x54, digits[13] == 0x3A,
            digits[16] == 0x3A, digits[19] == 0x5A
        else { return nil }
        func number(_ from: Int, _ count: Int) -> Int64? {
            Int64(String(decoding: digits[from..<from + count], as: UTF8.self))
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month), (1...31).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        seconds = Instant.day(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// The latest day, counted from 1970-01-01, that it can be anywhere on earth at this instant (UTC+14).
    package var latestDay: Int32 { Int32((seconds + 14 * 3_600 - ((seconds + 14 * 3_600) % 86_400 + 86_400) % 86_400) / 86_400) }

    /// `2026-05-01`, in UTC.
    package var date: String { String(description.prefix(10)) }

    /// `2026-05-01T00:00:00Z`.
    package var description: String {
        let second = ((seconds % 86_400) + 86_400) % 86_400
        let (year, month, day) = Instant.civil(day: (seconds - second) / 86_400)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let four = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
        return "\(four)-\(two(month))-\(two(day))T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

    /// The day number of a date in the proleptic Gregorian calendar, by counting from 1 March of year 0.
    private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(day: Int64) -> (Int64, Int64, Int64) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, dayOfYear - (153 * month + 2) / 5 + 1)
    }
}

/// Something that the person who gave the command can mend: a wrong argument, a missing file. Exit code 2.
package struct UsageError: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do.
    package let description: String
    /// An error with those words.
    package init(_ description: String) { self.description = description }
}
