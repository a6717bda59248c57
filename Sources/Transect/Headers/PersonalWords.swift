/// The words of `PersonalHeaders`, as they stand in headers in the languages of guides. Accents and case do not count.
enum PersonalWords {
    /// Words that tell it in whatever header they stand.
    static let anywhere = plain(accounts + names + births + documents + addresses)

    /// Words for people who have to do with records, save those who observe (`KnownHeaders`). A header may also say how
    /// many they were.
    static let roles = plain([
        // English
        "contributor", "contributors", "worker", "member", "members", "participant", "participants", "volunteers",
        "author", "authors", "photographer", "photographers", "surveyors", "reporter", "reporters", "editor", "editors",
        "teacher", "teachers", "student", "students", "guardian", "owner", "owners", "landowner", "landowners",
        "tenant", "landlord",
        // German
        "Mitglied", "Mitglieds", "Freiwillige", "Freiwilliger", "Ehrenamtliche", "Ehrenamtlicher", "Autor", "Autorin",
        "Autoren", "Verfasser", "Verfasserin", "Fotograf", "Fotografin", "Fotografen", "Redakteur", "Redakteurin",
        "Bearbeiter", "Bearbeiterin", "Lehrer", "Lehrerin", "Lehrkraft", "Schüler", "Schülerin", "Schueler",
        "Schuelerin", "Studentin", "Eltern", "Elternteil", "Besitzer", "Besitzerin", "Grundbesitzer", "Landbesitzer",
        "Waldbesitzer", "Pächter", "Pächterin",
        // Spanish
        "miembro", "socio", "socia", "participante", "participantes", "voluntario", "voluntaria", "voluntarios",
        "colaborador", "colaboradora", "colaboradores", "autor", "autora", "autores", "fotógrafo", "fotógrafa",
        "informante", "profesor", "profesora", "maestro", "maestra", "alumno", "alumna", "alumnos", "estudiante",
        "propietario", "propietaria", "dueño", "dueña", "observadores",
        // French
        "membre", "participante", "bénévole", "bénévoles", "contributeur", "contributrice", "contributeurs", "auteur",
        "auteure", "autrice", "auteurs", "photographe", "déclarant", "déclarante", "éditeur", "éditrice", "rédacteur",
        "rédactrice", "enseignant", "enseignante", "professeur", "élève", "élèves", "étudiant", "étudiante",
        "propriétaire", "propriétaires", "observateurs", "observatrices",
        // Italian
        "membro", "socio", "partecipante", "partecipanti", "volontario", "volontaria", "volontari", "collaboratore",
        "collaboratrice", "autore", "autrice", "autori", "fotografo", "fotografa", "segnalatore", "segnalatrice",
        "redattore", "redattrice", "insegnante", "studente", "studentessa", "studenti", "alunno", "alunna", "genitore",
        "genitori", "proprietario", "proprietaria", "osservatori",
        // Dutch
        "lid", "vrijwilliger", "vrijwilligster", "vrijwilligers", "auteur", "fotograaf", "redacteur", "leraar",
        "lerares", "docent", "docente", "leerling", "leerlingen", "ouders", "eigenaar", "eigenares", "grondeigenaar",
        "waarnemers", "melders",
        // Polish
        "członek", "członka", "członkini", "wolontariusz", "wolontariuszka", "wolontariusza", "autorka", "autora",
        "fotografka", "fotografa", "redaktor", "redaktorka", "edytor", "uczeń", "uczennica", "ucznia", "studentka",
        "studenta", "rodzic", "rodzica", "rodzice", "obserwatorzy", "obserwatorów", "zgłaszający", "zgłaszająca",
        "znalazca",
    ])

    /// Beginnings of such words, for languages that build long ones (`Teilnehmernummer`, `właścicielka`).
    static let stems = plain([
        "Teilnehmer", "Mitarbeiter", "Mitglieder", "Mitgliedsn", "Kartierer", "Erfasser", "Einsender",
        "Eigentümer", "Eigentuemer", "Grundstückseigent", "Grundstueckseigent", "Erziehungsberechtigt", "deelnemer",
        "medewerker", "uczestni", "współpracowni", "właściciel", "nauczyciel",
    ])

    /// Words that tell it together.
    static let together = [
        ["first", "name"], ["last", "name"], ["full", "name"], ["given", "name"], ["real", "name"], ["your", "name"],
        ["my", "name"], ["device", "id"], ["sim", "serial"], ["subscriber", "id"], ["whats", "app"],
        ["ihr", "name"], ["dein", "name"], ["euer", "name"], ["su", "nombre"], ["tu", "nombre"], ["votre", "nom"],
        ["ton", "nom"], ["tuo", "nome"], ["suo", "nome"], ["uw", "naam"], ["jouw", "naam"], ["je", "naam"],
        ["date", "birth"], ["year", "birth"], ["birth", "day"], ["geboren", "am"], ["data", "ur"],
        ["house", "number"], ["house", "no"], ["numero", "casa"], ["numero", "maison"], ["numero", "civico"],
        ["nr", "domu"], ["numer", "domu"], ["postal", "code"], ["post", "code"], ["code", "postal"],
        ["codigo", "postal"], ["codice", "postale"], ["kod", "pocztowy"], ["home", "town"],
        ["codice", "fiscale"], ["numer", "dowodu"],
    ]

    /// The same and others, where they are all of a header. In longer ones they may mean something else: the id of a
    /// parent event, days in Polish, reported via.
    static let alone = plain([
        "first name", "last name", "full name", "given name", "real name", "your name", "my name", "device id",
        "sim serial", "subscriber id", "user id", "user ip", "user login", "user email", "phone number",
        "email address", "ip address", "member id", "contributor id", "participant id", "volunteer id", "ORCID",
        "ORCID iD", "recordedByID", "identifiedBy", "identifiedByID", "nom de famille", "posta elettronica", "parent",
        "parents", "parent name",
        "parents name", "name of parent", "padres", "ouder", "date of birth", "year of birth", "house number",
        "postal code", "via", "cap", "DNI", "BSN", "SSN",
    ])

    /// Headers that hold such words and speak of no person.
    static let harmless = plain(["ownerInstitutionCode"])

    private static let accounts = [
        // Of exports. `by`: identified by, created by, verified by.
        "by", "private", "user", "users", "username", "login", "account", "ip", "email", "mail", "phone", "imei",
        "submitter", "determiner", "ORCID", "WhatsApp", "Twitter", "Instagram", "Facebook", "Telegram", "Skype",
        // English, German
        "telephone", "mobile", "contact", "privat", "Benutzer", "Benutzername", "Nutzer", "Nutzername", "Mailadresse",
        "Emailadresse", "Telefon", "Telefonnummer", "Telefonnr", "tel", "Handy", "Handynummer", "mobil", "Kontakt",
        "Bestimmer", "Bestimmerin",
        // Spanish, French
        "privado", "privada", "usuario", "usuaria", "correo", "teléfono", "móvil", "contacto", "determinador",
        "determinadora", "privé", "privée", "utilisateur", "utilisatrice", "courriel", "téléphone", "déterminateur",
        "déterminatrice",
        // Italian, Dutch, Polish
        "privato", "privata", "utente", "telefono", "cellulare", "contatto", "determinatore", "determinatrice",
        "gebruiker", "gebruikersnaam", "mailadres", "emailadres", "telefoon", "telefoonnummer", "mobiel",
        "determinator", "prywatny", "prywatna", "prywatne", "użytkownik", "użytkownika", "mejl", "komórka",
    ]

    /// Of gender in English alone: sex and age are as often those of animals, and `género` is a genus.
    private static let names = [
        "surname", "forename", "nickname", "initials", "gender", "Vorname", "Nachname", "Familienname", "apellido",
        "apellidos", "prénom", "cognome", "voornaam", "achternaam", "imię", "nazwisko", "nazwiska",
    ]

    private static let births = [
        "birthday", "birthdate", "birthyear", "DOB", "Geburtsdatum", "Geburtstag", "Geburtsjahr", "nacimiento",
        "naissance", "nascita", "geboortedatum", "geboortejaar", "geboorte", "urodzenia",
    ]

    private static let documents = [
        "signature", "signatures", "passport", "Unterschrift", "Reisepass", "Passnummer", "Ausweis", "Ausweisnummer",
        "Personalausweis", "firma", "pasaporte", "passeport", "passaporto", "handtekening", "paspoort",
        "paspoortnummer", "podpis", "paszport", "paszportu", "PESEL",
    ]

    private static let addresses = [
        "address", "street", "postcode", "postcodes", "postalcode", "zip", "zipcode", "hometown", "Adresse",
        "Anschrift", "Wohnadresse", "Straße", "Straßenname", "Hausnummer", "Hausnr", "PLZ", "Postleitzahl", "Wohnort",
        "dirección", "domicilio", "calle", "residencia", "rue", "domicile", "résidence", "indirizzo", "residenza",
        "adres", "straat", "straatnaam", "huisnummer", "woonplaats", "woonadres", "ulica", "ulicy", "zamieszkania",
    ]

    private static func plain(_ words: [String]) -> Set<String> { Set(words.map { PlainHeader($0).whole }) }
}
