import Observations

/// Why records have another outcome than the receipt said when it was written.
package enum AddendumCause: String, CaseIterable, Sendable {
    /// A new edition of the pipeline definition.
    case definition = "the project has changed how files are read or checked"
    /// A held file was accepted.
    case accepted = "somebody from the project has looked at the file and accepted it"
    /// A held file was rejected.
    case rejected = "somebody from the project has looked at the file and decided not to take it"
    /// The file was revoked.
    case revoked = "the file was taken out of the dataset"
    /// Records of it were withdrawn.
    case withdrawn = "records of the file were taken back"
    /// Records of it were restored.
    case restored = "records of the file were put back into the dataset"
    /// Somebody's data were erased.
    case erased = "personal data were erased on request"
    /// An earlier submission is now read differently, or gone.
    case earlier = "an earlier file has changed, and this one builds on it"

    /// The cause, for `Receipt.Addendum`.
    package var wording: Wording { Wording(template: rawValue) }
}
