import Deduplication
import Observations
import Storage

/// What a file that was sent again means for the records of its series.
struct SentAgain: Sendable {
    /// For every row of the new file the record of the series that it is a new state of.
    var partners: SeriesPartners
    /// The records of the series that the new file does not have.
    var left: [SeriesPartner]
    /// How many records of the series were in the dataset.
    var before: Int
}

extension Judging {
    /// Compares a file with the present records of its series.
    ///
    /// The file is read once for this and once more to be judged, so that memory holds hashes of rows and never the file.
    ///
    /// - Returns: what it means for these records, `nil` where it does not replace them but adds to them; and whether it is
    ///   a newer state of its series, as it is too where nothing of the series was ever taken.
    mutating func compare(
        _ submission: Submission, with series: SubmissionSeries
    ) async throws -> (again: SentAgain?, isNewState: Bool) {
        let before = try presentRecords(of: series)
        guard before.count > 0 else { return (nil, true) }
        var rows = SeriesRows(schema: run.plan.schema, rule: series.source.keyRule)
        var pieces = pieces(of: [submission])
        while let piece = try await pieces.next() {
            if case .observations(let batch, let keys, _, _, _, _) = piece {
                rows.add(batch, keys: keys)
            }
        }
        let pairing = SeriesRows.pairing(old: before, new: rows)
        guard series.isReplaced || pairing.isReplacement else { return (nil, false) }
        return (SentAgain(partners: pairing.partners, left: pairing.left, before: before.liveCount), true)
    }

    /// The records of the dataset whose present content some submission of the series has brought, and those that it shares
    /// with others; without a declared key also those that somebody has withdrawn.
    private mutating func presentRecords(of series: SubmissionSeries) throws -> SeriesRows {
        let rule = series.source.keyRule
        let chapters = try book[series.name]
        let submissions = Set(chapters.map(\.submission))
        let numbers = book.numbers
        var shared = PlaceSet()
        if let chapter = chapters.first {
            shared = try book.sharedRecords(of: series.name.submitter).places(of: numbers[chapter.submission])
        }
        var rows = SeriesRows(schema: run.plan.schema, rule: rule)
        let ranges = (chapters.map(\.places) + shared.ranges).filter { !$0.isEmpty }
        guard !ranges.isEmpty else { return rows }
        var present = try CurrentObservations(
            store: store, segments: segments, terms: run.plan.schema.terms, ranges: ranges,
            includingHidden: hasWithdrawals && rule.isKeyless)
        while let records = try present.next() {
            var isOwn = Bitmap()
            for (origin, place) in zip(records.origins, records.ordinals) {
                isOwn.append(submissions.contains(origin.submission) || shared.contains(place))
            }
            let batch = ObservationBatch(records, schema: run.plan.schema)
            let keys = rule.keys(of: batch, submitter: series.name.submitter)
            rows.add(records.batch, keys: keys, rows: isOwn, ordinals: records.ordinals)
        }
        try rows.keepOwn(of: submissions, shared: shared) { try deduplicator.entries(for: $0) }
        return rows
    }
}
