/// One bird species on one visit: what a row of a sheet says.
struct Sighting {
    var visit: String
    var year = 2024
    var month: Int
    var day: Int
    var bird: Bird
    /// 0 where nobody counted.
    var count: Int
    /// Thousandths of a degree.
    var latitude: Int
    var longitude: Int
    var note: String

    /// A number of thousandths as a decimal: 50.062.
    static func degrees(_ thousandths: Int) -> String {
        let digits = String(String(1_000 + thousandths.magnitude % 1_000).dropFirst())
        return (thousandths < 0 ? "-" : "") + "\(thousandths.magnitude / 1_000).\(digits)"
    }
}

/// What is wrong with a row. Each of these sends the record to quarantine.
enum Flaw: CaseIterable {
    case swappedPlace, zeroPlace, lostDecimalMark, impossibleDate, futureDate, noDate, negativeCount, wordForCount
    case unknownSpecies, noSpecies, noVisit
}

/// A sighting as texts in a language's conventions, with its flaw worked in: visit, date, species, number, latitude,
/// longitude, note.
struct WrittenSighting {
    var cells: [String]

    init(_ sighting: Sighting, flaw: Flaw?, language: Language, scientificNames: Bool) {
        let latitude = language.decimal(Sighting.degrees(sighting.latitude))
        let longitude = language.decimal(Sighting.degrees(sighting.longitude))
        let name = scientificNames ? sighting.bird.scientificName : sighting.bird.name(in: language)
        cells = [
            sighting.visit, language.date(year: sighting.year, month: sighting.month, day: sighting.day), name,
            sighting.count == 0 ? "" : "\(sighting.count)", latitude, longitude, sighting.note,
        ]
        // Spanish sheets show thousands with a point, and the gardens there once had a very large flock of starlings.
        if language == .spanish, sighting.count >= 1_000 {
            cells[3] = "\(sighting.count / 1_000).\(String(1_000 + sighting.count % 1_000).dropFirst())"
        }
        switch flaw {
        case .swappedPlace: cells.swapAt(4, 5)
        case .zeroPlace: (cells[4], cells[5]) = ("0", "0")
        case .lostDecimalMark: cells[4] = "\(sighting.latitude)"
        case .impossibleDate: cells[1] = language.date(year: 2024, month: 2, day: 31)
        case .futureDate: cells[1] = language.date(year: 2042, month: sighting.month, day: sighting.day)
        case .noDate: cells[1] = ""
        case .negativeCount: cells[3] = "-\(max(1, sighting.count))"
        case .wordForCount: cells[3] = "~\(max(1, sighting.count))"
        case .unknownSpecies: cells[2] = String(name.dropLast()) + "x"
        case .noSpecies: cells[2] = ""
        case .noVisit: cells[0] = ""
        case nil: break
        }
    }
}
