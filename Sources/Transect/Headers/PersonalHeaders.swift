/// Tells by headers which columns may say who or where somebody is. Too many rather than too few: what is told here is
/// kept in the store until a person decides.
enum PersonalHeaders {
    /// Whether a column under such a header may name a person or lead to one.
    static func mayTell(_ header: PlainHeader) -> Bool {
        guard !PersonalWords.harmless.contains(header.whole) else { return false }
        return PersonalWords.alone.contains(header.whole)
            || header.words.contains(where: PersonalWords.anywhere.contains)
            || PersonalWords.together.contains { $0.allSatisfy(header.words.contains) }
            || header.words.contains(where: Self.isRole) && !countsPeople(header)
    }

    /// Whether a header says no more than "name": of a species, a place or a person.
    static func isBareName(_ header: PlainHeader) -> Bool { bareNames.contains(header.whole) }

    private static func isRole(_ word: String) -> Bool {
        PersonalWords.roles.contains(word) || PersonalWords.stems.contains { word.hasPrefix($0) }
    }

    /// Whether a header asks how many people there were (`Number of participants`). `Member number` asks who it is, and
    /// so may `Nombre`, which is a number in French and a name in Spanish.
    private static func countsPeople(_ header: PlainHeader) -> Bool {
        guard header.words.count > 1, let first = header.words.first, let last = header.words.last else { return false }
        if first == "numero" { return last.hasSuffix("s") || last.hasSuffix("i") }
        return counts.contains(first) || last == "count"
    }

    private static let counts: Set<String> = [
        "number", "count", "anzahl", "cantidad", "quantita", "aantal", "liczba", "ilosc",
    ]

    private static let bareNames = Set(
        ["name", "names", "nombre", "nombres", "nom", "noms", "nome", "nomi", "naam", "namen"])
}
