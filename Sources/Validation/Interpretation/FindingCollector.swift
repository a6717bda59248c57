import Observations

/// Gathers the findings of a batch and puts them in their order: by row, then those about the whole record or about
/// columns of the file, then by term in the schema's order, then by code.
struct FindingCollector {
    private var findings: [Finding] = []
    /// Row, place of the field, and order of arrival, packed.
    private var keys: [(place: UInt64, arrival: Int)] = []

    /// Adds a finding; `column` is the term's place in the schema, `nil` where it is about no term.
    mutating func add(_ finding: Finding, column: Int?) {
        keys.append((UInt64(finding.row) << 24 | UInt64((column ?? -1) + 1), findings.count))
        findings.append(finding)
    }

    /// The findings in order.
    mutating func sorted() -> [Finding] {
        if findings.count < 2 { return findings }
        keys.sort { left, right in
            if left.place != right.place { return left.place < right.place }
            let codes = (findings[left.arrival].code, findings[right.arrival].code)
            if codes.0 != codes.1 { return codes.0.utf8.lexicographicallyPrecedes(codes.1.utf8) }
            return left.arrival < right.arrival
        }
        return keys.map { findings[$0.arrival] }
    }

    /// The rows without a finding of severity `error`.
    func selection(of rowCount: Int) -> Bitmap {
        var words = Bitmap(repeating: true, count: rowCount).words
        for finding in findings where finding.severity == .error {
            words[finding.row >> 6] &= ~(1 << UInt64(finding.row & 63))
        }
        return Bitmap(count: rowCount, words: words)
    }
}
