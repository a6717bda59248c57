/// What a number in a cell stands for: only its format tells (ECMA-376 part 1, §18.8.30 and §18.8.31).
enum NumberFormat: Sendable, Equatable {
    /// A number as it is.
    case plain
    /// A day.
    case date
    /// A time of day.
    case time
    /// A day and a time.
    case dateTime
    /// A span of time that may be longer than a day, such as `[h]:mm`.
    case duration

    /// The format of a built-in number, among them those that East Asian editions of Excel use for dates.
    init(builtIn number: Int) {
        switch number {
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 22: self = .dateTime
        case 46: self = .duration
        default: self = .plain
        }
    }

    /// The format that a code such as `dd/mm/yyyy h:mm` describes. Its first section decides.
    init(code: String) {
        var scan = NumberFormatScan()
        scan.read(Array(code.utf8))
        self = scan.format
    }
}

/// Looks for the letters of dates and times outside quotes, escapes and brackets.
private struct NumberFormatScan {
    private var hasDay = false
    private var hasTime = false
    private var isElapsed = false
    /// Whether there is a place for a digit that is no fraction of a second.
    private var hasDigits = false
    /// The last letter of a date or time, in lower case; 0 at the beginning.
    private var last: UInt8 = 0
    /// Whether the last letter was an `m` that is a month unless seconds follow.
    private var hasOpenMonth = false

    var format: NumberFormat {
        if hasDigits { return .plain }
        if isElapsed { return .duration }
        let isDay = hasDay || hasOpenMonth
        return isDay ? hasTime ? .dateTime : .date : hasTime ? .time : .plain
    }

    mutating func read(_ code: [UInt8]) {
        if code.map({ $0 | 0x20 }).starts(with: "general".utf8) { return }
        var place = 0
        while place < code.count {
            let byte = code[place]
            switch byte {
            case UInt8(ascii: ";"): return
            case UInt8(ascii: "\""): place = Self.end(of: byte, code, from: place + 1)
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): place += 1
            case UInt8(ascii: "["):
                let end = Self.end(of: UInt8(ascii: "]"), code, from: place + 1)
                readBrackets(code[(place + 1)..<min(end, code.count)])
                place = end
            case UInt8(ascii: "#"), UInt8(ascii: "?"): hasDigits = true
            case UInt8(ascii: "0"):
                // After seconds and a point, zeros are their fraction.
                if last != UInt8(ascii: "s") { hasDigits = true }
            default:
                if let length = Self.halfOfDay(code[place...]) {
                    hasTime = true
                    place += length - 1
                } else {
                    readLetter(byte | 0x20)
                }
            }
            place += 1
        }
    }

    private mutating func readLetter(_ letter: UInt8) {
        switch letter {
        case UInt8(ascii: "y"), UInt8(ascii: "d"): hasDay = true
        case UInt8(ascii: "h"): hasTime = true
        case UInt8(ascii: "s"):
            hasTime = true
            hasOpenMonth = false
        case UInt8(ascii: "m"):
            // Minutes stand directly behind hours or before seconds; all other m are months.
            if last == UInt8(ascii: "h") {
                hasTime = true
                return
            }
            if last != letter {
                if hasOpenMonth { hasDay = true }
                hasOpenMonth = true
            }
        default: return
        }
        if letter != UInt8(ascii: "m"), letter != UInt8(ascii: "s"), hasOpenMonth {
            hasDay = true
            hasOpenMonth = false
        }
        last = letter
    }

    /// `[h]`, `[mm]` and `[s]` are spans; colours, conditions and locales are nothing of ours.
    private mutating func readBrackets(_ content: ArraySlice<UInt8>) {
        guard let first = content.first.map({ $0 | 0x20 }), content.allSatisfy({ $0 | 0x20 == first }) else { return }
        guard [UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s")].contains(first) else { return }
        isElapsed = true
        last = first
    }

    /// The place of the next `close`, or the end.
    private static func end(of close: UInt8, _ code: [UInt8], from start: Int) -> Int {
        code[min(start, code.count)...].firstIndex(of: close) ?? code.count
    }

    /// How long `AM/PM` or `A/P` is where the code goes on with it.
    private static func halfOfDay(_ rest: ArraySlice<UInt8>) -> Int? {
        let lower = rest.prefix(5).map { $0 | 0x20 }
        if lower.elementsEqual("am/pm".utf8) { return 5 }
        return lower.prefix(3).elementsEqual("a/p".utf8) ? 3 : nil
    }
}
