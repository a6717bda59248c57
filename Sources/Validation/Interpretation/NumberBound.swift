import Observations

/// The least or the greatest number that a field allows.
///
/// Two numbers in the same order as doubles are in that order exactly, so only where a cell's double is the bound's do
/// the digits decide: 90.0000000000000000000001 lies above 90.
struct NumberBound: Sendable {
    /// The bound as it is written, for messages.
    let text: String
    /// The nearest double.
    let value: Double
    let exact: ExactDecimal
    private let isShort: Bool

    /// The bound of that text, or `nil` where it is no number.
    init?(_ text: String) {
        let trimmed = Whitespace.trimmed(text)
        guard let value = PlainNumber.value(of: trimmed), let exact = ExactDecimal(trimmed) else { return nil }
        self.text = text
        self.value = value
        self.exact = exact
        isShort = Self.isShort(trimmed.utf8)
    }

    /// Whether a cell in its canonical form lies below the bound.
    ///
    /// - Parameter number: the cell's nearest double.
    @inline(__always)
    func liesAbove(_ number: Double, _ column: TextColumn, _ row: Int) -> Bool {
        number == value ? difference(column, row) { $0 < $1 } : number < value
    }

    /// Whether a cell in its canonical form lies above the bound.
    ///
    /// - Parameter number: the cell's nearest double.
    @inline(__always)
    func liesBelow(_ number: Double, _ column: TextColumn, _ row: Int) -> Bool {
        number == value ? difference(column, row) { $1 < $0 } : number > value
    }

    /// Compares the cell with the bound, digit by digit.
    @inline(never)
    private func difference(
        _ column: TextColumn, _ row: Int, _ isBeyond: (ExactDecimal, ExactDecimal) -> Bool
    ) -> Bool {
        column.bytes.withUnsafeBufferPointer { bytes in
            let cell = UnsafeBufferPointer(rebasing: bytes[column.range(row)])
            // Most cells at the bound are as short as it is: then equal doubles are equal numbers.
            if isShort, Self.isShort(cell) { return false }
            return ExactDecimal(cell).map { isBeyond($0, exact) } ?? false
        }
    }

    /// Whether a number has at most 15 digits and no exponent, so that its double stands for no other such number.
    private static func isShort(_ text: some Collection<UInt8>) -> Bool {
        text.count <= 15 && !text.contains { $0 | 0x20 == UInt8(ascii: "e") }
    }
}
