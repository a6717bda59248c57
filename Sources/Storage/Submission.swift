import Files
import Formats
import Observations

/// A file that is to be claimed, as the drop folder shows it.
package struct Delivery: Sendable, Equatable {
    /// Its path below the drop folder.
    package var path: String
    /// Who delivered it; empty where nobody is named.
    package var submitter: String
    /// How it is known again.
    package var identity: FileIdentity
    /// What it is a state of, where files of several names are; `nil` where that is its path.
    package var series: String?
    /// What must hold of it when it is copied, or it waits.
    package var condition = ClaimCondition()

    /// A delivery of those parts.
    package init(path: String, submitter: String, identity: FileIdentity, series: String? = nil) {
        self.path = path
        self.submitter = submitter
        self.identity = identity
        self.series = series
    }
}

/// What must hold of a file when it is copied, besides that nobody is writing it; otherwise it waits.
package struct ClaimCondition: Sendable, Equatable {
    /// The digest that its bytes must have, as its sender says. Then nothing else is asked, not even who is writing it.
    package var digest: Digest?
    /// Why it waits where the kernel cannot tell whether somebody is writing it; `nil` where it does not.
    package var unlessTold: WaitingReason?
    /// What its source declares, where it must close as its format demands; `nil` where that is not asked.
    package var ending: FormatOptions?

    /// Nothing in particular.
    package init() {}
}

/// A delivery whose bytes lie in the archive.
package struct ClaimedFile: Sendable, Equatable {
    /// What was delivered.
    package var delivery: Delivery
    /// The digest of the archived bytes.
    package var digest: Digest
    /// Whether it is an archive whose members are claimed behind it, each as a file of its own.
    package var isUnpacked = false
    /// Of an archive that is unpacked, the members that no source takes.
    package var unusedMembers: [String] = []
    /// For a member of an archive, the place of that archive among the files that are claimed together.
    package var partOf: Int?

    /// A claimed file of those parts.
    package init(delivery: Delivery, digest: Digest, partOf: Int? = nil) {
        self.delivery = delivery
        self.digest = digest
        self.partOf = partOf
    }
}

/// How far a submission has come.
package enum SubmissionState: String, Sendable, CaseIterable {
    /// Archived, not judged yet.
    case claimed
    /// Its records have their outcomes.
    case judged
    /// It could not be read; it has no records.
    case refused
    /// The same bytes from the same submitter came before; nothing changes.
    case duplicate
    /// It passed a limit and waits for somebody to accept or reject it. Nothing of it is in the dataset.
    case held
    /// It was held, and somebody has rejected it.
    case rejected
    /// It was taken in, and somebody has revoked it: as if it had never come.
    case revoked
    /// Nothing is left of it, because somebody's data had to go.
    case erased
    /// An archive: its members are submissions of their own. It has no records itself.
    case unpacked

    /// Whether its records count: it is, or will be, part of the history that is judged.
    package var stands: Bool {
        switch self {
        case .claimed, .judged, .refused, .held: true
        case .duplicate, .rejected, .revoked, .erased, .unpacked: false
        }
    }

    /// Whether somebody has put it out of the history: nothing of it is in the dataset, whatever it was once judged to be.
    package var isOut: Bool { Self.out.contains(self) }

    /// The states of what somebody has put out of the history.
    package static let out: [Self] = [.rejected, .revoked, .erased]
}

/// One file that a volunteer delivered, as the ledger knows it.
package struct Submission: Sendable, Equatable {
    /// Its number, from 1, in the order of claiming.
    package var sequence: UInt32
    /// The event of its claim.
    package var event: Int64
    /// Its path below the drop folder.
    package var path: String
    /// Who delivered it; empty where nobody is named.
    package var submitter: String
    /// The digest of its bytes.
    package var digest: Digest
    /// When it arrived, in seconds since 1970 (UTC).
    package var arrival: Int64
    /// How the original is known again; `size` is the number of bytes.
    package var identity: FileIdentity
    /// How far it has come.
    package var state: SubmissionState
    /// The earlier submission of the same bytes by the same submitter.
    package var duplicateOf: UInt32?
    /// The archive that it came in; `nil` for a file that was delivered as it is.
    package var partOf: UInt32?
    /// Whether it is a bulk load of old data, which overwrites nothing that is there.
    package var isImport = false
    /// What somebody has decided about it.
    package var ruling: Ruling?
    /// Whether the archive has a copy without somebody's data instead of what was delivered.
    package var isRedacted = false
    /// What it is a state of, together with its submitter. Before it was judged, `nil` where that is its path.
    package var series: String?
    /// The place of its first new record; its other new records follow without a gap. `nil` where it brought none.
    package var firstOrdinal: UInt32?
    /// How many records of its series it took out of the dataset, because it no longer has them.
    package var dropped = 0
    /// Why it is held; `nil` where it is not.
    package var hold: HoldReason?
    /// How it was read, once it was.
    package var format: FormatDescription?
    /// Why it was refused.
    package var problem: String?
    /// The same in words that can be translated; `nil` where it was refused by an older program too.
    package var diagnosis: Diagnosis?
    /// What became of its records; while it is held, what would become of them.
    package var counts: OutcomeCounts
}

extension Archive {
    /// The archive's name for a file: its digest and the safe part of its ending, such as `.csv` or `.csv.gz`.
    ///
    /// The ending comes from strangers. Only short endings of lower-case letters and digits are kept.
    package static func name(digest: Digest, path: String) -> String {
        var endings: [Substring] = []
        for part in Disk.name(of: path).lowercased().split(separator: ".", omittingEmptySubsequences: false).dropFirst()
            .reversed()
        {
            guard (1...8).contains(part.utf8.count), part.utf8.allSatisfy(isSafe) else { break }
            endings.insert(part, at: 0)
            if part != "gz" || endings.count == 2 { break }
        }
        return ([digest.description[...]] + endings).joined(separator: ".")
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
