/// An instant in whole seconds, spoken of in UTC whatever the machine's time zone is.
package struct Instant: Sendable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let seconds: Int64

    /// The instant that many seconds after the beginning of 1970.
    package init(seconds: Int64) { self.seconds = seconds }

    /// Reads `2026-05-01T00:00:00Z`, or seconds since 1970; `nil` where the text is neither, or the instant is not in
    /// the years 1 to 9999.
    package init?(_ text: String) {
        guard let seconds = Int64(text) ?? Instant.seconds(rfc3339: Array(text.utf8)),
            (-62_135_596_800..<253_402_300_800).contains(seconds)
        else { return nil }
        self.seconds = seconds
    }

    private static func seconds(rfc3339 text: [UInt8]) -> Int64? {
        guard text.count == 20 else { return nil }
        for (place, sign) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "Z")] {
            guard text[place] == sign.utf8.first else { return nil }
        }
        func number(_ from: Int, _ count: Int) -> Int32? {
            var value: Int32 = 0
            for digit in text[from..<from + count] {
                guard (0x30...0x39).contains(digit) else { return nil }
                value = value * 10 + Int32(digit - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month),
            (1...CivilDay.length(ofMonth: month, year: year)).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        return Int64(CivilDay.days(year: year, month: month, day: day)) * 86_400 + Int64(hour) * 3_600
            + Int64(minute) * 60 + Int64(second)
    }

    /// The latest day, counted from 1970-01-01, that it can be anywhere on earth at this instant (UTC+14).
    package var latestDay: Int32 { Instant(seconds: seconds + 14 * 3_600).civilDay }

    /// The calendar day in UTC: `2026-05-01`.
    package var day: String {
        let date = CivilDay.date(of: civilDay)
        let sign = date.year < 0 ? "-" : ""
        return "\(sign)\(CivilDay.pad(abs(date.year), 4))-\(CivilDay.pad(date.month, 2))-\(CivilDay.pad(date.day, 2))"
    }

    /// The calendar year in UTC, for citations: `2026`.
    package var year: String { String(day.prefix { $0 != "-" }) }

    /// The instant as RFC 3339 writes it: `2026-05-01T21:04:05Z`.
    package var description: String {
        let second = Int32(seconds - Int64(civilDay) * 86_400)
        let time = [second / 3_600, second / 60 % 60, second % 60].map { CivilDay.pad($0, 2) }
        return "\(day)T\(time.joined(separator: ":"))Z"
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

    /// Days from 1970-01-01 to the day in UTC.
    private var civilDay: Int32 {
        Int32((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
    }
}
