import Deduplication
import Observations
import Storage

/// The submissions of one submitter that are states of one file: a file sent again, usually mended.
struct SeriesName: Hashable, Sendable {
    /// Who sends it.
    var submitter: String
    /// What it is called: a path, or the source where all its files are one series.
    var name: String

    static func == (left: SeriesName, right: SeriesName) -> Bool {
        ExactName(left.name) == ExactName(right.name) && ExactName(left.submitter) == ExactName(right.submitter)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ExactName(submitter))
        hasher.combine(ExactName(name))
    }
}

/// Which places of the dataset the submissions of each series have brought, and which records several series of one
/// submitter have, as far as the present judging has come.
struct SeriesBook {
    /// One submission that was judged.
    struct Chapter {
        /// Its number.
        var submission: UInt32
        /// The places of its new records; empty where it brought none.
        var places: Range<UInt32>

        init(submission: UInt32, firstOrdinal: UInt32?, accepted: Int) {
            self.submission = submission
            let first = firstOrdinal ?? 0
            places = first..<(firstOrdinal == nil ? first : first + UInt32(accepted))
        }
    }

    private var chapters: [SeriesName: [Chapter]] = [:]
    private var shared: [ExactName: SharedRecords] = [:]
    /// The series of all submissions.
    let numbers: SeriesNumbers
    /// What is to be recorded about records that several series have.
    private(set) var possessions: [Possession] = []
    private let ledger: Ledger
    private let isAnew: Bool

    /// - Parameter isAnew: whether what the ledger knows is being judged anew and does not count.
    init(_ ledger: Ledger, _ numbers: SeriesNumbers, isAnew: Bool) {
        self.ledger = ledger
        self.numbers = numbers
        self.isAnew = isAnew
    }

    /// Whether a series has submissions that were judged before.
    mutating func hasBegun(_ series: SeriesName) throws -> Bool { try !self[series].isEmpty }

    /// The submissions of a series that were judged before, oldest first.
    subscript(series: SeriesName) -> [Chapter] {
        mutating get throws {
            if let known = chapters[series] { return known }
            let before = try isAnew ? [] : ledger.seriesSubmissions(series.name, submitter: series.submitter)
            let found = before.map {
                Chapter(submission: $0.sequence, firstOrdinal: $0.firstOrdinal, accepted: $0.counts.accepted)
            }
            chapters[series] = found
            return found
        }
    }

    /// Adds a submission that was judged.
    mutating func add(_ chapter: Chapter, to series: SeriesName) throws {
        // Read first where it was not yet; then added to in its place.
        _ = try self[series]
        chapters[series, default: []].append(chapter)
    }

    /// The records that several series of a submitter have had.
    mutating func sharedRecords(of submitter: String) throws -> SharedRecords {
        if let known = shared[ExactName(submitter)] { return known }
        let found = SharedRecords(try isAnew ? [] : ledger.possessions(of: submitter), series: numbers)
        shared[ExactName(submitter)] = found
        return found
    }

    /// Takes note of the records that a judged submission shares with other series, and of those that its series no longer
    /// has.
    mutating func note(_ met: [MetRecord], gone: [UInt32], by submission: Submission) throws {
        guard !met.isEmpty || !gone.isEmpty else { return }
        var records = try sharedRecords(of: submission.submitter)
        // Of two copies one would have to be made anew with every change.
        shared[ExactName(submission.submitter)] = nil
        possessions += records.note(met, gone: gone, by: submission.sequence, numbers)
        shared[ExactName(submission.submitter)] = records
    }
}
