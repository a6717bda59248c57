import Labelling
import Observations
import Testing

@Suite("What all methods have in common")
struct MethodsTests {
    @Test("Permuted rows and other batches give the same bytes", arguments: LabellingMethod.allCases)
    func sameBytes(method: LabellingMethod) throws {
        var random = SplitMix64(seed: 21)
        let crowd = GeneratedCrowd(seed: 9, votes: 2000, perSubject: 5, contributors: 30, labels: 7)
        let first = try Votes(crowd.answers, repeats: .latest, batch: 5000).chosen(by: rule(method))
        for batch in [1, 64, 999] {
            let again = try Votes(crowd.answers.shuffledKeepingOrdinals(&random), repeats: .latest, batch: batch)
                .chosen(by: rule(method))
            #expect(again.published == first.published)
            #expect(again.estimate.scores == first.estimate.scores)
        }
    }

    @Test("The bits are those that every machine must have", arguments: LabellingMethod.allCases)
    func goldenBits(method: LabellingMethod) throws {
        let golden: [LabellingMethod: UInt64] = [
            .auto: 11_023_553_564_028_264_503, .majority: 13_969_157_250_327_498_628,
            .wawa: 16_292_968_970_459_496_922, .dawidSkene: 2_442_909_394_509_383_132,
            .oneCoin: 5_236_997_419_026_175_256, .glad: 11_683_362_094_686_224_104,
            .mace: 6_926_906_136_060_684_393, .ibcc: 17_605_085_528_981_329_980,
            .pooledIBCC: 9_333_566_937_101_138_591, .bwa: 9_942_821_306_343_100_648,
        ]
        let crowd = GeneratedCrowd(seed: 77, votes: 3000, perSubject: 5, contributors: 60, labels: 6)
        let estimate = try method.estimate(from: Votes(crowd.answers, repeats: .latest))
        let hash = estimate.scores.values.withUnsafeBytes { StableHash.hash($0) }
        #expect(hash == golden[method], "\(method)")
    }

    @Test(
        "Scores are probabilities: from 0 to 1, of one subject together at most 1", arguments: LabellingMethod.allCases)
    func probabilities(method: LabellingMethod) throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            let crowd = GeneratedCrowd(
                seed: seed, votes: 400, perSubject: Int(seed), contributors: 12, labels: 2 + Int(seed))
            let votes = Votes(crowd.answers, repeats: .latest)
            let scores = try method.estimate(from: votes).scores
            #expect(scores.values.allSatisfy { $0 >= Scores.leastKept && $0 <= 1 })
            for subject in 0..<votes.subjectCount {
                let own = scores.range(ofSubject: subject)
                #expect(!own.isEmpty && own.reduce(0.0) { $0 + scores.values[$1] } < 1 + 1e-9)
                #expect(own.dropLast().allSatisfy { scores.labels[$0] < scores.labels[$0 + 1] })
            }
        }
    }

    @Test(
        "On a generated crowd with bad contributors every model beats the majority", arguments: LabellingMethod.allCases
    )
    func beatsMajority(method: LabellingMethod) throws {
        let crowd = GeneratedCrowd(seed: 12, votes: 6000, perSubject: 4, contributors: 50, labels: 4)
        let votes = Votes(crowd.answers, repeats: .latest)
        let truth = crowd.truth.enumerated().map { (["t\($0)"], crowd.name($1)) }
        let both = Accuracy.besideMajority(try votes.chosen(by: rule(method)), against: truth)
        let (own, majority) = (try #require(both.method.share), try #require(both.majority.share))
        #expect(method == .majority ? own == majority : own > majority, "\(method): \(own), majority \(majority)")
    }

    @Test("Hundreds of votes on one subject neither underflow nor overflow", arguments: LabellingMethod.allCases)
    func manyVotes(method: LabellingMethod) throws {
        var answers: [Answer] = []
        for worker in 0..<1500 {
            for (index, subject) in ["a", "b", "c"].enumerated() {
                answers.append(Answer(subject, "w\(worker)", (worker + index) % 7 == 0 ? "dog" : "fox"))
            }
        }
        let consensus = try Votes(answers).chosen(by: rule(method))
        #expect(consensus.column("_leading") == ["fox", "fox", "fox"])
    }

    @Test("Perfect symmetry is a tie, not a rounding error", arguments: LabellingMethod.allCases)
    func symmetry(method: LabellingMethod) throws {
        let votes = Votes(["a", "b", "c"].flatMap { [Answer($0, "ana", "fox"), Answer($0, "ben", "dog")] })
        #expect(try votes.chosen(by: rule(method)).column("_tied") == ["dog|fox", "dog|fox", "dog|fox"])
    }

    @Test("Auto leaves out models whose tables would be too large, and says so")
    func tooManyLabels() throws {
        let answers = (0..<12_000).map { Answer("t\($0)", "w\($0 % 7)", "free text \($0)") }
        let estimate = try LabellingMethod.auto.estimate(from: Votes(answers))
        let account = try #require(estimate.account)
        #expect(account.members.map(\.name) == ["one-coin", "mace"])
        #expect(account.leftOut == ["ibcc", "ibcc-pooled", "ibcc-skilled", "dawid-skene", "bwa"])
        #expect(account.description.contains("Left out"))
        #expect(estimate.scores.values.count == 12_000)
    }

    @Test("Auto is the mean of its models and tells how far each agrees")
    func mean() throws {
        let crowd = GeneratedCrowd(seed: 3, votes: 1500, perSubject: 4, contributors: 40, labels: 3)
        let votes = Votes(crowd.answers, repeats: .latest)
        let estimate = try LabellingMethod.auto.estimate(from: votes)
        let account = try #require(estimate.account)
        #expect(account.members.count == 7 && account.leftOut.isEmpty)
        #expect(account.members.allSatisfy { $0.agreement > 0.8 && $0.agreement <= 1 && $0.iterations > 0 })
        #expect(account.description.hasPrefix("The mean of 7 models"))
        let others = try [.ibcc, .pooledIBCC, .dawidSkene, .oneCoin, .mace, .bwa].map { (method: LabellingMethod) in
            try method.estimate(from: votes).scores
        }
        // The seventh is internal: what is left for it is a probability. Labels that nobody gave on the subject need not be
        // there, but the likeliest of them.
        for subject in 0..<votes.subjectCount {
            for label in 0..<votes.labels.count {
                let mean = estimate.scores.score(of: label, on: subject)
                guard mean > 0 || votes.votes(for: label, on: subject) > 0 else { continue }
                let rest = 7 * mean - others.reduce(0.0) { $0 + $1.score(of: label, on: subject) }
                #expect(rest > -1e-6 && rest < 1 + 1e-6)
            }
        }
    }
}
