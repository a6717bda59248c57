import Deduplication
import Foundation
import Labelling
import Observations

extension PlanCompiler {
    /// What the crowd is asked, with every file that it refers to.
    func consensus(_ consensus: Definition.Consensus) -> ConsensusPlan {
        var plan = questions(consensus)
        plan.subjects = consensus.subjects.flatMap { subjectList($0, plan) }
        plan.gold = consensus.gold.map { gold($0, plan) } ?? []
        refuseRepeatedNames(consensus, plan)
        return plan
    }

    /// The questions alone: what a published consensus can be made anew with.
    func questions(_ consensus: Definition.Consensus) -> ConsensusPlan {
        let subject = consensus.subject.compactMap { column(of: $0, in: "`subject`") }
        let repeats: RepeatRule = consensus.repeats == "latest" ? .latest : .error
        let questions = consensus.questions.compactMap { question -> QuestionPlan? in
            guard let column = column(of: question.term, in: "`questions`"), let method = method(of: question) else {
                return nil
            }
            refuse(question, method, consensus)
            var rule = QuestionRule(
                term: schema.terms[column], method: method,
                accept: Acceptance(
                    votes: question.votes ?? 1, confidence: question.confidence?.value,
                    agreement: question.agreement?.value),
                // Answers are compared in form C, so these must be in it.
                repeats: repeats, unsure: question.unsure.map(\.precomposedStringWithCanonicalMapping))
            rule.skipped = question.skipped.map(\.precomposedStringWithCanonicalMapping)
            rule.calibrates = question.calibrate?.value ?? true
            rule.given = question.given.map { Term($0.value) }
            var plan = QuestionPlan(rule: rule, column: column)
            plan.count = question.count.flatMap { self.column(of: $0, in: "`count`") }
            plan.behaviours = question.behaviours.flatMap { self.column(of: $0, in: "`behaviours`") }
            plan.absent = question.absent.flatMap { absent in
                self.column(of: absent.when, in: "`when`").map { ($0, absent.answer) }
            }
            plan.retirement = question.retire.flatMap { retirement($0) }
            return plan
        }
        return ConsensusPlan(subject: subject, repeats: repeats, questions: questions)
    }

    private func method(of question: Definition.Question) -> QuestionMethod? {
        let name = question.method?.value ?? LabellingMethod.dawidSkene.rawValue
        if let method = LabellingMethod(rawValue: name) { return .choice(method) }
        guard let method = AnswerMethod(rawValue: name) else {
            let near = nearestName(to: name, among: QuestionMethod.names).map { " Did you mean `\($0)`?" } ?? ""
            problems.add(
                "There is no method `\(name)`; there are \(QuestionMethod.names.joined(separator: ", ")).\(near)",
                at: question.method?.place ?? question.term.place)
            return nil
        }
        var rule = AnswerRule(method)
        rule.levels = question.levels.map(\.value.precomposedStringWithCanonicalMapping)
        rule.threshold = question.threshold?.value
        rule.ties = question.ties.map(\.value.precomposedStringWithCanonicalMapping)
        rule.distance = question.distance?.value
        if !question.none.isEmpty { rule.none = question.none.map(\.value.precomposedStringWithCanonicalMapping) }
        if let reference = question.checklist { rule.checklist = checklist(reference) }
        return .answers(rule)
    }

    /// When a subject has enough votes.
    private func retirement(_ declared: Definition.Retirement) -> RetirementRule? {
        let least = declared.atLeast ?? 1
        do {
            return try RetirementRule(
                votes: declared.votes, confidence: declared.confidence.map { .init($0, atLeast: least) },
                agreement: declared.agreement.map { .init($0, atLeast: least) }, blank: declared.blank,
                blankLabels: declared.blankLabels.map(\.precomposedStringWithCanonicalMapping))
        } catch {
            problems.add("\(error)", at: declared.place)
            return nil
        }
    }

    /// The taxa of a checklist.
    private func checklist(_ reference: Definition.TableReference) -> Checklist? {
        guard let table = tables.table(reference) else { return nil }
        do {
            return try Checklist(table)
        } catch {
            problems.addOnce("\(reference.file): \(error)", at: reference.place)
            return nil
        }
    }
}
