import Testing
import Transect

/// What is guessed from headers alone.
@Suite struct HeaderGuessTests {
    private func terms(_ headers: String...) -> [String?] { HeaderGuess(headers).columns.map(\.term) }

    @Test(
        "The word for an observer is guessed in every language, for women as for men",
        arguments: [
            "Observer", "Beobachter", "Beobachterin", "Beobachter/in", "Observador", "Observadora", "Observateur",
            "Observatrice", "Osservatore", "Osservatrice", "Waarnemer", "Waarneemster", "Obserwator", "Obserwatorka",
            "Surveyor", "Kartierer/in", "Erfasser", "Einsenderin", "Finder", "Teller",
        ])
    func observers(header: String) {
        #expect(HeaderGuess([header]).columns == HeaderGuess(["recordedBy"]).columns)
    }

    @Test(
        "A few words around an observer are guessed where nothing is better",
        arguments: ["Observer Name", "Naam waarnemer", "Nom de l'observateur", "Nombre del observador", "observer_id"])
    func observersAmongWords(header: String) {
        #expect(terms(header) == ["recordedBy"])
        let beside = HeaderGuess([header, "Observer"]).columns
        #expect(beside.map(\.term) == [nil, "recordedBy"] && beside.map(\.mayTell) == [true, false])
    }

    @Test("How many observers there were names nobody", arguments: ["Number of Observers", "Anzahl Beobachter"])
    func counts(header: String) {
        let column = HeaderGuess(["Species", header]).columns[1]
        #expect(column.term != "recordedBy" && !column.mayTell)
    }

    @Test(
        "One column names the contributor: of Zooniverse its own, else the observer, else an account; the others may tell"
    )
    func oneContributor() {
        let zooniverse = HeaderGuess(["user_name", "user_id", "contributor"]).columns
        #expect(zooniverse.map(\.term) == [nil, nil, "recordedBy"])
        #expect(zooniverse.map(\.mayTell) == [true, true, false])
        #expect(terms("user_login", "Beobachterin", "user_name") == [nil, "recordedBy", nil])
        #expect(terms("user_id", "user_login", "user_name") == [nil, "recordedBy", nil])
        #expect(terms("observer", "recordedBy") == [nil, "recordedBy"])
    }

    @Test(
        "Columns that may tell who or where somebody is",
        arguments: [
            "Email", "E-Mail-Adresse", "correo electrónico", "courriel", "Telefonnummer", "Teléfono", "user_ip",
            "userId", "First name", "Nachname", "apellidos", "Prénom", "Cognome", "Voornaam", "Imię i nazwisko",
            "identifiedBy", "recordedByID", "verified_by", "private_latitude", "private_place_guess", "deviceid",
            "Name", "Nombre del usuario", "Your name", "Ihr Name", "ORCID", "ORCiD iD", "contributor_id", "memberId",
            "Participant", "Teilnehmer-Nr.", "Mitarbeiternummer", "uczestnik", "Member number", "Número de socio",
            "Author", "photographer_name", "Reporter", "Editor", "Lehrerin", "Student", "Parent", "Landowner",
            "propriétaire", "właściciel", "Unterschrift", "Passport no", "PESEL", "Straße", "ulica", "calle", "rue",
            "Via", "straat", "House number", "Postcode", "PLZ", "ZIP code", "Wohnort", "Woonplaats", "Date of birth",
            "DOB", "Fecha de nacimiento", "date de naissance", "data di nascita", "geboortedatum", "Data urodzenia",
            "gender", "WhatsApp", "twitter", "Instagram", "Facebook", "Telegram", "contributors",
            "Observer of the second round in the morning",
        ])
    func people(header: String) {
        let column = HeaderGuess(["Date", "Species", header]).columns[2]
        #expect(column.mayTell && column.term == nil, "\(header)")
    }

    @Test(
        "Columns that tell nothing of the kind",
        arguments: [
            "taxon_family_name", "Höhe", "workflow_name", "positioning_device", "", "#", "Wirt", "city", "age",
            "sex", "rightsHolder", "ownerInstitutionCode", "parentEventID", "parentNameUsage", "Reported via app",
            "Liczba dni", "Number of participants", "Anzahl Teilnehmer", "Número de participantes",
        ])
    func others(header: String) { #expect(!HeaderGuess([header]).columns[0].mayTell, "\(header)") }

    @Test("The term itself is surer than a word for it, and no term is given twice")
    func surest() {
        #expect(terms("Date", "event date") == [nil, "eventDate"])
        #expect(terms("Species", "Scientific name") == ["vernacularName", "scientificName"])
        #expect(terms("Art", "Art") == ["scientificName", "vernacularName"])
    }

    @Test("Coordinates at the end of longer names and in GeoJSON, where nothing better names them")
    func coordinates() {
        #expect(terms("_GPS_latitude", "_GPS_longitude") == ["decimalLatitude", "decimalLongitude"])
        #expect(terms("where-Latitude", "lat") == [nil, "decimalLatitude"])
        #expect(
            terms("/geometry/coordinates/0", "/geometry/coordinates/1") == ["decimalLongitude", "decimalLatitude"])
    }

    @Test("A header of one letter stands for a term only where its values may be the term's")
    func letters() {
        #expect(terms("x", "y") == ["decimalLongitude", "decimalLatitude"])
        let others = HeaderGuess(["x", "y", "lon"]) { _, _ in false }.columns
        #expect(others.map(\.term) == [nil, nil, "decimalLongitude"])
    }

    @Test("The language with most headers; none or several where they do not tell")
    func languages() {
        #expect(HeaderGuess(["Datum", "Art", "Anzahl"]).languages == [.german])
        #expect(HeaderGuess(["Datum", "Soort", "Aantal", "Latitude"]).languages == [.dutch])
        #expect(HeaderGuess(["Datum", "x"]).languages == [.german, .dutch])
        #expect(HeaderGuess(["a", "b"]).languages.isEmpty)
    }

    @Test("The same word is a count in French and a name in Spanish")
    func wordsOfTwoLanguages() {
        let french = HeaderGuess(["Date", "Espèce", "Nombre", "Lieu"]).columns[2]
        #expect(french.term == "individualCount" && !french.mayTell)
        let spanish = HeaderGuess(["Fecha", "Especie", "Nombre", "Cantidad"]).columns
        #expect(spanish[2].term == nil && spanish[2].mayTell && spanish[3].term == "individualCount")
    }
}
