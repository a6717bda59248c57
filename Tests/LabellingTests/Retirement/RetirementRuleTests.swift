import Labelling
import Testing

@Suite("When a subject has enough votes")
struct RetirementRuleTests {
    private func candidate(
        _ votes: Int, confidence: Double? = nil, agreement: Double? = nil, hasLeader: Bool = true, blank: Int = 0,
        isDecided: Bool = false
    ) -> RetirementCandidate {
        RetirementCandidate(
            subject: 0, votes: votes, confidence: confidence, agreement: agreement, hasLeader: hasLeader,
            blankVotes: blank, isLedByBlank: blank > 0, isDecided: isDecided, gain: 0)
    }

    @Test("Each condition alone")
    func alone() throws {
        let votes = try RetirementRule(votes: 5)
        #expect(votes.reason(for: candidate(4)) == nil)
        #expect(votes.reason(for: candidate(5, hasLeader: false)) == .votes)
        let confidence = try RetirementRule(confidence: .init(0.95, atLeast: 3))
        #expect(confidence.reason(for: candidate(2, confidence: 0.99)) == nil)
        #expect(confidence.reason(for: candidate(3, confidence: 0.94)) == nil)
        #expect(confidence.reason(for: candidate(3, confidence: 0.95 - 1e-12)) == .confidence)
        #expect(confidence.reason(for: candidate(3)) == nil)
        let agreement = try RetirementRule(agreement: .init(0.7, atLeast: 4))
        #expect(agreement.reason(for: candidate(10, agreement: 7.0 / 10)) == .agreement)
        #expect(agreement.reason(for: candidate(3, agreement: 1)) == nil)
        #expect(agreement.reason(for: candidate(10, agreement: 0.8, hasLeader: false)) == nil)
        let blank = try RetirementRule(blank: 3, blankLabels: ["nothing here"])
        #expect(blank.reason(for: candidate(3, blank: 3)) == .blank)
        #expect(blank.reason(for: candidate(9, blank: 2)) == nil)
        var other = candidate(9, blank: 3)
        other.isLedByBlank = false
        #expect(blank.reason(for: other) == nil)
        #expect(try RetirementRule().reason(for: candidate(1000, confidence: 1, agreement: 1)) == nil)
    }

    @Test("An expert's decision retires in any case, and the most telling reason is given")
    func order() throws {
        let all = try RetirementRule(
            votes: 3, confidence: .init(0.5, atLeast: 1), agreement: .init(0.5, atLeast: 1), blank: 1,
            blankLabels: ["nothing here"])
        #expect(all.reason(for: candidate(3, confidence: 1, agreement: 1, blank: 3, isDecided: true)) == .expert)
        #expect(all.reason(for: candidate(3, confidence: 1, agreement: 1, blank: 3)) == .blank)
        #expect(all.reason(for: candidate(3, confidence: 1, agreement: 1)) == .agreement)
        #expect(all.reason(for: candidate(3, confidence: 1, agreement: 0.4)) == .confidence)
        #expect(all.reason(for: candidate(3, confidence: 0.4, agreement: 0.4)) == .votes)
        #expect(try RetirementRule().reason(for: candidate(0, hasLeader: false, isDecided: true)) == .expert)
        #expect(RetirementReason.allCases.map(\.rawValue) == ["expert", "blank", "agreement", "confidence", "votes"])
    }

    @Test("Conditions that make no sense are refused, and the message says what to write")
    func refused() {
        #expect(throws: RetirementRuleError.tooFewVotes(condition: "votes", count: 0)) { try RetirementRule(votes: 0) }
        #expect(throws: RetirementRuleError.tooFewVotes(condition: "agreement", count: 0)) {
            try RetirementRule(agreement: .init(0.9, atLeast: 0))
        }
        #expect(throws: RetirementRuleError.notAShare(condition: "confidence", value: 90)) {
            try RetirementRule(confidence: .init(90, atLeast: 3))
        }
        #expect(throws: RetirementRuleError.noBlankLabels) { try RetirementRule(blank: 5) }
        #expect(
            RetirementRuleError.notAShare(condition: "confidence", value: 90).description
                == "Retiring by `confidence` takes a share from 0 to 1, such as 0.9, not 90.0.")
    }
}
