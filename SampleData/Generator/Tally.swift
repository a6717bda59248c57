/// What must become of a record that the generator writes. It knows, because it planted what is wrong.
enum Outcome {
    case accepted, corrected, quarantined, duplicate
}

/// How many records of a sample project end in which outcome.
struct Tally {
    private(set) var accepted = 0
    private(set) var corrections = 0
    private(set) var quarantined = 0
    private(set) var duplicates = 0

    mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .accepted: accepted += 1
        case .corrected: corrections += 1
        case .quarantined: quarantined += 1
        case .duplicate: duplicates += 1
        }
    }

    /// The counts as a pipeline's `expect` names them.
    var json: String {
        """
        {
          "records": \(accepted + corrections + quarantined + duplicates),
          "accepted": \(accepted),
          "corrections": \(corrections),
          "quarantined": \(quarantined),
          "duplicates": \(duplicates)
        }

        """
    }
}
