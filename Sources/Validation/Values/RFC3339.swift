import Observations

/// The strict date and time of RFC 3339 §5.6, which JSON Schema's formats `date` and `date-time` mean.
package enum RFC3339 {
    /// A full-date (`2026-05-01`) in days since 1970-01-01, or `nil` for anything else.
    @inline(__always)
    package static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        let year = number(bytes, 0, 4)
        let month = number(bytes, 5, 2)
        let day = number(bytes, 8, 2)
        guard year >= 0, month >= 1, month <= 12, day >= 1 else { return nil }
        if day > 28, day > CivilDay.length(ofMonth: month, year: year) { return nil }
        return CivilDay.days(year: year, month: month, day: day)
    }

    /// A full-date in days since 1970-01-01, or `nil` for anything else.
    package static func date(_ bytes: [UInt8]) -> Int32? { bytes.withUnsafeBufferPointer { date($0) } }

    /// A date-time (`2026-05-01T10:30:00Z`, an offset or `Z` is due) in seconds since 1970-01-01 UTC without its
    /// fraction, or `nil` for anything else. A leap second counts as the second before it.
    package static func dateTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let day = date(UnsafeBufferPointer(rebasing: bytes[0..<10]))
        else { return nil }
        let endsInZ = bytes[bytes.count - 1] == UInt8(ascii: "Z") || bytes[bytes.count - 1] == UInt8(ascii: "z")
        var parser = ISODateParser(bytes, 11..<(endsInZ ? bytes.count - 1 : bytes.count))
        guard var time = parser.time(), parser.isAtEnd, time.second >= 0 else { return nil }
        // RFC 3339 knows no decimal comma, and an offset always has a colon and minutes.
        if !time.fraction.isEmpty, bytes[time.fraction.lowerBound - 1] != UInt8(ascii: ".") { return nil }
        if endsInZ {
            if time.offset != nil { return nil }
            time.offset = 0
        } else if bytes[bytes.count - 3] != UInt8(ascii: ":") {
            return nil
        }
        guard let offset = time.offset else { return nil }
        if time.second == 60, !ISODateParser.isLeapSecond(time) { return nil }
        let seconds = Int64(time.hour) * 3600 + Int64(time.minute) * 60 + Int64(min(time.second, 59))
        return Int64(day) * 86_400 + seconds - Int64(offset) * 60
    }

    /// A date-time in seconds since 1970-01-01 UTC, or `nil` for anything else.
    package static func dateTime(_ bytes: [UInt8]) -> Int64? { bytes.withUnsafeBufferPointer { dateTime($0) } }

    /// The number that `count` digits make, or a negative one where a byte is no digit.
    @inline(__always)
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int32 {
        var number: Int32 = 0
        for offset in start..<start + count {
            let digit = Int32(bytes[offset]) - 48
            if digit < 0 || digit > 9 { return .min }
            number = number &* 10 &+ digit
        }
        return number
    }
}
