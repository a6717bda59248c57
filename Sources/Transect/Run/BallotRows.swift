import Observations
import Snapshots
import Storage

/// Reads what votes are made of from the whole dataset, a batch at a time.
struct BallotRows: Sendable {
    private var source: CurrentObservations
    /// The pseudonyms of all contributors so far.
    private(set) var pseudonyms: Pseudonyms
    private let people: People
    private let view: PublicView
    /// The columns of the schema that are read.
    private let wanted: [Int]
    private let contributor: Int?
    private let subject: [Int]
    private let hasQuestions: Bool
    /// Who stands in for contributors where no term names them.
    private let submitters: [UInt32: String]

    /// The rows of the dataset that some segments make.
    init(
        plan: Plan, pseudonyms: Pseudonyms, _ store: Store, _ ledger: Ledger, _ segments: [SegmentFile]
    ) throws {
        let questions = plan.consensus?.questions ?? []
        subject = plan.consensus?.subject ?? []
        contributor = plan.contributor
        view = plan.publicView
        people = plan.people
        hasQuestions = !questions.isEmpty
        self.pseudonyms = pseudonyms
        let licences = view.licenceTerms.compactMap { plan.schema.column(of: $0) }
        var wanted: [Int] = []
        for column in subject + (contributor.map { [$0] } ?? []) + questions.flatMap(\.columns) + licences
        where !wanted.contains(column) { wanted.append(column) }
        self.wanted = wanted
        submitters = contributor == nil ? try ledger.submitters() : [:]
        source = try CurrentObservations(
            store: store, segments: segments, terms: wanted.map { plan.schema.terms[$0] })
    }

    /// The next batch, or `nil` behind the last.
    mutating func next() throws -> BallotBatch? {
        guard let observations = try source.next() else { return nil }
        var columns: [Int: TextColumn] = [:]
        for (column, cells) in zip(wanted, observations.batch) { columns[column] = cells }
        let contributors = contributor.flatMap { columns[$0] } ?? delivered(observations)
        // Votes are published, so that records which are withheld have none.
        var batch = BallotBatch(
            columns: columns, contributors: contributors, names: observations.ids, ordinals: observations.ordinals,
            published: view.publishedRows(of: observations))
        guard hasQuestions else { return batch }
        batch.subjects = subject.map { batch.column($0).normalised() }
        // The order of contributors decides the order of sums, so that whoever recomputes the consensus from
        // the published votes must have the same one.
        batch.pseudonyms = pseudonyms.pseudonyms(of: people.voters(contributors))
        batch.submissions = observations.origins.map { $0.submission }
        return batch
    }

    /// The submitters of some observations, who stand in for contributors where no term names them.
    private func delivered(_ observations: PlacedObservations) -> TextColumn {
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

/// Some rows of the dataset, as far as they matter for votes.
struct BallotBatch: Sendable {
    /// The columns that were read, by their numbers in the schema.
    fileprivate var columns: [Int: TextColumn]
    /// Who contributed each row, by name.
    let contributors: TextColumn
    /// The rows' names.
    let names: [RecordID]
    /// The rows' places in the dataset.
    let ordinals: [UInt32]
    /// The rows that are published; `nil` for all.
    let published: Bitmap?
    /// What the rows are about, a column per subject term; none where nothing is asked.
    fileprivate(set) var subjects: [TextColumn] = []
    /// Who votes, under pseudonyms; missing where nobody does.
    fileprivate(set) var pseudonyms = TextColumn()
    /// The submissions that brought the rows' content.
    fileprivate(set) var submissions: [UInt32] = []

    /// A column by its number in the schema.
    func column(_ index: Int) -> TextColumn { columns[index] ?? TextColumn(missingRows: ordinals.count) }
}
