import Observations

/// A date with the precision with which it was written, perhaps with a time: one end of an interval.
struct DatePoint {
    /// How the date was written, which decides how the end of an interval may be abbreviated.
    enum Form {
        case year
        case month
        case day
        case ordinal
        case week
    }

    var form = Form.day
    /// The earliest and the latest day that are meant, in days since 1970-01-01.
    var first: Int32
    var last: Int32
    var year: Int32
    /// 0 where the form does not say.
    var month: Int32 = 0
    var day: Int32 = 0
    var time: TimeOfDay?
}

/// A time of day with the precision with which it was written.
struct TimeOfDay {
    var hour: Int32
    /// -1 where it was not written.
    var minute: Int32 = -1
    /// -1 where it was not written.
    var second: Int32 = -1
    /// The digits of the fraction of a second, as offsets in the text that was read; empty where there is none.
    var fraction: Range<Int> = 0..<0
    /// Minutes east of UTC, or `nil` for local time.
    var offset: Int32?

    /// Seconds since midnight, the earliest that are meant.
    var seconds: Int32 { hour * 3600 + max(minute, 0) * 60 + max(second, 0) }
}

extension DatePoint {
    /// A calendar day, or `nil` where there is none of that name.
    init?(year: Int32, month: Int32, day: Int32) {
        guard year >= 0, year <= 9999, month >= 1, month <= 12, day >= 1,
            day <= CivilDay.length(ofMonth: month, year: year)
        else { return nil }
        let number = CivilDay.days(year: year, month: month, day: day)
        self.init(first: number, last: number, year: year, month: month, day: day)
    }

    /// A whole month.
    init?(year: Int32, month: Int32) {
        guard year >= 0, year <= 9999, month >= 1, month <= 12 else { return nil }
        let first = CivilDay.days(year: year, month: month, day: 1)
        let last = first + CivilDay.length(ofMonth: month, year: year) - 1
        self.init(form: .month, first: first, last: last, year: year, month: month)
    }

    /// A whole year.
    init?(year: Int32) {
        guard year >= 0, year <= 9999 else { return nil }
        let first = CivilDay.days(year: year, month: 1, day: 1)
        self.init(form: .year, first: first, last: first + (CivilDay.isLeap(year) ? 365 : 364), year: year)
    }

    /// The n-th day of a year.
    init?(year: Int32, ordinal: Int32) {
        guard ordinal >= 1, ordinal <= (CivilDay.isLeap(year) ? 366 : 365) else { return nil }
        let number = CivilDay.days(year: year, month: 1, day: 1) + ordinal - 1
        let date = CivilDay.date(of: number)
        self.init(form: .ordinal, first: number, last: number, year: year, month: date.month, day: date.day)
    }

    /// An ISO week (Monday to Sunday; week 1 holds the first Thursday), or one day of it.
    init?(year: Int32, week: Int32, weekday: Int32?) {
        let fourth = CivilDay.days(year: year, month: 1, day: 4)
        // 1970-01-01 was a Thursday; 0 is Monday.
        let monday = fourth - ((fourth + 3) % 7 + 7) % 7
        let first = monday + (week - 1) * 7
        // A year's last week is the one that still holds a Thursday of it.
        guard week >= 1, week <= 53, CivilDay.date(of: first + 3).year == year else { return nil }
        guard let weekday else {
            self.init(form: .week, first: first, last: first + 6, year: year)
            return
        }
        guard weekday >= 1, weekday <= 7 else { return nil }
        let date = CivilDay.date(of: first + weekday - 1)
        self.init(
            form: .week, first: first + weekday - 1, last: first + weekday - 1, year: year, month: date.month,
            day: date.day)
    }

    /// Writes the date in ISO 8601's extended form, with its time as far as it is known.
    ///
    /// - Parameter seconds: whether a time always gets seconds, as RFC 3339 wants.
    func write(to output: inout [UInt8], fractionFrom text: UnsafeBufferPointer<UInt8>, seconds: Bool) {
        Self.digits(year, 4, &output)
        if month > 0 {
            output.append(UInt8(ascii: "-"))
            Self.digits(month, 2, &output)
        }
        if day > 0 {
            output.append(UInt8(ascii: "-"))
            Self.digits(day, 2, &output)
        }
        guard let time else { return }
        output.append(UInt8(ascii: "T"))
        Self.digits(time.hour, 2, &output)
        if time.minute >= 0 || seconds {
            output.append(UInt8(ascii: ":"))
            Self.digits(max(time.minute, 0), 2, &output)
        }
        if time.second >= 0 || seconds {
            output.append(UInt8(ascii: ":"))
            Self.digits(max(time.second, 0), 2, &output)
        }
        if !time.fraction.isEmpty {
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: text[time.fraction])
        }
        guard let offset = time.offset else { return }
        if offset == 0 {
            output.append(UInt8(ascii: "Z"))
        } else {
            output.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
            Self.digits(abs(offset) / 60, 2, &output)
            output.append(UInt8(ascii: ":"))
            Self.digits(abs(offset) % 60, 2, &output)
        }
    }

    @inline(__always)
    private static func digits(_ number: Int32, _ width: Int, _ output: inout [UInt8]) {
        if width == 4 {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 1000))
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 100 % 10))
        }
        output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10 % 10))
        output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
