/// Dates that put the year first like ISO 8601 and so cannot be misunderstood, but keep to its letter less strictly:
/// `2026/05/01`, `2026-5-1`, `2026-05-01 10:30`, `2015-07-20 03:49:24 UTC`, `2026-05-01t10:30z`, `2026-05-01 7:05 AM`.
enum LooseISODate {
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> DatePoint? {
        var scanner = TextScanner(text)
        guard let year = scanner.number(4, 4) else { return nil }
        let mark = scanner.next
        guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: "."), scanner.take(mark),
            let month = scanner.number(1, 2), scanner.take(mark), let day = scanner.number(1, 2),
            var point = DatePoint(year: year, month: month, day: day)
        else { return nil }
        if scanner.isAtEnd { return point }
        if let time = halfDayTime(scanner) {
            point.time = time
            return point
        }
        guard scanner.take(UInt8(ascii: "T")) || scanner.take(UInt8(ascii: "t")) || scanner.skipSpaces() else {
            return nil
        }
        // The time is ISO 8601's, perhaps with a space before the offset, or with `UTC`, `GMT` or `z` for `Z`.
        var end = text.count
        var isUTC = false
        for suffix: StaticString in ["UTC", "GMT", "z"] {
            let length = suffix.utf8CodeUnitCount
            guard end - scanner.position > length else { continue }
            let tail = UnsafeBufferPointer(rebasing: text[(end - length)..<end])
            if tail.elementsEqual(UnsafeBufferPointer(start: suffix.utf8Start, count: length)) {
                isUTC = true
                end -= length
                while end > scanner.position, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
                break
            }
        }
        guard var time = time(text, scanner.position, end) else { return nil }
        if isUTC {
            if time.offset != nil { return nil }
            time.offset = 0
        }
        if time.second == 60, !ISODateParser.isLeapSecond(time) { return nil }
        point.time = time
        return point
    }

    /// A time of the twelve-hour clock behind a space; `nil` where it is none.
    private static func halfDayTime(_ scanner: TextScanner) -> TimeOfDay? {
        let last = scanner.text[scanner.text.count - 1]
        var scanner = scanner
        guard last | 0x20 == UInt8(ascii: "m") || last == UInt8(ascii: "."), scanner.skipSpaces() else { return nil }
        return scanner.timeToEnd()
    }

    private static func time(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> TimeOfDay? {
        var parser = ISODateParser(text, start..<end)
        if let time = parser.time(), parser.isAtEnd { return time }
        guard let space = text[start..<end].lastIndex(of: UInt8(ascii: " ")) else { return nil }
        var clock = ISODateParser(text, start..<space)
        guard var time = clock.time(), clock.isAtEnd, time.offset == nil else { return nil }
        var zone = ISODateParser(text, space + 1..<end)
        guard let offset = zone.offset(), zone.isAtEnd else { return nil }
        time.offset = offset
        return time
    }
}
