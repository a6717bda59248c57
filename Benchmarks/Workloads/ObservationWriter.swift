import Seeded

/// Writes observations as CSV, NDJSON or XML.
struct ObservationWriter {
    private let vocabulary: Vocabulary
    private let notation: TextTable.Notation
    /// For every column what stands before its value in an NDJSON or XML row.
    private let openings: [[UInt8]]
    private let closings: [[UInt8]]
    private static let hexDigits = Array("0123456789abcdef".utf8)
    private static let days: [[UInt8]] = (0..<Int32(ObservationStream.days)).map { Array(calendarDay($0).utf8) }

    init(_ vocabulary: Vocabulary, notation: TextTable.Notation) {
        self.vocabulary = vocabulary
        self.notation = notation
        openings = observationColumns.map { Array((notation == .json ? "\"\($0)\":" : "<\($0)>").utf8) }
        closings = observationColumns.map { Array("</\($0)>".utf8) }
    }

    /// What stands before the first row.
    var head: String {
        switch notation {
        case .csv: observationColumns.joined(separator: ",") + "\n"
        case .json: ""
        case .xml: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<observations>\n"
        }
    }

    /// What stands after the last row.
    var foot: String { notation == .xml ? "</observations>\n" : "" }

    /// Adds one row. A blank cell is an empty CSV cell, and is left out in NDJSON and XML.
    func append(_ row: Observation, variant: Int, to output: inout [UInt8]) {
        if notation == .json { output.append(UInt8(ascii: "{")) }
        if notation == .xml { output += "<observation>".utf8 }
        var isFirst = true
        for column in 0..<observationColumns.count {
            let replacement = row.flaw?.replacement(column: column, variant: variant)
            let isBlank = replacement.map(\.isEmpty) ?? isBlank(row, column)
            if notation == .csv {
                if column > 0 { output.append(UInt8(ascii: ",")) }
                if isBlank { continue }
            } else {
                if isBlank { continue }
                if notation == .json, !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                output += openings[column]
            }
            if let replacement {
                append(replacement, isNumber: isNumberColumn(column), to: &output)
            } else {
                appendValue(row, column, to: &output)
            }
            if notation == .xml { output += closings[column] }
        }
        if notation == .json { output.append(UInt8(ascii: "}")) }
        if notation == .xml { output += "</observation>".utf8 }
        output.append(0x0A)
    }

    private func isNumberColumn(_ column: Int) -> Bool { (2...4).contains(column) || column == 6 }

    private func isBlank(_ row: Observation, _ column: Int) -> Bool {
        switch column {
        case 4: row.uncertainty == 0
        case 6: row.count == 0
        case 10: row.remark < 0
        default: false
        }
    }

    private func append(_ text: String, isNumber: Bool, to output: inout [UInt8]) {
        switch notation {
        case .csv: output += TextTable.csv(text).utf8
        case .json: output += (isNumber && Double(text) != nil ? text : TextTable.json(text)).utf8
        case .xml: output += TextTable.xml(text).utf8
        }
    }

    private func appendValue(_ row: Observation, _ column: Int, to output: inout [UInt8]) {
        switch column {
        case 0: appendQuoted(to: &output) { appendIdentifier(row.identifier, to: &$0) }
        case 1: appendQuoted(to: &output) { appendDate(row, to: &$0) }
        case 2: appendDegrees(row.latitude, to: &output)
        case 3: appendDegrees(row.longitude, to: &output)
        case 4: appendNumber(row.uncertainty, to: &output)
        case 5: vocabulary.species.append(row.species, as: notation, to: &output)
        case 6: appendNumber(row.count, to: &output)
        case 7: vocabulary.observers.append(row.observer, as: notation, to: &output)
        case 8: vocabulary.basis.append(row.basis, as: notation, to: &output)
        case 9: vocabulary.places.append(row.place, as: notation, to: &output)
        default: vocabulary.remarks.append(row.remark, as: notation, to: &output)
        }
    }

    private func appendQuoted(to output: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        if notation == .json { output.append(UInt8(ascii: "\"")) }
        body(&output)
        if notation == .json { output.append(UInt8(ascii: "\"")) }
    }

    private func appendIdentifier(_ identifier: (high: UInt64, low: UInt64), to output: inout [UInt8]) {
        for (word, dashes) in [(identifier.high, [8, 12]), (identifier.low, [0, 4])] {
            for digit in 0..<16 {
                if dashes.contains(digit) { output.append(UInt8(ascii: "-")) }
                output.append(Self.hexDigits[Int(word >> UInt64(60 - digit * 4) & 15)])
            }
        }
    }

    private func appendDate(_ row: Observation, to output: inout [UInt8]) {
        output += Self.days[Int(row.day)]
        guard row.second >= 0 else { return }
        let second = Int(row.second)
        for (mark, part) in [("T", second / 3600), (":", second / 60 % 60), (":", second % 60)] {
            output += mark.utf8
            if part < 10 { output.append(UInt8(ascii: "0")) }
            appendNumber(part, to: &output)
        }
        output.append(UInt8(ascii: "Z"))
    }

    private func appendDegrees(_ value: Int32, to output: inout [UInt8]) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        let size = Int(value.magnitude)
        appendNumber(size / 100_000, to: &output)
        output.append(UInt8(ascii: "."))
        var unit = 10_000
        while unit > 0 {
            output.append(UInt8(ascii: "0") + UInt8(size / unit % 10))
            unit /= 10
        }
    }

    private func appendNumber(_ value: Int, to output: inout [UInt8]) {
        var unit = 1
        while unit * 10 <= value { unit *= 10 }
        while unit > 0 {
            output.append(UInt8(ascii: "0") + UInt8(value / unit % 10))
            unit /= 10
        }
    }

    /// The day that lies `offset` days after 2015-01-01, as YYYY-MM-DD.
    private static func calendarDay(_ offset: Int32) -> String {
        var year = 2015
        var rest = Int(offset)
        func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        while rest >= (isLeap(year) ? 366 : 365) {
            rest -= isLeap(year) ? 366 : 365
            year += 1
        }
        var month = 1
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while rest >= lengths[month - 1] {
            rest -= lengths[month - 1]
            month += 1
        }
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(rest < 9 ? "0" : "")\(rest + 1)"
    }
}
