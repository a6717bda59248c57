import Deduplication
import Foundation
import Labelling
import Observations
import Snapshots
import Storage

/// The votes of the whole dataset and who contributed, gathered in one pass and not yet counted.
struct Ballot: Sendable {
    /// The answers to each question, in the order of the definition.
    var tables: [QuestionTable]
    /// What experts have decided, question by question.
    var experts: [ExpertAnswers]
    /// Known answers, question by question; empty where there are none.
    var gold: [ExpertAnswers] = []
    /// The subjects that are asked about; `nil` where every subject that somebody answered on is one.
    var subjects: SubjectList?
    /// The names of all contributors. Votes and everything that is published know only their pseudonyms.
    var contributors = ByteInterner()
    /// The pseudonyms of all contributors, worked out.
    var pseudonyms: Pseudonyms
    /// Records by contributor's number.
    var records: [Int] = []
    /// Records in the dataset.
    var total = 0

    /// Labels the dataset anew: never from yesterday's answer.
    func labelled() throws -> Labels {
        var labels = Labels(ballot: self)
        var tables = tables
        labels.consensus = try Questions.labelled(&tables, experts: experts, gold: gold)
        labels.columns = labels.consensus.map { $0.consensusColumns(question: $0.rule.term.name, subjects: nil) }
        return labels
    }
}

/// What the crowd says after a night, and who contributed.
struct Labels: Sendable {
    /// What it was made from.
    let ballot: Ballot
    /// One consensus per question, in the order of the definition; all about the same subjects.
    var consensus: [any QuestionConsensus] = []
    /// The published columns of every consensus.
    var columns: [[(name: String, column: TextColumn)]] = []

    init(ballot: Ballot) { self.ballot = ballot }

    /// The names of all contributors.
    var contributors: ByteInterner { ballot.contributors }
    /// The pseudonyms of all contributors, worked out.
    var pseudonyms: Pseudonyms { ballot.pseudonyms }

    /// The questions for the report.
    var lines: [RunReport.QuestionLine] {
        zip(consensus, columns).map { consensus, columns in
            let counts = statusCounts(columns[1].column)
            return RunReport.QuestionLine(
                term: consensus.rule.term.name, method: consensus.rule.method.name,
                statuses: ConsensusStatus.allCases.map(\.rawValue).compactMap { status in
                    counts[status].map { (status, $0) }
                }, votes: consensus.votes.count, iterations: consensus.iterations,
                repeated: consensus.votes.repeated.reduce(0) { $0 + $1.labels.count },
                withoutContributor: consensus.votes.withoutContributor, unreadable: consensus.unreadable)
        }
    }
}

extension Run {
    /// What the crowd says about the dataset as it is now.
    func labels(_ store: Store, _ ledger: Ledger) throws -> Labels { try gather(store, ledger).labelled() }

    /// Gathers the votes of the whole current dataset: one pass over the columns that name subjects, contributors and
    /// answers.
    func gather(_ store: Store, _ ledger: Ledger) throws -> Ballot {
        let questions = plan.consensus?.questions ?? []
        let subject = plan.consensus?.subject ?? []
        let subjectTerms = subject.map { plan.schema.terms[$0] }
        let people = plan.people
        var ballot = Ballot(
            tables: questions.map { QuestionTable(subjectTerms: subjectTerms, rule: $0.rule) },
            experts: try experts(subjectTerms, ledger), gold: plan.consensus?.gold ?? [],
            subjects: plan.consensus?.subjects,
            pseudonyms: Pseudonyms(key: try store.pseudonymKey(ledger: ledger)) { people.person($0) })
        var wanted: [Int] = []
        let view = plan.publicView
        let licences = view.licenceTerms.compactMap { plan.schema.column(of: $0) }
        for column in subject + (plan.contributor.map { [$0] } ?? []) + questions.flatMap(\.columns) + licences
        where !wanted.contains(column) { wanted.append(column) }
        if let listed = ballot.subjects {
            for index in ballot.tables.indices { ballot.tables[index].add(subjects: listed.names) }
        }
        var absences = questions.map { question in
            question.absent.map { AbsentAnswers(subjectTerms: subjectTerms, answer: $0.answer) }
        }
        let submitters = plan.contributor == nil ? try ledger.submitters() : [:]
        var source = try CurrentObservations(
            store: store, segments: try ledger.segments(), terms: wanted.map { plan.schema.terms[$0] })
        while let observations = try source.next() {
            func column(_ index: Int) -> TextColumn {
                wanted.firstIndex(of: index).map { observations.batch[$0] }
                    ?? TextColumn(missingRows: observations.count)
            }
            let contributors = plan.contributor.map(column) ?? delivered(observations, by: submitters)
            // Votes are published, so that records which are withheld have none.
            var published = view.publishedRows(of: observations)
            ballot.count(contributors, rows: published)
            let released = published
            guard !questions.isEmpty else { continue }
            let subjects = subject.map { column($0).normalised() }
            published = ballot.subjects?.listed(subjects, rows: published) ?? published
            // The order of contributors decides the order of sums, so that whoever recomputes the consensus from
            // the published votes must have the same one.
            let pseudonyms = ballot.pseudonyms.pseudonyms(of: people.voters(contributors))
            let submissions = observations.origins.map { $0.submission }
            for (index, question) in questions.enumerated() {
                ballot.tables[index].add(
                    subjects: subjects, contributors: pseudonyms, labels: question.answers(column),
                    submissions: submissions, ordinals: observations.ordinals, rows: published)
                if let absent = question.absent {
                    absences[index]?.add(
                        subjects: subjects, contributors: pseudonyms,
                        isComplete: column(absent.when).rows(equalTo: "true"), submissions: submissions,
                        ordinals: observations.ordinals, published: released, asked: published)
                }
            }
        }
        for index in questions.indices { absences[index]?.answer(&ballot.tables[index]) }
        ballot.pseudonyms.prepare(ballot.contributors)
        return ballot
    }

    /// What experts have decided, question by question. The last decision on a subject holds.
    private func experts(_ subject: [Term], _ ledger: Ledger) throws -> [ExpertAnswers] {
        let questions = plan.consensus?.questions ?? []
        var experts = questions.map { _ in ExpertAnswers(subjectTerms: subject) }
        for recorded in try ledger.decisions(of: [.decide]) {
            let decision = recorded.decision
            guard let index = questions.firstIndex(where: { $0.rule.term.name == decision.question }),
                let values = decision.subject, values.count == subject.count
            else { continue }
            experts[index].decide(
                values.map(\.precomposedStringWithCanonicalMapping),
                decision.label?.precomposedStringWithCanonicalMapping)
        }
        return experts
    }

    /// The submitters of some observations, who stand in for contributors where no term names them.
    private func delivered(_ observations: PlacedObservations, by submitters: [UInt32: String]) -> TextColumn {
        var column = TextColumn(reservingRows: observations.count)
        for origin in observations.origins {
            if let name = submitters[origin.submission], !name.isEmpty {
                column.append(name.utf8)
            } else {
                column.appendMissing()
            }
        }
        return column
    }
}

extension Ballot {
    /// Counts the contributors of some records. Records without one are counted in `total` alone.
    fileprivate mutating func count(_ column: TextColumn, rows: Bitmap?) {
        total += column.count
        column.withCells { bytes, ends in
            let raw = UnsafeRawBufferPointer(bytes)
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                defer { start = end }
                guard end > start, rows?[row] ?? true else { continue }
                let id = Int(contributors.intern(UnsafeRawBufferPointer(rebasing: raw[start..<end])))
                if id == records.count { records.append(0) }
                records[id] += 1
            }
        }
    }
}

/// How many subjects have which status.
private func statusCounts(_ column: TextColumn) -> [String: Int] {
    var words = ByteInterner()
    var counts: [Int] = []
    column.bytes.withUnsafeBytes { bytes in
        for row in 0..<column.count {
            let id = Int(words.intern(UnsafeRawBufferPointer(rebasing: bytes[column.range(row)])))
            if id == counts.count { counts.append(0) }
            counts[id] += 1
        }
    }
    return Dictionary(uniqueKeysWithValues: counts.enumerated().map { (words[UInt32($0)], $1) })
}
