import Labelling
import Observations
import Testing

@Suite("Agreement statistics")
struct AgreementTests {
    /// Votes from one string per contributor, a label per subject, `.` where there is none.
    private func votes(_ rows: [String]) -> Votes {
        Votes(
            rows.enumerated().flatMap { number, row in
                row.split(separator: " ").enumerated().map { subject, label in
                    Answer("u\(subject)", "observer \(number)", label == "." ? nil : String(label))
                }
            })
    }

    /// The labels as numbers.
    private func numbers(_ votes: Votes) -> LabelDistance {
        .interval(values: (0..<votes.labels.count).map { votes.labels[$0].flatMap { Double($0) } })
    }

    @Test("Krippendorff's α of the worked example with missing values: .743 nominal, .815 ordinal, .849 interval")
    func krippendorff() throws {
        let votes = votes([
            "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .",
        ])
        let nominal = try #require(KrippendorffAlpha.alpha(votes))
        let ordinal = try #require(
            KrippendorffAlpha.alpha(votes, distance: .ordinal(["1", "2", "3", "4", "5"], in: votes)))
        let interval = try #require(KrippendorffAlpha.alpha(votes, distance: numbers(votes)))
        #expect(abs(nominal - 0.743) < 0.0005, "\(nominal)")
        #expect(abs(ordinal - 0.815) < 0.0005, "\(ordinal)")
        #expect(abs(interval - 0.849) < 0.0005, "\(interval)")
    }

    @Test("Krippendorff's α of his examples with two observers: .095 binary, .692 nominal")
    func twoObservers() throws {
        let binary = try #require(KrippendorffAlpha.alpha(votes(["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"])))
        #expect(abs(binary - 0.095) < 0.0005, "\(binary)")
        let nominal = try #require(
            KrippendorffAlpha.alpha(votes(["a a b b d c c c e d d a", "b a b b b c c c e d d d"])))
        #expect(abs(nominal - 0.692) < 0.0005, "\(nominal)")
    }

    /// α as it is defined, from all pairs of votes.
    private func fromPairs(_ subjects: [[Int]], _ distance: (Int, Int) -> Double) -> Double {
        let subjects = subjects.filter { $0.count > 1 }
        let all = subjects.flatMap { $0 }
        func sum(_ values: [Int]) -> Double {
            values.reduce(0) { total, one in
                values.reduce(total) { $0 + distance(one, $1) * distance(one, $1) }
            }
        }
        let count = Double(all.count)
        let observed = subjects.reduce(0) { $0 + sum($1) / Double($1.count - 1) } / count
        return 1 - observed / (sum(all) / (count * (count - 1)))
    }

    @Test("Krippendorff's α is what all pairs of votes give", arguments: [2, 7, 40, 1_000] as [UInt64])
    func allPairs(labels: UInt64) throws {
        var random = SplitMix64(seed: labels)
        var subjects: [[Int]] = []
        for _ in 0..<60 {
            let truth = random.below(Int(labels))
            let size = random.below(7)
            subjects.append((0..<size).map { _ in random.below(3) == 0 ? random.below(Int(labels)) : truth })
        }
        let votes = Votes(
            subjects.enumerated().flatMap { subject, own in
                own.enumerated().map { Answer("u\(subject)", "observer \($0)", "\($1)") }
            })
        let nominal = try #require(KrippendorffAlpha.alpha(votes))
        #expect(abs(nominal - fromPairs(subjects) { $0 == $1 ? 0 : 1 }) < 1e-12)
        let interval = try #require(KrippendorffAlpha.alpha(votes, distance: numbers(votes)))
        #expect(abs(interval - fromPairs(subjects) { Double($0 - $1) }) < 1e-12)
    }

    @Test("Labels without a rank or a number are left out; without anything to agree on there is no α")
    func leftOut() throws {
        let full = votes(["1 2 3 1", "1 2 2 1"])
        let withUnsure = votes(["1 2 3 1 ?", "1 2 2 1 1", "? ? ? ? ?"])
        #expect(
            KrippendorffAlpha.alpha(withUnsure, distance: numbers(withUnsure))
                == KrippendorffAlpha.alpha(full, distance: numbers(full)))
        #expect(KrippendorffAlpha.alpha(votes(["1 1 1", "1 1 1"])) == nil)
        #expect(KrippendorffAlpha.alpha(votes(["1 2 3"])) == nil)
        #expect(KrippendorffAlpha.alpha(votes([])) == nil)
        #expect(KrippendorffAlpha.alpha(votes(["1 2 3", "1 2 3"])) == 1)
    }

    @Test("Fleiss' κ of the paper's psychiatric diagnoses: .430")
    func fleiss() throws {
        let patients = [
            "00060", "03003", "01401", "00006", "03030", "20400", "00402", "20310", "20040", "00006", "10050", "11040",
            "03300", "10050", "02031", "00501", "30012", "51000", "02040", "10203", "00006", "01050", "02013", "20040",
            "10041", "05010", "40002", "02040", "10500", "00006",
        ]
        var answers: [Answer] = []
        for (patient, counts) in patients.enumerated() {
            var rater = 0
            for (category, count) in counts.utf8.enumerated() {
                for _ in 0..<Int(count - 48) {
                    answers.append(Answer("p\(patient)", "r\(rater)", "\(category)"))
                    rater += 1
                }
            }
            #expect(rater == 6)
        }
        let kappa = try #require(FleissKappa.kappa(Votes(answers)))
        #expect(abs(kappa - 0.430) < 0.0005, "\(kappa)")
        // With many votes α is nearly the same.
        let alpha = try #require(KrippendorffAlpha.alpha(Votes(answers)))
        #expect(abs(alpha - kappa) < 0.01)
    }

    @Test("Fleiss' κ needs equally many votes on every subject that has any, at least two, and different labels")
    func fleissNeeds() {
        #expect(FleissKappa.kappa(votes(["1 2 3", "1 2 ."])) == nil)
        #expect(FleissKappa.kappa(votes(["1 2 3"])) == nil)
        #expect(FleissKappa.kappa(votes(["1 1 1", "1 1 1"])) == nil)
        #expect(FleissKappa.kappa(votes([])) == nil)
        #expect(FleissKappa.kappa(votes(["1 2 .", "1 2 ."])) == 1)
    }
}
