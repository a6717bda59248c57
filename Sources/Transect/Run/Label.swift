import Deduplication
import Foundation
import Labelling
import Observations
import Snapshots
import Storage

/// The votes of the whole dataset and who contributed, gathered in one pass and not yet counted.
struct Ballot: Sendable {
    /// How each question is decided, in the order of the definition.
    var rules: [QuestionRule]
    /// The votes on each question.
    var votes: [Votes] = []
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
    /// Who sent what, counted only where senders get to know.
    var senders: Senders?

    /// Labels the dataset anew: never from yesterday's answer.
    ///
    /// - Parameter threads: How many threads may work on it; the result is the same with any number.
    func labelled(threads: Int) throws -> Labels {
        var labels = Labels(ballot: self)
        labels.consensus = try Questions.labelled(votes, by: rules, experts: experts, gold: gold, threads: threads)
        labels.columns = labels.consensus.map { $0.consensusColumns(question: $0.rule.term.name, threads: threads) }
        return labels
    }

    /// Begins to make the rows of `votes.csv`, so that they can be written while the votes are counted. `nil` where not all
    /// votes are known before, or where there are too many to be kept in memory as rows.
    func voteRows(threads: Int) -> [Beside<TablePiece>]? {
        guard !rules.contains(where: { $0.given != nil }), votes.reduce(0, { $0 + $1.count }) <= 2 << 20 else {
            return nil
        }
        return zip(votes, rules).map { votes, rule in
            Beside(threads: threads) {
                var rows = TablePiece(votes, of: rule.term)
                rows.writeAhead()
                return rows
            }
        }
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
    func labels(_ store: Store, _ ledger: Ledger) throws -> Labels {
        try gather(store, ledger, ledger.segments()).labelled(threads: options.threads)
    }

    /// Begins to gather the votes of the dataset as it will be once the night is committed: its segments are complete, only
    /// its keys are not. `nil` where the night brings nothing, or its commit replaces all there was.
    func gatherAhead(_ night: Night?, _ store: Store, _ ledger: Ledger) throws -> Beside<Ballot>? {
        guard let night, !night.result.segments.isEmpty, !night.result.replacesAll else { return nil }
        let segments = try ledger.segments() + night.result.segments
        // The key is made now if it is not there yet; what goes on beside only reads.
        _ = try store.pseudonymKey(ledger: ledger)
        return Beside(threads: options.threads) { try gather(store, ledger, segments) }
    }

    /// Gathers the votes of the whole dataset that some segments make: one pass over the columns that name subjects,
    /// contributors and answers. Puts them in order.
    func gather(_ store: Store, _ ledger: Ledger, _ segments: [SegmentFile]) throws -> Ballot {
        let questions = plan.consensus?.questions ?? []
        let subject = plan.consensus?.subject ?? []
        let subjectTerms = subject.map { plan.schema.terms[$0] }
        var tables = questions.map { QuestionTable(subjectTerms: subjectTerms, rule: $0.rule) }
        var ballot = Ballot(
            rules: questions.map(\.rule),
            experts: try experts(subjectTerms, ledger), gold: plan.consensus?.gold ?? [],
            subjects: plan.consensus?.subjects,
            pseudonyms: Pseudonyms(key: try store.pseudonymKey(ledger: ledger)) { [people = plan.people] in
                people.person($0)
            })
        if let listed = ballot.subjects {
            for index in tables.indices { tables[index].add(subjects: listed.names) }
        }
        var absences = questions.map { question in
            question.absent.map { AbsentAnswers(subjectTerms: subjectTerms, answer: $0.answer) }
        }
        if tellsOthers, receiptsFolder != nil, options.publishes { ballot.senders = Senders(try ledger.submitters()) }
        let rows = try BallotRows(plan: plan, pseudonyms: ballot.pseudonyms, store, ledger, segments)
        let ahead = QueuedAhead(rows, threads: options.threads) { try $0.next() }
        while let batch = try ahead.next() {
            ballot.count(batch.contributors, of: batch.names, rows: batch.published)
            guard !questions.isEmpty else { continue }
            let asked = ballot.subjects?.listed(batch.subjects, rows: batch.published) ?? batch.published
            for (index, question) in questions.enumerated() {
                tables[index].add(
                    subjects: batch.subjects, contributors: batch.pseudonyms, labels: question.answers(batch.column),
                    submissions: batch.submissions, ordinals: batch.ordinals, rows: asked)
                if let absent = question.absent {
                    absences[index]?.add(
                        subjects: batch.subjects, contributors: batch.pseudonyms,
                        isComplete: batch.column(absent.when).rows(equalTo: "true"), submissions: batch.submissions,
                        ordinals: batch.ordinals, published: batch.published, asked: asked)
                }
            }
        }
        ballot.pseudonyms = ahead.source.pseudonyms
        for index in questions.indices { absences[index]?.answer(&tables[index]) }
        ballot.votes = Questions.sealed(&tables, experts: ballot.experts)
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
}

extension Ballot {
    /// Counts the contributors of some records. Records without one are counted in `total` alone.
    fileprivate mutating func count(_ column: TextColumn, of names: [RecordID], rows: Bitmap?) {
        total += column.count
        column.withCells { bytes, ends in
            let raw = UnsafeRawBufferPointer(bytes)
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                defer { start = end }
                guard rows?[row] ?? true else { continue }
                guard end > start else {
                    senders?.count(names[row], contributor: nil)
                    continue
                }
                let id = Int(contributors.intern(UnsafeRawBufferPointer(rebasing: raw[start..<end])))
                if id == records.count { records.append(0) }
                records[id] += 1
                senders?.count(names[row], contributor: id)
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
