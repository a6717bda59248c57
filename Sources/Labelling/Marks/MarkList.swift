import Observations

/// An answer that is any number of marks, as one text: `point(10 20) fox|box(5 5 20 30)|circle(10 20 5)`.
///
/// Marks stand between vertical bars. Each is the word of its shape, its figures in parentheses with blanks between
/// them, and behind them its label, if it has one. In labels `\|` stands for a bar and `\\` for a backslash. `none`
/// says that somebody looked and found nothing.
package enum MarkList {
    /// The marks that a text lists, in their order; `nil` if it is no such list.
    ///
    /// Figures are numbers as `NumberText` reads them. A blank text and words such as `none`, in any case, are an empty
    /// answer, as in lists of choices.
    ///
    /// - Parameter none: Words that say that there is nothing to mark.
    package static func marks(in text: String, none: [String] = ["none"]) -> [Mark]? {
        guard let parts = parts(of: text) else { return nil }
        let none = none.map(trimmed)
        var marks: [Mark] = []
        for part in parts {
            let word = trimmed(part.shape)
            if part.label.isEmpty, word.isEmpty || none.contains(word) { continue }
            guard let mark = mark(part.shape, part.label) else { return nil }
            marks.append(mark)
        }
        return marks
    }

    /// The canonical text of some marks: from left to right, figures with at most three decimals.
    ///
    /// - Parameter none: The text for no marks.
    package static func text(of marks: [Mark], none: String = "none") -> String {
        guard !marks.isEmpty else { return none }
        return marks.map(\.rounded).sorted().map(text(of:)).joined(separator: "|")
    }

    /// The canonical text of a mark.
    package static func text(of mark: Mark) -> String {
        let figures = mark.figures.map(decimal).joined(separator: " ")
        var text = "\(mark.kind.word)(\(figures))"
        guard let label = mark.label else { return text }
        text += " "
        for scalar in label.unicodeScalars {
            if scalar == "|" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    /// A number with at most three decimals and none that is not needed. Its magnitude is at most 10⁹.
    static func decimal(_ number: Double) -> String {
        let thousandths = Int((number * 1000).rounded(.toNearestOrEven))
        var text = (thousandths < 0 ? "-" : "") + String(thousandths.magnitude / 1000)
        let rest = thousandths.magnitude % 1000
        guard rest > 0 else { return text }
        var digits = String(rest + 1000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        text += "." + digits
        return text
    }

    /// What stands between bars, up to a closing parenthesis and behind it; `nil` for an escape that is none.
    private static func parts(of text: String) -> [(shape: String, label: String)]? {
        var parts: [(shape: String, label: String)] = []
        var shape = String.UnicodeScalarView()
        var label = String.UnicodeScalarView()
        var isBehindShape = false
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                guard scalar == "|" || scalar == "\\" else { return nil }
                label.append(scalar)
                isEscaped = false
            } else if scalar == "|" {
                parts.append((String(shape), String(label)))
                (shape, label, isBehindShape) = (.init(), .init(), false)
            } else if isBehindShape {
                if scalar == "\\" { isEscaped = true } else { label.append(scalar) }
            } else {
                shape.append(scalar)
                isBehindShape = scalar == ")"
            }
        }
        guard !isEscaped else { return nil }
        return parts + [(String(shape), String(label))]
    }

    private static func trimmed(_ text: String) -> String { text.trimmed.lowercased() }

    private static func mark(_ shape: String, _ label: String) -> Mark? {
        guard shape.last == ")", let open = shape.firstIndex(of: "(") else { return nil }
        let word = trimmed(String(shape[..<open]))
        guard let kind = Mark.Kind.allCases.first(where: { $0.word == word }) else { return nil }
        var figures: [Double] = []
        for number in shape[shape.index(after: open)...].dropLast().split(whereSeparator: \.isWhitespace) {
            guard let figure = NumberText.value(of: String(number)) else { return nil }
            figures.append(figure)
        }
        // A label must not touch the parenthesis: `point(1 2)3` is more likely a slip than a label.
        guard label.first.map(\.isWhitespace) ?? true else { return nil }
        return Mark(kind, figures, label: label)
    }
}
