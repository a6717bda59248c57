import Deduplication
import Observations
import Validation

/// What a definition says about records that were there before.
extension PlanCompiler {
    /// What tells which of two records with the same key is newer.
    func revision() -> RevisionRule? {
        guard let revision = definition.revision else { return nil }
        if definition.key.isEmpty {
            problems.add(
                """
                `revision` tells which of two records with the same key is newer, but there is no key. Declare \
                `key: […]` beside it, or take `revision` away.
                """, at: revision.place)
        }
        guard let column = column(of: revision, in: "`revision`") else { return nil }
        if definition.key.contains(where: { $0.value == revision.value }) {
            problems.add(
                """
                \(revision.value) is part of the key, so that records with the same key never differ in it. Take it \
                out of `key` or of `revision`.
                """, at: revision.place)
            return nil
        }
        let type = definition.fields.first { $0.term == revision.value }?.type?.value ?? FieldType.string.rawValue
        switch FieldType(rawValue: type) {
        case .integer, .number, .date, .datetime: return RevisionRule(column: column)
        case .eventDate: return RevisionRule(column: column, readsYears: true)
        case .string, .boolean, nil:
            problems.add(
                """
                \(revision.value) has the type \(type), which does not say what is newer. Declare its type under \
                `fields`: integer, number, date, datetime or eventDate.
                """, at: revision.place)
            return nil
        }
    }

    /// Which rows of a source take records back.
    func withdrawal(_ withdrawal: Definition.Withdrawal, fields: [FieldRule]) -> WithdrawRule? {
        if definition.key.isEmpty {
            problems.add(
                """
                `withdraw` takes back the record that a row names, but records have no names here. Declare \
                `record: {key: […]}`, or take records out of the file that brought them and send it again.
                """, at: withdrawal.place)
        }
        guard let (term, values) = withdrawal.chosen else { return .all }
        guard let column = column(of: term, in: "`withdraw`") else { return nil }
        if definition.key.contains(where: { $0.value == term.value }) {
            problems.add(
                """
                \(term.value) is part of the key, so that a row with another value there names another record. Tell \
                withdrawals by a term outside the key.
                """, at: term.place)
        }
        for value in values { refuseNeverThere(value, in: fields[column]) }
        return WithdrawRule(column: column, words: values.map(\.value))
    }

    /// A word that no cell of the field ever holds would never withdraw anything. (One that is not in the field's
    /// `enum` does: nothing is asked of a row that takes a record back but its key.)
    private func refuseNeverThere(_ value: Located<String>, in field: FieldRule) {
        let term = field.term.name
        if field.missingValues.contains(value.value) {
            problems.addOnce(
                """
                `\(value.value)` stands for a missing value of \(term), so no record ever has it. Take it out of \
                `missingValues`.
                """, at: value.place)
        } else if field.type == .boolean, !["true", "false"].contains(value.value) {
            problems.addOnce(
                "\(term) is boolean: its values are true and false, however they are written in the file.",
                at: value.place)
        } else if field.type == .integer, Int(value.value).map({ "\($0)" }) != value.value {
            problems.addOnce(
                "\(term) is an integer, and `\(value.value)` is not how one is published.", at: value.place)
        }
    }

    /// The rules under which a list of keys is read: what names a record and its revision as everywhere, all else as
    /// text of which nothing is asked.
    func namingFields(_ fields: [FieldRule], revision: RevisionRule?) -> [FieldRule] {
        let naming = Set(definition.key.map(\.value))
        return fields.enumerated().map { column, field in
            naming.contains(field.term.name) || column == revision?.column ? field : FieldRule(term: field.term)
        }
    }

    /// The old names of terms by the new.
    func renamed() -> [String: String] {
        var renamed: [String: String] = [:]
        var claimed: [String: String] = [:]
        for field in definition.fields {
            guard let former = field.wasNamed else { continue }
            if former.value == field.term {
                problems.add("\(field.term) still has that name. Take `wasNamed` away.", at: former.place)
            } else if schema.column(of: Term(former.value)) != nil {
                problems.add(
                    """
                    \(former.value) is still a term of this dataset, so \(field.term) cannot be what it became. Take \
                    the old name out of `fields` and the mappings, or take `wasNamed` away.
                    """, at: former.place)
            } else if let other = claimed[former.value] {
                problems.add(
                    "\(other) was named \(former.value) too. One term can have only one successor.", at: former.place)
            } else {
                claimed[former.value] = field.term
                renamed[field.term] = former.value
            }
        }
        return renamed
    }

    /// Who is who, from the side file.
    func people() -> People {
        guard let file = definition.peopleFile, let bytes = tables.files.bytes(file.value, at: file.place) else {
            return .none
        }
        do {
            return try People(csv: bytes, file: file.value)
        } catch {
            problems.add(error)
            return .none
        }
    }
}
