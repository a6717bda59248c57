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
        if original == nil { original = [UInt8(ascii: "[")] } else { original?.append(UInt8(ascii: ",")) }
        original?.append(contentsOf: element.written)
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

    /// For every task with a drawing the places of its given marks, ascending.
    // Only looked up in.
    private var drawings: [String: [Int]] = [:]
    private var answers: [Answers] = []
    /// For every field its place in `answers`.
    // Only looked up in.
    private var known: [Int: Int] = [:]
    /// Marks beyond this number in one task have no answers.
    static let mostMarks = 100_000
    /// Behind a task's name stand two parts in a field's, the tool and the question. Names of tools may have more.
    private static let mostNameParts = 16

    /// Takes note of a drawing.
    mutating func add(_ drawing: ZooniverseDrawing, task: String) { drawings[task] = drawing.places }

    /// Adds an answer about the mark at a place of the annotation.
    mutating func addAnswer(_ text: [UInt8], to field: Int, mark: Int) {
        let place = known[field] ?? answers.count
        if place == answers.count {
            answers.append(Answers(field: field))
            known[field] = place
        }
        answers[place].texts.append((mark, text))
    }

    /// The answers about marks, a list for each field with the number of its parts. There is no list, only that number,
    /// where all of them together would have more than `ZooniverseList.mostParts`.
    ///
    /// - Parameter names: The names of all fields by number: `T0.1.0` belongs to the marks of the task `T0`.
    func lists(_ names: [String]) -> [(field: Int, parts: Int, list: ZooniverseList?)] {
        var room = ZooniverseList.mostParts
        return answers.map { answers in
            let drawn = places(of: names[answers.field])
            let parts = drawn?.count ?? (answers.texts.map(\.mark).max() ?? 0) + 1
            guard parts <= room else { return (answers.field, parts, nil) }
            room -= parts
            return (answers.field, parts, Self.list(answers.texts, at: drawn ?? Array(0..<parts)))
        }
    }

    /// The marks that a question is about: those of the task with the longest name that the field's name begins with.
    private func places(of name: String) -> [Int]? {
        var stem = name[...]
        for _ in 0..<Self.mostNameParts {
            guard let dot = stem.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
            stem = stem[..<dot]
            if let places = drawings[String(stem)] { return places }
        }
        return nil
    }

    /// A part for each of the places, which ascend: the first answer there that says anything.
    private static func list(_ texts: [(mark: Int, text: [UInt8])], at places: [Int]) -> ZooniverseList {
        let ordered = texts.enumerated().sorted { ($0.element.mark, $0.offset) < ($1.element.mark, $1.offset) }
        var rest = ordered[...]
        var list = ZooniverseList()
        for place in places {
            var text: [UInt8] = []
            while let (_, answer) = rest.first, answer.mark <= place {
                if answer.mark == place, text.isEmpty { text = answer.text }
                rest.removeFirst()
            }
            list.append(text)
        }
        return list
    }
}
