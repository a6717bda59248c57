/// Tells by the first values of a column that it may say who or where somebody is, whatever its header.
enum PersonalValues {
    /// Whether most values look like addresses of e-mail, or are objects (JSON) with names of their own, in which
    /// anything may stand.
    static func mayTell(_ values: [String]) -> Bool {
        most(of: values, are: isMailAddress) || most(of: values, are: holdsObject)
    }

    /// Whether most values look like telephone numbers. So do some numbers of objects and catalogues: whoever asks knows
    /// that the header names none.
    static func areTelephoneNumbers(_ values: [String]) -> Bool { most(of: values, are: isTelephoneNumber) }

    private static func most(of values: [String], are isSo: (String) -> Bool) -> Bool {
        values.count(where: isSo) * 2 > values.count
    }

    private static func isMailAddress(_ value: String) -> Bool {
        let parts = value.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !value.contains(" ") else { return false }
        return parts[1].contains(".") && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
    }

    private static func holdsObject(_ value: String) -> Bool {
        let text = value.drop(while: \.isWhitespace)
        return text.first == "{" || text.first == "[" && text.contains("{")
    }

    /// At least 8 digits with +, a zero or a bracket in front, or blanks and hyphens between.
    private static func isTelephoneNumber(_ value: String) -> Bool {
        let text = value.drop(while: \.isWhitespace)
        guard let first = text.first, first == "+" || first == "(" || isDigit(first),
            text.allSatisfy({ isDigit($0) || $0.isWhitespace || "+-–/()".contains($0) })
        else { return false }
        let groups = text.split { !isDigit($0) }
        let digits = groups.reduce(0) { $0 + $1.count }
        guard (8...15).contains(digits) else { return false }
        if first == "+" { return true }
        // Dates and spans of years have digits and hyphens too.
        let isDate = groups.contains(where: isYear) && groups.allSatisfy { $0.count <= 2 || isYear($0) }
        if isDate { return false }
        return groups.count > 1 || text.hasPrefix("00") || first == "0" && digits > 8
    }

    private static func isYear(_ group: Substring) -> Bool {
        group.count == 4 && ["18", "19", "20"].contains(group.prefix(2))
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
