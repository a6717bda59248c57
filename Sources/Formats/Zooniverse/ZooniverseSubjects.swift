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
        // Several subjects in one classification: for every key a list with a part for each subject.
        var keys: [String] = []
        for member in members.flatMap(\.value.members) where member.key != "retired" && !keys.contains(member.key) {
            keys.append(member.key)
        }
        for key in keys {
            var list = ZooniverseList()
            for member in members {
                guard let value = member.value.members.first(where: { $0.key == key })?.value else {
                    list.append([])
                    continue
                }
                var flaws = JSONFlaws()
                list.append(Self.plainText(value, &flaws))
                noteFlaws(flaws, field: "subject.\(key)", value)
            }
            cells.put(list.text, named: "subject.\(key)", .subject, part: nil)
        }
    }
}
