import Seeded

/// The sample project `garden-birds`: school classes in seven languages, a field form and an app count birds in gardens
/// from January to March 2024.
struct GardenBirds {
    /// A sighting, its flaw, and what must become of it.
    struct Entry {
        var sighting: Sighting
        var flaw: Flaw?
        var outcome: Outcome
    }

    private var random = SplitMix64(seed: 20_240_101)
    private var project = SampleProject(name: "garden-birds")
    /// Two records of one class that another class's rows collide with.
    private var contested: [Sighting] = []

    /// Makes the whole project.
    static func make() -> SampleProject {
        var maker = GardenBirds()
        maker.addSpeciesList()
        for garden in Garden.all { maker.addFiles(of: garden) }
        return maker.project
    }

    private mutating func addSpeciesList() {
        var species = Sheet(header: ["scientificName"] + Language.allCases.map { "vernacular_\($0.code)" })
        species.rows = Bird.all.map { [$0.scientificName] + $0.vernacularNames }
        project.add("Pipelines/garden-birds/species.csv", Array(species.csv().utf8))
    }

    private mutating func addFiles(of garden: Garden) {
        var january: [Entry] = []
        var february: [Entry] = []
        for month in 1...3 {
            var entries = entries(garden, month: month)
            switch (garden.code, month) {
            case ("NLG7", 3):
                // This class sends all of February again with March, mended: what had been wrong is now accepted.
                entries = Self.sentAgain(february) + entries
            case ("PL6A", 3):
                // Two rows carry the other class's visit numbers: another submitter's records are not to be changed.
                for (index, other) in contested.enumerated() {
                    entries[index].sighting.visit = other.visit
                    entries[index].sighting.bird = other.bird
                    entries[index].flaw = nil
                    entries[index].outcome = .quarantined
                }
            case ("IT3A", 2):
                // A row that was pasted twice: the second says nothing new.
                let twice = entries[5].sighting
                entries[5] = Entry(sighting: twice, flaw: nil, outcome: .accepted)
                entries.append(Entry(sighting: twice, flaw: nil, outcome: .duplicate))
            case ("ES5C", 2):
                entries[3].sighting.bird = Bird.all[9]
                entries[3] = Entry(sighting: Self.hugeFlock(entries[3].sighting), flaw: nil, outcome: .accepted)
            default: break
            }
            add(entries, name: "2024-0\(month)", of: garden)
            if month == 1 { january = entries }
            if month == 2 { february = entries }
            if garden.code == "PL4B", month == 1 { contested = entries.prefix(2).map(\.sighting) }
        }
        if garden.code == "EN5H" { addCorrections(of: january, garden) }
    }

    /// The visits of a month: each has a day, a garden, and some species, every one of them once.
    private mutating func entries(_ garden: Garden, month: Int) -> [Entry] {
        let choice = WeightedChoice(weights: Bird.all.map(\.frequency))
        var entries: [Entry] = []
        for visit in 1...8 {
            let number = (month - 1) * 8 + visit
            let day = 2 + visit * 3 - random.below(3)
            let latitude = garden.latitude + random.below(41) - 20
            let longitude = garden.longitude + random.below(41) - 20
            let isPlaceKnown = random.below(12) != 0
            var seen: Set<Int> = []
            for _ in 0..<(5 + random.below(5)) {
                let index = choice.draw(&random)
                guard seen.insert(index).inserted else { continue }
                let sighting = Sighting(
                    visit: "\(garden.code)-\(String(1_000 + number).dropFirst())", month: month, day: day,
                    bird: Bird.all[index], count: random.below(15) == 0 ? 0 : 1 + random.below(Bird.all[index].flock),
                    latitude: isPlaceKnown ? latitude : 0, longitude: isPlaceKnown ? longitude : 0,
                    note: random.below(9) == 0 ? random.pick(garden.language.notes) : "")
                let flaw = flaw(garden, month: month, sighting)
                entries.append(Entry(sighting: sighting, flaw: flaw, outcome: flaw == nil ? .accepted : .quarantined))
            }
        }
        return entries
    }

    /// About one row in twenty is spoilt, except in the files that are sent a second time and on the first visits.
    private mutating func flaw(_ garden: Garden, month: Int, _ sighting: Sighting) -> Flaw? {
        let isSentTwice = [("ES5C", 1), ("FRCM", 2), ("PL4B", 1), ("EN5H", 1)].contains { $0 == (garden.code, month) }
        guard random.below(18) == 0 else { return nil }
        let flaw = random.pick(Flaw.allCases)
        let isPlaceFlaw = [.swappedPlace, .zeroPlace, .lostDecimalMark].contains(flaw)
        if isSentTwice || isPlaceFlaw && sighting.latitude == 0 { return nil }
        // A wide sheet writes visit, date and place once for all species; there, only numbers go wrong alone.
        if garden.habit == .wideExcel { return flaw == .wordForCount || isPlaceFlaw ? .negativeCount : nil }
        return flaw
    }

    /// Rows of an earlier file, mended: the accepted ones are duplicates now, the others are new.
    private static func sentAgain(_ entries: [Entry]) -> [Entry] {
        entries.map { entry in
            Entry(sighting: entry.sighting, flaw: nil, outcome: entry.flaw == nil ? .duplicate : .accepted)
        }
    }

    private static func hugeFlock(_ sighting: Sighting) -> Sighting {
        var sighting = sighting
        sighting.visit = "ES5C-900"
        sighting.count = 1_250
        return sighting
    }

    /// Three counts of January were wrong: the same visits and species in a later file with other numbers.
    private mutating func addCorrections(of january: [Entry], _ garden: Garden) {
        let corrections = january.prefix(20).filter { $0.outcome == .accepted && $0.sighting.count > 0 }.prefix(3)
        let entries = corrections.map { entry in
            var sighting = entry.sighting
            sighting.count += 3
            sighting.note = "counted again on the photograph"
            return Entry(sighting: sighting, flaw: nil, outcome: .corrected)
        }
        add(entries, name: "corrections-2024-01", of: garden)
    }

    private mutating func add(_ entries: [Entry], name: String, of garden: Garden) {
        let (ending, bytes) = GardenFile.write(entries, garden)
        project.drop("\(garden.folder)/\(name)\(ending)", bytes, outcomes: entries.map(\.outcome))
        if garden.code == "FRCM", name == "2024-02" {
            // The same bytes under another name: known by their digest, never read again.
            project.dropWithoutRecords("\(garden.folder)/copie de \(name)\(ending)", bytes)
        }
        if garden.code == "ES5C", name == "2024-01" {
            // The same file, compressed: read, and every record found to be a duplicate.
            project.drop(
                "\(garden.folder)/copia-\(name)\(ending).gz", Gzip.compress(bytes),
                outcomes: entries.map { _ in .duplicate })
        }
    }
}
