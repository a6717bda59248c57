import Observations

/// The cells of a column of canonical text as values of `type`, or `nil` when a cell does not fit exactly: the column
/// then stays text. What fits:
///
/// - `int64`, `int32`: decimal digits with or without a minus, no leading zeros, within the type's range.
/// - `double`: decimal notation, an exponent allowed. The nearest double is taken where the written digits can be had
///   back from it: always up to 15 digits, with more if they are just what the double needs.
/// - `boolean`: `true` and `false`.
/// - `date`: `YYYY-MM-DD`, a day of the proleptic Gregorian calendar.
/// - `timestampMicros`: RFC 3339 with seconds and `Z` or an offset, no leap second, at most six digits of a second. The
///   instant is kept, the offset is not.
///
/// Missing cells stay missing; empty text fits `text` alone.
package func parquetValues(_ text: TextColumn, as type: ParquetType) -> ParquetValues? {
    let missing = text.missing.isAnySet ? text.missing : nil
    switch type {
    case .text: return .text(text)
    case .int64: return typed(text, 0) { IntegerText.parse($0) }.map { .int64($0, missing: missing) }
    case .int32:
        return typed(text, 0) { IntegerText.parse($0).flatMap(Int32.init(exactly:)) }
            .map { .int32($0, missing: missing) }
    case .double: return typed(text, 0) { DecimalText.parse($0) }.map { .double($0, missing: missing) }
    case .boolean: return typed(text, false) { truth($0) }.map { .boolean($0, missing: missing) }
    case .date: return typed(text, 0) { TimeText.days($0) }.map { .int32($0, missing: missing) }
    case .timestampMicros: return typed(text, 0) { TimeText.micros($0) }.map { .int64($0, missing: missing) }
    }
}

/// All cells as `parse` reads them, missing ones as `filler`; `nil` when it cannot read one.
@inline(__always)
private func typed<Value: BitwiseCopyable>(
    _ text: TextColumn, _ filler: Value, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
) -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(text.count)
    let hasMissing = text.missing.isAnySet
    let isWhole = text.withCells { bytes, ends in
        var start = 0
        for row in ends.indices {
            let end = Int(ends[row])
            defer { start = end }
            if hasMissing, text.missing[row] {
                values.append(filler)
                continue
            }
            guard let value = parse(UnsafeBufferPointer(rebasing: bytes[start..<end])) else { return false }
            values.append(value)
        }
        return true
    }
    return isWhole ? values : nil
}

private func truth(_ cell: UnsafeBufferPointer<UInt8>) -> Bool? {
    if cell.elementsEqual("true".utf8) { return true }
    return cell.elementsEqual("false".utf8) ? false : nil
}

/// The value of a digit, or 10 and more for what is none.
@inline(__always)
func decimalDigit(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "0") }
