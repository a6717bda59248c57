import Testing
import Transect

@Suite struct PeopleTests {
    private func people(_ csv: String) throws -> People { try People(csv: Array(csv.utf8), file: "people.csv") }

    private func problems(_ csv: String) -> [String] {
        do {
            _ = try people(csv)
            return []
        } catch let error as DefinitionError {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("Aliases lead to their person, however spaces and accents were typed; case counts; nobody else is merged")
    func aliases() throws {
        let people = try people("alias,person\nm. nowak,Maria Nowak\nmnowak7,Maria Nowak\nZe\u{301},José\n")
        #expect(people.person("mnowak7") == "Maria Nowak")
        #expect(people.person("  m.   nowak ") == "Maria Nowak")
        #expect(people.person("Maria  Nowak") == "Maria Nowak")
        #expect(people.person("M. Nowak") == "M. Nowak")
        #expect(people.person("Z\u{E9}") == "José")
        #expect(people.person("Jan  Lis") == "Jan Lis")
        #expect(people.person(" ") == "")
        #expect(people.aliases(of: "mnowak7") == ["Maria Nowak", "m. nowak", "mnowak7"])
        #expect(people.aliases(of: "Jan Lis") == ["Jan Lis"] && people.aliases(of: "").isEmpty)
    }

    @Test("Without a file every name is a person of its own")
    func none() {
        #expect(People.none.person(" Jan  Lis") == "Jan Lis")
        #expect(!People.none.isShared("Jan Lis") && People.none.credits.isEmpty)
    }

    @Test("Columns stand in any order and case, cells may be blank, and Excel's semicolons are read")
    func columns() throws {
        let people = try people(
            "Shared;ORCID;Person;Credit;Language;Alias\n;0000-0002-1825-0097;Maria Nowak;yes;pl;mn\n"
                + ";;Maria Nowak;;;m7\n;;;;;\nno;;Jan Lis;Jan L.;;jan\nYes;;Class 4b;no;pt-BR;class-4b\n")
        #expect(people.persons.map(\.name) == ["Maria Nowak", "Jan Lis", "Class 4b"])
        #expect(people.language(of: "m7") == "pl" && people.language(of: "jan") == nil)
        #expect(people.known("m7")?.orcid == "https://orcid.org/0000-0002-1825-0097")
        #expect(people.credits.map(\.credit) == ["Maria Nowak", "Jan L."])
        #expect(people.isShared("class-4b") && people.isShared("Class 4b") && !people.isShared("jan"))
    }

    @Test("A column that nobody knows is refused with the nearest one, one that is missing is asked for")
    func header() {
        #expect(problems("alias,persona\nx,y\n").joined().contains("Did you mean `person`?"))
        #expect(problems("alias,persona\nx,y\n").joined().contains("The column `person` is missing"))
        #expect(problems("alias,person,alias\nx,y,z\n").joined().contains("Keep one column `alias`"))
        #expect(problems("").joined().contains("The column `alias` is missing"))
    }

    @Test("A name that belongs to two persons is refused with both rows")
    func twoPersons() {
        let found = problems("alias,person\nAnna,Anna Kot\n\nm7,Maria\n Anna ,Anna Lis\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("people.csv:5: Column `alias`: `Anna` is Anna Kot in row 2") == true, "\(found)")
    }

    @Test("All problems are told at once, each with its row, column and remedy")
    func together() {
        let found = problems(
            """
            alias,person,language,credit,orcid,shared
            ,Maria,,,,
            m7,,,,,
            m8,Maria,polish!,,,
            m9,Maria,,,0000-0002-1825-0098,
            ma,Maria,,,,perhaps
            """)
        #expect(
            found.map { String($0.prefix(13)) } == (2...6).map { "people.csv:\($0): " }.map { String($0.prefix(13)) })
        for (problem, column) in zip(found, ["alias", "person", "language", "orcid", "shared"]) {
            #expect(problem.contains("Column `\(column)`"), "\(problem)")
        }
    }

    @Test(
        "Rows that contradict one another are refused",
        arguments: [
            ("alias,person,language\na,P,pl\nb,P,de\n", "row 2 says something else about P"),
            ("alias,person,credit\na,P,yes\nb,P,Pe\n", "row 2 says something else about P"),
            (
                "alias,person,orcid\na,P,0000-0002-1825-0097\nb,Q,0000-0002-1825-0097\n",
                "P has the same ORCID iD in row 2"
            ),
            ("alias,person,shared\na,P,yes\nb,P,\n", "Give the account a `person` of its own"),
            ("alias,person\na,P\nP,Q\n", "P is an alias of Q in row 3"),
            ("alias,person\na,P\nb,Q,x,\"open\n", "quot"),
        ])
    func contradictions(csv: String, message: String) {
        let found = problems(csv)
        #expect(found.count == 1 && found.joined().contains(message), "\(found)")
    }

    @Test("The same row twice, or a person named as an alias of herself, is no contradiction")
    func harmless() throws {
        let people = try people("alias,person,credit\na,P,yes\na,P,yes\nP,P,\n")
        #expect(people.persons.map(\.aliases) == [["a"]])
    }
}
