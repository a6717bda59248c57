import Labelling
import Observations
import Storage

/// What the crowd says after a night, and who contributed.
struct Labels: Sendable {
    /// One consensus per question, in the order of the definition; all about the same subjects.
    var consensus: [Consensus] = []
    /// Every contributor with the number of records in the dataset.
    var contributors = ByteInterner()
    /// Records by contributor's number.
    var records: [Int] = []
    /// Records in the dataset.
    var total = 0
}

extension Run {
    /// Gathers the votes of the whole current dataset and labels them anew: never from yesterday's answer.
    func label(_ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws -> Labels {
        progress(RunProgress(isStart: true, text: "Labelling", share: 0))
        let labels = try labels(store, ledger)
        report.datasetRecords = labels.total
        report.questions = labels.consensus.map { consensus in
            let counts = consensus.statusCounts
            return RunReport.QuestionLine(
                term: consensus.rule.term.name, method: consensus.rule.method.rawValue,
                statuses: ConsensusStatus.allCases.compactMap { status in
                    counts[status].map { (status.rawValue, $0) }
                }, votes: consensus.votes.count, iterations: consensus.estimate.iterations)
        }
        return labels
    }

    /// One pass over the columns that name subjects, contributors and answers.
    func labels(_ store: Store, _ ledger: Ledger) throws -> Labels {
        var labels = Labels()
        let questions = plan.consensus?.questions ?? []
        let subject = plan.consensus?.subject ?? []
        let subjectTerms = subject.map { plan.schema.terms[$0] }
        var tables = questions.map { _ in
            VoteTable(subjectTerms: subjectTerms, repeats: plan.consensus?.repeats ?? .error)
        }
        var wanted: [Int] = []
        for column in subject + (plan.contributor.map { [$0] } ?? []) + questions.map(\.column)
        where !wanted.contains(column) { wanted.append(column) }
        let submitters = try ledger.submitters()
        var source = try CurrentObservations(
            store: store, segments: try ledger.segments(), terms: wanted.map { plan.schema.terms[$0] })
        while let observations = try source.next() {
            func column(_ index: Int) -> TextColumn {
                wanted.firstIndex(of: index).map { observations.batch[$0] } ?? TextColumn(missingRows: observations.count)
            }
            let contributors = plan.contributor.map(column) ?? delivered(observations, by: submitters)
            labels.count(contributors)
            for (index, question) in questions.enumerated() {
                tables[index].add(
                    subjects: subject.map(column), contributors: contributors, labels: column(question.column),
                    submissions: observations.origins.map(\.submission), ordinals: observations.ordinals)
            }
        }
        for (index, question) in questions.enumerated() {
            labels.consensus.append(try tables[index].sealed().labelled(by: question.rule))
        }
        return labels
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

extension Labels {
    /// Counts the contributors of some records. Records without one are counted in `total` alone.
    fileprivate mutating func count(_ column: TextColumn) {
        total += column.count
        column.withCells { bytes, ends in
            let raw = UnsafeRawBufferPointer(bytes)
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                defer { start = end }
                guard end > start else { continue }
                let id = Int(contributors.intern(UnsafeRawBufferPointer(rebasing: raw[start..<end])))
                if id == records.count { records.append(0) }
                records[id] += 1
            }
        }
    }
}

extension Consensus {
    /// How many subjects have which status.
    var statusCounts: [ConsensusStatus: Int] {
        var counts: [ConsensusStatus: Int] = [:]
        for subject in 0..<votes.subjectCount { counts[self.subject(subject).status, default: 0] += 1 }
        return counts
    }
}
