/// The marks of one drawing task in one classification.
struct ZooniverseDrawing {
    /// The marks that can be given, as a list: `point(10 20) cat|box(5 5 20 30) dog`.
    private(set) var marks = ZooniverseList()
    /// For every given mark its frame, where any is not in the first one.
    private(set) var frames: ZooniverseList?
    /// The marks that are not given as they were drawn, as a JSON array.
    private(set) var original: [UInt8]?
    /// Answers about marks: the field, the place of the mark in the annotation and the text.
    private(set) var details: [(name: String, mark: Int, text: [UInt8])] = []
    /// For every given mark its place in the annotation.
    private(set) var places: [Int] = []
    /// How many marks are given as a simpler shape, and how many not at all.
    private(set) var roughCount = 0
    private(set) var lostCount = 0
    /// What of the labels and of the answers about marks is no text.
    private(set) var flaws = JSONFlaws()

    /// Reads the marks of the task `task`; `nil` if none of the elements is a mark.
    init?(_ elements: [JSONPiece], task: String) {
        var frames = ZooniverseList()
        var isInOtherFrame = false
        for (place, element) in elements.enumerated() {
            let mark = element.kind == .object ? ZooniverseMark(element) : nil
            if mark?.isRough ?? true { keep(element) }
            guard let mark else {
                lostCount += 1
                continue
            }
            if mark.isRough { roughCount += 1 }
            flaws += mark.flaws
            marks.append(mark.text)
            let frame = mark.frame ?? "0"
            frames.append(frame.utf8)
            if frame != "0" { isInOtherFrame = true }
            for (index, detail) in mark.details.enumerated() {
                guard let value = detail.members.first(where: { $0.key == "value" })?.value else { continue }
                let name = "\(task).\(mark.tool ?? "mark").\(index)"
                details.append((name, place, ZooniverseAnswers.plainText(value, &flaws)))
            }
            places.append(place)
        }
        guard !places.isEmpty else { return nil }
        if isInOtherFrame { self.frames = frames }
        original?.append(UInt8(ascii: "]"))
    }

    private mutating func keep(_ element: JSONPiece) {
        original = (original ?? []) + [original == nil ? UInt8(ascii: "[") : UInt8(ascii: ",")]
        original? += element.written
    }
}

/// The drawings of one classification, and the answers to the questions about single marks.
///
/// Each of these questions has a field: a list with a part for every mark that is given, empty where there is no
/// answer. Zooniverse's older classifier writes the answers into the marks, the newer one as annotations of their own.
struct ZooniverseDrawings {
    private struct Answers {
        var field: Int
        var texts: [(mark: Int, text: [UInt8])] = []
    }

    private var drawings: [(task: String, places: [Int])] = []
    private var answers: [Answers] = []
    /// Marks beyond this number in one task have no answers.
    static let mostMarks = 100_000

    /// Takes note of a drawing.
    mutating func add(_ drawing: ZooniverseDrawing, task: String) {
        drawings.append((task, drawing.places))
    }

    /// Adds an answer about the mark at a place of the annotation.
    mutating func addAnswer(_ text: [UInt8], to field: Int, mark: Int) {
        let known = answers.last?.field == field ? answers.count - 1 : answers.firstIndex { $0.field == field }
        if known == nil { answers.append(Answers(field: field)) }
        answers[known ?? answers.count - 1].texts.append((mark, text))
    }

    /// The answers about marks, a list for each field.
    ///
    /// - Parameter names: The names of all fields by number: `T0.1.0` belongs to the marks of the task `T0`.
    func lists(_ names: [String]) -> [(field: Int, list: ZooniverseList)] {
        answers.map { answers in
            let drawing = drawings.filter { names[answers.field].hasPrefix("\($0.task).") }
                .max { $0.task.utf8.count < $1.task.utf8.count }
            let count = (answers.texts.map(\.mark).max() ?? 0) + 1
            var texts = [[UInt8]](repeating: [], count: count)
            for (mark, text) in answers.texts where texts[mark].isEmpty { texts[mark] = text }
            var list = ZooniverseList()
            for place in drawing?.places ?? Array(0..<count) { list.append(place < count ? texts[place] : []) }
            return (answers.field, list)
        }
    }
}
