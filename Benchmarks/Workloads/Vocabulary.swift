import Seeded

/// The names, places and remarks that observations draw from. All of them are made of syllables and common words: no
/// person and no real species is meant.
struct Vocabulary: Sendable {
    let species: TextTable
    let observers: TextTable
    let places: TextTable
    let remarks: TextTable
    let basis = TextTable(["HumanObservation", "MachineObservation", "PreservedSpecimen"])
    let speciesChoice: WeightedChoice
    let observerChoice: WeightedChoice
    let siteChoice: WeightedChoice
    /// The sites around which observations gather: latitude and longitude in 1/100000 degree.
    let sites: [(latitude: Int32, longitude: Int32)]

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let genera = Self.distinct(900, &random) { Self.word(2 + $0.below(3), &$0, capital: true) }
        let epithets = ["us", "a", "is", "ensis"]
        let names = Self.distinct(5000, &random) {
            $0.pick(genera) + " " + Self.word(3 + $0.below(3), &$0) + $0.pick(epithets)
        }
        species = TextTable(names)
        observers = TextTable((0..<20_000).map { Self.observer($0, &random) })
        places = TextTable((0..<8_000).map { _ in Self.place(&random) })
        remarks = TextTable((0..<20_000).map { _ in Self.remark(&random) })
        speciesChoice = .zipf(names.count)
        observerChoice = .zipf(20_000)
        siteChoice = .zipf(2_000)
        sites = (0..<2_000).map { _ in
            let latitude = min(max(38 + 13 * random.normal(), -60), 68)
            return (Int32(latitude * 100_000), Int32((random.unit() * 340 - 170) * 100_000))
        }
    }

    private static func distinct(
        _ count: Int, _ random: inout SplitMix64, make: (inout SplitMix64) -> String
    ) -> [String] {
        var seen: Set<String> = []
        var result: [String] = []
        while result.count < count {
            let name = make(&random)
            if seen.insert(name).inserted { result.append(name) }
        }
        return result
    }

    private static func word(_ syllables: Int, _ random: inout SplitMix64, capital: Bool = false) -> String {
        let consonants = Array("bcdfglmnprstv")
        let vowels = Array("aeiou")
        var result = ""
        for _ in 0..<syllables { result += String(random.pick(consonants)) + String(random.pick(vowels)) }
        return capital ? result.prefix(1).uppercased() + result.dropFirst() : result
    }

    /// Groups, never people: "Bird Club Mara 17", "Société naturaliste, Tovu".
    private static func observer(_ number: Int, _ random: inout SplitMix64) -> String {
        let kinds = [
            "Bird Club", "Société naturaliste", "Klasa przyrodnicza", "Naturschutzgruppe", "Grupo de campo", "観察会",
            "Vogelwerkgroep", "Gruppo natura", "Volunteers", "School class",
        ]
        let place = word(2 + random.below(2), &random, capital: true)
        let name = random.pick(kinds) + (random.below(100) < 15 ? ", " : " ") + place
        return random.below(100) < 30 ? "\(name) \(number)" : name
    }

    private static func place(_ random: inout SplitMix64) -> String {
        let kinds = [
            "Parc National", "Río Grande", "Lake", "Forêt de", "Marsh", "Nature Reserve", "Jardin", "Wald am", "Mt.",
            "Valley", "Söderåsen", "Coastal Path", "Old Quarry", "北海道", "Heath", "Łąka nad", "Puszcza",
        ]
        var name = random.pick(kinds) + " " + word(2 + random.below(2), &random, capital: true)
        if random.below(2) == 0 { name += ", " + word(2, &random, capital: true) + "shire" }
        if random.below(5) == 0 { name += ", km \(1 + random.below(89))" }
        return name
    }

    private static func remark(_ random: inout SplitMix64) -> String {
        let words = [
            "seen", "near", "the water", "flying", "adult", "male", "female", "juvenile", "singing", "on a branch",
            "heard only", "photo taken", "from trail", "under log", "feeding", "group of two", "identification",
            "uncertain", "très près", "étang", "große Wiese", "beim Bach", "común", "en el río", "light rain & wind",
            "early morning", "late dusk", "<5 m", "bardzo blisko",
        ]
        var remark = (0..<(2 + random.below(5))).map { _ in random.pick(words) }
        let kind = random.below(100)
        if kind < 35 { remark[0] += "," }
        if kind < 8 { remark.append("\"\(remark[1])\" (sic)") }
        if kind == 50 { remark[1] = "\n" + remark[1] }
        return remark.joined(separator: " ")
    }
}
