/// What volunteers call the commonest terms, by language: for templates, to tell which of a field's aliases is meant for
/// a language that the pipeline does not name.
enum KnownHeaders {
    /// Whether a header is a word of a language for a term.
    static func has(_ header: String, for term: String, in language: GuideLanguage) -> Bool {
        words[term]?[language]?.contains(header.lowercased()) ?? false
    }

    private static let words: [String: [GuideLanguage: [String]]] = [
        "eventDate": [
            .english: ["date"], .german: ["datum"], .spanish: ["fecha"], .french: ["date"], .italian: ["data"],
            .dutch: ["datum"], .polish: ["data"],
        ],
        "scientificName": [
            .english: ["species", "scientific name"], .german: ["art", "wissenschaftlicher name"],
            .spanish: ["especie", "nombre científico"], .french: ["espèce", "nom scientifique"],
            .italian: ["specie", "nome scientifico"], .dutch: ["soort", "wetenschappelijke naam"],
            .polish: ["gatunek", "nazwa naukowa"],
        ],
        "vernacularName": [
            .english: ["species", "common name"], .german: ["art", "deutscher name"],
            .spanish: ["especie", "nombre común"], .french: ["espèce", "nom commun"],
            .italian: ["specie", "nome comune"], .dutch: ["soort", "nederlandse naam"],
            .polish: ["gatunek", "nazwa polska"],
        ],
        "individualCount": [
            .english: ["count", "number"], .german: ["anzahl"], .spanish: ["número", "cantidad"],
            .french: ["nombre"], .italian: ["numero", "quantità"], .dutch: ["aantal"], .polish: ["liczba", "ilość"],
        ],
        "decimalLatitude": [
            .english: ["latitude"], .german: ["breite", "breitengrad"], .spanish: ["latitud"],
            .french: ["latitude"], .italian: ["latitudine"], .dutch: ["breedtegraad"],
            .polish: ["szerokość", "szer. geogr.", "szerokość geograficzna"],
        ],
        "decimalLongitude": [
            .english: ["longitude"], .german: ["länge", "längengrad"], .spanish: ["longitud"],
            .french: ["longitude"], .italian: ["longitudine"], .dutch: ["lengtegraad"],
            .polish: ["długość", "dł. geogr.", "długość geograficzna"],
        ],
        "locality": [
            .english: ["place", "locality"], .german: ["ort", "fundort"], .spanish: ["lugar", "localidad"],
            .french: ["lieu", "localité"], .italian: ["luogo", "località"], .dutch: ["plaats", "locatie"],
            .polish: ["miejsce", "miejscowość"],
        ],
        "recordedBy": [
            .english: ["observer"], .german: ["beobachter", "beobachterin"], .spanish: ["observador", "observadora"],
            .french: ["observateur", "observatrice"], .italian: ["osservatore", "osservatrice"],
            .dutch: ["waarnemer"], .polish: ["obserwator", "obserwatorka"],
        ],
        "occurrenceRemarks": [
            .english: ["remarks", "notes"], .german: ["bemerkungen", "anmerkungen"],
            .spanish: ["notas", "observaciones"], .french: ["remarques"], .italian: ["note"],
            .dutch: ["opmerkingen"], .polish: ["uwagi"],
        ],
    ]
}
