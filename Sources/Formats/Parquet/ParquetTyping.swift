import Observations

/// The cells of a column of text as values of `type`. The type is asked for and never guessed from the cells, so that a
/// column has the same one in every file. A cell that cannot be read as the type is missing; empty text is `text` alone.
///
/// - `int64`, `int32`: decimal digits with or without a minus, within the type's range. Leading zeros go.
/// - `double`: decimal notation, an exponent allowed. The nearest double, however many digits are written.
/// - `boolean`: `true` and `false`.
/// - `date`: `YYYY-MM-DD`, a day of the proleptic Gregorian calendar.
/// - `timestampMicros`: RFC 3339 with seconds and `Z` or an offset, no leap second, at most six digits of a second. The
///   instant is kept, the offset is not.
package func parquetValues(_ text: TextColumn, as type: ParquetType) -> ParquetValues {
    switch type {
    case .text: return .text(text)
    case .int64:
        let (values, missing) = typed(text, 0) { IntegerText.parse($0) }
        return .int64(values, missing: missing)
    case .int32:
        let (values, missing) = typed(text, 0) { IntegerText.parse($0).flatMap { Int32(exactly: $0) } }
        return .int32(values, missing: missing)
    case .double:
        let (values, missing) = typed(text, 0) { DecimalText.parse($0) }
        return .double(values, missing: missing)
    case .boolean:
        let (values, missing) = typed(text, false) { truth($0) }
        return .boolean(values, missing: missing)
    case .date:
        let (values, missing) = typed(text, 0) { TimeText.days($0) }
        return .int32(values, missing: missing)
    case .timestampMicros:
        let (values, missing) = typed(text, 0) { TimeText.micros($0) }
        return .int64(values, missing: missing)
    }
}

/// All cells as `parse` reads them, those that it cannot read and missing ones as `filler`; `missing` says which.
@inline(__always)
private func typed<Value: BitwiseCopyable>(
    _ text: TextColumn, _ filler: Value, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
) -> (values: [Value], missing: Bitmap?) {
    var values: [Value] = []
    values.reserveCapacity(text.count)
    var missing = text.missing
    let hasMissing = missing.isAnySet
    text.withCells { bytes, ends in
        var start = 0
        for row in ends.indices {
            let end = Int(ends[row])
            defer { start = end }
            if hasMissing, text.missing[row] {
                values.append(filler)
                continue
            }
            if let value = parse(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
                values.append(value)
            } else {
                values.append(filler)
                missing[row] = true
            }
        }
    }
    return (values, missing.isAnySet ? missing : nil)
}

private func truth(_ cell: UnsafeBufferPointer<UInt8>) -> Bool? {
    if cell.elementsEqual("true".utf8) { return true }
    return cell.elementsEqual("false".utf8) ? false : nil
}

/// The value of a digit, or 10 and more for what is none.
@inline(__always)
func decimalDigit(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "0") }
