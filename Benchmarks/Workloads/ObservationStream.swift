import Seeded

/// An endless stream of observations. Every row is a function of the seed and its number alone, so that a smaller file
/// is an exact beginning of a larger one, and a duplicate of any earlier row can be made anew without remembering it.
struct ObservationStream: Sendable {
    let vocabulary: Vocabulary
    private let seed: UInt64
    /// The number of days in which observations lie: 2015-01-01 to 2025-06-28.
    static let days = 3832

    init(seed: UInt64 = 20_250_630) {
        self.seed = seed
        vocabulary = Vocabulary(seed: SplitMix64.mix(seed))
    }

    /// What kind of row a number has: 2 % exact duplicates, 1 % near duplicates, 1 % bad, the rest regular.
    func kind(of row: Int) -> Observation.Kind {
        if row < 16 { return .regular }
        return switch SplitMix64.mix(seed ^ SplitMix64.mix(UInt64(row) &* 2 + 1)) % 100 {
        case 0, 1: .exactDuplicate
        case 2: .nearDuplicate
        case 3: .bad
        default: .regular
        }
    }

    /// A row of the stream, and for a bad one which of three ways its flaw takes.
    func row(_ number: Int) -> (row: Observation, kind: Observation.Kind, variant: Int) {
        let kind = kind(of: number)
        var random = generator(for: number, purpose: 1)
        switch kind {
        case .regular:
            return (regular(number), kind, 0)
        case .exactDuplicate:
            return (regular(earlierRegular(number, &random)), kind, 0)
        case .nearDuplicate:
            return (nearDuplicate(of: earlierRegular(number, &random), number: number, &random), kind, 0)
        case .bad:
            var row = regular(number)
            row.flaw = random.pick(Flaw.allCases)
            return (row, kind, random.below(3))
        }
    }

    private func generator(for row: Int, purpose: UInt64) -> SplitMix64 {
        SplitMix64(seed: SplitMix64.mix(seed &+ UInt64(row) &* 4 &+ purpose))
    }

    /// Any regular row before this one, at any distance.
    private func earlierRegular(_ number: Int, _ random: inout SplitMix64) -> Int {
        while true {
            let earlier = random.below(number)
            if kind(of: earlier) == .regular { return earlier }
        }
    }

    private func regular(_ number: Int) -> Observation {
        var random = generator(for: number, purpose: 0)
        let site = vocabulary.siteChoice.draw(&random)
        let uncertainties = [0, 3, 5, 8, 10, 15, 25, 30, 50, 65, 100, 122, 250, 500, 1000, 2500, 5000]
        var count = 1
        while random.below(100) >= 45, count < 40 { count += 1 }
        let basis = random.below(20)
        let second = min(max(43_200 + 11_000 * random.normal(), 0), 86_399)
        return Observation(
            identifier: (random.next(), random.next()),
            day: Int32(random.below(Self.days)),
            second: random.below(5) == 0 ? -1 : Int32(second),
            latitude: vocabulary.sites[site].latitude + Int32(4000 * random.normal()),
            longitude: vocabulary.sites[site].longitude + Int32(5000 * random.normal()),
            uncertainty: random.pick(uncertainties),
            species: vocabulary.speciesChoice.draw(&random),
            count: random.below(10) == 0 ? 0 : count,
            observer: vocabulary.observerChoice.draw(&random),
            basis: basis < 17 ? 0 : basis < 19 ? 1 : 2,
            place: site * 4 + random.below(4),
            remark: random.below(10) < 4 ? -1 : random.below(vocabulary.remarks.count),
            flaw: nil)
    }

    /// The same animal told again: a new identifier, some metres and minutes away, in three of ten cases by another group.
    private func nearDuplicate(of original: Int, number: Int, _ random: inout SplitMix64) -> Observation {
        let fresh = regular(number)
        var row = regular(original)
        row.identifier = fresh.identifier
        if row.second >= 0 { row.second = min(max(row.second + Int32(random.below(1201)) - 600, 0), 86_399) }
        row.latitude += Int32(15 * random.normal())
        row.longitude += Int32(15 * random.normal())
        row.uncertainty = fresh.uncertainty
        if random.below(10) >= 7 { row.observer = fresh.observer }
        row.remark = fresh.remark
        return row
    }
}
