import Labelling
import Observations
import Testing

@Suite("Statuses, ties and columns")
struct ConsensusTests {
    private func majority(_ answers: [Answer], _ accept: Acceptance = Acceptance()) throws -> Consensus {
        try Votes(answers).chosen(by: rule(.majority, accept))
    }

    private let threeToOne = [
        Answer("a", "ana", "fox"), Answer("a", "ben", "fox"), Answer("a", "cleo", "fox"), Answer("a", "dan", "dog"),
    ]

    @Test("A label is published when every given threshold is met, else it leads and the subject is contested")
    func thresholds() throws {
        // 3 of 4 votes, two labels: confidence (3 + 1/2) / (4 + 1) = 0.7, agreement 0.75.
        for (accept, status) in [
            (Acceptance(), ConsensusStatus.agreed), (Acceptance(votes: 4), .agreed),
            (Acceptance(votes: 5), .insufficient),
            (Acceptance(confidence: 0.7), .agreed), (Acceptance(confidence: 0.71), .contested),
            (Acceptance(agreement: 0.75), .agreed), (Acceptance(agreement: 0.76), .contested),
            (Acceptance(votes: 3, confidence: 0.5, agreement: 0.9), .contested), (Acceptance(votes: 0), .agreed),
        ] {
            let subject = try majority(threeToOne, accept).subject(0)
            #expect(subject.status == status)
            #expect(subject.label == (status == .agreed ? "fox" : nil))
            #expect(subject.leading == "fox" && subject.runnersUp == ["dog"])
            #expect(subject.votes == 4 && subject.votesFor == 3 && subject.agreement == 0.75)
        }
    }

    @Test("A threshold written in decimals is met by the fraction that it names")
    func decimalThresholds() throws {
        for votes in 1...40 {
            for agreeing in (votes / 2 + 1)...max(votes, votes / 2 + 1) where agreeing <= votes {
                let answers = (0..<votes).map { Answer("a", "w\($0)", $0 < agreeing ? "fox" : "dog\($0)") }
                let share = Double((agreeing * 10_000 / votes)) / 10_000
                #expect(try majority(answers, Acceptance(agreement: share)).subject(0).status == .agreed)
            }
        }
    }

    @Test("A tie is contested, whatever the thresholds, and all tied labels are listed in byte order")
    func ties() throws {
        let consensus = try majority([
            Answer("a", "ana", "owl"), Answer("a", "ben", "fox"), Answer("a", "cleo", "Owl"),
            Answer("b", "ana", "owl"), Answer("b", "ben", "owl"), Answer("b", "cleo", "fox"), Answer("b", "dan", "dog"),
        ])
        let tied = consensus.subject(0)
        #expect(tied.status == .contested)
        #expect(tied.tied == ["Owl", "fox", "owl"])
        #expect(tied.leading == nil && tied.label == nil && tied.runnersUp == [])
        #expect(consensus.column("_tied") == ["Owl|fox|owl", nil])
        // A tie for the second place does not hide the first.
        #expect(consensus.column("") == [nil, "owl"])
        #expect(consensus.column("_runner_up") == [nil, "dog|fox"])
    }

    @Test("A bar or a backslash inside a tied label is escaped, and stays as it is where the label stands alone")
    func escapedTies() throws {
        let consensus = try majority([
            Answer("a", "ana", "fox|dog"), Answer("a", "ben", "c:\\owl"), Answer("b", "ana", "fox|dog"),
        ])
        #expect(consensus.column("_tied") == ["c:\\\\owl|fox\\|dog", nil])
        #expect(consensus.column("_leading") == [nil, "fox|dog"])
    }

    @Test("A subject without votes keeps its row: insufficient, counts of 0, everything else empty")
    func withoutVotes() throws {
        for method in LabellingMethod.allCases {
            let votes = Votes([Answer("a", nil, "fox"), Answer("b", "ana", "fox"), Answer("c", "ana", nil)])
            let consensus = try votes.chosen(by: rule(method))
            #expect(consensus.column("_status") == ["insufficient", "agreed", "insufficient"])
            #expect(consensus.column("") == [nil, "fox", nil])
            #expect(consensus.column("_votes") == ["0", "1", "0"])
            #expect(consensus.column("_votes_for") == ["0", "1", "0"])
            #expect(consensus.column("_confidence") == [nil, "1.000000", nil], "one label only: no other is possible")
            #expect(consensus.column("_agreement") == [nil, "1.000000", nil])
            #expect(consensus.column("_leading") == [nil, "fox", nil])
        }
    }

    @Test("The columns have the question's name in front, in the documented order, and crowd is empty")
    func columnNames() throws {
        let columns = try majority(threeToOne).consensusColumns(question: "species")
        #expect(
            columns.map(\.name) == [
                "species", "species_status", "species_confidence", "species_votes_for", "species_votes",
                "species_agreement", "species_leading", "species_tied", "species_runner_up", "species_crowd",
            ])
        #expect(
            columns.map { $0.column[0] } == ["fox", "agreed", "0.700000", "3", "4", "0.750000", "fox", nil, "dog", nil])
        #expect(columns.allSatisfy { $0.column.count == 1 })
    }

    @Test("A single vote is not a certainty by majority: (1 + 1/K) / 2")
    func singleVote() throws {
        let consensus = try majority([Answer("a", "ana", "fox"), Answer("b", "ana", "dog"), Answer("c", "ana", "owl")])
        #expect(consensus.column("_confidence") == ["0.666667", "0.666667", "0.666667"])
        #expect(consensus.column("_runner_up") == [nil, nil, nil])
    }

    @Test("More than a hundred votes on one subject are counted right")
    func manyVotes() throws {
        let answers = (0..<1234).map { Answer("a", "w\($0)", $0 % 3 == 0 ? "dog" : "fox") }
        let consensus = try majority(answers)
        #expect(consensus.column("_votes_for") == ["822"])
        #expect(consensus.column("_votes") == ["1234"])
        #expect(consensus.votes.contributors.count == 1234)
    }

    @Test("The columns are the same however many threads make them, decided and tied subjects too", arguments: [2, 3])
    func columnsTogether(threads: Int) throws {
        let crowd = GeneratedCrowd(seed: 5, votes: 60_000, perSubject: 3, contributors: 30, labels: 4)
        let votes = Votes(crowd.answers, repeats: .latest)
        try #require(votes.subjectCount > 1 << 14)
        var experts = ExpertAnswers(subjectTerms: votes.subjectTerms)
        for subject in [0, 63, 64, votes.subjectCount / 2, votes.subjectCount - 1] {
            experts.decide([votes.subjects[0][subject] ?? ""], "owl")
        }
        let consensus = try votes.chosen(by: rule(.majority), deciding: experts)
        let together = consensus.consensusColumns(question: "species", threads: threads)
        for (one, other) in zip(consensus.consensusColumns(question: "species", subjects: nil), together) {
            #expect(one.name == other.name)
            #expect(one.column == other.column)
        }
    }
}
