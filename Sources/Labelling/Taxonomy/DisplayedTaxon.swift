/// What an observation is shown as: the crowd's opinion, unless its owner has opted out.
extension CommunityTaxon {
    /// The taxon that is displayed.
    ///
    /// - Opted out: the owner's current identification, or nothing.
    /// - A probable taxon below species that lies under the community taxon: the probable one only if it was named
    ///   before the community taxon was; else the community taxon.
    /// - Otherwise: the probable taxon, else the owner's current identification, else the last of the others'.
    ///
    /// - Parameter identifications: In the order in which they were made.
    package static func displayed(
        _ identifications: [Identification], in checklist: Checklist, preference: CommunityPreference = .init()
    ) -> Int? {
        let current = identifications.filter(\.isCurrent)
        let owners = preference.owner.flatMap { owner in current.last { $0.contributor == owner }?.taxon }
        if preference.isOptedOut { return owners }
        let probable = probable(identifications, in: checklist)
        if let community = taxon(identifications, in: checklist), let probable, probable != community,
            let level = checklist.levels[probable], level < TaxonRank.species,
            checklist.isAncestorOrSelf(community, of: probable)
        {
            let firstProbable = current.firstIndex { $0.taxon == probable }
            let firstCommunity = current.firstIndex { $0.taxon == community }
            guard let firstProbable, let firstCommunity, firstProbable < firstCommunity else { return community }
            return probable
        }
        return probable ?? owners ?? current.last { $0.contributor != preference.owner }?.taxon
    }

    /// Identifications as they are made one after the other: a contributor's newer one replaces her older one, and
    /// each remembers what was displayed before it, unless that is given.
    ///
    /// What is displayed then is the probable taxon of the identifications so far, or, without one, the contributor's
    /// own last identification.
    package static func replayed(_ identifications: [Identification], in checklist: Checklist) -> [Identification] {
        var made: [Identification] = []
        for identification in identifications {
            var new = identification
            let own = made.indices.filter { made[$0].contributor == new.contributor }
            if new.displayed == nil {
                let last = own.last { made[$0].isCurrent } ?? own.last
                new.displayed = probable(made, in: checklist) ?? last.map { made[$0].taxon }
            }
            if new.isCurrent {
                for index in own { made[index].isCurrent = false }
            }
            made.append(new)
        }
        return made
    }
}
