/// Text and attribute values that say just what they write: no markup, no character that XML does not allow.
///
/// All walks end at a zero byte at the latest, and look at most a few bytes behind it (`XMLWindow.margin`).
enum XMLPlainText {
    /// Where text stops to be plain: mostly the next `<`. Counts the lines that end before.
    ///
    /// It also stops at `&`, at a carriage return, at `]]>`, at bytes that are not UTF-8 and at characters that XML
    /// does not allow.
    @inline(__always)
    static func end(from start: UnsafePointer<UInt8>, line: inout UInt64) -> UnsafePointer<UInt8> {
        var place = start
        while true {
            place = special(from: place, or: UInt8(ascii: "]"))
            // By far the most texts are ASCII in one line.
            if place.pointee == UInt8(ascii: "<") { return place }
            let next = step(over: place, line: &line)
            if next == place { return place }
            place = next
        }
    }

    /// Where the value of an attribute stops to be plain: mostly the `quote` that ends it.
    ///
    /// `&amp;` is part of it. It also stops at `<`, at other references, at control characters (tabs and line ends
    /// would have to become spaces), at bytes that are not UTF-8 and at characters that XML does not allow.
    static func valueEnd(from start: UnsafePointer<UInt8>, quote: UInt8) -> UnsafePointer<UInt8> {
        var place = start
        while true {
            place = special(from: place, or: quote)
            if place.pointee == quote { return place }
            if place.pointee >= 0x80 {
                let length = characterLength(place)
                if length == 0 { return place }
                place += length
            } else if character(at: place)?.byte == UInt8(ascii: "&") {
                place += 5
            } else {
                return place
            }
        }
    }

    /// What a reference to one of XML's own five entities stands for, and its length; `nil` if there is none.
    static func character(at place: UnsafePointer<UInt8>) -> (byte: UInt8, length: Int)? {
        guard place.pointee == UInt8(ascii: "&") else { return nil }
        if begins(place, "&amp;") { return (UInt8(ascii: "&"), 5) }
        if begins(place, "&lt;") { return (UInt8(ascii: "<"), 4) }
        if begins(place, "&gt;") { return (UInt8(ascii: ">"), 4) }
        if begins(place, "&quot;") { return (UInt8(ascii: "\""), 6) }
        if begins(place, "&apos;") { return (UInt8(ascii: "'"), 6) }
        return nil
    }

    private static func begins(_ place: UnsafePointer<UInt8>, _ text: StaticString) -> Bool {
        isEqual(place, text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// Behind a line end, tab, bracket or characters that are not ASCII; `place` itself where text is not plain.
    @inline(never)
    private static func step(over place: UnsafePointer<UInt8>, line: inout UInt64) -> UnsafePointer<UInt8> {
        switch place.pointee {
        case 0x0A:
            line &+= 1
            return place + 1
        case 0x09: return place + 1
        case UInt8(ascii: "]"):
            return place[1] == UInt8(ascii: "]") && place[2] == UInt8(ascii: ">") ? place : place + 1
        case 0x80...:
            var next = place
            repeat {
                let length = characterLength(next)
                if length == 0 { break }
                next += length
            } while next.pointee >= 0x80
            return next
        default: return place
        }
    }

    /// The length of the character at `place`, of two to four bytes; 0 if there is none, or none that XML allows.
    @inline(__always)
    private static func characterLength(_ place: UnsafePointer<UInt8>) -> Int {
        // U+FFFE and U+FFFF are the only ones behind ASCII that UTF-8 can write and XML does not allow.
        if place[0] == 0xEF, place[1] == 0xBF, place[2] >= 0xBE { return 0 }
        return UTF8Scan.sequenceLength(UnsafeRawPointer(place), at: 0, end: 4)
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The next byte that is `<`, `&`, `other`, a control character or not ASCII.
    ///
    /// Eight bytes at a time. Subtracting one sets the high bit of a byte that has become zero, subtracting a space
    /// that of a control character. A borrow spoils only bytes above such a one, so that the lowest bit is exact.
    @inline(__always)
    private static func special(from start: UnsafePointer<UInt8>, or other: UInt8) -> UnsafePointer<UInt8> {
        var place = UnsafeRawPointer(start)
        let others = UInt64(other) &* ones
        while true {
            let word = place.loadUnaligned(as: UInt64.self).littleEndian
            let tags = (word ^ (0x3C &* ones)) &- ones
            let references = (word ^ (0x26 &* ones)) &- ones
            let wanted = (word ^ others) &- ones
            let controls = word &- (0x20 &* ones)
            let found = (tags | references | wanted | controls | word) & highs
            if found != 0 {
                return (place + (found.trailingZeroBitCount >> 3)).assumingMemoryBound(to: UInt8.self)
            }
            place += 8
        }
    }
}
