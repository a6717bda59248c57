import Observations

/// Reads the JSON of one classification into cells: its annotations, subjects and metadata.
///
/// The kind of a task is told from the form of its value, because exports rarely name it: a text or number is itself, a
/// list of texts several choices, a list of objects with `choice` a survey, with `select_label` or `option` a dropdown,
/// with `task` a combination of tasks, and any other list of objects a drawing.
struct ZooniverseAnswers {
    /// The cells and findings.
    var cells: ZooniverseCells
    /// The drawings of the classification, and the answers about their marks.
    private var drawings = ZooniverseDrawings()
    /// The tasks that have been answered, each with the value that counts.
    // Only looked up in.
    private var answered: [Int: JSONPiece] = [:]

    /// More choices than these in one survey are not read.
    private static let mostChoices = 1_000
    /// Combinations of tasks are not combined again in any export; deeper ones than this are kept as JSON.
    private static let deepestCombination = 8

    /// A reader that fills `cells`.
    init(_ cells: ZooniverseCells) { self.cells = cells }

    /// Begins a new classification.
    mutating func clear() {
        cells.clear()
        drawings = ZooniverseDrawings()
        answered.removeAll(keepingCapacity: true)
    }

    /// Reads the column `annotations`.
    mutating func readAnnotations(_ annotations: JSONPiece) {
        let elements = annotations.elements
        let isList = annotations.kind == .array
        if !isList || elements.contains(where: { Self.task(of: $0) == nil }) {
            cells.note(
                ZooniverseRule.noList, field: "annotations", value: annotations.excerpt,
                arguments: ["a list of answers, each with its task,"])
            cells.put(annotations.written, named: "annotations", .task, part: 0)
        }
        for element in elements { readAnnotation(element, depth: 0) }
        for (field, parts, list) in drawings.lists(cells.fields.names) {
            if let list {
                cells.put(list.text, in: field, part: 0)
            } else {
                noteLongLists(parts, field: cells.fields.names[field])
            }
        }
    }

    /// The key of the task that an annotation answers.
    private static func task(of annotation: JSONPiece) -> String? {
        let task = annotation.members.first { $0.key == "task" }?.value
        return task?.kind == .string ? task?.text : nil
    }

    private mutating func readAnnotation(_ annotation: JSONPiece, depth: Int) {
        guard let task = Self.task(of: annotation), let number = cells.number(task, .task) else { return }
        var value: JSONPiece?
        var mark: Int?
        for member in annotation.members {
            if member.key == "value" {
                if let value, member.value.kind != .null { noteRepeated(task, value, member.value) }
                value = value ?? member.value
            }
            if member.key == "markIndex" { mark = Int(member.value.text) }
        }
        // Without a value it only says which task it belonged to; null is a task that was skipped.
        guard let value, value.kind != .null else { return }
        if let mark, mark >= 0, mark < ZooniverseDrawings.mostMarks {
            var flaws = JSONFlaws()
            drawings.addAnswer(Self.plainText(value, &flaws), to: number, mark: mark)
            return noteFlaws(flaws, field: task, value)
        }
        if let first = value.elements.first, Self.task(of: first) != nil, depth < Self.deepestCombination {
            for inner in value.elements { readAnnotation(inner, depth: depth + 1) }
            return
        }
        if let earlier = answered[number] { return noteRepeated(task, earlier, value) }
        answered[number] = value
        readValue(value, task, number)
    }

    /// Notes that lists with so many parts were not made.
    mutating func noteLongLists(_ parts: Int, field: String) {
        guard cells.fields.isWanted(field) else { return }
        cells.note(ZooniverseRule.longLists, field: field, arguments: ["\(parts)", "\(ZooniverseList.mostParts)"])
    }

    private mutating func noteRepeated(_ task: String, _ first: JSONPiece, _ second: JSONPiece) {
        guard !first.written.elementsEqual(second.written), cells.fields.isWanted(task) else { return }
        cells.note(ZooniverseRule.repeatedAnswer, field: task, value: second.excerpt)
    }

    private mutating func readValue(_ value: JSONPiece, _ task: String, _ number: Int) {
        switch value.kind {
        case .null: return
        case .string, .number, .boolean: return putText(value, in: number, part: 0)
        case .object:
            let keys = value.members.map(\.key)
            if keys.contains("select_label") || keys.contains("selection") {
                return readDropdown([value], number)
            }
            if !readDrawing(value, [value], task, number) { keepUnknown(value, task, number) }
        case .array:
            let elements = value.elements
            if let list = scalarList(elements, field: task) {
                if !list.isEmpty { cells.put(list, in: number, part: 0) }
                return
            }
            let keys = elements.first { $0.kind == .object }?.members.map(\.key) ?? []
            if keys.contains("choice") {
                readSurvey(value, elements, task, number)
            } else if keys.contains("select_label") || keys.contains("option") {
                readDropdown(elements, number)
            } else if !readDrawing(value, elements, task, number) {
                keepUnknown(value, task, number)
            }
        }
    }

    /// Several choices as a list; empty if all of them are null. `nil` where there are other things than texts and
    /// numbers.
    private mutating func scalarList(_ elements: [JSONPiece], field: String) -> [UInt8]? {
        guard !elements.contains(where: { $0.kind == .object || $0.kind == .array }) else { return nil }
        guard !elements.isEmpty else { return ZooniverseList.none }
        var list = ZooniverseList()
        for element in elements where element.kind != .null {
            var part: [UInt8] = []
            noteFlaws(element.appendText(to: &part), field: field, element)
            noteUnknownLabel(part, field: field)
            list.append(part)
        }
        return list.text
    }

    private mutating func readSurvey(_ value: JSONPiece, _ choices: [JSONPiece], _ task: String, _ number: Int) {
        guard choices.allSatisfy({ choice in choice.members.contains { $0.key == "choice" } }) else {
            return keepUnknown(value, task, number)
        }
        guard choices.count <= Self.mostChoices else {
            cells.note(
                ZooniverseRule.tooManyChoices, field: task, arguments: ["\(choices.count)", "\(Self.mostChoices)"])
            cells.put(value.written, in: number, part: 0)
            return
        }
        cells.makeParts(choices.count)
        for (part, choice) in choices.enumerated() {
            for member in choice.members {
                if member.key == "choice", member.value.kind != .null {
                    putText(member.value, in: number, part: part)
                }
                guard member.key == "answers" else { continue }
                for answer in member.value.members {
                    let name = "\(task).\(answer.key)"
                    guard let field = cells.number(name, .task) else { continue }
                    if let list = answer.value.kind == .array ? scalarList(answer.value.elements, field: name) : nil {
                        if !list.isEmpty { cells.put(list, in: field, part: part) }
                    } else if answer.value.kind != .null {
                        putText(answer.value, in: field, part: part)
                    }
                }
            }
        }
    }

    /// One dropdown as its text, several as a list with an empty part for each that was left open.
    private mutating func readDropdown(_ selects: [JSONPiece], _ number: Int) {
        var list = ZooniverseList()
        var single: JSONPiece?
        for select in selects {
            let members = select.members
            single = nil
            for key in ["label", "value", "selection"] where single == nil {
                single = members.first { $0.key == key && $0.value.kind != .null }?.value
            }
            var part: [UInt8] = []
            if let single {
                noteFlaws(single.appendText(to: &part), field: cells.fields.names[number], single)
            }
            list.append(part)
        }
        if selects.count == 1, let single {
            putText(single, in: number, part: 0)
        } else if list.text.contains(where: { $0 != UInt8(ascii: "|") }) {
            cells.put(list.text, in: number, part: 0)
        }
    }

    /// False if none of the elements is a mark.
    private mutating func readDrawing(
        _ value: JSONPiece, _ elements: [JSONPiece], _ task: String, _ number: Int
    ) -> Bool {
        guard let drawing = ZooniverseDrawing(elements, task: task) else { return false }
        cells.put(drawing.marks.text, in: number, part: 0)
        if let frames = drawing.frames { cells.put(frames.text, named: "\(task).frame", .task, part: 0) }
        if let original = drawing.original {
            cells.put(original, named: "\(task).original", .task, part: 0)
        }
        drawings.add(drawing, task: task)
        for (name, mark, text) in drawing.details {
            if let field = cells.number(name, .task) { drawings.addAnswer(text, to: field, mark: mark) }
        }
        noteFlaws(drawing.flaws, field: task, value)
        guard cells.fields.isWanted(number) else { return true }
        for (rule, count) in [
            (ZooniverseRule.roughMark, drawing.roughCount), (ZooniverseRule.lostMark, drawing.lostCount),
        ]
        where count > 0 {
            cells.note(rule, field: task, arguments: ["\(count)", "\(elements.count)"])
        }
        return true
    }

    private mutating func keepUnknown(_ value: JSONPiece, _ task: String, _ number: Int) {
        if cells.fields.isWanted(number) { cells.note(ZooniverseRule.unknownForm, field: task, value: value.excerpt) }
        cells.put(value.written, in: number, part: 0)
    }

    /// Gives a field a value that is a text, number or truth value.
    mutating func putText(_ value: JSONPiece, in number: Int, part: Int?) {
        var text: [UInt8] = []
        let flaws = value.appendText(to: &text)
        let name = cells.fields.names[number]
        noteFlaws(flaws, field: name, value)
        if part == 0 { noteUnknownLabel(text, field: name) }
        cells.put(text, in: number, part: part)
    }

    /// Notes what of a value is no text.
    mutating func noteFlaws(_ flaws: JSONFlaws, field: String, _ value: JSONPiece) {
        guard !flaws.isEmpty, cells.fields.isWanted(field) else { return }
        if flaws.loneSurrogates > 0 {
            cells.note(code: "json-lone-surrogate", severity: .warning, field: field, value: value.excerpt)
        }
        if flaws.zeroCharacters > 0 {
            cells.note(code: "json-nul-character", severity: .error, field: field, value: value.excerpt)
        }
    }

    private mutating func noteUnknownLabel(_ text: [UInt8], field: String) {
        guard text.elementsEqual("unknown answer label".utf8), cells.fields.isWanted(field) else { return }
        cells.note(ZooniverseRule.unknownLabel, field: field, value: "unknown answer label")
    }

    /// A value as the text of a part of a list: several choices are a list inside the list. Adds up what of it
    /// is no text.
    static func plainText(_ value: JSONPiece, _ flaws: inout JSONFlaws) -> [UInt8] {
        var text: [UInt8] = []
        let elements = value.elements
        guard value.kind == .array, !elements.contains(where: { $0.kind == .object || $0.kind == .array }) else {
            flaws += value.appendText(to: &text)
            return value.kind == .null ? [] : text
        }
        var list = ZooniverseList()
        for element in elements { list.append(plainText(element, &flaws)) }
        return elements.isEmpty ? ZooniverseList.none : list.text
    }
}
