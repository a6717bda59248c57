/// Dates and instants as text, in the proleptic Gregorian calendar.
enum TimeText {
    /// Days since 1970-01-01 of `YYYY-MM-DD`.
    @inline(__always)
    static func days(_ cell: UnsafeBufferPointer<UInt8>) -> Int32? {
        cell.count == 10 ? date(cell) : nil
    }

    /// Microseconds since 1970-01-01T00:00:00Z of an RFC 3339 date-time such as `2024-05-01T06:30:00.25+02:00`.
    @inline(__always)
    static func micros(_ cell: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard cell.count >= 20, cell[10] == UInt8(ascii: "T"), cell[13] == UInt8(ascii: ":"),
            cell[16] == UInt8(ascii: ":"), let days = date(cell), let hour = pair(cell, 11, below: 24),
            let minute = pair(cell, 14, below: 60), let second = pair(cell, 17, below: 60)
        else { return nil }
        var index = 19
        var fraction = 0
        if cell[19] == UInt8(ascii: ".") {
            index = 20
            var unit = 100_000
            while index < cell.count, decimalDigit(cell[index]) <= 9 {
                // Behind the sixth digit only zeros are exact.
                if unit == 0, decimalDigit(cell[index]) != 0 { return nil }
                fraction += Int(decimalDigit(cell[index])) * unit
                unit /= 10
                index += 1
            }
            if index == 20 { return nil }
        }
        guard let offset = offset(cell, from: index) else { return nil }
        let seconds = Int(days) * 86_400 + hour * 3_600 + (minute - offset) * 60 + second
        return Int64(seconds * 1_000_000 + fraction)
    }

    /// The first ten bytes as days since 1970-01-01.
    @inline(__always)
    private static func date(_ cell: UnsafeBufferPointer<UInt8>) -> Int32? {
        guard cell[4] == UInt8(ascii: "-"), cell[7] == UInt8(ascii: "-"), let century = pair(cell, 0, below: 100),
            let rest = pair(cell, 2, below: 100), let month = pair(cell, 5, below: 13), month > 0,
            let day = pair(cell, 8, below: 32), day > 0
        else { return nil }
        let year = century * 100 + rest
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (isLeap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
        guard day <= length else { return nil }
        // Years that begin in March have the leap day at their end; 146,097 days are 400 years, and 719,468 days lie
        // between 0000-03-01 and 1970-01-01.
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }

    /// `Z`, or an offset from UTC in minutes, which must end the cell.
    @inline(__always)
    private static func offset(_ cell: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
        if index == cell.count - 1, cell[index] == UInt8(ascii: "Z") { return 0 }
        guard index == cell.count - 6, cell[index + 3] == UInt8(ascii: ":"),
            let hours = pair(cell, index + 1, below: 24), let minutes = pair(cell, index + 4, below: 60)
        else { return nil }
        switch cell[index] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    /// Two digits, if they are less than `limit`.
    @inline(__always)
    private static func pair(_ cell: UnsafeBufferPointer<UInt8>, _ index: Int, below limit: Int) -> Int? {
        let tens = decimalDigit(cell[index])
        let ones = decimalDigit(cell[index + 1])
        guard tens <= 9, ones <= 9 else { return nil }
        let value = Int(tens) * 10 + Int(ones)
        return value < limit ? value : nil
    }
}
