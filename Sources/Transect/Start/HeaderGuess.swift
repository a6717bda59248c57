/// Guesses which Darwin Core term a column's header means, for `transect init --from`. The person who reads the pipeline
/// decides.
package enum HeaderGuess {
    /// The term that a header probably means, or `nil`.
    package static func term(for header: String) -> String? {
        let plain = simplified(header)
        if let exact = terms.first(where: { simplified($0.term) == plain }) { return exact.term }
        return terms.first { $0.words.contains(plain) }?.term
    }

    /// A header without accents, case, spaces and punctuation.
    private static func simplified(_ header: String) -> String {
        var result = ""
        for scalar in header.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
            case "ą", "á", "à", "ä", "â", "ã": result += "a"
            case "ć", "ç": result += "c"
            case "ę", "é", "è", "ë", "ê": result += "e"
            case "í", "ï", "î", "ì": result += "i"
            case "ł": result += "l"
            case "ń", "ñ": result += "n"
            case "ó", "ö", "ô", "ò", "õ": result += "o"
            case "ś": result += "s"
            case "ú", "ü", "ù", "û": result += "u"
            case "ź", "ż": result += "z"
            case "ß": result += "ss"
            default: break
            }
        }
        return result
    }

    /// Terms with the words that volunteers in seven languages write over such a column.
    private static let terms: [(term: String, words: [String])] = [
        ("occurrenceID", ["id", "uuid", "recordid", "observationid", "gbifid", "globaluniqueidentifier", "key"]),
        (
            "eventDate",
            [
                "date", "observedon", "observationdate", "data", "fecha", "datum", "dataobserwacji", "datedobservation",
                "obsdate", "when",
            ]
        ),
        ("eventID", ["visit", "visitid", "checklist", "submissionid", "samplingeventidentifier"]),
        (
            "scientificName",
            [
                "species", "scientificname", "taxon", "latinname", "gatunek", "especie", "specie", "soort", "art",
                "espece",
                "nomscientifique", "nazwanaukowa", "wetenschappelijkenaam", "nombrecientifico", "label",
            ]
        ),
        ("vernacularName", ["commonname", "speciesguess", "name", "nazwapolska", "nombrecomun", "nomcommun"]),
        (
            "individualCount",
            [
                "count", "number", "howmany", "abundance", "liczba", "numero", "aantal", "anzahl", "nombre",
                "observationcount",
                "ilosc",
            ]
        ),
        (
            "decimalLatitude",
            [
                "latitude", "lat", "szergeogr", "szerokosc", "latitud", "latitudine", "breedtegraad", "breite",
                "breitengrad",
                "y",
            ]
        ),
        (
            "decimalLongitude",
            [
                "longitude", "lon", "long", "lng", "dlgeogr", "dlugosc", "longitud", "longitudine", "lengtegraad",
                "lange",
                "langengrad", "x",
            ]
        ),
        ("coordinateUncertaintyInMeters", ["accuracy", "positionalaccuracy", "precision", "uncertainty"]),
        (
            "recordedBy",
            [
                "observer", "username", "userlogin", "user", "contributor", "obserwator", "observador", "osservatore",
                "waarnemer", "beobachter", "observateur", "worker", "volunteer", "who",
            ]
        ),
        (
            "locality",
            ["location", "place", "placeguess", "site", "miejsce", "lugar", "luogo", "plaats", "ort", "lieu"]
        ),
        ("occurrenceRemarks", ["remarks", "notes", "comment", "comments", "uwagi", "notas", "note", "opmerkingen"]),
        ("license", ["licence"]),
    ]
}
