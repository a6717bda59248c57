/// A bird of the gardens with its names. The order is that of the species list.
struct Bird {
    let scientificName: String
    /// How often it is seen, in relation to the others, and how many there usually are at most.
    let frequency: Double
    let flock: Int
    /// In the order of `Language.allCases`.
    let vernacularNames: [String]

    static let all: [Bird] = [
        bird(
            "Turdus merula", 14, 4, "Common Blackbird", "kos", "merlo", "mirlo común", "merel", "Amsel", "merle noir"),
        bird(
            "Passer domesticus", 13, 25, "House Sparrow", "wróbel", "passera europea", "gorrión común", "huismus",
            "Haussperling", "moineau domestique"),
        bird(
            "Passer montanus", 7, 18, "Eurasian Tree Sparrow", "mazurek", "passera mattugia", "gorrión molinero",
            "ringmus", "Feldsperling", "moineau friquet"),
        bird(
            "Parus major", 14, 8, "Great Tit", "bogatka", "cinciallegra", "carbonero común", "koolmees", "Kohlmeise",
            "mésange charbonnière"),
        bird(
            "Cyanistes caeruleus", 11, 7, "Eurasian Blue Tit", "modraszka", "cinciarella", "herrerillo común",
            "pimpelmees", "Blaumeise", "mésange bleue"),
        bird(
            "Erithacus rubecula", 10, 2, "European Robin", "rudzik", "pettirosso", "petirrojo europeo", "roodborst",
            "Rotkehlchen", "rougegorge familier"),
        bird(
            "Fringilla coelebs", 8, 12, "Common Chaffinch", "zięba", "fringuello", "pinzón vulgar", "vink", "Buchfink",
            "pinson des arbres"),
        bird(
            "Chloris chloris", 5, 9, "European Greenfinch", "dzwoniec", "verdone", "verderón común", "groenling",
            "Grünfink", "verdier d'Europe"),
        bird(
            "Carduelis carduelis", 6, 14, "European Goldfinch", "szczygieł", "cardellino", "jilguero europeo", "putter",
            "Stieglitz", "chardonneret élégant"),
        bird(
            "Sturnus vulgaris", 6, 40, "Common Starling", "szpak", "storno", "estornino pinto", "spreeuw", "Star",
            "étourneau sansonnet"),
        bird(
            "Columba palumbus", 8, 6, "Common Wood Pigeon", "grzywacz", "colombaccio", "paloma torcaz", "houtduif",
            "Ringeltaube", "pigeon ramier"),
        bird(
            "Streptopelia decaocto", 7, 5, "Eurasian Collared Dove", "sierpówka", "tortora dal collare",
            "tórtola turca", "Turkse tortel", "Türkentaube", "tourterelle turque"),
        bird(
            "Pica pica", 8, 4, "Eurasian Magpie", "sroka", "gazza", "urraca común", "ekster", "Elster",
            "pie bavarde"),
        bird(
            "Garrulus glandarius", 4, 3, "Eurasian Jay", "sójka", "ghiandaia", "arrendajo euroasiático", "gaai",
            "Eichelhäher", "geai des chênes"),
        bird(
            "Dendrocopos major", 4, 2, "Great Spotted Woodpecker", "dzięcioł duży", "picchio rosso maggiore",
            "pico picapinos", "grote bonte specht", "Buntspecht", "pic épeiche"),
        bird(
            "Sitta europaea", 3, 2, "Eurasian Nuthatch", "kowalik", "picchio muratore", "trepador azul", "boomklever",
            "Kleiber", "sittelle torchepot"),
        bird(
            "Troglodytes troglodytes", 4, 2, "Eurasian Wren", "strzyżyk", "scricciolo", "chochín común",
            "winterkoning", "Zaunkönig", "troglodyte mignon"),
        bird(
            "Motacilla alba", 4, 3, "White Wagtail", "pliszka siwa", "ballerina bianca", "lavandera blanca",
            "witte kwikstaart", "Bachstelze", "bergeronnette grise"),
    ]

    private static func bird(_ scientificName: String, _ frequency: Double, _ flock: Int, _ names: String...) -> Bird {
        Bird(scientificName: scientificName, frequency: frequency, flock: flock, vernacularNames: names)
    }

    func name(in language: Language) -> String { vernacularNames[language.rawValue] }
}

/// The languages of the sheets, in the order of the names in `Bird`.
enum Language: Int, CaseIterable {
    case english, polish, italian, spanish, dutch, german, french

    var code: String { ["en", "pl", "it", "es", "nl", "de", "fr"][rawValue] }

    /// Visit, date, species, number, latitude, longitude, note.
    var header: [String] {
        switch self {
        case .english: ["visit", "date", "species", "number", "latitude", "longitude", "note"]
        case .polish: ["Nr wizyty", "Data", "Gatunek", "Liczba", "Szer. geogr.", "Dł. geogr.", "Uwagi"]
        case .italian: ["Visita", "Data", "Specie", "Numero", "Latitudine", "Longitudine", "Note"]
        case .spanish: ["Visita", "Fecha", "Especie", "Número", "Latitud", "Longitud", "Observaciones"]
        case .dutch: ["Bezoek", "Datum", "Soort", "Aantal", "Breedtegraad", "Lengtegraad", "Opmerkingen"]
        case .german: ["Besuch", "Datum", "Art", "Anzahl", "Breite", "Länge", "Bemerkung"]
        case .french: ["Visite", "Date", "Espèce", "Nombre", "Latitude", "Longitude", "Remarques"]
        }
    }

    var notes: [String] {
        switch self {
        case .english:
            ["at the feeder", "heard first, then seen", "cold, with \"proper\" snow", "two pairs, one nest box"]
        case .polish: ["przy karmniku", "młody osobnik", "śpiewał na świerku; długo", "duży mróz"]
        case .italian: ["alla mangiatoia", "c'è anche la femmina", "sentito, non visto", "giornata più fredda"]
        case .spanish:
            ["en el comedero", "canta al amanecer", "había niebla", "pareja en el limonero; año pasado también"]
        case .dutch: ["bij de voedertafel", "één met witte vleugel", "hoog overvliegend", "zoals vorige week"]
        case .german: ["am Futterhaus", "große Gruppe", "singt früh", "im Apfelbaum; später am Boden"]
        case .french: ["à la mangeoire", "très près de la fenêtre", "entendu derrière la haie", "début du gel; neige"]
        }
    }

    /// A date as sheets in this language show it. English sheets of the project use ISO 8601.
    func date(year: Int, month: Int, day: Int) -> String {
        let (month, day) = (twoDigits(month), twoDigits(day))
        return switch self {
        case .english: "\(year)-\(month)-\(day)"
        case .polish, .german: "\(day).\(month).\(year)"
        case .dutch: "\(day)-\(month)-\(year)"
        case .italian, .spanish, .french: "\(day)/\(month)/\(year)"
        }
    }

    /// A number with the language's decimal mark.
    func decimal(_ text: String) -> String {
        self == .english ? text : text.split(separator: ".").joined(separator: ",")
    }
}
