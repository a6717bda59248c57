import Seeded

/// The sample project `river-cameras`: forty volunteers say what four hundred images show.
struct RiverCameras {
    private struct Vote {
        let image: Int
        let answer: Animal
        let session: Int  // 0, 1 or 2: the evening, and the file
        let day: Int  // of April 2024, by session
        let note: String
    }

    private static let imageCount = 400
    private static let header = ["image", "species", "date", "note"]
    private var random = SplitMix64(seed: 20_240_401)
    private var project = SampleProject(name: "river-cameras")
    private var truths: [Animal] = []

    /// Makes the whole project.
    static func make() -> SampleProject {
        var maker = RiverCameras()
        maker.addTruth()
        let votes = maker.votes()
        for volunteer in Volunteer.all {
            maker.addFiles(of: volunteer, votes[volunteer.number - 1].sorted { $0.session < $1.session })
        }
        maker.addBrokenFile()
        return maker.project
    }

    private static func imageID(_ image: Int) -> String { "RC-" + String(10_000 + image + 1).dropFirst() }

    private mutating func addTruth() {
        let choice = WeightedChoice(weights: Animal.allCases.map(\.frequency))
        truths = (0..<Self.imageCount).map { _ in Animal.allCases[choice.draw(&random)] }
        var truth = Sheet(header: ["imageID", "scientificName"])
        truth.rows = truths.enumerated().map { [Self.imageID($0.offset), $0.element.scientificName] }
        project.add("SampleData/river-cameras/truth.csv", Array(truth.csv().utf8))
        var species = Sheet(header: ["scientificName", "vernacular_en"])
        species.rows = Animal.allCases.map { [$0.scientificName, $0.englishName] }
        project.add("Pipelines/river-cameras/species.csv", Array(species.csv().utf8))
    }

    /// Five to eight different volunteers look at each image.
    private mutating func votes() -> [[Vote]] {
        let choice = WeightedChoice(weights: Volunteer.all.map(\.activity))
        var votes = [[Vote]](repeating: [], count: Volunteer.all.count)
        for image in 0..<Self.imageCount {
            let wanted = 5 + random.below(4)
            var chosen: Set<Int> = []
            while chosen.count < wanted {
                let index = choice.draw(&random)
                guard chosen.insert(index).inserted else { continue }
                let answer = Volunteer.all[index].answer(to: truths[image], &random)
                let session = random.below(3)
                let note = random.below(12) == 0 ? Self.note(Volunteer.all[index].habit, &random) : ""
                votes[index].append(
                    Vote(image: image, answer: answer, session: session, day: 2 + session * 7 + index % 5, note: note))
            }
        }
        return votes
    }

    private static func note(_ habit: Volunteer.Habit, _ random: inout SplitMix64) -> String {
        switch habit {
        case .excelFrench:
            random.pick(["très sombre", "à moitié caché", "deux bêtes ?", "tête hors de l'eau; queue large"])
        case .excelPolish: random.pick(["słabo widać", "może młody osobnik", "długi ogon; płynie", "żaden pewny ślad"])
        case .unicodeText: random.pick(["poco luce", "è già passato ieri", "coda piatta", "sembra più grande"])
        default:
            random.pick([
                "dark, only eyes visible", "tail not visible", "two animals",
                "said \"beaver\" first, then saw the tail",
                "wet lens\nhalf the image", "swimming", "seen yesterday too",
            ])
        }
    }

    private mutating func addFiles(of volunteer: Volunteer, _ votes: [Vote]) {
        var earlier = Sheet(header: Self.header)
        for session in 0..<3 {
            var sheet = Sheet(header: Self.header)
            var outcomes: [Outcome] = []
            for vote in votes where vote.session == session {
                let (row, outcome) = row(for: vote, by: volunteer)
                sheet.rows.append(row)
                outcomes.append(outcome)
                if outcome == .accepted { earlier.rows.append(row) }
            }
            // Some export all that they ever did, every evening.
            if session == 2, volunteer.number == 12 || volunteer.number == 26 {
                sheet.rows = earlier.rows
                outcomes = outcomes.filter { $0 == .accepted }
                outcomes = [Outcome](repeating: .duplicate, count: earlier.rows.count - outcomes.count) + outcomes
            }
            // Some look again, and change their minds: a new answer in a later file.
            if session == 2, volunteer.number % 9 == 6, let first = votes.first(where: { $0.session == 0 }) {
                let second = Vote(
                    image: first.image, answer: truths[first.image], session: 2, day: first.day + 20,
                    note: "looked again")
                sheet.rows.append(row(second))
                outcomes.append(.accepted)
            }
            guard !sheet.rows.isEmpty else { continue }
            add(sheet, outcomes, name: "session-\(session + 1)", by: volunteer)
        }
    }

    /// The row of a vote, now and then spoilt.
    private mutating func row(for vote: Vote, by volunteer: Volunteer) -> ([String], Outcome) {
        var row = row(vote)
        // The files of volunteers 2, 12, 20, 26 and 31 are sent twice, whole: they hold no bad rows.
        guard ![2, 12, 20, 26, 31].contains(volunteer.number), random.below(45) == 0 else { return (row, .accepted) }
        switch random.below(6) {
        case 0: row[0] = ""
        case 1: row[1] = random.pick(["Lutra lutrra", "Castor fibre", "Vulpes", "Myocaster coypus"])
        case 2: row[1] = random.pick(["otter", "something furry", "???"])
        case 3: row[2] = "2024-04-31"
        case 4: row[2] = "2042-04-12"
        default: row[2] = "yesterday"
        }
        return (row, .quarantined)
    }

    private func row(_ vote: Vote) -> [String] {
        [Self.imageID(vote.image), vote.answer.scientificName, "2024-04-" + twoDigits(vote.day), vote.note]
    }

    private mutating func add(_ sheet: Sheet, _ outcomes: [Outcome], name: String, by volunteer: Volunteer) {
        let file = Self.file(sheet, name: name, volunteer.habit)
        project.drop("\(volunteer.folder)/\(file.name)", file.bytes, outcomes: outcomes)
        let isFirst = name == "session-1"
        if isFirst, volunteer.number == 31 {
            // The same bytes under another name: known by their digest, never read again.
            project.dropWithoutRecords("\(volunteer.folder)/z-copy-of-\(file.name)", file.bytes)
        }
        if isFirst, volunteer.number == 2 || volunteer.number == 20 {
            // The same rows in a compressed file: read, and every record found to be a duplicate.
            let bytes = Gzip.compress(Array(sheet.csv().utf8))
            let outcomes = outcomes.map { _ in Outcome.duplicate }
            project.drop("\(volunteer.folder)/z-again.csv.gz", bytes, outcomes: outcomes)
        }
    }

    private static func file(_ sheet: Sheet, name: String, _ habit: Volunteer.Habit) -> (name: String, bytes: [UInt8]) {
        let excel = sheet.csv(delimiter: ";", lineEnd: "\r\n")
        return switch habit {
        case .commaCSV: (name + ".csv", TextEncoding.utf8.encode(sheet.csv()))
        case .excelFrench: (name + ".csv", TextEncoding.windows1252.encode(excel))
        case .excelPolish: (name + ".csv", TextEncoding.windows1250.encode(excel))
        case .excelWithMark: (name + ".csv", TextEncoding.utf8WithMark.encode(excel))
        case .unicodeText:
            (name + ".txt", TextEncoding.utf16LittleEndian.encode(sheet.csv(delimiter: "\t", lineEnd: "\r\n")))
        case .tabs: (name + ".tsv", TextEncoding.utf8.encode(sheet.csv(delimiter: "\t")))
        case .jsonArray: (name + ".json", Array(sheet.jsonArray().utf8))
        case .ndjson: (name + ".ndjson", Array(sheet.ndjson().utf8))
        case .xml: (name + ".xml", Array(sheet.xml(root: "classifications", record: "classification").utf8))
        case .gzippedCSV: (name + ".csv.gz", Gzip.compress(Array(sheet.csv().utf8)))
        case .gzippedJSON: (name + ".json.gz", Gzip.compress(Array(sheet.jsonArray().utf8)))
        }
    }

    /// What the server said when it could not export, saved as if it were the export.
    private mutating func addBrokenFile() {
        let page = """
            <!DOCTYPE html>
            <html><head><title>502 Bad Gateway</title></head>
            <body><h1>Bad Gateway</h1><p>The export is not ready. Please try again later.</p></body></html>

            """
        project.dropWithoutRecords("volunteer-17/session-4.json", Array(page.utf8))
    }
}
