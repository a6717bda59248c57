import Observations

/// Subjects and metadata.
extension ZooniverseAnswers {
    /// What of the metadata is read. The rest is about browsers, sessions and screens of people.
    private static let metadata = ["started_at", "finished_at", "user_language"]

    /// Reads the column `metadata`.
    mutating func readMetadata(_ metadata: JSONPiece) {
        guard metadata.kind == .object else {
            cells.note(
                ZooniverseRule.noList, severity: .warning, field: "metadata", value: "no object",
                arguments: ["an object"])
            return
        }
        for member in metadata.members where member.value.kind != .null && Self.metadata.contains(member.key) {
            guard let number = cells.number("metadata.\(member.key)", .metadata) else { continue }
            putText(member.value, in: number, part: nil)
        }
    }

    /// Reads the column `subject_data`: an object for each subject by its number, nearly always one.
    mutating func readSubjects(_ subjects: JSONPiece) {
        let members = subjects.members
        guard subjects.kind == .object, members.allSatisfy({ $0.value.kind == .object }) else {
            cells.note(
                ZooniverseRule.noList, field: "subject_data", value: subjects.excerpt,
                arguments: ["an object with an object for each subject"])
            cells.put(subjects.written, named: "subject_data", .subject, part: nil)
            return
        }
        if members.count == 1 {
            for member in members[0].value.members where member.key != "retired" {
                guard let number = cells.number("subject.\(member.key)", .subject) else { continue }
                if member.value.kind != .null { putText(member.value, in: number, part: nil) }
            }
            return
        }
        readSeveral(subjects, members.map(\.value))
    }

    /// Several subjects in one classification: for every key a list with a part for each subject.
    private mutating func readSeveral(_ whole: JSONPiece, _ subjects: [JSONPiece]) {
        var keys: [(name: String, field: Int, values: [(subject: Int, value: JSONPiece)])] = []
        // Only looked up in; -1 is a key for which there is no field.
        var places: [String: Int] = [:]
        for (subject, piece) in subjects.enumerated() {
            for (key, value) in piece.members where key != "retired" {
                if places[key] == nil {
                    let name = "subject.\(key)"
                    let field = cells.number(name, .subject)
                    places[key] = field == nil ? -1 : keys.count
                    if let field { keys.append((name, field, [])) }
                }
                // Of a key that comes twice in one subject the first value counts.
                guard let place = places[key], place >= 0, keys[place].values.last?.subject != subject else { continue }
                keys[place].values.append((subject, value))
            }
        }
        guard keys.count * subjects.count <= ZooniverseList.mostParts else {
            noteLongLists(keys.count * subjects.count, field: "subject_data")
            cells.put(whole.written, named: "subject_data", .subject, part: nil)
            return
        }
        for key in keys {
            var list = ZooniverseList()
            var rest = key.values[...]
            for subject in subjects.indices {
                guard let (place, value) = rest.first, place == subject else {
                    list.append([])
                    continue
                }
                rest.removeFirst()
                var flaws = JSONFlaws()
                list.append(Self.plainText(value, &flaws))
                noteFlaws(flaws, field: key.name, value)
            }
            cells.put(list.text, in: key.field, part: nil)
        }
    }
}
