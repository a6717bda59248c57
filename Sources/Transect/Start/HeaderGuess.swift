/// What the headers of a file probably mean, for `transect init --from`. The person who reads the pipeline decides.
package struct HeaderGuess: Sendable {
    /// One column.
    package struct Column: Sendable, Equatable {
        /// The Darwin Core term that the header probably means; no two columns have the same.
        package var term: String?
        /// Whether the column may tell who or where somebody is. Never so for the one that names the contributor, who is
        /// published under a pseudonym.
        package var mayTell: Bool
    }

    /// The columns, in the order of the headers.
    package let columns: [Column]
    /// The languages that most headers are words of: several where they have equally many, none where no header is one.
    package let languages: [GuideLanguage]

    /// How sure a guess is, the surest first.
    private enum Fit: Int {
        /// The header is the term.
        case term
        /// A word of exports or of the file's languages.
        case word
        /// A word of another language.
        case foreign
        /// The name of an account.
        case account
        /// A part of the header alone is known.
        case part
    }

    /// Guesses for the headers of one file.
    ///
    /// - Parameter fits: Whether the values of a column, by its index, may be those of a term. It is asked about headers
    ///   of one letter alone, which stand for anything: `x` is a longitude only over degrees.
    package init(_ headers: [String], fits: (_ column: Int, _ term: String) -> Bool = { _, _ in true }) {
        let headers = headers.map { PlainHeader($0) }
        let languages = Self.languages(of: headers)
        self.languages = languages
        let personal = headers.map { PersonalHeaders.mayTell($0) }
        var guesses: [(fit: Fit, column: Int, term: String)] = []
        for (column, header) in headers.enumerated() where !header.words.isEmpty {
            for (fit, term) in Self.guesses(for: header, languages, isPersonal: personal[column])
            where header.whole.count > 1 || fits(column, term) {
                guesses.append((fit, column, term))
            }
        }
        // Surer guesses first, then the columns in their order; guesses for one column keep the order of the list.
        var terms = [String?](repeating: nil, count: headers.count)
        var taken: Set<String> = []
        for fit in [Fit.term, .word, .foreign, .account, .part] {
            for guess in guesses where guess.fit == fit && terms[guess.column] == nil {
                if taken.insert(guess.term).inserted { terms[guess.column] = guess.term }
            }
        }
        let people = Set(guesses.filter { $0.term == "recordedBy" }.map(\.column))
        columns = headers.indices.map { index in
            let isUnknownName = terms[index] == nil && PersonalHeaders.isBareName(headers[index])
            let isOfPeople =
                personal[index] || people.contains(index) || KnownHeaders.nameObserver(headers[index].words)
            return Column(term: terms[index], mayTell: terms[index] != "recordedBy" && (isOfPeople || isUnknownName))
        }
    }

    /// How many headers are known.
    var known: Int { columns.filter { $0.term != nil || $0.mayTell }.count }

    /// The languages with the most headers.
    private static func languages(of headers: [PlainHeader]) -> [GuideLanguage] {
        func count(_ language: GuideLanguage) -> Int {
            headers.filter { header in KnownHeaders.all.contains { $0.isCalled(header, in: language) } }.count
        }
        let most = GuideLanguage.allCases.map(count).max() ?? 0
        return most == 0 ? [] : GuideLanguage.allCases.filter { count($0) == most }
    }

    /// What a header may mean. One that may tell who somebody is means the contributor or nothing.
    private static func guesses(
        for header: PlainHeader, _ languages: [GuideLanguage], isPersonal: Bool
    ) -> [(fit: Fit, term: String)] {
        var guesses: [(fit: Fit, term: String)] = []
        for known in KnownHeaders.all where !isPersonal || known.term == "recordedBy" {
            if known.isNamed(by: header) {
                guesses.append((.term, known.term))
            } else if known.isExported(as: header) || languages.contains(where: { known.isCalled(header, in: $0) }) {
                guesses.append((.word, known.term))
            } else if !PersonalHeaders.isBareName(header),
                GuideLanguage.allCases.contains(where: { known.isCalled(header, in: $0) })
            {
                guesses.append((.foreign, known.term))
            }
        }
        if !guesses.isEmpty { return guesses }
        if KnownHeaders.accounts.contains(header.whole) { return [(.account, "recordedBy")] }
        if isPersonal { return [] }
        if isObserver(header) { return [(.part, "recordedBy")] }
        return KnownHeaders.endings.filter { header.words.last == $0.0 }.map { (fit: .part, term: $0.1) }
    }

    /// Whether a header speaks of observers in a few words (`Observer name`, `Nom de l'observateur`), and not of how many
    /// they are.
    private static func isObserver(_ header: PlainHeader) -> Bool {
        let words = header.words.filter { !linkingWords.contains($0) }
        return words.count <= 3 && KnownHeaders.nameObserver(words)
    }

    private static let linkingWords: Set<String> = [
        "of", "the", "der", "des", "von", "de", "del", "la", "el", "du", "l", "di", "dell", "della", "van", "i",
    ]
}
