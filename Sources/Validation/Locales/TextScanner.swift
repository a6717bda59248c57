/// Steps through the bytes of a cell that holds a date as people write it.
struct TextScanner {
    let text: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { position == text.count }

    var next: UInt8 { position < text.count ? text[position] : 0 }

    var isAtDigit: Bool { next &- 48 <= 9 }

    /// Between `least` and `most` digits with no digit behind them.
    mutating func number(_ least: Int, _ most: Int) -> Int32? {
        var value: Int32 = 0
        var count = 0
        while count < text.count - position, text[position + count] &- 48 <= 9 {
            if count == most { return nil }
            value = value &* 10 &+ Int32(text[position + count] &- 48)
            count += 1
        }
        if count < least { return nil }
        position += count
        return value
    }

    /// Exactly `count` digits, whatever stands behind them.
    mutating func fixedNumber(_ count: Int) -> Int32? {
        guard count <= text.count - position else { return nil }
        var value: Int32 = 0
        for place in position..<position + count {
            let digit = text[place] &- 48
            if digit > 9 { return nil }
            value = value &* 10 &+ Int32(digit)
        }
        position += count
        return value
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte, !isAtEnd else { return false }
        position += 1
        return true
    }

    /// One or more spaces of any kind; `false` where there is none.
    mutating func skipSpaces() -> Bool {
        let first = position
        while position < text.count {
            let length = Whitespace.lengthAtStart(text, position, text.count)
            if length == 0 { break }
            position += length
        }
        return position > first
    }

    /// The letters up to the next digit, space or mark.
    mutating func word() -> UnsafeBufferPointer<UInt8>? {
        let first = position
        while position < text.count {
            let byte = text[position]
            let isLetter = byte >= 0x80 || (byte | 0x20 >= 97 && byte | 0x20 <= 122)
            if !isLetter || Whitespace.lengthAtStart(text, position, text.count) > 0 { break }
            position += 1
        }
        return position > first ? UnsafeBufferPointer(rebasing: text[first..<position]) : nil
    }

    /// `10:30`, `10:30:15`, `10:30 pm`, `10:30 p.m.`, `10h30`, `10:30 Uhr`, `10:30 h`, up to the end.
    mutating func timeToEnd() -> TimeOfDay? {
        guard let hour = number(1, 2) else { return nil }
        let hasColon = take(UInt8(ascii: ":"))
        guard hasColon || take(UInt8(ascii: "h")) || take(UInt8(ascii: "H")), let minute = number(2, 2), minute <= 59
        else { return nil }
        var time = TimeOfDay(hour: hour, minute: minute)
        if hasColon, take(UInt8(ascii: ":")) {
            guard let second = number(2, 2), second <= 59 else { return nil }
            time.second = second
        }
        _ = skipSpaces()
        if !isAtEnd, !(hasColon && hourWordToEnd()) {
            guard let isAfternoon = dayHalf(), hour >= 1, hour <= 12 else { return nil }
            time.hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        return isAtEnd && time.hour <= 23 ? time : nil
    }

    /// Takes `Uhr` or `h` where nothing follows.
    private mutating func hourWordToEnd() -> Bool {
        let rest = text[position...]
        let isHour =
            rest.elementsEqual("h".utf8) || rest.elementsEqual("Uhr".utf8) || rest.elementsEqual("uhr".utf8)
        if isHour { position = text.count }
        return isHour
    }

    /// `am`, `PM`, `a.m.`, `p. m.`: whether it is the afternoon.
    mutating func dayHalf() -> Bool? {
        let half = next | 0x20
        guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return nil }
        position += 1
        let hasPoint = take(UInt8(ascii: "."))
        if hasPoint { _ = skipSpaces() }
        guard next | 0x20 == UInt8(ascii: "m") else { return nil }
        position += 1
        if hasPoint { _ = take(UInt8(ascii: ".")) }
        return half == UInt8(ascii: "p")
    }
}
