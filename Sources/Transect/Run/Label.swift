import Deduplication
import Labelling
import Observations
import Snapshots
import Storage

/// What the crowd says after a night, and who contributed.
struct Labels: Sendable {
    /// One consensus per question, in the order of the definition; all about the same subjects.
    var consensus: [Consensus] = []
    /// The published columns of every consensus.
    var columns: [[(name: String, column: TextColumn)]] = []
    /// The names of all contributors. Votes and everything that is published know only their pseudonyms.
    var contributors = ByteInterner()
    /// The pseudonyms of all contributors, worked out.
    var pseudonyms: Pseudonyms
    /// Records by contributor's number.
    var records: [Int] = []
    /// Records in the dataset.
    var total = 0
}

extension Run {
    /// Gathers the votes of the whole current dataset and labels them anew: never from yesterday's answer.
    func label(_ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws -> Labels {
        progress(RunProgress(isStart: true, text: "Labelling", share: 0))
        var labels = try labels(store, ledger)
        labels.columns = labels.consensus.map { $0.consensusColumns(question: $0.rule.term.name) }
        report.datasetRecords = labels.total
        report.questions = zip(labels.consensus, labels.columns).map { consensus, columns in
            let counts = statusCounts(columns[1].column)
            return RunReport.QuestionLine(
                term: consensus.rule.term.name, method: consensus.rule.method.rawValue,
                statuses: ConsensusStatus.allCases.map(\.rawValue).compactMap { status in
                    counts[status].map { (status, $0) }
                }, votes: consensus.votes.count, iterations: consensus.estimate.iterations,
                repeated: consensus.votes.repeated.reduce(0) { $0 + $1.labels.count },
                withoutContributor: consensus.votes.withoutContributor)
        }
        return labels
    }

    /// One pass over the columns that name subjects, contributors and answers.
    func labels(_ store: Store, _ ledger: Ledger) throws -> Labels {
        var labels = Labels(pseudonyms: Pseudonyms(key: try store.pseudonymKey(ledger: ledger)))
        let questions = plan.consensus?.questions ?? []
        let subject = plan.consensus?.subject ?? []
        let subjectTerms = subject.map { plan.schema.terms[$0] }
        var tables = questions.map { _ in
            VoteTable(subjectTerms: subjectTerms, repeats: plan.consensus?.repeats ?? .error)
        }
        var wanted: [Int] = []
        let view = plan.publicView
        let licences = view.licenceTerms.compactMap { plan.schema.column(of: $0) }
        for column in subject + (plan.contributor.map { [$0] } ?? []) + questions.map(\.column) + licences
        where !wanted.contains(column) { wanted.append(column) }
        let submitters = try ledger.submitters()
        var source = try CurrentObservations(
            store: store, segments: try ledger.segments(), terms: wanted.map { plan.schema.terms[$0] })
        while let observations = try source.next() {
            func column(_ index: Int) -> TextColumn {
                wanted.firstIndex(of: index).map { observations.batch[$0] }
                    ?? TextColumn(missingRows: observations.count)
            }
            let contributors = plan.contributor.map(column) ?? delivered(observations, by: submitters)
            // Votes are published, so that records which are withheld have none.
            let published = view.publishedRows(of: observations)
            labels.count(contributors, rows: published)
            guard !questions.isEmpty else { continue }
            // The order of contributors decides the order of sums, so that whoever recomputes the consensus from
            // the published votes must have the same one.
            let pseudonyms = labels.pseudonyms.pseudonyms(of: contributors)
            for (index, question) in questions.enumerated() {
                tables[index].add(
                    subjects: subject.map { column($0).normalised() }, contributors: pseudonyms,
                    labels: column(question.column).normalised(),
                    submissions: observations.origins.map { $0.submission }, ordinals: observations.ordinals,
                    rows: published)
            }
        }
        labels.pseudonyms.prepare(labels.contributors)
        for (index, question) in questions.enumerated() {
            labels.consensus.append(try tables[index].seal().labelled(by: question.rule))
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
