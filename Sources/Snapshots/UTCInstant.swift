/// A second in time, spoken of in UTC whatever the machine's time zone is.
package struct UTCInstant: Sendable, Equatable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z; leap seconds are not counted.
    package let secondsSince1970: Int64

    /// The instant that many seconds after the beginning of 1970.
    package init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// The instant as RFC 3339 writes it: `2026-05-01T21:04:05Z`.
    package var description: String {
        let second = secondsSince1970 - Self.floorDivide(secondsSince1970, 86_400) * 86_400
        return "\(day)T\(Self.two(second / 3600)):\(Self.two(second / 60 % 60)):\(Self.two(second % 60))Z"
    }

    /// The calendar day in UTC: `2026-05-01`.
    package var day: String {
        let (year, month, day) = Self.civil(Self.floorDivide(secondsSince1970, 86_400))
        let digits = String(year.magnitude)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "\(year < 0 ? "-" : "")\(padded)-\(Self.two(month))-\(Self.two(day))"
    }

    /// The calendar year in UTC, for citations: `2026`.
    package var year: String { String(day.prefix { $0 != "-" }) }

    package static func < (left: UTCInstant, right: UTCInstant) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }

    /// The Gregorian date of a day number. Years are counted from March, so that the leap day is the last of its year,
    /// in eras of 400 years = 146,097 days.
    private static func civil(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468  // days from 0000-03-01
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}
