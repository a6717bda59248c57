/// The ranks of taxa and their order.
package enum TaxonRank {
    /// How high a rank is: 70 for kingdoms, 10 for species, as iNaturalist numbers them; `nil` for ranks that have no
    /// place in the order (`unranked`, `clade`). Case and surrounding blanks do not matter.
    package static func level(of rank: String) -> Double? {
        let name = rank.lowercased().filter { !$0.isWhitespace }
        return levels.first { $0.names.contains(name) }?.level
    }

    private static let levels: [(level: Double, names: [String])] = [
        (100, ["stateofmatter", "life", "root"]), (80, ["domain", "superkingdom"]),
        (70, ["kingdom", "regnum"]), (67, ["subkingdom"]),
        (60, ["phylum", "division"]), (57, ["subphylum", "subdivision"]), (53, ["superclass"]),
        (50, ["class", "classis"]), (47, ["subclass"]), (45, ["infraclass"]), (44, ["subterclass"]),
        (43, ["superorder"]), (40, ["order", "ordo"]), (37, ["suborder"]), (35, ["infraorder"]),
        (34.5, ["parvorder"]), (34, ["zoosection"]), (33.5, ["zoosubsection"]), (33, ["superfamily"]),
        (32, ["epifamily"]), (30, ["family", "familia"]), (27, ["subfamily"]), (26, ["supertribe"]),
        (25, ["tribe", "tribus"]), (24, ["subtribe"]), (20, ["genus", "genushybrid"]), (15, ["subgenus"]),
        (13, ["section", "sectio"]), (12, ["subsection"]), (11, ["complex", "speciesaggregate", "aggregate"]),
        (10, ["species", "hybrid"]),
        (5, ["subspecies", "variety", "varietas", "form", "forma", "infrahybrid", "infraspecificname"]),
    ]

    /// The level of species; what is below is infraspecific.
    package static let species = 10.0
}
