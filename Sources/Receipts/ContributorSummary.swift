import Observations

/// Everything that one sender has sent, for the page in the folder of receipts: what arrived, and what it became.
package struct ContributorSummary: Sendable, Equatable {
    /// The dataset's title, for people.
    package var project = ""
    /// The sender; empty where nobody is named.
    package var submitter = ""
    /// The submissions, newest first.
    package var submissions: [Submission] = []
    /// What became of them in the newest published version; `nil` where none has been published yet.
    package var published: Published?

    /// A sender who has sent nothing yet.
    package init() {}

    /// One file that was sent.
    package struct Submission: Sendable, Equatable {
        /// Its number.
        package var sequence: UInt32
        /// Its path below the drop folder.
        package var path: String
        /// When it arrived.
        package var arrival: Instant
        /// What became of the file as a whole.
        package var outcome: Receipt.FileOutcome
        /// What became of its records.
        package var counts: OutcomeCounts
        /// How many of the quarantined records wait for nobody any more: they were mended, or their file was sent again.
        package var settled: Int
        /// The receipt, as a path from the page; `nil` where there is none.
        package var receipt: String?
        /// The mend file, as a path from the page; `nil` where there is none.
        package var mendFile: String?

        /// A submission of those parts.
        package init(
            sequence: UInt32, path: String, arrival: Instant, outcome: Receipt.FileOutcome, counts: OutcomeCounts,
            receipt: String?, mendFile: String? = nil, settled: Int = 0
        ) {
            self.sequence = sequence
            self.path = path
            self.arrival = arrival
            self.outcome = outcome
            self.counts = counts
            self.receipt = receipt
            self.mendFile = mendFile
            self.settled = settled
        }
    }

    /// What is published of a sender.
    package struct Published: Sendable, Equatable {
        /// The version of the dataset.
        package var version: Int
        /// How many of the sender's records are in it.
        package var records: Int
        /// How many subjects on which the sender voted are decided in it; 0 where the project asks nothing.
        package var decidedSubjects: Int

        /// What a version holds.
        package init(version: Int, records: Int, decidedSubjects: Int) {
            self.version = version
            self.records = records
            self.decidedSubjects = decidedSubjects
        }
    }
}

extension ContributorSummary.Submission {
    /// How many of its records wait to be mended. Of a file that is held or out none does.
    var waiting: Int { outcome.isTaken ? counts.quarantined - settled : 0 }

    /// How it went, in a word or two.
    var status: (tone: Headline.Tone, words: Phrase) {
        switch outcome {
        case .taken:
            if counts.records == 0 { return (.bad, .empty) }
            if waiting == counts.records { return (.bad, .toMend) }
            if waiting > 0 { return (.partly, .takenInPart) }
            return settled == counts.records ? (.good, .settled) : (.good, .taken)
        case .readInPart: return (.partly, .takenInPart)
        case .takenInPart:
            if counts.records == 0 { return (.bad, .notTaken) }
            return waiting == counts.records ? (.bad, .toMend) : (.partly, .takenInPart)
        case .refused: return (.bad, .notRead)
        case .held: return (.waiting, .waiting)
        case .repeats: return (.good, .cameBefore)
        case .rejected: return (.bad, .notTaken)
        case .revoked: return (.bad, .takenOut)
        }
    }
}
