import Seeded

/// The sample project `zooniverse-cameras`: two exports of a Zooniverse project that asks one question of every kind.
struct ZooniverseCameras {
    /// What a picture shows, and how hard it is to see.
    private struct Picture {
        let subject: Int
        let camera: String
        let animals: [(animal: Animal, count: Int)]
        let light: String
        let habitat: String
        let sharpness: Int  // hundredths
        let stamp: String
        let extras: [String]
        let heads: [(x: Int, y: Int)]
    }

    private static let pictureCount = 40
    private static let habitats = ["Reed bed", "Gravel bank", "Alder wood", "Open water"]
    private static let extras = ["Rain or fog", "Person", "Boat | raft"]
    private static let behaviours = ["EATING", "MOVING", "RESTING"]
    private var random = SplitMix64(seed: 20_250_501)
    private var project = SampleProject(name: "zooniverse-cameras")
    private var pictures: [Picture] = []
    private var classifications: [ZooniverseExport.Classification] = []
    /// What becomes of the records of each classification.
    private var outcomes: [[Outcome]] = []

    /// Makes the whole project.
    static func make() -> SampleProject {
        var maker = ZooniverseCameras()
        maker.addTruth()
        maker.classify()
        maker.addFiles()
        return maker.project
    }

    /// The code of an animal in the survey.
    private static func code(_ animal: Animal) -> String {
        String(animal.englishName.uppercased().filter { $0.isLetter })
    }

    private mutating func addTruth() {
        let choice = WeightedChoice(weights: Animal.allCases.map(\.frequency))
        for index in 0..<Self.pictureCount {
            var animals: [(animal: Animal, count: Int)] = []
            // One picture in five is empty, and one in eight shows two kinds of animals.
            if index % 5 != 2 { animals.append((Animal.allCases[choice.draw(&random)], 1 + random.below(3))) }
            if index % 8 == 3, let first = animals.first {
                animals.append((first.animal == .heron ? .fox : .heron, 1))
            }
            let heads = (0..<animals.reduce(0) { $0 + $1.count }).map { _ in
                (x: 100 + random.below(800), y: 80 + random.below(500))
            }
            let day = 1 + random.below(28)
            let light = random.below(3) == 0 ? "Night" : "Day"
            let hour = light == "Night" ? 1 + random.below(3) : 9 + random.below(8)
            pictures.append(
                Picture(
                    subject: 900_100 + index, camera: "CAM-\(1 + index % 4)", animals: animals, light: light,
                    habitat: Self.habitats[index % 4], sharpness: 20 + random.below(70),
                    stamp: "2025-03-\(twoDigits(day)) \(twoDigits(hour)):\(twoDigits(random.below(60)))",
                    extras: Self.extras.filter { _ in random.below(6) == 0 }, heads: heads))
        }
        var truth = Sheet(header: ["subjectID", "light", "habitat"])
        truth.rows = pictures.map { ["\($0.subject)", $0.light, $0.habitat] }
        project.add("SampleData/zooniverse-cameras/truth.csv", Array(truth.csv().utf8))
        var species = Sheet(header: ["choice", "scientificName"])
        species.rows = Animal.allCases.map { [Self.code($0), $0.scientificName] } + [["none", "none"]]
        project.add("Pipelines/zooniverse-cameras/species.csv", Array(species.csv().utf8))
    }

    /// Five of the volunteers look at each picture; one in twelve of them is not logged in.
    private mutating func classify() {
        for _ in 0..<5 {
            for picture in pictures {
                let number = classifications.count
                // Twelve volunteers, of whom the last is careless; each sees every picture at most once.
                let volunteer = (picture.subject * 7 + number / Self.pictureCount * 5) % 12
                classifications.append(classification(number, picture, volunteer))
            }
        }
    }

    private mutating func classification(
        _ number: Int, _ picture: Picture, _ volunteer: Int
    ) -> ZooniverseExport.Classification {
        let isCareless = volunteer == 11
        func says<Answer>(_ truth: Answer, or others: [Answer], _ random: inout SplitMix64) -> Answer {
            random.below(100) < (isCareless ? 35 : 92) ? truth : random.pick(others)
        }
        var choices: [JSONText] = []
        for (animal, count) in picture.animals where !isCareless || random.below(3) > 0 {
            let seen = says(animal, or: [animal.lookalike], &random)
            let doing = Self.behaviours.filter { _ in random.below(3) == 0 }
            choices.append(
                .object([
                    ("choice", .text(Self.code(seen))),
                    (
                        "answers",
                        .object([
                            ("HOWMANY", .text("\(max(1, count + (random.below(6) == 0 ? 1 : 0)))")),
                            ("DOING", .list(doing.map { .text($0) })),
                        ])
                    ), ("filters", .object([])),
                ]))
        }
        let sharpness = min(100, max(0, picture.sharpness + random.below(21) - 10))
        let decimal = sharpness == 100 ? "1" : "0.\(twoDigits(sharpness))"
        let extras = picture.extras.filter { _ in !isCareless || random.below(2) == 0 }
        let habitat = says(picture.habitat, or: Self.habitats, &random)
        let light = says(picture.light, or: ["Day", "Night"], &random)
        let stamp = random.below(7) == 0 ? String(picture.stamp.dropLast()) : picture.stamp
        let marks = picture.heads.filter { _ in random.below(10) > 0 }.map { head in
            JSONText.object([
                ("tool", .number("0")), ("tool_label", .text("Head")), ("frame", .number("0")), ("details", .list([])),
                ("x", .number("\(head.x + random.below(9) - 4).5")), ("y", .number("\(head.y + random.below(9) - 4)")),
            ])
        }
        let annotations: [JSONText] = [
            .answer("T0", nil, .list(choices)), .answer("T1", "Is it day or night?", .text(light)),
            .answer("T2", "What else is in the picture?", .list(extras.map { .text($0) })),
            .answer("T3", "How sharp is the picture?", .text(decimal)),
            .answer(
                "T4", nil,
                .list([
                    .object([
                        ("select_label", .text("Habitat")), ("option", .literal("true")),
                        ("value", .text("h\(Self.habitats.firstIndex(of: habitat) ?? 0)")), ("label", .text(habitat)),
                    ])
                ])),
            // The stamp is often not read: the task is skipped.
            .answer("T5", "Copy the date and time.", random.below(4) == 0 ? .literal("null") : .text(stamp)),
            .answer("T6", "Mark every head.", .list(marks)),
        ]
        outcomes.append([Outcome](repeating: .accepted, count: max(1, choices.count)))
        let name = volunteer == 5 ? "not-logged-in-5a3f9c1e07" : "volunteer-\(twoDigits(volunteer))"
        return ZooniverseExport.Classification(
            id: 700_000_001 + number, user: name, userID: volunteer == 5 ? "" : "\(4_000 + volunteer)",
            day: 1 + number / 10, minute: number % 60, annotations: .list(annotations), subject: picture.subject,
            camera: picture.camera)
    }

    /// The export of the first of May holds three quarters of the classifications, that of the first of June all.
    private mutating func addFiles() {
        let first = classifications.count * 3 / 4
        var damaged: Set<Int> = []
        let rows = classifications.enumerated().map { index, classification -> [String] in
            var row = classification.row
            // Two rows of the second export went through a spreadsheet, which cuts long cells and rounds long numbers.
            if index == first + 10 { row[11] = String(row[11].prefix(180)) }
            if index == first + 21 { row[0] = "7.00E+08" }
            if index == first + 10 || index == first + 21 { damaged.insert(index) }
            return row
        }
        var may = Sheet(header: ZooniverseExport.header)
        may.rows = Array(rows[..<first])
        project.drop(
            "team/classifications-2025-05-01.csv", Array(may.csv().utf8), outcomes: outcomes[..<first].flatMap { $0 })
        var june = Sheet(header: ZooniverseExport.header)
        june.rows = rows
        let again = outcomes.enumerated().flatMap { index, outcomes -> [Outcome] in
            if index < first { return outcomes.map { _ in .duplicate } }
            guard damaged.contains(index) else { return outcomes }
            // Without its annotations a classification is one record.
            return index == first + 10 ? [.quarantined] : outcomes.map { _ in .quarantined }
        }
        let packed = Gzip.compress(Array(june.csv().utf8))
        project.drop("team/classifications-2025-06-01.csv.gz", packed, outcomes: again)
    }
}
