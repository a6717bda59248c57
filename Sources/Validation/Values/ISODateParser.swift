/// Reads ISO 8601 dates and times in the extended form from UTF-8 bytes, without copying.
///
/// Strict: `T` and `Z` in capitals, two digits wherever two are due, no day or second that does not exist. A leap
/// second is read at 23:59:60 UTC. Hour 24, basic form (`20260501`), durations and more than four digits of a year
/// are not read.
struct ISODateParser {
    let text: UnsafeBufferPointer<UInt8>
    var position: Int
    let end: Int

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.text = text
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position == end }

    /// The digit behind the next `offset` bytes, or -1.
    @inline(__always)
    private func digit(_ offset: Int) -> Int32 {
        guard position + offset < end else { return -1 }
        let digit = Int32(text[position + offset]) - 48
        return digit >= 0 && digit <= 9 ? digit : -1
    }

    /// Exactly `count` digits, or `nil` with nothing consumed.
    @inline(__always)
    mutating func digits(_ count: Int) -> Int32? {
        var number: Int32 = 0
        for offset in 0..<count {
            let next = digit(offset)
            if next < 0 { return nil }
            number = number &* 10 &+ next
        }
        position += count
        return number
    }

    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < end, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// A date in any precision with an optional time, up to the end of the range.
    mutating func point() -> DatePoint? {
        guard let year = digits(4) else { return nil }
        if isAtEnd { return DatePoint(year: year) }
        guard take("-") else { return nil }
        if take("W") {
            guard let week = digits(2) else { return nil }
            if isAtEnd { return DatePoint(year: year, week: week, weekday: nil) }
            guard take("-"), let weekday = digits(1) else { return nil }
            return withTime(DatePoint(year: year, week: week, weekday: weekday))
        }
        if digit(2) >= 0 {
            guard let ordinal = digits(3) else { return nil }
            return withTime(DatePoint(year: year, ordinal: ordinal))
        }
        guard let month = digits(2) else { return nil }
        if isAtEnd { return DatePoint(year: year, month: month) }
        guard take("-"), let day = digits(2) else { return nil }
        return withTime(DatePoint(year: year, month: month, day: day))
    }

    /// The end of an interval, which may leave out what it shares with the start (`2026-05-01/03`).
    mutating func endPoint(from start: DatePoint) -> DatePoint? {
        let isFull = digit(0) >= 0 && digit(1) >= 0 && digit(2) >= 0 && digit(3) >= 0
        if isFull { return point() }
        switch start.form {
        case .month:
            guard let month = digits(2), isAtEnd else { return nil }
            return DatePoint(year: start.year, month: month)
        case .ordinal:
            guard let ordinal = digits(3) else { return nil }
            return withTime(DatePoint(year: start.year, ordinal: ordinal))
        case .day:
            guard let number = digits(2) else { return nil }
            if let offset = start.time.map(\.offset), position < end, text[position] == UInt8(ascii: ":") {
                position -= 2
                guard var time = time() else { return nil }
                if time.offset == nil { time.offset = offset }
                var point = start
                point.time = time
                return isAtEnd ? point : nil
            }
            if take("-") {
                guard let day = digits(2) else { return nil }
                return withTime(DatePoint(year: start.year, month: number, day: day))
            }
            if isAtEnd, start.time != nil { return nil }
            return withTime(DatePoint(year: start.year, month: start.month, day: number))
        case .year, .week:
            return nil
        }
    }

    private mutating func withTime(_ date: DatePoint?) -> DatePoint? {
        guard var date else { return nil }
        if isAtEnd { return date }
        guard take("T"), let time = time(), isAtEnd else { return nil }
        if time.second == 60, !Self.isLeapSecond(time) { return nil }
        date.time = time
        return date
    }

    /// `hh[:mm[:ss[.f]]][Z|±hh[[:]mm]]`.
    mutating func time() -> TimeOfDay? {
        guard let hour = digits(2), hour <= 23 else { return nil }
        var time = TimeOfDay(hour: hour)
        if take(":") {
            guard let minute = digits(2), minute <= 59 else { return nil }
            time.minute = minute
            if take(":") {
                guard let second = digits(2), second <= 60 else { return nil }
                time.second = second
                if take(".") || take(",") {
                    let first = position
                    while digit(0) >= 0 { position += 1 }
                    if position == first { return nil }
                    time.fraction = first..<position
                }
            }
        }
        if position < end {
            let next = text[position]
            if next == UInt8(ascii: "Z") || next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
                guard let offset = offset() else { return nil }
                time.offset = offset
            }
        }
        return time
    }

    /// `Z`, `+02:00`, `+0200` or `+02`, in minutes.
    mutating func offset() -> Int32? {
        if take("Z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = digits(2), hours <= 23 else { return nil }
        var minutes: Int32 = 0
        if take(":") {
            guard let read = digits(2) else { return nil }
            minutes = read
        } else if let read = digits(2) {
            minutes = read
        }
        guard minutes <= 59 else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    /// Leap seconds are put in before midnight UTC: 23:59:60Z, 15:59:60-08:00. Local time is taken at its word.
    static func isLeapSecond(_ time: TimeOfDay) -> Bool {
        let utc = (time.hour * 60 + time.minute - (time.offset ?? 0) + 2880) % 1440
        return utc == 1439
    }
}
