import Foundation
import Observations
import Storage

extension Deciding {
    /// Records what experts have decided, all of it or nothing.
    ///
    /// Everything is checked against the pipeline first: the number of the subject's values, the question, whether
    /// values and label are ones of their fields, and whether there is an answer to take back.
    ///
    /// - Throws: `UsageError` with every problem.
    package borrowing func decide(_ decisions: [ExpertDecision], _ plan: Plan) throws -> DecisionReport {
        guard let consensus = plan.consensus else {
            throw UsageError("The pipeline has no `consensus`, so there is no question that could be decided.")
        }
        let terms = consensus.subject.map { plan.schema.terms[$0].name }
        let questions = consensus.questions.map(\.rule.term.name)
        var problems: [(index: Int, text: String)] = []
        for (index, decision) in decisions.enumerated() {
            for problem in shapeProblems(decision, terms: terms, questions: questions) {
                problems.append((index, decision.told(problem)))
            }
        }
        let unsound = Set(problems.map(\.index))
        let sound = decisions.indices.filter { !unsound.contains($0) }
        var canonical = decisions
        let values = CanonicalValues(plan, now: now)
        for (part, column) in consensus.subject.enumerated() {
            let texts = sound.map { decisions[$0].subject[part] }
            for (index, value) in zip(sound, try values.values(texts, of: column)) {
                switch value {
                case .success(let text): canonical[index].subject[part] = text
                case .failure(let problem): problems.append((index, decisions[index].told(problem.text)))
                }
            }
        }
        for question in consensus.questions {
            let asked = sound.filter {
                decisions[$0].question == question.rule.term.name && decisions[$0].label != nil
            }
            let texts = asked.map { decisions[$0].label ?? "" }
            for (index, value) in zip(asked, try values.values(texts, of: question.column)) {
                switch value {
                case .success(let text): canonical[index].label = text
                case .failure(let problem): problems.append((index, decisions[index].told(problem.text)))
                }
            }
        }
        if problems.isEmpty { problems += try clashes(canonical) }
        guard problems.isEmpty else {
            throw UsageError(problems: problems.sorted { $0.index < $1.index }.map(\.text))
        }
        try record(
            canonical.map {
                Decision(
                    kind: .decide, subject: $0.subject, question: $0.question, label: $0.label, by: $0.by, why: $0.why)
            })
        return DecisionReport(
            done: canonical.map { words($0) },
            notes: try strangers(among: canonical.map(\.subject), plan, consensus).map {
                "no record of the dataset is about \(SubjectName.text(of: $0).onOneLine)"
            },
            next: "The next `transect run` publishes it.")
    }

    /// What is wrong with a decision as it is written.
    private borrowing func shapeProblems(
        _ decision: ExpertDecision, terms: [String], questions: [String]
    ) -> [String] {
        var problems: [String] = []
        if decision.subject.count != terms.count {
            problems.append(
                """
                A subject here has \(counted(terms.count, "part")), \(terms.joined(separator: "|")), but \
                \(SubjectName.text(of: decision.subject).onOneLine) has \(decision.subject.count). Write the parts \
                with | between them, and a | within one as \\|.
                """)
        } else if let blank = zip(terms, decision.subject).first(where: { $1.trimmed.isEmpty }) {
            problems.append("The subject has no \(blank.0).")
        }
        if !questions.contains(decision.question) {
            let near = nearestName(to: decision.question, among: questions).map { " Did you mean `\($0)`?" } ?? ""
            problems.append(
                "There is no question `\(decision.question.onOneLine)`; there are "
                    + "\(questions.joined(separator: ", ")).\(near)"
            )
        }
        if let label = decision.label, label.trimmed.isEmpty {
            problems.append("The label is blank. To take an answer back, use --undo.")
        }
        if decision.by.trimmed.isEmpty { problems.append("It does not say who decides (by).") }
        if decision.why.trimmed.isEmpty { problems.append("It does not say why.") }
        return problems
    }

    /// Two answers to one question at a time, and answers taken back that nobody has given.
    private borrowing func clashes(_ decisions: [ExpertDecision]) throws -> [(index: Int, text: String)] {
        var problems: [(index: Int, text: String)] = []
        var first: [[String]: Int] = [:]
        let standing = try ledger.standingAnswers()
        for (index, decision) in decisions.enumerated() {
            let name = [decision.question] + decision.subject
            let subject = SubjectName.text(of: decision.subject).onOneLine
            if let earlier = first[name] {
                let place = decisions[earlier].place ?? "above"
                problems.append(
                    (index, decision.told("\(decision.question) of \(subject) is decided twice; see \(place).")))
                continue
            }
            first[name] = index
            if decision.label == nil, standing[name] == nil {
                problems.append(
                    (
                        index,
                        decision.told(
                            "Nobody has decided \(decision.question) of \(subject); there is nothing to undo.")
                    ))
            }
        }
        return problems
    }

    private borrowing func words(_ decision: ExpertDecision) -> String {
        let subject = SubjectName.text(of: decision.subject).onOneLine
        guard let label = decision.label else {
            return "\(decision.question) of \(subject): the decision is taken back; what the crowd says counts again."
        }
        return "\(decision.question) of \(subject): \(label.onOneLine), decided by \(decision.by.onOneLine)."
    }

    /// The subjects that no record of the dataset is about, in order. They are decided all the same, but may be
    /// misspelt.
    private borrowing func strangers(
        among subjects: [[String]], _ plan: Plan, _ consensus: ConsensusPlan
    ) throws -> [[String]] {
        var missing = Set(subjects)
        var source = try CurrentObservations(
            store: store, segments: try ledger.segments(), terms: consensus.subject.map { plan.schema.terms[$0] })
        while !missing.isEmpty, let records = try source.next() {
            for row in 0..<records.count where !missing.isEmpty {
                let subject = records.batch.map { $0[row] ?? "" }
                // Strings are compared as Unicode does, so that both spellings of é are found.
                missing.remove(subject)
            }
        }
        var seen: Set<[String]> = []
        return subjects.filter { missing.contains($0) && seen.insert($0).inserted }
    }
}

extension Ledger {
    /// The answers of experts that stand, by question and subject: the last decision on each.
    func standingAnswers() throws -> [[String]: RecordedDecision] {
        var answers: [[String]: RecordedDecision] = [:]
        for recorded in try decisions(of: [.decide]) {
            guard let question = recorded.decision.question, let subject = recorded.decision.subject else { continue }
            answers[[question] + subject] = recorded.decision.label == nil ? nil : recorded
        }
        return answers
    }
}
