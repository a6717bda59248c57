/// How numbers are written: the decimal mark and the marks between thousands.
struct NumberGrammar: Sendable {
    /// Which marks may stand between groups of three digits.
    struct Groups: OptionSet, Sendable {
        let rawValue: UInt8
        static let point = Groups(rawValue: 1)
        static let comma = Groups(rawValue: 2)
        /// U+0020, U+00A0, U+2009, U+202F.
        static let space = Groups(rawValue: 4)
        /// U+0027 and U+2019.
        static let apostrophe = Groups(rawValue: 8)
    }

    let decimalMark: UInt8
    let groups: Groups
    /// Whether a locale was declared; without one, marks of thousands and decimal commas are ambiguous.
    let isDeclared: Bool

    /// Without a declared locale: a decimal point and nothing between thousands.
    static let plain = NumberGrammar(decimalMark: UInt8(ascii: "."), groups: [], isDeclared: false)

    init(decimalMark: UInt8, groups: Groups, isDeclared: Bool) {
        self.decimalMark = decimalMark
        self.groups = groups
        self.isDeclared = isDeclared
    }

    init(_ locale: LocaleConventions?) {
        guard let locale else {
            self = .plain
            return
        }
        var groups: Groups = []
        for mark in locale.thousandsMarks {
            switch mark {
            case ".": groups.insert(.point)
            case ",": groups.insert(.comma)
            case "’": groups.insert(.apostrophe)
            default: groups.insert(.space)
            }
        }
        decimalMark = locale.decimalMark == "," ? UInt8(ascii: ",") : UInt8(ascii: ".")
        self.groups = groups
        isDeclared = true
    }

    enum Reading {
        /// The value; with a note, the canonical text differs from what was written and lies in the scratch buffer.
        case number(Double, NoteKind?)
        /// A number that means one thing under one convention and another under another, and none was declared.
        case ambiguous
        /// A number under some convention, but none was declared.
        case undeclared
        case invalid

        var isNumber: Bool {
            if case .number = self { true } else { false }
        }
    }

    /// Reads any number that the grammar knows. The canonical text is left in `scratch`.
    func read(_ text: UnsafeBufferPointer<UInt8>, into scratch: inout [UInt8]) -> Reading {
        scratch.removeAll(keepingCapacity: true)
        if text.isEmpty { return .invalid }
        var note: NoteKind?
        var position = 0
        if takeSign(text, &position, &scratch) { note = .numberRewritten }
        guard let sawGroups = takeInteger(text, &position, &scratch) else { return misread(text) }
        let hasInteger = scratch.last.map { $0 != UInt8(ascii: "-") } ?? false
        if !hasInteger {
            // `.5`: a zero is put in front, so that every reader of the published file takes it.
            guard position < text.count, text[position] == decimalMark else { return misread(text) }
            scratch.append(UInt8(ascii: "0"))
            note = .numberRewritten
        }
        var fractionDigits = 0
        if position < text.count, text[position] == decimalMark {
            let mark = scratch.count
            position += 1
            scratch.append(UInt8(ascii: "."))
            while position < text.count, text[position] &- 48 <= 9 {
                scratch.append(text[position])
                position += 1
                fractionDigits += 1
            }
            if fractionDigits == 0 {
                if !hasInteger { return misread(text) }
                scratch.removeSubrange(mark...)
                note = .numberRewritten
            } else if decimalMark != UInt8(ascii: ".") {
                note = .decimalMark
            }
        }
        if sawGroups { note = .thousandsMark }
        if !takeExponent(text, &position, &scratch) || position != text.count { return misread(text) }
        // Swift's own parser: correctly rounded, and the same under every C locale.
        guard let value = Double(String(decoding: scratch, as: UTF8.self)), value.isFinite else { return .invalid }
        return .number(value, note)
    }

    /// Takes `+`, `-` or the typographic minus U+2212; says whether the character changes or goes.
    private func takeSign(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ scratch: inout [UInt8]
    ) -> Bool {
        guard let first = text.first else { return false }
        if first == UInt8(ascii: "-") {
            scratch.append(first)
            position = 1
            return false
        }
        if first == UInt8(ascii: "+") {
            position = 1
            return true
        }
        if text.count >= 3, first == 0xE2, text[1] == 0x88, text[2] == 0x92 {
            scratch.append(UInt8(ascii: "-"))
            position = 3
            return true
        }
        return false
    }

    /// Takes the integer part; says whether it had marks between thousands, `nil` where the groups are wrong.
    private func takeInteger(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ scratch: inout [UInt8]
    ) -> Bool? {
        var run = 0
        var groupMark: Groups = []
        while position < text.count {
            if text[position] &- 48 <= 9 {
                scratch.append(text[position])
                position += 1
                run += 1
                continue
            }
            let (mark, length) = mark(text, position)
            if length == 0 || !groups.contains(mark) { break }
            // The first group has one to three digits, the others three; all marks are of one kind.
            if groupMark.isEmpty ? (run == 0 || run > 3) : (run != 3 || mark != groupMark) { return nil }
            groupMark = mark
            position += length
            run = 0
        }
        if groupMark.isEmpty { return false }
        return run == 3 ? true : nil
    }

    private func mark(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> (Groups, Int) {
        switch text[position] {
        case UInt8(ascii: "."): return (.point, 1)
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: " "): return (.space, 1)
        case UInt8(ascii: "'"): return (.apostrophe, 1)
        case 0xC2 where position + 1 < text.count && text[position + 1] == 0xA0: return (.space, 2)
        case 0xE2 where position + 2 < text.count && text[position + 1] == 0x80:
            if text[position + 2] == 0x99 { return (.apostrophe, 3) }
            return (.space, text[position + 2] == 0x89 || text[position + 2] == 0xAF ? 3 : 0)
        default: return (.space, 0)
        }
    }

    /// Takes an exponent as it is written; `false` where it has no digits.
    private func takeExponent(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ scratch: inout [UInt8]
    ) -> Bool {
        guard position < text.count, text[position] | 0x20 == UInt8(ascii: "e") else { return true }
        scratch.append(text[position])
        position += 1
        if position < text.count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") {
            scratch.append(text[position])
            position += 1
        }
        let first = position
        while position < text.count, text[position] &- 48 <= 9 {
            scratch.append(text[position])
            position += 1
        }
        return position > first
    }

    /// Whether a number can be a thousand times itself: its only mark is followed by three digits, so that it stands
    /// between thousands in one country and before a fraction in another (`1.234`).
    ///
    /// A declared locale settles that.
    func isAmbiguous(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if isDeclared { return false }
        let start = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? 1 : 0
        let whole = text.count - start - 4
        guard (1...3).contains(whole), text[start] != UInt8(ascii: "0") else { return false }
        let mark = text[start + whole]
        guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: ".") else { return false }
        return text.indices.allSatisfy { $0 < start || $0 == start + whole || text[$0] &- 48 <= 9 }
    }

    /// Why it is no number here: digits with marks could be one elsewhere, anything else could not.
    private func misread(_ text: UnsafeBufferPointer<UInt8>) -> Reading {
        if isDeclared { return .invalid }
        var digits = 0
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte &- 48 <= 9 {
                digits += 1
            } else if byte >= 0x80 || byte == 0x20 {
                let length = Whitespace.lengthAtStart(text, position, text.count)
                if length == 0 { return .invalid }
                position += length - 1
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                if position > 0 { return .invalid }
            } else if byte != UInt8(ascii: ".") && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "'") {
                return .invalid
            }
            position += 1
        }
        let last = text[text.count - 1]
        guard digits > 0, last &- 48 <= 9 else { return .invalid }
        return isAmbiguous(text) ? .ambiguous : .undeclared
    }
}
