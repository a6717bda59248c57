/// The days that an `eventDate` speaks of, in days since 1970-01-01.
///
/// Both ends are ranges, since either may be written with reduced precision: `2026/2027-05` begins on some day of 2026
/// and ends on some day of May 2027. For a single date both ends are the same. Days are those written, whatever the
/// offset from UTC.
package struct EventInterval: Sendable, Equatable {
    /// The earliest day that the start can be.
    package var firstDay: Int32
    /// The latest day that the start can be.
    package var startLatest: Int32
    /// The earliest day that the end can be.
    package var endEarliest: Int32
    /// The latest day that the end can be.
    package var lastDay: Int32

    /// An interval of those days.
    package init(firstDay: Int32, startLatest: Int32, endEarliest: Int32, lastDay: Int32) {
        self.firstDay = firstDay
        self.startLatest = startLatest
        self.endEarliest = endEarliest
        self.lastDay = lastDay
    }

    @inline(__always)
    init(day: Int32) { self.init(firstDay: day, startLatest: day, endEarliest: day, lastDay: day) }

    init(_ start: DatePoint, _ end: DatePoint) {
        self.init(firstDay: start.first, startLatest: start.last, endEarliest: end.first, lastDay: end.last)
    }
}

/// Darwin Core's `eventDate` (dwc:eventDate, ISO 8601-1:2019): `2026`, `2026-05`, `2026-05-01`, `2026-123`,
/// `2026-W18-5`, `2026-05-01T10:30Z`, `2026-05-01T10:30+02:00`, and intervals `2026-05-01/2026-05-03`, whose end may
/// leave out what it shares with the start (`2026-05-01/03`, `2026-05-01T10:00/12:00`).
package enum EventDate {
    /// The days of an event date, or `nil` where the text is none or ends before it begins.
    package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> EventInterval? {
        if case .days(let interval) = read(bytes) { return interval }
        return nil
    }

    /// The days of an event date, or `nil` where the text is none or ends before it begins.
    package static func parse(_ bytes: [UInt8]) -> EventInterval? { bytes.withUnsafeBufferPointer { parse($0) } }

    enum Reading {
        case days(EventInterval)
        /// An interval that ends before it begins.
        case reversed
        case invalid
    }

    @inline(__always)
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        if let day = RFC3339.date(bytes) { return .days(EventInterval(day: day)) }
        return readFully(bytes)
    }

    @inline(never)
    private static func readFully(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
            var parser = ISODateParser(bytes, 0..<bytes.count)
            guard let point = parser.point() else { return .invalid }
            return .days(EventInterval(point, point))
        }
        var startParser = ISODateParser(bytes, 0..<slash)
        var endParser = ISODateParser(bytes, slash + 1..<bytes.count)
        guard let start = startParser.point(), let end = endParser.endPoint(from: start) else { return .invalid }
        return isReversed(start, end) ? .reversed : .days(EventInterval(start, end))
    }

    /// Whether the end lies before the start, as far as the precision of both can tell.
    private static func isReversed(_ start: DatePoint, _ end: DatePoint) -> Bool {
        if end.last < start.first { return true }
        guard start.first == start.last, end.first == end.last, start.first == end.first,
            let from = start.time, let to = end.time, from.offset == to.offset
        else { return false }
        // A time without minutes means the whole hour.
        if to.minute < 0 || from.minute < 0 { return to.hour < from.hour }
        if to.second < 0 || from.second < 0 { return to.hour * 60 + to.minute < from.hour * 60 + from.minute }
        return to.seconds < from.seconds
    }
}
