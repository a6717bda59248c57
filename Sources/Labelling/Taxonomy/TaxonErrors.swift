/// How likely each answer is for each candidate truth, in a tree of taxa: the middle of `TaxonRollUp`.
struct TaxonErrors {
    /// What an answer is, given the truth.
    enum Kind: Int {
        case exact
        case coarser
        case wrong
    }

    private let answers: AnswersBySubject<Int>
    private let checklist: Checklist
    private let decay: Double
    /// For each subject the taxa that were named for it and all above them, and first of all life (−1); ascending, one
    /// subject after the other.
    private(set) var candidates: [Int] = []
    /// The logarithm of every candidate's weight beforehand.
    private var priors: [Double] = []
    private var offsets: [Int] = [0]
    /// How often each taxon was named, and how often it or one below it.
    private var named: [Double]
    private var namedBelow: [Double]
    /// For every candidate the sum over all taxa that would be wrong of (times named) × (closeness).
    private var wrongMass: [Double] = []

    init(_ answers: AnswersBySubject<Int>, _ checklist: Checklist, decay: Double) {
        self.answers = answers
        self.checklist = checklist
        self.decay = decay
        named = [Double](repeating: 0, count: checklist.count)
        namedBelow = named
        // Whole numbers: their sums do not depend on the order.
        for taxon in answers.values {
            named[taxon] += 1
            for above in checklist.lineage(of: taxon) { namedBelow[above] += 1 }
        }
        for subject in 0..<answers.subjectCount {
            let taxa = answers.range(ofSubject: subject).map { answers.values[$0] }
            var possible = taxa.flatMap { checklist.lineage(of: $0) }
            if !taxa.isEmpty { possible.append(Checklist.none) }
            possible.sort()
            for taxon in possible where candidates.count == offsets[subject] || candidates.last != taxon {
                candidates.append(taxon)
            }
            let own = candidates[offsets[subject]...]
            let unnamed = own.count { !taxa.contains($0) }
            priors += own.map { taxa.contains($0) ? 0 : -StableMath.log(Double(unnamed)) }
            offsets.append(candidates.count)
        }
        wrongMass = candidates.map { mass(wrongFor: $0) }
    }

    /// The places of a subject's candidates.
    func range(ofSubject subject: Int) -> Range<Int> { offsets[subject]..<offsets[subject + 1] }

    func kind(of answer: Int, truth: Int) -> Kind {
        if answer == truth { return .exact }
        return truth != Checklist.none && checklist.isAncestorOrSelf(answer, of: truth) ? .coarser : .wrong
    }

    /// The probability of every candidate under some skills.
    func expect(_ skills: [TaxonRollUp.Skill]) -> [Double] {
        var posteriors = priors
        for subject in 0..<answers.subjectCount {
            var greatest = -Double.infinity
            for entry in range(ofSubject: subject) {
                for answer in answers.range(ofSubject: subject) {
                    let skill = skills[Int(answers.contributors[answer])]
                    posteriors[entry] += logProbability(of: answers.values[answer], entry: entry, skill)
                }
                greatest = max(greatest, posteriors[entry])
            }
            var sum = 0.0
            for entry in range(ofSubject: subject) {
                posteriors[entry] = StableMath.exp(posteriors[entry] - greatest)
                sum += posteriors[entry]
            }
            for entry in range(ofSubject: subject) { posteriors[entry] /= sum }
        }
        return posteriors
    }

    private func logProbability(of answer: Int, entry: Int, _ skill: TaxonRollUp.Skill) -> Double {
        let truth = candidates[entry]
        switch kind(of: answer, truth: truth) {
        case .exact: return StableMath.log(skill.exact)
        case .coarser: return StableMath.log(skill.coarser / Double(checklist.depths[truth]))
        case .wrong:
            var shared = truth == Checklist.none ? Checklist.none : answer
            while shared != Checklist.none, !checklist.isAncestorOrSelf(shared, of: truth) {
                shared = checklist.parents[shared]
            }
            let closeness = StableMath.exp(-decay * Double(depth(of: truth) - depth(of: shared)))
            return StableMath.log(skill.wrong * named[answer] * closeness / wrongMass[entry])
        }
    }

    /// How many taxa are above one; −1 for life.
    private func depth(of taxon: Int) -> Int { taxon == Checklist.none ? -1 : checklist.depths[taxon] }

    /// The sum over all named taxa that are neither the truth nor above it, grouped by where their path meets its own.
    private func mass(wrongFor truth: Int) -> Double {
        guard truth != Checklist.none else { return Double(answers.count) }
        var mass = namedBelow[truth] - named[truth]
        var below = truth
        var above = checklist.parents[truth]
        while above != Checklist.none {
            let steps = Double(checklist.depths[truth] - checklist.depths[above])
            mass += (namedBelow[above] - namedBelow[below] - named[above]) * StableMath.exp(-decay * steps)
            below = above
            above = checklist.parents[above]
        }
        var elsewhere = 0.0
        for top in checklist.parents.indices where checklist.parents[top] == Checklist.none && top != below {
            elsewhere += namedBelow[top]
        }
        return mass + elsewhere * StableMath.exp(-decay * Double(checklist.depths[truth] + 1))
    }
}
