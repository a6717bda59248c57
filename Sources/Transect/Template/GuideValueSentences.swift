/// The sentences about what a column takes.
extension GuideSentences {
    static let text = GuideSentence(
        english: "Text.", german: "Text.", spanish: "Texto.", french: "Texte.", italian: "Testo.", dutch: "Tekst.",
        polish: "Tekst.")
    static let wholeNumber = GuideSentence(
        english: "A whole number.", german: "Eine ganze Zahl.", spanish: "Un número entero.",
        french: "Un nombre entier.", italian: "Un numero intero.", dutch: "Een geheel getal.",
        polish: "Liczba całkowita.")
    static let number = GuideSentence(
        english: "A number.", german: "Eine Zahl.", spanish: "Un número.", french: "Un nombre.",
        italian: "Un numero.", dutch: "Een getal.", polish: "Liczba.")
    static let either = GuideSentence(
        english: "{0} or {1}.", german: "{0} oder {1}.", spanish: "{0} o {1}.", french: "{0} ou {1}.",
        italian: "{0} oppure {1}.", dutch: "{0} of {1}.", polish: "{0} lub {1}.")
    static let day = GuideSentence(
        english: "A date.", german: "Ein Datum.", spanish: "Una fecha.", french: "Une date.", italian: "Una data.",
        dutch: "Een datum.", polish: "Data.")
    static let moment = GuideSentence(
        english: "A date and a time.", german: "Ein Datum mit Uhrzeit.", spanish: "Una fecha y una hora.",
        french: "Une date et une heure.", italian: "Una data e un'ora.", dutch: "Een datum en een tijd.",
        polish: "Data i godzina.")
    static let oneOf = GuideSentence(
        english: "One of: {0}.", german: "Einer von diesen Werten: {0}.", spanish: "Uno de estos valores: {0}.",
        french: "Une de ces valeurs : {0}.", italian: "Uno di questi valori: {0}.",
        dutch: "Een van deze waarden: {0}.", polish: "Jedna z wartości: {0}.")
    static let fromList = GuideSentence(
        english: "A value from the list at the end of this page.",
        german: "Ein Wert aus der Liste am Ende dieser Seite.",
        spanish: "Un valor de la lista al final de esta página.",
        french: "Une valeur de la liste à la fin de cette page.",
        italian: "Un valore dell'elenco alla fine di questa pagina.",
        dutch: "Een waarde uit de lijst onderaan deze pagina.",
        polish: "Wartość z listy na końcu tej strony.")
    static let parts = GuideSentence(
        english: "Several values with “{0}” between them, in this order: {1}.",
        german: "Mehrere Werte mit „{0}“ dazwischen, in dieser Reihenfolge: {1}.",
        spanish: "Varios valores separados por «{0}», en este orden: {1}.",
        french: "Plusieurs valeurs séparées par « {0} », dans cet ordre : {1}.",
        italian: "Più valori separati da «{0}», in quest'ordine: {1}.",
        dutch: "Meerdere waarden met ‘{0}’ ertussen, in deze volgorde: {1}.",
        polish: "Kilka wartości rozdzielonych znakiem „{0}”, w tej kolejności: {1}.")
    static let atLeast = GuideSentence(
        english: "Not below {0}.", german: "Nicht unter {0}.", spanish: "No menos de {0}.",
        french: "Pas moins de {0}.", italian: "Non meno di {0}.", dutch: "Niet minder dan {0}.",
        polish: "Nie mniej niż {0}.")
    static let atMost = GuideSentence(
        english: "Not above {0}.", german: "Nicht über {0}.", spanish: "No más de {0}.", french: "Pas plus de {0}.",
        italian: "Non più di {0}.", dutch: "Niet meer dan {0}.", polish: "Nie więcej niż {0}.")
    static let notBefore = GuideSentence(
        english: "Not before {0}.", german: "Nicht vor dem {0}.", spanish: "No antes del {0}.",
        french: "Pas avant le {0}.", italian: "Non prima del {0}.", dutch: "Niet vóór {0}.",
        polish: "Nie wcześniej niż {0}.")
    static let notAfter = GuideSentence(
        english: "Not after {0}.", german: "Nicht nach dem {0}.", spanish: "No después del {0}.",
        french: "Pas après le {0}.", italian: "Non dopo il {0}.", dutch: "Niet na {0}.",
        polish: "Nie później niż {0}.")
    static let notInFuture = GuideSentence(
        english: "Not in the future.", german: "Nicht in der Zukunft.", spanish: "No en el futuro.",
        french: "Pas dans le futur.", italian: "Non nel futuro.", dutch: "Niet in de toekomst.",
        polish: "Nie w przyszłości.")
    static let shortest = GuideSentence(
        english: "Characters at least: {0}.", german: "Zeichen mindestens: {0}.",
        spanish: "Caracteres como mínimo: {0}.", french: "Caractères au minimum : {0}.",
        italian: "Caratteri almeno: {0}.", dutch: "Tekens minstens: {0}.", polish: "Znaków co najmniej: {0}.")
    static let longest = GuideSentence(
        english: "Characters at most: {0}.", german: "Zeichen höchstens: {0}.",
        spanish: "Caracteres como máximo: {0}.", french: "Caractères au maximum : {0}.",
        italian: "Caratteri al massimo: {0}.", dutch: "Tekens hoogstens: {0}.", polish: "Znaków co najwyżej: {0}.")
    static let pattern = GuideSentence(
        english: "Written after this pattern: {0}.", german: "Nach diesem Muster geschrieben: {0}.",
        spanish: "Escrito según este patrón: {0}.", french: "Écrit selon ce modèle : {0}.",
        italian: "Scritto secondo questo modello: {0}.", dutch: "Geschreven volgens dit patroon: {0}.",
        polish: "Zapisane według wzoru: {0}.")
    static let different = GuideSentence(
        english: "Different in every row.", german: "In jeder Zeile anders.", spanish: "Distinto en cada fila.",
        french: "Différent à chaque ligne.", italian: "Diverso in ogni riga.", dutch: "In elke rij anders.",
        polish: "W każdym wierszu inne.")

    static let aboutValues = [
        text, wholeNumber, number, either, day, moment, oneOf, fromList, parts, atLeast, atMost, notBefore, notAfter,
        notInFuture, shortest, longest, pattern, different,
    ]
}
