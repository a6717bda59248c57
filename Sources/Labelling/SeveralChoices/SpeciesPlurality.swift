/// Snapshot Serengeti's rule for photos with several species: as many species as people saw, those with most votes.
///
/// Of the classifications of a subject the blank ones are set aside. S is the median number of species in the others
/// (of two in the middle the higher one). The S species with the most votes stand. For each of them, among those who
/// named it: the least, median and greatest class of the count, and the share who saw each behaviour.
///
/// Species with equally many votes at the S-th place are a tie: none of them stands, and all are listed.
package struct SpeciesPlurality: Sendable {
    /// Which of two middle numbers and classes stands.
    package var rounding: BinnedCount.Rounding
    /// Whether a subject is blank as soon as more than half of its classifications are, as in later projects of the
    /// same group; else only if all are.
    package var blankByMajority: Bool

    /// The rule as Snapshot Serengeti describes it unless the parameters say otherwise.
    package init(rounding: BinnedCount.Rounding = .up, blankByMajority: Bool = false) {
        self.rounding = rounding
        self.blankByMajority = blankByMajority
    }

    /// A species that somebody saw in a photo.
    package struct Sighting: Sendable, Equatable {
        /// The species.
        package var species: String
        /// How many, as the number of a class of `CountBins`; `nil` if it was not said.
        package var count: Int?
        /// What they were doing.
        package var behaviours: [String]

        /// A sighting of those parts.
        package init(_ species: String, count: Int? = nil, behaviours: [String] = []) {
            self.species = species
            self.count = count
            self.behaviours = behaviours
        }
    }

    /// A species that stands.
    package struct Species: Sendable, Equatable {
        /// Its name.
        package var name: String
        /// How many named it.
        package var votes: Int
        /// `votes` ÷ (classifications − blank ones).
        package var fractionSupport: Double
        /// The classes of its counts, among those who gave one.
        package var count: BinnedCount.Subject
        /// The share of its voters who saw each behaviour, by name in byte order.
        package var behaviours: [Behaviour]
    }

    /// How many saw a behaviour.
    package struct Behaviour: Sendable, Equatable {
        /// What it is called.
        package var name: String
        /// The share of the species' voters who saw it.
        package var fraction: Double

        /// A behaviour with its share.
        package init(name: String, fraction: Double) {
            self.name = name
            self.fraction = fraction
        }
    }

    /// What is known about one subject.
    package struct Subject: Sendable, Equatable {
        /// The species that stand, those with most votes first, then in byte order.
        package var species: [Species]
        /// Species that share the last place, of which none stands; in byte order.
        package var tied: [String]
        /// S; 0 for a blank subject.
        package var speciesCount: Int
        /// All classifications.
        package var classifications: Int
        /// Those without any species.
        package var blanks: Int
        /// Pielou's evenness of the votes over all species named: 0 if all agree, 1 if all species have equally many;
        /// `nil` without votes. Low means certain.
        package var evenness: Double?
        /// Whether the subject is taken to show nothing.
        package var isBlank: Bool
        /// `blanks ÷ classifications`; `nil` without any.
        package var fractionBlank: Double? {
            classifications > 0 ? Double(blanks) / Double(classifications) : nil
        }
    }

    /// The consensus on all subjects. A species named twice in one classification counts once, as it was named first.
    package func estimate(from answers: AnswersBySubject<[Sighting]>) -> [Subject] {
        (0..<answers.subjectCount).map { consensus(on: Array(answers.values[answers.range(ofSubject: $0)])) }
    }

    /// The consensus on one subject.
    package func consensus(on classifications: [[Sighting]]) -> Subject {
        let seen = classifications.map { classification in
            // Only looked up in.
            var names: Set<String> = []
            return classification.filter { names.insert($0.species).inserted }
        }
        let named = seen.filter { !$0.isEmpty }
        var subject = Subject(
            species: [], tied: [], speciesCount: 0, classifications: seen.count, blanks: seen.count - named.count,
            evenness: nil, isBlank: false)
        let tallies = tallies(named)
        subject.evenness = Self.evenness(tallies.map(\.votes))
        let mostAreBlank = 2 * subject.blanks > subject.classifications
        subject.isBlank = subject.classifications > 0 && (named.isEmpty || (blankByMajority && mostAreBlank))
        guard !named.isEmpty, !subject.isBlank else { return subject }

        let middle = BinnedCount(rounding: rounding).middle(of: named.map(\.count).sorted()) ?? 0
        subject.speciesCount = min(middle, tallies.count)
        var standing = tallies.prefix(subject.speciesCount)
        if let last = standing.last, tallies.count > standing.count, tallies[standing.count].votes == last.votes {
            subject.tied = tallies.filter { $0.votes == last.votes }.map(\.name)
            standing = standing.prefix { $0.votes > last.votes }
        }
        subject.species = standing.map { species($0.name, named) }
        return subject
    }

    /// Every species with its votes, those with most first, then in byte order.
    private func tallies(_ classifications: [[Sighting]]) -> [(name: String, votes: Int)] {
        let names = classifications.flatMap { $0.map(\.species) }
            .sorted { ByteOrder.precedes($0.utf8, $1.utf8) }
        var tallies: [(name: String, votes: Int)] = []
        for name in names {
            if tallies.last?.name == name {
                tallies[tallies.count - 1].votes += 1
            } else {
                tallies.append((name, 1))
            }
        }
        let order = tallies.indices.sorted { (-tallies[$0].votes, $0) < (-tallies[$1].votes, $1) }
        return order.map { tallies[$0] }
    }

    private func species(_ name: String, _ classifications: [[Sighting]]) -> Species {
        let sightings = classifications.compactMap { $0.first { $0.species == name } }
        var behaviours: [Behaviour] = []
        let all = sightings.flatMap(\.behaviours).sorted { ByteOrder.precedes($0.utf8, $1.utf8) }
        for behaviour in all where behaviours.last?.name != behaviour {
            let voters = sightings.count { $0.behaviours.contains(behaviour) }
            behaviours.append(Behaviour(name: behaviour, fraction: Double(voters) / Double(sightings.count)))
        }
        return Species(
            name: name, votes: sightings.count,
            fractionSupport: Double(sightings.count) / Double(classifications.count),
            count: BinnedCount(rounding: rounding).consensus(on: sightings.compactMap(\.count)),
            behaviours: behaviours)
    }

    /// Pielou's evenness −Σ p ln p ÷ ln n of votes over n names; 0 for one name, `nil` for none.
    package static func evenness(_ votes: [Int]) -> Double? {
        let positive = votes.filter { $0 > 0 }
        guard !positive.isEmpty else { return nil }
        guard positive.count > 1 else { return 0 }
        let all = Double(positive.reduce(0, +))
        var entropy = 0.0
        for count in positive { entropy -= Double(count) / all * StableMath.log(Double(count) / all) }
        return min(entropy / StableMath.log(Double(positive.count)), 1)
    }

    static let description = AnswerMethodDescription(
        method: .speciesPlurality, kind: .severalChoices,
        title: "as many species as people saw, those with most votes",
        documentation: """
            For camera-trap photos in which people name species with counts and behaviours. Blank answers are set \
            aside; the number of species is the median of what people saw, and the species with most votes stand. \
            Published beside each are its share of the answers that are not blank, its counts and its behaviours, \
            and for the photo Pielou's evenness of all votes: 0 is unanimous, towards 1 nobody agrees. Where \
            species tie for the last place none of them stands, and all are listed.
            """,
        source: """
            A. Swanson, M. Kosmala, C. Lintott and C. Packer, A generalized approach for producing, quantifying, and \
            validating citizen science data from wildlife images, Conservation Biology 30 (2016) 520-531; E. C. \
            Pielou, The measurement of diversity in different types of biological collections, Journal of \
            Theoretical Biology 13 (1966) 131-144.
            """,
        cost: "One sort of each subject's votes, no iterations.",
        example: AnswerExample(
            story: """
                Most see zebra and wildebeest in `photo-1`; one says nothing is there. In `photo-2` one species was \
                seen by each of two people, and they name different ones.
                """,
            answers: [
                ["photo-1", "ana", "zebra=3|wildebeest=11-50"], ["photo-1", "ben", "zebra=4|wildebeest=51+"],
                ["photo-1", "cleo", "zebra=3"], ["photo-1", "dan", "none"],
                ["photo-2", "ana", "topi=1"], ["photo-2", "ben", "kongoni=1"],
            ],
            columns: ["subject", "species", "counts", "support", "tied", "evenness", "blank"],
            results: [
                ["photo-1", "zebra|wildebeest", "3|51+", "1.000000|0.666667", "", "0.970951", "0.250000"],
                ["photo-2", "", "", "", "kongoni|topi", "1.000000", "0.000000"],
            ],
            compute: { example in
                let bins = CountBins.serengeti
                let (answers, subjects) = example.read { Sighting.list(in: $0, bins: bins) }
                return zip(subjects, SpeciesPlurality().estimate(from: answers)).map { name, subject in
                    [
                        name, subject.species.map(\.name).joined(separator: "|"),
                        subject.species.map { $0.count.median.map { bins.labels[$0] } ?? "" }.joined(separator: "|"),
                        subject.species.map { AnswerExample.cell($0.fractionSupport) }.joined(separator: "|"),
                        subject.tied.joined(separator: "|"), AnswerExample.cell(subject.evenness),
                        AnswerExample.cell(subject.fractionBlank),
                    ]
                }
            }))
}

extension SpeciesPlurality.Sighting {
    /// The sightings that a text lists: `zebra=3|wildebeest=11-50 (eating, resting)`. Words for none and an empty text
    /// are no sightings.
    package static func list(in text: String, bins: CountBins, none: [String] = ["none"]) -> [Self] {
        ChoiceLists.labels(in: text, none: none).map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { return Self(part) }
            // Only behind the count, as names may have brackets of their own: Turdus merula (Linnaeus, 1758).
            let detail = sides[1].split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
            let behaviours = detail.count < 2 ? [] : detail[1].prefix { $0 != ")" }.split(separator: ",")
            return Self(
                String(sides[0]), count: bins.bin(of: String(detail.first ?? "")),
                // The word for "nothing of it" is no behaviour either.
                behaviours: behaviours.map { String($0.drop { $0 == " " }) }.filter { !none.contains($0) })
        }
    }
}
