/// Joins the rows of `people.csv` to persons, and finds rows that contradict one another.
struct PeopleJoining {
    private let problems: ProblemList
    private var persons: [People.Person] = []
    /// The first row of every person, beside `persons`.
    private var firstRows: [PeopleTable.Row] = []
    /// The place of every person, and the row that first has an alias. Only ever looked up.
    private var places: [String: Int] = [:]
    private var aliases: [String: PeopleTable.Row] = [:]
    private var orcids: [String: PeopleTable.Row] = [:]
    /// The first row that says something about a person, by what it is about and the person's place.
    private var said: [String: (row: Int, text: String)] = [:]

    /// The persons of those rows, in the order of their first rows; contradictions become problems.
    static func persons(_ rows: [PeopleTable.Row], _ problems: ProblemList) -> [People.Person] {
        var joining = PeopleJoining(problems: problems)
        for row in rows { joining.add(row) }
        for row in rows { joining.refuseChain(row) }
        return joining.persons
    }

    private init(problems: ProblemList) { self.problems = problems }

    private mutating func add(_ row: PeopleTable.Row) {
        if let known = aliases[row.alias], known.person != row.person {
            refuse(
                row, .alias,
                """
                `\(row.alias)` is \(known.person) in row \(known.number) and \(row.person) here. A name can belong to \
                one person only: delete one of the rows, or add what tells the two apart to the data.
                """)
            return
        }
        let place = place(of: row)
        if aliases[row.alias] == nil {
            aliases[row.alias] = row
            if row.alias != row.person { persons[place].aliases.append(row.alias) }
        }
        if row.isShared != firstRows[place].isShared {
            let contradiction = row.isShared ? "a shared account here and none" : "none here and a shared account"
            refuse(
                row, .shared,
                """
                \(row.person) is \(contradiction) in row \(firstRows[place].number). Give the account a `person` of its \
                own, or write the same in all its rows.
                """)
        }
        if let language = agreed(row.language, .language, row, place) { persons[place].language = language }
        let credit = row.credit.map { credit in
            switch credit {
            case .no: ""
            case .yes: row.person
            case .name(let name): name
            }
        }
        if let credit = agreed(credit, .credit, row, place), !credit.isEmpty { persons[place].credit = credit }
        if let orcid = agreed(row.orcid, .orcid, row, place) {
            persons[place].orcid = orcid
            if let other = orcids[orcid], other.person != row.person {
                refuse(
                    row, .orcid,
                    """
                    \(other.person) has the same ORCID iD in row \(other.number). If they are one person, write the \
                    same name under `person`.
                    """)
            } else {
                orcids[orcid] = row
            }
        }
    }

    /// The place of a row's person, who is new with its first row.
    private mutating func place(of row: PeopleTable.Row) -> Int {
        if let known = places[row.person] { return known }
        places[row.person] = persons.count
        persons.append(People.Person(name: row.person, isShared: row.isShared))
        firstRows.append(row)
        return persons.count - 1
    }

    /// What a row says about its person, unless it is nothing or an earlier row says something else.
    private mutating func agreed(
        _ text: String?, _ column: PeopleTable.Column, _ row: PeopleTable.Row, _ place: Int
    ) -> String? {
        guard let text else { return nil }
        let key = "\(column.rawValue) \(place)"
        guard let earlier = said[key] else {
            said[key] = (row.number, text)
            return text
        }
        if earlier.text == text { return text }
        refuse(
            row, column,
            """
            row \(earlier.row) says something else about \(row.person). Write it once, in one of the person's rows, or \
            the same in all.
            """)
        return nil
    }

    /// A person who is an alias of another: whose records would they be?
    private func refuseChain(_ row: PeopleTable.Row) {
        guard let other = aliases[row.person], other.person != row.person else { return }
        refuse(
            row, .person,
            """
            \(row.person) is an alias of \(other.person) in row \(other.number). Write \(other.person) here, or take \
            the other row away.
            """)
    }

    private func refuse(_ row: PeopleTable.Row, _ column: PeopleTable.Column, _ message: String) {
        problems.add("Column `\(column.rawValue)`: \(message)", at: YAMLPlace(line: row.number, column: 0))
    }
}
