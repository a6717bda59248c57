/// Tells by headers which columns may say who or where somebody is. Too many rather than too few: what is told here is
/// kept in the store until a person decides.
enum PersonalHeaders {
    /// Whether a column under such a header may name a person or lead to one.
    static func mayTell(_ header: PlainHeader) -> Bool {
        joined.contains(header.whole) || header.words.contains(where: words.contains)
            || pairs.contains { $0.allSatisfy(header.words.contains) }
    }

    /// Whether a header says no more than "name": of a species, a place or a person.
    static func isBareName(_ header: PlainHeader) -> Bool { bareNames.contains(header.whole) }

    /// Words that tell it in whatever header they stand.
    private static let words = plain([
        // Of exports. `by`: identified by, created by, verified by.
        "by", "private", "user", "users", "username", "login", "account", "ip", "email", "mail", "phone", "imei",
        // English
        "telephone", "mobile", "address", "contact", "surname", "forename", "nickname", "initials", "birthday",
        "birthdate", "submitter", "determiner",
        // German
        "privat", "benutzer", "benutzername", "nutzer", "nutzername", "mailadresse", "emailadresse", "telefon",
        "telefonnummer", "telefonnr", "tel", "handy", "handynummer", "mobil", "adresse", "anschrift", "kontakt",
        "vorname", "nachname", "familienname", "geburtsdatum", "bestimmer", "bestimmerin",
        // Spanish
        "privado", "privada", "usuario", "usuaria", "correo", "teléfono", "móvil", "dirección", "domicilio", "contacto",
        "apellido", "apellidos", "determinador", "determinadora",
        // French
        "privé", "privée", "utilisateur", "utilisatrice", "courriel", "téléphone", "prénom", "déterminateur",
        "déterminatrice",
        // Italian
        "privato", "privata", "utente", "telefono", "cellulare", "indirizzo", "contatto", "cognome", "determinatore",
        "determinatrice",
        // Dutch
        "gebruiker", "gebruikersnaam", "mailadres", "emailadres", "telefoon", "telefoonnummer", "mobiel", "adres",
        "voornaam", "achternaam", "determinator",
        // Polish
        "prywatny", "prywatna", "prywatne", "użytkownik", "użytkownika", "mejl", "komórka", "imię", "nazwisko",
        "nazwiska",
    ])

    /// Words that tell it together.
    private static let pairs = [
        ["first", "name"], ["last", "name"], ["full", "name"], ["given", "name"], ["real", "name"], ["device", "id"],
        ["sim", "serial"], ["subscriber", "id"],
    ]

    /// The same and others, written as one word.
    private static let joined = plain([
        "first name", "last name", "full name", "given name", "real name", "device id", "sim serial", "subscriber id",
        "user id", "user ip", "user login", "user email", "phone number", "email address", "ip address", "recordedByID",
        "identifiedBy", "identifiedByID", "nom de famille", "posta elettronica",
    ])

    private static let bareNames = plain([
        "name", "names", "nombre", "nombres", "nom", "noms", "nome", "nomi", "naam", "namen",
    ])

    private static func plain(_ words: [String]) -> Set<String> { Set(words.map { PlainHeader($0).whole }) }
}
