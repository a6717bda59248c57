import Observations

/// The cells and findings of one classification, before they are laid into the columns of batches.
///
/// A classification is one record, or with a survey one for each choice: its *parts*, from 0.
struct ZooniverseCells {
    /// A cell: the number of its field, and where its text lies.
    struct Cell {
        let field: Int
        let range: Range<Int>
    }

    /// What a field got last, so that a second value is noticed.
    private struct Stamp {
        var classification = 0
        var part = 0
        var range = 0..<0
    }

    /// The texts of all cells.
    private(set) var text: [UInt8] = []
    /// Cells that all parts have.
    private(set) var common: [Cell] = []
    /// Cells of single parts; there is at least one part.
    private(set) var parts: [[Cell]] = [[]]
    /// What was found, with row 0. What is an error is one in all parts.
    private(set) var findings: [Finding] = []
    /// How many findings were left out, and the weightiest of them.
    private var leftOut = (count: 0, severity: Severity.info)
    /// The fields.
    var fields: ZooniverseFields
    private let limit: Int
    private var stamps: [Stamp] = []
    private var classification = 0

    /// More findings than these about one classification are only counted: a cell may hold a million faults, and those
    /// that are errors stand at each of its records.
    private static let mostFindings = 100

    /// No cells yet.
    init(_ fields: ZooniverseFields, limits: ReadLimits) {
        self.fields = fields
        limit = limits.columns
    }

    /// Forgets the classification.
    mutating func clear() {
        text.removeAll(keepingCapacity: text.count < 1 << 20)
        common.removeAll(keepingCapacity: true)
        parts = [[]]
        findings.removeAll(keepingCapacity: true)
        leftOut = (0, .info)
        classification += 1
    }

    /// Makes sure that there are at least `count` parts.
    mutating func makeParts(_ count: Int) {
        while parts.count < count { parts.append([]) }
    }

    /// The number of a field, which from now on is known; `nil` and a finding if there are too many.
    mutating func number(_ name: String, _ group: ZooniverseFields.Group) -> Int? {
        guard let number = fields.number(name, group) else {
            if fields.isWanted(name) { note(ZooniverseRule.tooManyFields, field: name, arguments: ["\(limit)"]) }
            return nil
        }
        while stamps.count <= number { stamps.append(Stamp()) }
        return number
    }

    /// Gives a field a value in one part, or in all of them (`nil`).
    mutating func put(_ value: some Sequence<UInt8>, in number: Int, part: Int?) {
        let start = text.count
        text += value
        let range = start..<text.count
        let stamp = stamps[number]
        let place = part ?? .max
        if stamp.classification == classification, stamp.part >= place || part == nil {
            if text[stamp.range] != text[range] { noteRepeated(number, range) }
            text.removeLast(range.count)
            return
        }
        stamps[number] = Stamp(classification: classification, part: place, range: range)
        guard fields.isWanted(number) else { return }
        let cell = Cell(field: number, range: range)
        if let part { parts[part].append(cell) } else { common.append(cell) }
    }

    /// Gives a field a value by its name.
    mutating func put(_ value: some Sequence<UInt8>, named name: String, _ group: ZooniverseFields.Group, part: Int?) {
        if let number = number(name, group) { put(value, in: number, part: part) }
    }

    private mutating func noteRepeated(_ number: Int, _ range: Range<Int>) {
        guard fields.isWanted(number) else { return }
        let value = Self.excerpt(text[range])
        note(ZooniverseRule.repeatedAnswer, field: fields.names[number], value: value)
    }

    /// At most 200 bytes of a text, cut between characters.
    static func excerpt(_ text: ArraySlice<UInt8>) -> String {
        var cut = text.prefix(200)
        while !cut.isEmpty, cut.count < text.count, text[cut.endIndex] & 0xC0 == 0x80 { cut.removeLast() }
        return String(decoding: cut, as: UTF8.self)
    }

    /// Adds a finding of a rule.
    mutating func note(
        _ rule: Rule, severity: Severity? = nil, field: String, value: String? = nil, arguments: [String] = []
    ) {
        note(code: rule.code, severity: severity ?? rule.severity, field: field, value: value, arguments: arguments)
    }

    /// Adds a finding by its code.
    mutating func note(
        code: String, severity: Severity, field: String?, value: String? = nil, arguments: [String] = []
    ) {
        guard findings.count < Self.mostFindings else {
            leftOut = (leftOut.count + 1, max(leftOut.severity, severity))
            return
        }
        findings.append(
            Finding(code: code, severity: severity, row: 0, field: field, value: value, arguments: arguments))
    }

    /// The classification is read: says how many findings were left out, as weighty as they.
    mutating func finish() {
        guard leftOut.count > 0 else { return }
        findings.append(
            Finding(
                code: ZooniverseRule.tooManyFindings.code, severity: leftOut.severity, row: 0, field: nil, value: nil,
                arguments: ["\(leftOut.count)", "\(Self.mostFindings)"]))
    }
}
