import Files
import Glibc
import Labelling
import Observations

/// The consensus of the answers in one file, with everything that `transect label` says about it.
package struct LabelFile: Sendable {
    let request: LabelRequest
    /// The consensus.
    package let consensus: any QuestionConsensus
    /// The contributors' skills; `nil` where nobody asked for them.
    let skills: SkillColumns?
    /// The figures of the method and of a plain one beside it; none where there is no truth to compare with.
    let scores: [LabelScore]
    /// How many subjects have a known answer that was learnt from, and how many of those are in the answers.
    let gold: (answers: Int, answered: Int)?
    /// Answers before several of one contributor on one subject became one vote.
    let answers: Int
    /// Malformed records, which were passed over.
    package let malformed: Int
    /// The first of them in words.
    package let problems: [String]
    /// Processor seconds of all threads: reading, ordering the votes, and the method itself.
    package let seconds: (reading: Double, ordering: Double, estimating: Double)

    /// Reads the answers and makes the consensus. Nothing is written.
    ///
    /// The memory is that of the votes, not of the file: 12 bytes an answer while they are gathered, some 30 while they
    /// are counted, and the names.
    ///
    /// - Throws: `UsageError` where something does not fit; `LabellingError` where the method cannot do it.
    package init(_ request: LabelRequest, disk: Disk) throws {
        self.request = request
        let method = try request.questionMethod(disk: disk)
        let places = try OutputPlaces(request, disk: disk)
        try places.refuseWhatExists()
        let terms = request.subject.map { Term($0) }
        let known = try request.gold.map { try KnownAnswers($0, request: request, disk: disk) }
        let truth = try request.truth.map { try KnownAnswers($0, request: request, disk: disk) }
        let start = processorSeconds()
        let rule = QuestionRule(
            term: Term(request.question), method: method, accept: request.accept, repeats: request.repeats,
            unsure: request.unsure)
        var table = QuestionTable(subjectTerms: terms, rule: rule, isInOrder: true)
        (malformed, problems) = try Self.gather(request, into: &table, disk: disk)
        let answers = table.answerCount
        guard answers > 0 else {
            throw UsageError("\(request.answers) holds no answers that have a subject, a contributor and a label.")
        }
        let gold = known?.decisions(terms)
        if let gold { table.add(subjects: gold.subjects) }
        let read = processorSeconds()
        let votes = table.seal()
        let ordered = processorSeconds()
        let truths = gold.map { KnownTruths($0, in: votes) } ?? .none
        let consensus = try votes.labelled(
            by: rule, deciding: gold, known: truths, threads: RunOptions.usualThreads)
        seconds = (read - start, ordered - read, processorSeconds() - ordered)
        skills = request.skills == nil ? nil : consensus.skills
        if let skills, skills.fields.isEmpty {
            throw UsageError("The method `\(method.name)` learns nothing about contributors. Leave out --skills.")
        }
        let learnt = Set(known?.rows.map(\.subject) ?? [])
        scores =
            try truth.map { truth in
                try LabelScore.besidePlain(consensus, against: truth.rows.filter { !learnt.contains($0.subject) })
            } ?? []
        self.gold = known.map { known in
            (
                known.rows.count,
                known.rows.filter { row in
                    votes.subject(named: row.subject).map { !votes.range(ofSubject: $0).isEmpty } ?? false
                }.count
            )
        }
        self.consensus = consensus
        self.answers = answers
    }

    /// Reads all answers into the table.
    private static func gather(
        _ request: LabelRequest, into table: inout QuestionTable, disk: Disk
    ) throws -> (malformed: Int, problems: [String]) {
        var choices = request.subject.map { ChosenColumns.Choice(name: $0, option: "--subject") }
        choices.append(ChosenColumns.Choice(name: request.contributor, option: "--contributor"))
        choices.append(ChosenColumns.Choice(name: request.question, option: "--question"))
        if let twice = request.subject.firstIndex(where: { $0 == request.contributor || $0 == request.question }) {
            throw UsageError("The column `\(request.subject[twice])` cannot name the subject and something else too.")
        }
        guard request.contributor != request.question else {
            throw UsageError("The column `\(request.question)` cannot hold both contributors and answers.")
        }
        var file = try ChosenColumns(request.answers, choices, format: request.format, disk: disk)
        var read: UInt32 = 0
        while let (columns, rows) = try file.next() {
            let count = columns[0].count
            let parts = request.subject.count
            table.add(
                subjects: Array(columns[..<parts]), contributors: columns[parts], labels: columns[parts + 1],
                submissions: [UInt32](repeating: 0, count: count),
                ordinals: (0..<UInt32(count)).map { read &+ $0 }, rows: rows)
            read = read &+ UInt32(count)
        }
        return (file.malformed, file.problems)
    }
}

/// The processor time that this process has taken.
private func processorSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
