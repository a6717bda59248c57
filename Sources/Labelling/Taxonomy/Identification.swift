/// One person's opinion what an observation shows.
package struct Identification: Sendable, Equatable {
    /// Who says so.
    package var contributor: String
    /// The taxon's number in the checklist.
    package var taxon: Int
    /// Whether it is her newest and not withdrawn.
    package var isCurrent: Bool
    /// Whether its taxon is in use; an inactive one counts for nothing.
    package var isActive: Bool
    /// Whether she explicitly disagrees with what was displayed: `true` with a taxon above the displayed one means "it
    /// is not that, and I cannot say more than this". `nil` for opinions from before the question was asked.
    package var disagrees: Bool?
    /// What was displayed when she said so.
    package var displayed: Int?

    /// An opinion of those parts; current, active and no explicit disagreement unless they say otherwise.
    package init(
        contributor: String, taxon: Int, isCurrent: Bool = true, isActive: Bool = true, disagrees: Bool? = false,
        displayed: Int? = nil
    ) {
        self.contributor = contributor
        self.taxon = taxon
        self.isCurrent = isCurrent
        self.isActive = isActive
        self.disagrees = disagrees
        self.displayed = displayed
    }
}

/// Whether the crowd may name an observation.
package struct CommunityPreference: Sendable, Equatable {
    /// Who owns the observation; `nil` if nobody is known to.
    package var owner: String?
    /// The choice for this observation; `nil` leaves it to the owner's general choice.
    package var observation: Bool?
    /// The owner's general choice.
    package var general: Bool

    /// Opted in unless the parameters say otherwise.
    package init(owner: String? = nil, observation: Bool? = nil, general: Bool = true) {
        self.owner = owner
        self.observation = observation
        self.general = general
    }

    /// Whether the owner's opinion is displayed instead of the crowd's.
    var isOptedOut: Bool { observation == false || (observation == nil && !general) }
}
