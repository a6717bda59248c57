/// The Table Schema (Frictionless, version 1) of published columns.
///
/// It speaks of the cells as they stand in the CSV file, with the formula guard in front where there is one. Only what
/// holds for every cell is published: a schema that its own file breaks is worse than none.
package enum TableSchema {
    /// Longer vocabularies stand in the file that the definition refers to, not in the schema.
    package static let longestEnumeration = 1000

    /// The schema of a table.
    package static func schema(fields: [PublishedField], primaryKey: [String]) -> JSONValue {
        .object(
            ("fields", .array(fields.map(field))),
            ("missingValues", .array([.string("")])),
            (
                "primaryKey",
                primaryKey.isEmpty ? nil : .array(primaryKey.map { .string(FormulaGuard.guarded($0)) })
            ))
    }

    private static func field(_ field: PublishedField) -> JSONValue {
        .object(
            ("name", .string(FormulaGuard.guarded(field.name))),
            ("type", .string(field.type.schemaType)),
            // "any" lets the seconds and the offset be absent, as ISO 8601 does.
            ("format", field.type == .datetime ? .string("any") : nil),
            ("title", field.title.map(JSONValue.string)),
            ("description", field.description.map(JSONValue.string)),
            ("rdfType", field.rdfType.map(JSONValue.string)),
            ("constraints", constraints(of: field)))
    }

    private static func constraints(of field: PublishedField) -> JSONValue? {
        let declared = field.constraints
        let isText = field.type.isText
        let constraints = JSONValue.object(
            ("required", declared.isRequired ? .boolean(true) : nil),
            ("unique", declared.isUnique ? .boolean(true) : nil),
            ("minimum", declared.minimum.flatMap { bound($0, field.type) }),
            ("maximum", declared.maximum.flatMap { bound($0, field.type) }),
            // A declared greatest length is left out: the guard makes a value longer by one.
            ("minLength", isText ? declared.minimumLength.map(JSONValue.integer) : nil),
            ("pattern", isText ? declared.pattern.map { .string(guardedPattern($0)) } : nil),
            ("enum", declared.enumeration.flatMap { enumeration($0, field.type) }))
        return constraints == .object([]) ? nil : constraints
    }

    /// A bound where Table Schema knows one for the type, spelled so that it can be read.
    private static func bound(_ text: String, _ type: PublishedType) -> JSONValue? {
        switch type {
        case .integer, .number: JSONValue.isNumber(text) ? .number(text) : nil
        case .date: isDay(text) ? .string(text) : nil
        case .datetime: text.utf8.count >= 16 && isDay(text.prefix(10)) ? .string(text) : nil
        case .string, .eventDate, .boolean: nil
        }
    }

    private static func isDay(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 10
            && bytes.enumerated().allSatisfy { place, byte in
                place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
            }
    }

    private static func enumeration(_ values: [String], _ type: PublishedType) -> JSONValue? {
        guard !values.isEmpty, values.count <= longestEnumeration else { return nil }
        switch type {
        case .integer, .number:
            guard values.allSatisfy(JSONValue.isNumber) else { return nil }
            return .array(values.map(JSONValue.number))
        case .string, .eventDate: return .array(values.map { .string(FormulaGuard.guarded($0)) })
        case .boolean, .date, .datetime: return .array(values.map(JSONValue.string))
        }
    }

    /// A pattern that a guarded value passes too. One that can only begin with a letter or digit needs no change.
    package static func guardedPattern(_ pattern: String) -> String {
        beginsHarmlessly(pattern) ? pattern : "'?(?:\(pattern))"
    }

    /// Whether whatever the pattern matches begins with an ASCII letter or digit, told from the first few characters;
    /// `false` wherever that takes more thought.
    private static func beginsHarmlessly(_ pattern: String) -> Bool {
        var rest = Array(pattern.utf8)[...]
        guard !rest.contains(UInt8(ascii: "|")) else { return false }
        if rest.first == UInt8(ascii: "^") { rest = rest.dropFirst() }
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let inside = rest[rest.startIndex + 1..<end]
            let isPlain = inside.enumerated().allSatisfy { place, byte in
                isAlphanumeric(byte)
                    || byte == UInt8(ascii: "-") && place > 0 && place < inside.count - 1
            }
            guard isPlain, !inside.isEmpty else { return false }
            rest = rest[(end + 1)...]
        } else if let first = rest.first, isAlphanumeric(first) {
            rest = rest.dropFirst()
        } else {
            return false
        }
        guard let next = rest.first else { return true }
        return !"?*{".utf8.contains(next)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
