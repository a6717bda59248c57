import Observations

/// Reads a date or an instant as the canonical text has it (ISO 8601-1:2019, extended form), as microseconds from 1970
/// in UTC: `2026`, `2026-05`, `2026-123`, `2026-W18-5`, `2026-05-01`, `2026-05-01T10:30:05.25+02:00`; of an interval
/// its start. What is left out is the beginning of what is said; a time without an offset is taken as UTC.
struct RevisionInstant {
    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// The instant, or `nil` where the text is none.
    mutating func microseconds() -> Int64? {
        guard let days = days() else { return nil }
        var microseconds: Int64 = 0
        if take("T") || take("t") {
            guard let time = time() else { return nil }
            microseconds = time
        }
        guard position == text.count || text[position] == UInt8(ascii: "/") else { return nil }
        return Int64(days) * 86_400_000_000 + microseconds
    }

    private mutating func days() -> Int32? {
        guard let year = number(4) else { return nil }
        guard take("-") else { return CivilDay.days(year: year, month: 1, day: 1) }
        if take("W") { return weekDay(year) }
        if digits() == 3 {
            guard let day = number(3), day >= 1, day <= (CivilDay.isLeap(year) ? 366 : 365) else { return nil }
            return CivilDay.days(year: year, month: 1, day: 1) + day - 1
        }
        guard let month = number(2), (1...12).contains(month) else { return nil }
        guard take("-") else { return CivilDay.days(year: year, month: month, day: 1) }
        guard let day = number(2), day >= 1, day <= CivilDay.length(ofMonth: month, year: year) else { return nil }
        return CivilDay.days(year: year, month: month, day: day)
    }

    /// A week and perhaps its day, Monday being 1. Week 1 is the one that 4 January lies in.
    private mutating func weekDay(_ year: Int32) -> Int32? {
        guard let week = number(2), (1...53).contains(week) else { return nil }
        var day: Int32 = 1
        if take("-") {
            guard let read = number(1), (1...7).contains(read) else { return nil }
            day = read
        }
        let fourth = CivilDay.days(year: year, month: 1, day: 4)
        // 1970-01-01 was a Thursday.
        let monday = fourth - ((fourth + 3) % 7 + 7) % 7
        return monday + (week - 1) * 7 + day - 1
    }

    private mutating func time() -> Int64? {
        guard let hour = number(2), hour <= 24 else { return nil }
        var seconds = Int64(hour) * 3600
        var fraction: Int64 = 0
        if take(":") {
            guard let minute = number(2), minute <= 59 else { return nil }
            seconds += Int64(minute) * 60
            if take(":") {
                guard let second = number(2), second <= 60 else { return nil }
                seconds += Int64(second)
                if take(".") || take(",") {
                    guard let read = millionths() else { return nil }
                    fraction = read
                }
            }
        }
        if !take("Z"), !take("z"), position < text.count, text[position] != UInt8(ascii: "/") {
            guard let offset = offset() else { return nil }
            seconds -= Int64(offset) * 60
        }
        return seconds * 1_000_000 + fraction
    }

    /// `+02:00`, `+0200` or `+02`, in minutes.
    private mutating func offset() -> Int32? {
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(2), hours <= 23 else { return nil }
        var minutes: Int32 = 0
        if take(":") || digits() > 0 {
            guard let read = number(2), read <= 59 else { return nil }
            minutes = read
        }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    private mutating func millionths() -> Int64? {
        let count = digits()
        guard count > 0 else { return nil }
        var value: Int64 = 0
        for place in 0..<6 {
            value = value * 10 + (place < count ? Int64(text[position + place] - 48) : 0)
        }
        position += count
        return value
    }

    /// How many digits follow.
    private func digits() -> Int {
        var count = 0
        while position + count < text.count, text[position + count] &- 48 <= 9 { count += 1 }
        return count
    }

    /// A number of exactly so many digits, with nothing consumed where it is none.
    private mutating func number(_ count: Int) -> Int32? {
        guard position + count <= text.count else { return nil }
        var value: Int32 = 0
        for place in position..<position + count {
            guard text[place] &- 48 <= 9 else { return nil }
            value = value * 10 + Int32(text[place] - 48)
        }
        position += count
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
