/// What stands over the columns of volunteers' files, by the term that is meant: the one list of such words, for the
/// guess of `transect init --from` and its language, and for templates, to tell which of a field's aliases is meant for
/// a language that the pipeline does not name.
struct KnownHeader: Sendable {
    /// The Darwin Core term.
    let term: String
    private let exports: Set<String>
    private let words: [GuideLanguage: Set<String>]

    /// - Parameters:
    ///   - exports: what programs write, in whatever language their users speak.
    ///   - words: what people write, by language.
    init(_ term: String, exports: [String], _ words: [GuideLanguage: [String]] = [:]) {
        self.term = term
        self.exports = Set(exports.map { PlainHeader($0).whole })
        self.words = words.mapValues { Set($0.map { PlainHeader($0).whole }) }
    }

    /// Whether a header is the term itself, as others may write it (`Event date`).
    func isNamed(by header: PlainHeader) -> Bool { PlainHeader(term).whole == header.whole }

    /// Whether programs write a header over such a column.
    func isExported(as header: PlainHeader) -> Bool { exports.contains(header.whole) }

    /// Whether a header is a word of a language for it.
    func isCalled(_ header: PlainHeader, in language: GuideLanguage) -> Bool {
        words[language]?.contains(header.whole) ?? false
    }
}

/// The list, and what is asked of it.
enum KnownHeaders {
    /// Whether a header is a word of a language for a term.
    static func has(_ header: String, for term: String, in language: GuideLanguage) -> Bool {
        all.first { $0.term == term }?.isCalled(PlainHeader(header), in: language) ?? false
    }

    /// Whether some words speak of one who observes, in any language, and not of how many do.
    static func nameObserver(_ words: [String]) -> Bool {
        GuideLanguage.allCases.contains { language in
            words.contains { has($0, for: "recordedBy", in: language) }
                && !words.contains { has($0, for: "individualCount", in: language) }
        }
    }

    /// Names of columns with accounts: they tell who has recorded where nothing else does.
    static let accounts = Set(
        [
            "user_login", "login", "user_name", "username", "user", "submitted_by", "submitter_name", "submitter",
            "created_by", "creator",
        ].map { PlainHeader($0).whole })

    /// What programs call coordinates at the end of longer names (`_GPS_latitude`, `where-Longitude`), and the term.
    static let endings = [("latitude", "decimalLatitude"), ("longitude", "decimalLongitude")]

    /// Every known header; of terms that share a word the first is meant.
    static let all: [KnownHeader] = [
        KnownHeader(
            "occurrenceID",
            exports: ["id", "uuid", "record id", "observation id", "gbifID", "global unique identifier", "key"]),
        KnownHeader(
            "eventDate", exports: ["observed_on", "observation date", "obs date", "when"],
            [
                .english: ["date"], .german: ["datum", "beobachtungsdatum", "funddatum"],
                .spanish: ["fecha", "fecha de observación"], .french: ["date", "date d'observation"],
                .italian: ["data", "data di osservazione"], .dutch: ["datum", "waarnemingsdatum"],
                .polish: ["data", "data obserwacji"],
            ]),
        KnownHeader(
            "eventID", exports: ["visit", "visit id", "checklist", "submission id", "sampling event identifier"]),
        KnownHeader(
            "scientificName", exports: ["taxon", "latin name", "label"],
            [
                .english: ["species", "species name", "scientific name"],
                .german: ["art", "artname", "wissenschaftlicher name"],
                .spanish: ["especie", "nombre científico"], .french: ["espèce", "nom scientifique"],
                .italian: ["specie", "nome scientifico"], .dutch: ["soort", "wetenschappelijke naam"],
                .polish: ["gatunek", "nazwa naukowa", "nazwa łacińska"],
            ]),
        KnownHeader(
            "vernacularName", exports: ["species guess"],
            [
                .english: ["species", "common name"], .german: ["art", "deutscher name"],
                .spanish: ["especie", "nombre común"], .french: ["espèce", "nom commun"],
                .italian: ["specie", "nome comune"], .dutch: ["soort", "nederlandse naam"],
                .polish: ["gatunek", "nazwa polska"],
            ]),
        KnownHeader(
            "individualCount", exports: ["how many", "abundance", "observation count"],
            [
                .english: ["count", "number"], .german: ["anzahl"], .spanish: ["número", "cantidad"],
                .french: ["nombre"], .italian: ["numero", "quantità"], .dutch: ["aantal"],
                .polish: ["liczba", "ilość"],
            ]),
        KnownHeader(
            // The place in a GeoJSON feature where its reader finds it.
            "decimalLatitude", exports: ["lat", "y", "/geometry/coordinates/1"],
            [
                .english: ["latitude"], .german: ["breite", "breitengrad"], .spanish: ["latitud"],
                .french: ["latitude"], .italian: ["latitudine"], .dutch: ["breedtegraad"],
                .polish: ["szerokość", "szer. geogr.", "szerokość geograficzna"],
            ]),
        KnownHeader(
            "decimalLongitude", exports: ["lon", "long", "lng", "x", "/geometry/coordinates/0"],
            [
                .english: ["longitude"], .german: ["länge", "längengrad"], .spanish: ["longitud"],
                .french: ["longitude"], .italian: ["longitudine"], .dutch: ["lengtegraad"],
                .polish: ["długość", "dł. geogr.", "długość geograficzna"],
            ]),
        KnownHeader(
            "coordinateUncertaintyInMeters", exports: ["positional accuracy"],
            [
                .english: ["accuracy", "precision", "uncertainty"], .german: ["genauigkeit"],
                .spanish: ["precisión"], .french: ["précision"], .italian: ["precisione"],
                .dutch: ["nauwkeurigheid"], .polish: ["dokładność"],
            ]),
        KnownHeader(
            "recordedBy", exports: ["contributor", "worker", "who"],
            [
                .english: ["observer", "observers", "recorder", "collector", "volunteer", "surveyor", "observed by"],
                .german: [
                    "beobachter", "beobachterin", "beobachters", "melder", "melderin", "beobachtet von", "kartierer",
                    "kartiererin", "erfasser", "erfasserin", "einsender", "einsenderin", "finder", "finderin",
                    "finders",
                ],
                .spanish: ["observador", "observadora", "observado por"],
                .french: ["observateur", "observatrice", "observé par"],
                .italian: ["osservatore", "osservatrice", "rilevatore", "rilevatrice", "osservato da"],
                .dutch: ["waarnemer", "waarneemster", "teller", "waargenomen door"],
                .polish: ["obserwator", "obserwatorka", "obserwatora", "obserwatorki"],
            ]),
        KnownHeader(
            "locality", exports: ["location", "place guess", "site"],
            [
                .english: ["place", "locality"], .german: ["ort", "fundort"], .spanish: ["lugar", "localidad"],
                .french: ["lieu", "localité"], .italian: ["luogo", "località"], .dutch: ["plaats", "locatie"],
                .polish: ["miejsce", "miejscowość"],
            ]),
        KnownHeader(
            "occurrenceRemarks", exports: ["comment", "comments"],
            [
                .english: ["remarks", "notes"], .german: ["bemerkungen", "anmerkungen"],
                .spanish: ["notas", "observaciones"], .french: ["remarques"], .italian: ["note"],
                .dutch: ["opmerkingen"], .polish: ["uwagi"],
            ]),
        KnownHeader("license", exports: ["licence"]),
    ]
}
