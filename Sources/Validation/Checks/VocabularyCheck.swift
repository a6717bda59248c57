import Observations

/// Every value of a column is an entry of a vocabulary.
struct VocabularyCheck: Check {
    let column: Int
    let vocabulary: Vocabulary
    private let nearest: NearestWords

    init(column: Int, vocabulary: Vocabulary) {
        self.column = column
        self.vocabulary = vocabulary
        nearest = NearestWords(vocabulary)
    }

    var needs: [ColumnNeed] { [ColumnNeed(column: column, view: .text)] }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        var failures: [Verdicts.Failure] = []
        var suggestions = Suggestions(nearest)
        typed.texts[column].forEachCell(in: typed.usable[column]) { row, bytes, start, end in
            let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if vocabulary.index.find(cell) != nil { return }
            let suggestion = suggestions.nearest(to: String(decoding: cell, as: UTF8.self))
            failures.append(
                Verdicts.Failure(row: row, column: column, arguments: [vocabulary.shortText, suggestion]))
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: typed.usable[column]), failures: failures)
    }
}
