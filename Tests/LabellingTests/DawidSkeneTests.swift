import Labelling
import Observations
import Testing

/// Compares posteriors, matrices, objective and iterations with the plain reference on the same votes.
func expectEqualToReference(_ votes: Votes, iterationLimit: Int = 100, leastGain: Double = 1e-6) throws {
    var triples: [(subject: Int, contributor: Int, label: Int)] = []
    for subject in 0..<votes.subjectCount {
        for vote in votes.range(ofSubject: subject) {
            triples.append((subject, Int(votes.voteContributors[vote]), Int(votes.voteLabels[vote])))
        }
    }
    let labels = votes.labels.count
    let reference = ReferenceDawidSkene(
        triples, subjects: votes.subjectCount, contributors: votes.contributors.count, labels: labels,
        iterationLimit: iterationLimit, leastGain: leastGain)
    let estimate = try DawidSkene(iterationLimit: iterationLimit, leastGain: leastGain).estimate(from: votes)
    #expect(estimate.iterations == reference.iterations)
    #expect(abs((estimate.objective ?? 0) - reference.objective) <= 1e-9 * abs(reference.objective))
    var worst = 0.0
    for subject in 0..<votes.subjectCount {
        for label in 0..<labels {
            worst = max(worst, abs(estimate.scores.score(of: label, on: subject) - reference.posterior[subject][label]))
        }
    }
    let confusions = try #require(estimate.confusions)
    for contributor in 0..<votes.contributors.count {
        for truth in 0..<labels {
            for answer in 0..<labels {
                let probability = confusions.probability(contributor: contributor, truth: truth, answer: answer)
                worst = max(worst, abs(probability - reference.confusion[contributor][truth][answer]))
            }
        }
    }
    #expect(worst <= 1e-9, "\(worst)")
}

@Suite("Dawid–Skene")
struct DawidSkeneTests {
    @Test(
        "Random crowds: equal to the plain reference to 1e-9, whatever the number of labels",
        arguments: [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 20, 33])
    func randomCrowds(labels: Int) throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let crowd = GeneratedCrowd(
                seed: seed * 100 + UInt64(labels), votes: 900, perSubject: Int(seed) * 2 + 1, contributors: 15,
                labels: labels)
            var answers = crowd.answers
            answers.append(Answer("without votes", nil, "fox"))
            try expectEqualToReference(Votes(answers, repeats: .latest))
        }
    }

    @Test("A fixed number of iterations is kept to")
    func fixedIterations() throws {
        let crowd = GeneratedCrowd(seed: 4, votes: 600, perSubject: 5, contributors: 12, labels: 5)
        let votes = Votes(crowd.answers, repeats: .latest)
        for limit in [1, 2, 20] {
            #expect(
                try DawidSkene(iterationLimit: limit, leastGain: -.infinity).estimate(from: votes).iterations == limit)
            try expectEqualToReference(votes, iterationLimit: limit, leastGain: -.infinity)
        }
    }

    @Test("Any number of threads gives the same bits", arguments: [2, 3, 8])
    func threads(count: Int) throws {
        let crowd = GeneratedCrowd(seed: 11, votes: 60_000, perSubject: 3, contributors: 40, labels: 5)
        let votes = Votes(crowd.answers, repeats: .latest)
        let one = try DawidSkene(iterationLimit: 5).estimate(from: votes)
        let several = try DawidSkene(iterationLimit: 5, threads: count).estimate(from: votes)
        #expect(several.objective == one.objective)
        #expect(several.scores == one.scores)
    }

    @Test("Hundreds of votes on one subject neither underflow nor overflow")
    func manyVotes() throws {
        var answers: [Answer] = []
        for worker in 0..<1500 {
            for (index, subject) in ["a", "b", "c"].enumerated() {
                answers.append(Answer(subject, "w\(worker)", (worker + index) % 7 == 0 ? "dog" : "fox"))
            }
        }
        try expectEqualToReference(Votes(answers))
    }

    @Test("One vote, one label, one contributor, contributors with one vote each")
    func smallCases() throws {
        for answers in [
            [Answer("a", "ana", "fox")],
            [Answer("a", "ana", "fox"), Answer("b", "ben", "fox")],
            [Answer("a", "ana", "fox"), Answer("b", "ana", "dog"), Answer("c", "ana", "fox")],
            [Answer("a", "ana", "fox"), Answer("a", "ben", "dog")],
            [Answer("a", "ana", "fox"), Answer("b", "ben", "dog"), Answer("c", "cleo", "owl")],
        ] {
            try expectEqualToReference(Votes(answers))
        }
    }

    @Test("Perfect symmetry is a tie, not a rounding error")
    func symmetry() throws {
        let votes = Votes(["a", "b", "c"].flatMap { [Answer($0, "ana", "fox"), Answer($0, "ben", "dog")] })
        let consensus = try votes.chosen(by: rule(.dawidSkene))
        #expect(consensus.column("_tied") == ["dog|fox", "dog|fox", "dog|fox"])
        #expect(consensus.column("_status") == ["contested", "contested", "contested"])
        #expect(consensus.column("_confidence") == ["0.500000", "0.500000", "0.500000"])
    }

    @Test("With several labels no confidence is printed as 1.000000")
    func neverCertain() throws {
        let answers = (0..<200).flatMap { worker in
            [Answer("a", "w\(worker)", "fox"), Answer("b", "w\(worker)", "dog")]
        }
        let consensus = try Votes(answers).chosen(by: rule(.dawidSkene))
        #expect(consensus.column("_confidence") == ["0.999999", "0.999999"])
        #expect(consensus.column("_agreement") == ["1.000000", "1.000000"])
        #expect(consensus.column("_runner_up") == [nil, nil])
    }

    @Test("Permuted rows, other batches and labels renamed without changing their order give the same bytes")
    func sameBytes() throws {
        var random = SplitMix64(seed: 21)
        let crowd = GeneratedCrowd(seed: 9, votes: 3000, perSubject: 5, contributors: 30, labels: 7)
        let answers = crowd.answers
        let first = try Votes(answers, repeats: .latest, batch: 5000).chosen(by: rule(.dawidSkene))
        for batch in [1, 64, 999] {
            let again = try Votes(answers.shuffledKeepingOrdinals(&random), repeats: .latest, batch: batch)
                .chosen(by: rule(.dawidSkene))
            #expect(again.published == first.published)
            #expect(again.estimate.scores == first.estimate.scores)
            #expect(again.estimate.objective == first.estimate.objective)
        }
        let renamed = answers.map { answer in
            var answer = answer
            answer.label = answer.label.map { "a much longer name: " + $0 }
            answer.contributor = answer.contributor.map { "x" + $0 }
            answer.subject = answer.subject.map { $0.map { "s" + $0 } }
            return answer
        }
        let other = try Votes(renamed, repeats: .latest).chosen(by: rule(.dawidSkene))
        #expect(other.estimate.scores == first.estimate.scores)
    }

    @Test("The bits are those that every machine must have")
    func goldenBits() throws {
        let crowd = GeneratedCrowd(seed: 77, votes: 5000, perSubject: 5, contributors: 60, labels: 10)
        let estimate = try DawidSkene().estimate(from: Votes(crowd.answers, repeats: .latest))
        let hash = estimate.scores.values.withUnsafeBytes { StableHash.hash($0) }
        #expect(estimate.scores.values.count > 2000)
        #expect(hash == 15_832_728_538_435_201_650)
    }

    @Test("Labels beyond measure are refused in words, and majority takes them")
    func tooManyLabels() throws {
        let answers = (0..<12_000).map { Answer("t\($0)", "w\($0 % 7)", "free text \($0)") }
        let votes = Votes(answers)
        #expect(throws: LabellingError.modelTooLarge(labels: 12_000, rows: 12_000, gigabytes: 3)) {
            try votes.chosen(by: rule(.dawidSkene))
        }
        #expect(
            LabellingError.modelTooLarge(labels: 12_000, rows: 12_000, gigabytes: 3).description.contains("majority"))
        #expect(try votes.chosen(by: rule(.majority)).column("_status").allSatisfy { $0 == "agreed" })
    }
}
