import Observations

/// A value that breaks a constraint.
struct ConstraintBreach {
    let row: Int
    let rule: Rule
    let arguments: [String]
}

extension ConstraintPlan {
    /// The breaches in a column, constraint by constraint; cells without a usable value are judged by `required` alone.
    ///
    /// - Parameter unread: cells that have no value because they could not be read, which `required` does not count.
    func breaches(
        _ cells: FieldCells, numbers: NumberColumn?, days: DayColumn?, unread: [UInt64]?, context: InterpretContext
    ) -> [ConstraintBreach] {
        var breaches: [ConstraintBreach] = []
        if required { checkRequired(cells, unread, &breaches) }
        if let numbers, least != nil || most != nil { checkNumbers(cells, numbers, &breaches) }
        if let days, earliest != nil || latest != nil { checkDays(days, context, &breaches) }
        if minLength != nil || maxLength != nil { checkLengths(cells, &breaches) }
        if let pattern { checkPattern(cells, pattern, &breaches) }
        if let allowed { checkAllowed(cells, allowed, &breaches) }
        return breaches
    }

    private func checkRequired(_ cells: FieldCells, _ unread: [UInt64]?, _ breaches: inout [ConstraintBreach]) {
        var blank = cells.column.missing.words
        if let unread { for index in blank.indices { blank[index] &= ~unread[index] } }
        if blank.allSatisfy({ $0 == 0 }) { return }
        for row in Bitmap(count: cells.column.count, words: blank).setRows {
            breaches.append(ConstraintBreach(row: row, rule: ConstraintRules.required, arguments: []))
        }
    }

    private func checkNumbers(
        _ cells: FieldCells, _ numbers: NumberColumn, _ breaches: inout [ConstraintBreach]
    ) {
        let low = least?.value ?? -.infinity
        let high = most?.value ?? .infinity
        numbers.values.withUnsafeBufferPointer { values in
            forEachRow(in: numbers.valid) { row in
                let value = values[row]
                if value > low && value < high { return }
                let isLow = least?.liesAbove(value, cells.column, row) ?? false
                guard isLow || most?.liesBelow(value, cells.column, row) ?? false else { return }
                breaches.append(
                    ConstraintBreach(
                        row: row, rule: isLow ? ConstraintRules.minimum : ConstraintRules.maximum,
                        arguments: [(isLow ? least : most)?.text ?? ""]))
            }
        }
    }

    private func checkDays(_ days: DayColumn, _ context: InterpretContext, _ breaches: inout [ConstraintBreach]) {
        let low = earliest?.day(context) ?? .min
        let high = latest?.day(context) ?? .max
        days.values.withUnsafeBufferPointer { values in
            forEachRow(in: days.valid) { row in
                let interval = values[row]
                if interval.startLatest >= low && interval.endEarliest <= high { return }
                let isEarly = interval.startLatest < low
                breaches.append(
                    ConstraintBreach(
                        row: row, rule: isEarly ? ConstraintRules.minimum : ConstraintRules.maximum,
                        arguments: [(isEarly ? earliest : latest)?.text(context) ?? ""]))
            }
        }
    }

    private func checkLengths(_ cells: FieldCells, _ breaches: inout [ConstraintBreach]) {
        let least = minLength ?? 0
        let most = maxLength ?? .max
        cells.column.forEachCell(in: cells.usable) { row, bytes, start, end in
            let size = end - start
            // A scalar has one to four bytes: most cells need no counting.
            if size <= most && size >= 4 &* least { return }
            var continuations = 0
            for place in start..<end where bytes[place] & 0xC0 == 0x80 { continuations &+= 1 }
            let length = size - continuations
            if length >= least && length <= most { return }
            let isShort = length < least
            breaches.append(
                ConstraintBreach(
                    row: row, rule: isShort ? ConstraintRules.minLength : ConstraintRules.maxLength,
                    arguments: [String(isShort ? least : most)]))
        }
    }

    private func checkPattern(
        _ cells: FieldCells, _ pattern: LinearPattern, _ breaches: inout [ConstraintBreach]
    ) {
        var matcher = pattern.makeMatcher()
        cells.column.forEachCell(in: cells.usable) { row, bytes, start, end in
            if matcher.matchesWhole(UnsafeBufferPointer(rebasing: bytes[start..<end])) { return }
            breaches.append(ConstraintBreach(row: row, rule: ConstraintRules.pattern, arguments: [pattern.text]))
        }
    }

    private func checkAllowed(
        _ cells: FieldCells, _ allowed: AllowedValues, _ breaches: inout [ConstraintBreach]
    ) {
        var suggestions = allowed.suggestions
        cells.column.forEachCell(in: cells.usable) { row, bytes, start, end in
            let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if allowed.contains(cell) { return }
            let nearest = suggestions.nearest(to: String(decoding: cell, as: UTF8.self))
            breaches.append(
                ConstraintBreach(row: row, rule: ConstraintRules.enumeration, arguments: [allowed.text, nearest]))
        }
    }
}

/// Calls `body` for every row with a set bit, in ascending order. Inlined into its loops.
@inline(__always)
func forEachRow(in words: [UInt64], _ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
        var rest = word
        let base = index << 6
        while rest != 0 {
            body(base &+ rest.trailingZeroBitCount)
            rest &= rest &- 1
        }
    }
}
