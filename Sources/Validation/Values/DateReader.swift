/// Reads the cells of one field of a date type: the declared formats first, then ISO 8601, then the declared locale.
struct DateReader: Sendable {
    let type: FieldType
    private let formats: [DatePattern]
    private let readsISO: Bool
    private let locale: LocalDate?

    /// - Throws: the first format that cannot be used, with what is wrong.
    init(
        type: FieldType, formats: [String], locale: LocaleConventions?
    ) throws(DatePatternProblem) {
        var patterns: [DatePattern] = []
        for format in formats { patterns.append(try DatePattern(format, type: type, locale: locale)) }
        self.type = type
        self.formats = patterns
        readsISO = !patterns.contains { $0.isYearDayMonth }
        self.locale = formats.isEmpty ? locale.map { LocalDate($0) } : nil
    }

    enum Reading {
        /// The days; with a note, the canonical text differs from what was written and lies in the scratch buffer.
        case days(EventInterval, NoteKind?)
        /// Day and month could be either way round, and nothing was declared that settles it.
        case ambiguous
        /// A day under one order of day and month, but none was declared.
        case undeclared
        /// An interval that ends before it begins.
        case reversed
        case invalid
    }

    /// Whether a plain `2026-05-01` is read as it stands, so that a loop may take it on its own.
    var takesPlainDays: Bool { formats.isEmpty && type != .datetime }

    func read(_ text: UnsafeBufferPointer<UInt8>, into scratch: inout [UInt8]) -> Reading {
        for format in formats {
            if let point = format.read(text) { return written(point, text, .dateOrder, &scratch) }
        }
        if readsISO {
            if let reading = readISO(text) { return reading }
            if let point = LooseISODate.read(text), fits(point) {
                return written(point, text, .dateRewritten, &scratch)
            }
        }
        if let locale {
            switch locale.read(text) {
            case .point(let point): return fits(point) ? written(point, text, .dateOrder, &scratch) : .invalid
            case .digits(let digits): return Self.unordered(digits)
            case .invalid: return .invalid
            }
        }
        if formats.isEmpty, let digits = DigitDate.read(text) { return Self.unordered(digits) }
        return .invalid
    }

    /// What digits are whose order nobody has declared.
    private static func unordered(_ digits: DigitDate) -> Reading {
        switch digits.days.count {
        case 0: .invalid
        case 1: .undeclared
        default: .ambiguous
        }
    }

    /// What is right as it stands; `nil` lets others try.
    private func readISO(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
        switch type {
        case .date: return RFC3339.date(text).map { .days(EventInterval(day: $0), nil) }
        case .datetime:
            // RFC 3339 allows small letters; the canonical form has capitals.
            guard RFC3339.dateTime(text) != nil, text[10] == UInt8(ascii: "T"),
                text[text.count - 1] != UInt8(ascii: "z"),
                let day = RFC3339.date(UnsafeBufferPointer(rebasing: text[0..<10]))
            else { return nil }
            return .days(EventInterval(day: day), nil)
        default:
            switch EventDate.read(text) {
            case .days(let interval): return .days(interval, nil)
            case .reversed: return .reversed
            case .invalid: return nil
            }
        }
    }

    /// Whether a date has what the type asks for.
    private func fits(_ point: DatePoint) -> Bool {
        switch type {
        case .date: point.form == .day && point.time == nil
        case .datetime: (point.time?.minute ?? -1) >= 0
        default: true
        }
    }

    private func written(
        _ point: DatePoint, _ text: UnsafeBufferPointer<UInt8>, _ note: NoteKind, _ scratch: inout [UInt8]
    ) -> Reading {
        scratch.removeAll(keepingCapacity: true)
        point.write(to: &scratch, fractionFrom: text, seconds: type == .datetime)
        // A declared `yyyy-MM-dd` changes nothing and needs no note.
        return .days(EventInterval(point, point), scratch.elementsEqual(text) ? nil : note)
    }
}
