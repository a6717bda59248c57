import Observations

/// Says what is wrong with one record, and mends its text where it is none.
struct CSVInspection {
    /// The row in the batch.
    let row: Int
    /// The names of the file's columns.
    let fields: [String]
    let encoding: TextEncoding
    let scanner: CSVRecordScanner
    /// Whether the records directly before lacked a closing quote, so that short rows are suspicious.
    var isBehindOpenQuote: Bool
    private(set) var findings: [Finding] = []

    init(row: Int, fields: [String], encoding: TextEncoding, scanner: CSVRecordScanner, isBehindOpenQuote: Bool) {
        self.row = row
        self.fields = fields
        self.encoding = encoding
        self.scanner = scanner
        self.isBehindOpenQuote = isBehindOpenQuote
    }

    /// Collects the findings. Text is looked at in kept columns only; structure concerns all.
    mutating func inspect(_ record: inout ScannedRecord, isKept: (Int) -> Bool) {
        if record.isTooLong {
            report(CSVRule.longRecord, arguments: ["\(scanner.recordLimit)"])
            return
        }
        mendText(&record, isKept: isKept)
        for (cell, spansLines) in record.strayQuotes {
            report(
                CSVRule.strayQuote, severity: spansLines ? .error : nil, field: name(cell),
                value: cell < record.ends.count ? record.string(cell) : nil)
        }
        for cell in record.longCells {
            report(CSVRule.longField, field: name(cell), arguments: ["\(scanner.fieldLimit)"])
        }
        if let cell = record.openQuote {
            report(
                CSVRule.openQuote, field: name(cell), value: cell < record.ends.count ? record.string(cell) : nil)
            isBehindOpenQuote = true
            return
        }
        let counts = ["\(record.cellCount)", "\(fields.count)"]
        if record.cellCount < fields.count {
            report(CSVRule.shortRow, severity: isBehindOpenQuote ? .error : nil, arguments: counts)
            return
        }
        isBehindOpenQuote = false
        if record.cellCount > fields.count, record.hasTextBeyond { report(CSVRule.longRow, arguments: counts) }
    }

    /// Finds zero bytes and bytes that are no UTF-8; the latter become U+FFFD.
    private mutating func mendText(_ record: inout ScannedRecord, isKept: (Int) -> Bool) {
        let hasProblem = record.text.withUnsafeBytes { text in
            text.baseAddress.map { UTF8Scan.firstProblem($0, from: 0, to: text.count, refusingNUL: true) != nil }
        }
        guard hasProblem == true else { return }
        var text: [UInt8] = []
        var ends: [Int] = []
        for cell in record.ends.indices {
            let bytes = record.text[record.range(cell)]
            let isValid = bytes.withUnsafeBytes { firstInvalidUTF8(in: $0) == nil }
            if isValid {
                text.append(contentsOf: bytes)
            } else {
                text.append(contentsOf: record.string(cell).utf8)
            }
            ends.append(text.count)
            guard isKept(cell) else { continue }
            if !isValid {
                report(
                    CSVRule.invalidText, field: name(cell), value: record.string(cell), arguments: [encoding.name])
            }
            if bytes.contains(0) { report(CSVRule.zeroByte, field: name(cell), value: record.string(cell)) }
        }
        record.text = text
        record.ends = ends
    }

    private mutating func report(
        _ rule: Rule, severity: Severity? = nil, field: String? = nil, value: String? = nil, arguments: [String] = []
    ) {
        findings.append(
            Finding(
                code: rule.code, severity: severity ?? rule.severity, row: row, field: field, value: value,
                arguments: arguments))
    }

    /// The name of a column; for cells beyond the header its number.
    private func name(_ cell: Int) -> String { cell < fields.count ? fields[cell] : "column_\(cell + 1)" }
}
