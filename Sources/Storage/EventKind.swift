/// What kinds of things happen.
package enum EventKind: String, Sendable, CaseIterable, Codable {
    /// A file was claimed.
    case claim
    /// The pipeline definition, or a file that it refers to, changed.
    case edition
    /// A version was published.
    case publication
    /// A held submission is to be taken in after all.
    case accept
    /// A held submission is never to be taken in.
    case reject
    /// A submission that was taken in is taken out again, as if it had never come.
    case revoke
    /// Records were taken back.
    case withdraw
    /// Records that were taken back are in the dataset again.
    case restore
    /// An expert answered a question about a subject.
    case decide
    /// Somebody's data, or the connection to who they are, was erased.
    case erase
    /// A version got a name.
    case release
    /// A version's data were replaced by a note that says why they are gone.
    case tombstone
    /// A version was removed, because newer ones have taken its place.
    case prune

    /// Whether it is something that somebody has decided, with a `Decision` as its payload.
    package var isDecision: Bool {
        switch self {
        case .claim, .edition, .publication: false
        default: true
        }
    }

    /// Whether published content may depend on it. What is only done to versions that are there changes no content.
    package var changesContent: Bool {
        switch self {
        case .publication, .release, .tombstone, .prune: false
        default: true
        }
    }
}
