import Labelling
import Observations
import Snapshots

extension PlanCompiler {
    /// What a question says that its method does not understand, or does not say that it needs.
    func refuse(_ question: Definition.Question, _ method: QuestionMethod, _ consensus: Definition.Consensus) {
        refuseOptions(question, method, consensus)
        refuseThresholds(question, method)
        refuseGiven(question, consensus)
        refuseAbsence(question, method, consensus)
        refuseCalibration(question, method, consensus)
        for word in question.skipped where question.unsure.contains(word) {
            problems.add(
                "`\(word)` stands under `unsure` and under `skipped` of \(question.term.value). Keep one.",
                at: question.term.place)
        }
    }

    private func refuseOptions(
        _ question: Definition.Question, _ method: QuestionMethod, _ consensus: Definition.Consensus
    ) {
        let answers: AnswerMethod? = if case .answers(let rule) = method { rule.method } else { nil }
        /// Says so where an option is given to a method that knows nothing of it.
        func only(_ option: String, at place: YAMLPlace?, _ methods: [AnswerMethod]) {
            guard let place, !(answers.map(methods.contains) ?? false) else { return }
            problems.add(
                """
                `\(option)` is for \(methods.map { "`\($0.rawValue)`" }.joined(separator: ", ")), and the question \
                \(question.term.value) has the method `\(method.name)`. Take it away, or use one of these.
                """, at: place)
        }
        only("levels", at: question.levels.first?.place, [.ordinal, .binnedCount, .speciesPlurality])
        only("checklist", at: question.checklist?.place, [.communityTaxon, .taxonRollUp])
        only("threshold", at: question.threshold?.place, [.taxonRollUp, .binaryRelevance])
        only("none", at: question.none.first?.place, [.binaryRelevance, .speciesPlurality, .rover, .medoid, .marks])
        only("ties", at: question.ties.first?.place, [.bradleyTerry])
        only("distance", at: question.distance?.place, [.marks])
        only("count", at: question.count?.place, [.speciesPlurality])
        only("behaviours", at: question.behaviours?.place, [.speciesPlurality])
        switch answers {
        case .ordinal where question.levels.count < 2:
            problems.add(
                "The method `ordinal` needs `levels`: the answers from the lowest to the highest, as in [bare, sparse, dense].",
                at: question.term.place)
        case .communityTaxon where question.checklist == nil, .taxonRollUp where question.checklist == nil:
            problems.add(
                "The method `\(method.name)` needs `checklist`: a CSV file of the taxa that answers may name.",
                at: question.term.place)
        case .bradleyTerry where consensus.subject.count != 2:
            problems.add(
                """
                The method `bradley-terry` compares two items, so that `subject` needs two terms, as in \
                subject: [left, right].
                """, at: question.term.place)
        default: break
        }
        if answers == .taxonRollUp, let threshold = question.threshold, threshold.value <= 0.5 {
            problems.add(
                "The `threshold` of `taxon-roll-up` must be above 0.5: two taxa cannot both be likelier.",
                at: threshold.place)
        }
        var seen: Set<String> = []
        for level in question.levels where !seen.insert(level.value).inserted {
            problems.add("`levels` has \(level.value) twice. Keep one.", at: level.place)
        }
        guard answers == .binnedCount || answers == .speciesPlurality else { return }
        if let problem = CountBins.problem(of: question.levels.map(\.value)) {
            problems.add(problem, at: question.levels.first?.place ?? question.term.place)
        }
    }

    /// Columns and tables that would have one name.
    func refuseRepeatedNames(_ consensus: Definition.Consensus, _ plan: ConsensusPlan) {
        guard problems.problems.isEmpty, plan.questions.count == consensus.questions.count else { return }
        let terms = plan.subject.map { schema.terms[$0] }
        var seen = Set(terms.map(\.name))
        func refuse(_ name: String, at place: YAMLPlace) {
            problems.add("consensus.csv would have two columns \(name). Give one of them another name.", at: place)
        }
        for name in ["question", "contributor", "label", "reason", "votes", "place"] where seen.contains(name) {
            problems.add(
                "A subject cannot be named by a term called \(name): tables of votes have such a column of their own.",
                at: consensus.place)
        }
        for column in consensus.subjects?.columns ?? [] where !seen.insert(column.value).inserted {
            refuse(column.value, at: column.place)
        }
        for (question, declared) in zip(plan.questions, consensus.questions) {
            // What a question publishes does not depend on its votes.
            var table = QuestionTable(subjectTerms: terms, rule: question.rule)
            guard let empty = try? table.seal().labelled(by: question.rule) else { continue }
            for field in empty.fields where !seen.insert(question.rule.term.name + field.suffix).inserted {
                refuse(question.rule.term.name + field.suffix, at: declared.term.place)
            }
            for extra in empty.tables {
                let file = question.rule.term.name + extra.suffix + ".csv"
                if !SnapshotDraft.canHold(file) || definition.sideFileNames.contains(file) {
                    problems.add(
                        "The question needs a file \(file), which cannot be or is there already. Rename one of them.",
                        at: declared.term.place)
                }
                for field in extra.fields where extra.hasSubjects && terms.contains(where: { $0.name == field.suffix })
                {
                    problems.add(
                        "\(file) has a column \(field.suffix) of its own, so that no term of the subject can be called so.",
                        at: consensus.place)
                }
            }
        }
    }

    private func refuseThresholds(_ question: Definition.Question, _ method: QuestionMethod) {
        let asked: [(AnswerMeasure, YAMLPlace?)] = [
            (.confidence, question.confidence?.place), (.agreement, question.agreement?.place),
        ]
        for case (let measure, let place?) in asked where !method.measures.contains(measure) {
            problems.add(
                "The method `\(method.name)` has no \(measure.rawValue) that could be asked for. Ask for `votes` alone.",
                at: place)
        }
    }

    private func refuseGiven(_ question: Definition.Question, _ consensus: Definition.Consensus) {
        guard let given = question.given else { return }
        guard let other = consensus.questions.first(where: { $0.term.value == given.value }),
            other.term.value != question.term.value
        else {
            let others = consensus.questions.map(\.term.value).filter { $0 != question.term.value }
            problems.add(
                "`given` names \(given.value), which is no other question. There are \(others.joined(separator: ", ")).",
                at: given.place)
            return
        }
        let name = other.method?.value ?? LabellingMethod.dawidSkene.rawValue
        if AnswerMethod(rawValue: name).map({ $0 != .ordinal }) ?? false {
            problems.add(
                """
                `given: \(given.value)` asks who agrees with the consensus on it, and answers to `\(name)` do not simply \
                agree. Use a question for one label or for levels.
                """, at: given.place)
        } else if other.given != nil {
            problems.add(
                "`given: \(given.value)` names a question that has a `given` itself. Name the first one.",
                at: given.place)
        }
    }

    private func refuseCalibration(
        _ question: Definition.Question, _ method: QuestionMethod, _ consensus: Definition.Consensus
    ) {
        if let asked = question.calibrate, asked.value {
            if case .answers = method {
                problems.add("Only methods for one label can be calibrated. Take `calibrate` away.", at: asked.place)
            } else if consensus.gold == nil {
                problems.add("`calibrate` needs known answers: `gold` under `consensus`.", at: asked.place)
            }
        }
        if let retire = question.retire, retire.confidence != nil, !method.measures.contains(.confidence) {
            problems.add(
                "The method `\(method.name)` has no confidence by which a subject could retire.", at: retire.place)
        }
        if let retire = question.retire, retire.agreement != nil, !method.measures.contains(.agreement) {
            problems.add(
                "The method `\(method.name)` has no agreement by which a subject could retire.", at: retire.place)
        }
    }

    private func refuseAbsence(
        _ question: Definition.Question, _ method: QuestionMethod, _ consensus: Definition.Consensus
    ) {
        guard let absent = question.absent else { return }
        if consensus.subject.count < 2 {
            problems.add(
                """
                `absent` needs a subject of at least two terms, the last of which can be missing from a list: subject: \
                [eventID, scientificName].
                """, at: absent.place)
        }
        if method.joinsRows {
            problems.add(
                "The method `\(method.name)` takes lists: what they leave out is a no already.", at: absent.place)
        }
        let type = definition.fields.first { $0.term == absent.when.value }?.type?.value
        if type != "boolean" {
            problems.add(
                "`when` names \(absent.when.value), which must be declared as a boolean: true where a list is complete.",
                at: absent.when.place)
        }
    }
}
