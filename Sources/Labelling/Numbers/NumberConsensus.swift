/// The consensus on one number.
package struct NumberConsensus: Sendable, Equatable {
    /// The number; `nil` without answers.
    package var value: Double?
    /// The standard error of `value`, in its unit; `nil` where it cannot be told (a single answer, and all counts on a
    /// logarithmic scale, which have an interval instead).
    package var standardError: Double?
    /// An interval that holds the true value in 95 of 100 cases, if the answers are as the method takes them to be;
    /// `nil` where there is no standard error.
    package var interval: ClosedRange<Double>?
    /// The number of answers.
    package var votes: Int
    /// The least answer.
    package var least: Double?
    /// The median of the answers, whatever the method.
    package var median: Double?
    /// The greatest answer.
    package var greatest: Double?

    /// `value` as a count: rounded, halves upwards; `nil` where it is none or beyond 10¹⁵.
    package var count: Int? {
        guard let value, value.magnitude < 1e15 else { return nil }
        return Int((value + 0.5).rounded(.down))
    }

    /// The two-sided 95 % point of the normal distribution.
    static let twoSided95 = 1.959963984540054

    /// A consensus on some answers.
    init(_ answers: [Double], value: Double?, standardError: Double?) {
        self.value = value
        self.standardError = standardError
        votes = answers.count
        let sorted = answers.sorted()
        least = sorted.first
        greatest = sorted.last
        median = Median.of(sorted: sorted)
        if let value, let standardError {
            let reach = Self.twoSided95 * standardError
            if (value - reach).isFinite, (value + reach).isFinite { interval = (value - reach)...(value + reach) }
        }
    }
}

/// What numbers come to.
package struct NumberEstimate: Sendable {
    /// One consensus per subject.
    package let subjects: [NumberConsensus]
    /// For every contributor the standard deviation of her answers about the consensus, on the scale on which they
    /// were weighed; empty for methods that learn nothing about contributors.
    package let contributors: [Double]
    /// How many iterations were made; 0 for methods without any.
    package let iterations: Int
}

/// Numbers as people write them.
package enum NumberText {
    /// Greater numbers are no measurements, and their squares would have no room.
    private static let greatestMagnitude = 1e100

    /// The number that a text is: `12`, `-3.5`, `+2e3`; surrounding blanks do not matter. `nil` for everything else,
    /// also for names of numbers such as `nan` and `inf`, and for numbers beyond ±10¹⁰⁰.
    ///
    /// A decimal comma and thousands marks are not read: what they mean is for the pipeline to declare.
    package static func value(of text: String) -> Double? {
        let bytes = Array(text.utf8).drop { $0 == 32 || $0 == 9 }
        var rest = bytes[...]
        while rest.last == 32 || rest.last == 9 { rest.removeLast() }
        let trimmed = rest
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var digits = takeDigits(&rest)
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            digits += takeDigits(&rest)
        }
        guard digits > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard takeDigits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty, let value = Double(String(decoding: trimmed, as: UTF8.self)),
            value.magnitude <= greatestMagnitude
        else {
            return nil
        }
        return value
    }

    private static func takeDigits(_ bytes: inout ArraySlice<UInt8>) -> Int {
        var count = 0
        while let first = bytes.first, (48...57).contains(first) {
            bytes.removeFirst()
            count += 1
        }
        return count
    }
}
