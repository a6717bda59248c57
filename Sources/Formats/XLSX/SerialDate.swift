import Observations

/// Days and times as a workbook counts them, in words of ISO 8601.
///
/// A workbook counts days from 1900-01-01 (which is 1) or 1904-01-01 (which is 0), and times as fractions of a day.
/// The first system takes 1900 for a leap year, as Lotus 1-2-3 did: day 60 is 29 February 1900, which never was, and
/// all days behind it are one too high (ECMA-376 part 1, §18.17.4.1).
struct SerialDate {
    /// Milliseconds of a day.
    private static let day = 86_400_000
    /// Days from 1900-01-00, from the 1900-01-00 that holds before the day that never was, and from 1904-01-01 to
    /// 1970-01-01.
    private static let epoch1900 = 25_569
    private static let epochBeforeLeap = 25_568
    private static let epoch1904 = 24_107
    /// 9999-12-31 in days from 1970-01-01.
    private static let lastDay = 2_932_896

    /// Whether days count from 1904.
    let is1904: Bool

    /// Adds the text of a number in a format of dates, times or spans to `result`.
    ///
    /// What a format does not show is kept: a time that is not midnight behind a date, and a day before a time. Times
    /// are exact to the millisecond, as are the workbook's numbers.
    ///
    /// - Returns: Whether there is such a day. If not, nothing or the day that never was has been added.
    func append(_ serial: Double, _ format: NumberFormat, to result: inout [UInt8]) -> Bool {
        if format == .duration { return Self.appendDuration(serial, to: &result) }
        guard serial >= 0, serial < 3_000_000 else { return false }
        let whole = serial.rounded(.down)
        var days = Int(whole)
        var time = Int(((serial - whole) * Double(Self.day)).rounded())
        if time == Self.day {
            days += 1
            time = 0
        }
        // A number below 1 is a time without a day, except where day 0 is a day.
        let hasDay = days > 0 || is1904 && format != .time
        guard hasDay else {
            guard format != .date else { return false }
            Self.appendTime(time, to: &result)
            return true
        }
        let isReal = appendDay(days, to: &result)
        guard isReal || !result.isEmpty else { return false }
        if format != .date || time > 0 {
            result.append(UInt8(ascii: "T"))
            Self.appendTime(time, to: &result)
        }
        return isReal
    }

    private func appendDay(_ days: Int, to result: inout [UInt8]) -> Bool {
        if !is1904, days == 60 {
            result.append(contentsOf: "1900-02-29".utf8)
            return false
        }
        let civil = days - (is1904 ? Self.epoch1904 : days < 60 ? Self.epochBeforeLeap : Self.epoch1900)
        guard civil <= Self.lastDay else { return false }
        let date = CivilDay.date(of: Int32(civil))
        Self.append(Int(date.year), digits: 4, to: &result)
        result.append(UInt8(ascii: "-"))
        Self.append(Int(date.month), digits: 2, to: &result)
        result.append(UInt8(ascii: "-"))
        Self.append(Int(date.day), digits: 2, to: &result)
        return true
    }

    private static func appendDuration(_ serial: Double, to result: inout [UInt8]) -> Bool {
        guard serial > -3_000_000, serial < 3_000_000 else { return false }
        let time = Int((serial.magnitude * Double(day)).rounded())
        if serial < 0, time > 0 { result.append(UInt8(ascii: "-")) }
        appendTime(time, to: &result)
        return true
    }

    private static func appendTime(_ time: Int, to result: inout [UInt8]) {
        let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1000)
        append(seconds / 3600, digits: 2, to: &result)
        result.append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, digits: 2, to: &result)
        result.append(UInt8(ascii: ":"))
        append(seconds % 60, digits: 2, to: &result)
        guard rest > 0 else { return }
        result.append(UInt8(ascii: "."))
        append(rest, digits: 3, to: &result)
    }

    private static func append(_ number: Int, digits: Int, to result: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            result.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
