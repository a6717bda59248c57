import Files
import Observations
import Storage

/// What a run did: the summary that the scientist reads in the morning.
package struct RunReport: Sendable {
    /// One submission of this run.
    package struct SubmissionLine: Sendable {
        /// Its sequence number.
        package var sequence: UInt32
        /// Its path in the drop folder.
        package var path: String
        /// How many records had which outcome.
        package var counts: OutcomeCounts
        /// Why it could not be read to its end, or `nil`.
        package var problem: String?
        /// The submission with the same bytes that the same submitter sent before, or `nil`.
        package var repeats: UInt32?
        /// How it was read.
        package var reading: [String]
        /// Columns of the file that the pipeline does not use.
        package var unusedFields: [String]
        /// Columns that the pipeline names for such files and that this one does not have.
        package var missingFields: [String] = []
        /// Why it is held, or `nil`. Then its counts say what would become of its records.
        package var hold: HoldReason?
        /// Records of its series that it left out, and so took out of the dataset.
        package var dropped = 0
    }

    /// A file that waits in the drop folder.
    package struct WaitingLine: Sendable, Equatable {
        /// Its path there.
        package var path: String
        /// Why it waits.
        package var reason: WaitingReason
        /// When it is worth looking again though nobody touches it, in seconds since 1970 (UTC); `nil` for never.
        var nextTry: Int64?
    }

    /// One rule and how often it spoke.
    package struct RuleLine: Sendable {
        /// The rule's code.
        package var code: String
        /// Its weight here.
        package var severity: Severity
        /// How many findings.
        package var count: Int
        /// The first of them, in words and with its place.
        package var example: String
    }

    /// One question's consensus.
    package struct QuestionLine: Sendable {
        /// The term.
        package var term: String
        /// The method.
        package var method: String
        /// Subjects by status.
        package var statuses: [(status: String, count: Int)]
        /// Votes that were counted.
        package var votes: Int
        /// How many iterations the method took.
        package var iterations: Int
        /// Answers that do not count, because their contributor gave several on one subject in one file.
        package var repeated: Int
        /// Answers that do not count, because nobody has signed them.
        package var withoutContributor: Int
        /// Answers that do not count, because they are none of those that the question takes.
        package var unreadable = 0
    }

    /// What was published.
    package enum Publication: Sendable {
        /// A new version.
        case published(version: Int, folder: String)
        /// The content is what it was in this version.
        case unchanged(version: Int)
        /// The version would lose too many records, so that it was not published.
        case held(lost: Int, of: Int)
        /// Publishing was not asked for.
        case notAsked
        /// There is nothing to publish yet.
        case nothing
    }

    /// The dataset's name.
    package var name = ""
    /// The submissions of this run, in order.
    package var submissions: [SubmissionLine] = []
    /// Things in the drop folder that are not taken, with reasons.
    package var skipped: [(path: String, reason: String)] = []
    /// Files that are not taken yet, in the order of their paths.
    package var waitingFiles: [WaitingLine] = []
    /// What became of files in the drop folder that have been taken.
    var originals = Originals.Outcome()
    /// Files that no source of the pipeline takes.
    package var unmatched: [String] = []
    /// What was found, errors first, most frequent first.
    package var rules: [RuleLine] = []
    /// The consensus.
    package var questions: [QuestionLine] = []
    /// Subjects that are not in the project's list, on which answers wait, with how many records name each.
    package var waiting: [(subject: [String], records: Int)] = []
    /// How many subjects have enough votes and how many are to be shown again, all questions together; `nil` where no
    /// question says when.
    package var outbox: (retired: Int, shown: Int)?
    /// Records in the dataset after this run.
    package var datasetRecords = 0
    /// What was published.
    package var publication = Publication.notAsked
    /// Why all history was judged again; `nil` where it was not.
    var anew: JudgedAnew?
    /// Why a changed definition was not taken; `nil` where it was, or where there is none.
    package var heldEdition: String?
    /// What a changed definition would do to the dataset, of a rehearsal.
    package var effect: EditionEffect?
    /// The folder with old files that were imported; `nil` where the drop folder was looked into.
    var importFolder: String?
    /// How many submissions of earlier runs still wait for a decision.
    var heldBefore = 0
    /// Withdrawals and restorations of records that the history no longer has under their names.
    package var lapsed: [LapsedDecision] = []
    /// Versions that were removed, as the definition's `keep` says.
    package var pruned: [Int] = []
    /// Whether this is only what a run would do.
    package var isRehearsal = false

    /// An empty report.
    package init() {}

    /// All outcomes of this run together, those of held submissions left out.
    package var counts: OutcomeCounts {
        submissions.filter { $0.hold == nil }.reduce(OutcomeCounts()) { $0 + $1.counts }
    }

    /// The submissions that are held.
    package var held: [SubmissionLine] { submissions.filter { $0.hold != nil } }

    /// Whether this run has come upon something that waits for somebody's decision. What earlier runs have held is told
    /// again, and is no news.
    package var needsDecision: Bool {
        if case .held = publication { return true }
        return heldEdition != nil || !held.isEmpty || !lapsed.isEmpty
    }
}
