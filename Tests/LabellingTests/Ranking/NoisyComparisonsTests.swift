import Labelling
import Testing

@Suite("Bradley–Terry with unreliable contributors")
struct NoisyComparisonsTests {
    private typealias Kind = GeneratedComparisons.Kind

    private func crowd(_ seed: UInt64, random: Int = 0, contrary: Int = 0) -> GeneratedComparisons {
        let kinds =
            Array(repeating: Kind.random, count: random) + Array(repeating: .contrary, count: contrary)
            + Array(repeating: .good, count: 40 - random - contrary)
        return GeneratedComparisons(seed: seed, items: 30, contributors: kinds, each: 30)
    }

    @Test("With bad contributors the order suffers much less than without weights, and without them hardly")
    func order() {
        let cases = [(0, 0), (8, 0), (12, 0), (0, 8), (0, 12), (6, 6)]
        let taus = cases.map { random, contrary in
            var mean = (weighed: 0.0, plain: 0.0)
            for seed in 0..<6 {
                let crowd = crowd(UInt64(seed), random: random, contrary: contrary)
                let comparisons = crowd.comparisons
                let plain = BradleyTerry(weighsContributors: false).estimate(from: comparisons)
                mean.weighed += crowd.tau(BradleyTerry().estimate(from: comparisons)) / 6
                mean.plain += crowd.tau(plain) / 6
            }
            return mean
        }
        let clean = taus[0].plain
        #expect(clean > 0.8)
        #expect(taus[0].weighed > clean - 0.015)
        // 20 and 30 % who answer at random cost less than without weights; the reverse costs nearly nothing.
        for place in [1, 2] { #expect(taus[place].weighed > taus[place].plain) }
        for place in [3, 4, 5] { #expect(clean - taus[place].weighed < 0.4 * (clean - taus[place].plain)) }
        for place in 1...5 { #expect(taus[place].weighed > clean - 0.08) }
    }

    @Test("Reliabilities tell good, random and contrary contributors apart")
    func reliabilities() {
        let crowd = crowd(9, random: 6, contrary: 6)
        let comparisons = crowd.comparisons
        let ranking = BradleyTerry().estimate(from: comparisons)
        // Contributors are numbered in byte order: c0, c1, c10, c11, …
        let names = (0..<40).map { "c\($0)" }.sorted()
        var sums: [Kind: (sum: Double, count: Double)] = [:]
        for (name, contributor) in zip(names, ranking.contributors) {
            guard let number = Int(name.dropFirst()) else { continue }
            let kind = crowd.kinds[number]
            let known = sums[kind] ?? (0, 0)
            sums[kind] = (known.sum + contributor.reliability, known.count + 1)
            if kind == .contrary { #expect(contributor.reliability < 0.1) }
            if kind == .good { #expect(contributor.reliability > 0.3) }
        }
        let mean = { (kind: Kind) in (sums[kind]?.sum ?? 9) / (sums[kind]?.count ?? 1) }
        #expect(abs(mean(.good) - 1.1) < 0.25)
        #expect(abs(mean(.random)) < 0.35)
        #expect(mean(.contrary) < -0.5)
    }

    @Test("True scores are within 1.96 standard errors in about 95 of 100 cases")
    func coverage() {
        var within = 0
        for seed in 20..<26 {
            let crowd = crowd(UInt64(seed))
            let ranking = BradleyTerry(weighsContributors: false).estimate(from: crowd.comparisons)
            let mean = crowd.scores.reduce(0, +) / 30
            for (item, score) in zip(ranking.items, crowd.scores) {
                let error = abs((item.score ?? 0) - (score - mean))
                if error < 1.96 * (item.standardError ?? 0) { within += 1 }
            }
        }
        #expect((162...178).contains(within))
    }

    @Test("The standard errors of large groups are close to the exact ones where items have several opponents")
    func largeGroups() {
        let kinds = Array(repeating: Kind.good, count: 40)
        let comparisons = GeneratedComparisons(seed: 4, items: 200, contributors: kinds, each: 40).comparisons
        let exact = BradleyTerry().estimate(from: comparisons)
        let near = BradleyTerry(exactErrorLimit: 10).estimate(from: comparisons)
        for (one, other) in zip(exact.items, near.items) {
            let ratio = (other.standardError ?? 0) / (one.standardError ?? 1)
            #expect(ratio > 0.95 && ratio < 1.01)
        }
    }

    @Test("The iterations settle long before their limit")
    func settles() {
        for seed in 30..<33 {
            let ranking = BradleyTerry().estimate(from: crowd(UInt64(seed), random: 6, contrary: 6).comparisons)
            #expect(ranking.iterations < 200)
        }
    }
}
